"""What an agent says aloud to somebody who reads little: the notice, the agreement, the mandate.

Texts are data (« lecture.toml »), in short sentences. Source: documents.md b1 (the mandate is read
aloud), b4 and e2.
"""

from typing import Final

from app.documents.notice_parts import answers, asks_agreement, deciding, purposes, why
from app.documents.texts import Texts, load
from app.domain.agent import Structure
from app.domain.convention import Convention

_FILE: Final = "lecture.toml"
NOTICE: Final = "notice"
ACCORD: Final = "accord"
MANDAT: Final = "mandat"


def script(part: str, convention: Convention, structure: Structure) -> tuple[str, ...]:
    """Return what to say for `part` (NOTICE, ACCORD or MANDAT), a few sentences an entry.

    ACCORD begins with a word before the questions, then has one question a purpose of the slip; of
    no use where a convention has no agreement to collect.

    Raises:
        UnusableFileError: the convention's own text lacks a part, or names an unknown value.
    """
    texts = load(_FILE, convention.profile)
    protection = convention.protection
    values = {
        "structure": structure.name,
        "destinataires": " et ".join(protection.destinataires),
        "duree": protection.duree,
        "responsable": protection.responsable,
    }
    lines = [
        line for key in _keys(part, convention, texts) for line in texts.lines(part, key, values)
    ]
    return tuple("".join(run.text for run in line) for line in lines)


def _keys(part: str, convention: Convention, texts: Texts) -> tuple[str, ...]:
    if part == NOTICE:
        about = "debut" if convention.fields_kept else "debut_sans_nom"
        told = (answers(convention),) if asks_agreement(convention) else ()
        return (about, *why(convention), "qui", "duree", *told, deciding(convention), "droits")
    if part == ACCORD:
        return ("debut", *(key for _, key in purposes(convention)))
    return tuple(texts.parts[part])
