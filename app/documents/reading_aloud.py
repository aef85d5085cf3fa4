"""What an agent says aloud to somebody who reads little: the notice, the agreement, the mandate.

Texts are data (« lecture.toml »), in short sentences. Source: documents.md b1 (the mandate is read
aloud), b4 and e2.
"""

from typing import Final

from app.documents.texts import Texts, load
from app.domain.agent import Structure
from app.domain.convention import Convention, Remise

_FILE: Final = "lecture.toml"
NOTICE: Final = "notice"
ACCORD: Final = "accord"
MANDAT: Final = "mandat"


def script(part: str, convention: Convention, structure: Structure) -> tuple[str, ...]:
    """Return what to say for `part` (NOTICE, ACCORD or MANDAT), a few sentences an entry.

    ACCORD begins with a word before the questions, then has one question a purpose of the slip.

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
    with_pass = convention.pass_numerique.remise is not Remise.AUCUNE
    answers = "reponses_gardees" if convention.answers_kept_linked else "reponses_effacees"
    if part == NOTICE:
        pass_key = ("pourquoi_pass",) if with_pass else ()
        return ("debut", "pourquoi", *pass_key, "qui", "duree", answers, "decide", "droits")
    if part == ACCORD:
        figures = ("statistiques",) if convention.indicateurs else ()
        asked = "demande" if with_pass else "demande_sans_pass"
        return ("debut", asked, answers, *figures, "rappel")
    return tuple(texts.parts[part])
