"""A difference as plain text, to be read aloud, printed or kept in a file."""

from collections.abc import Iterable, Iterator
from typing import Final

from app.questionnaire.difference.answers import WHOLE
from app.questionnaire.difference.model import Change, Detail, Difference, Happened

SAID: Final = {
    Happened.ADDED: "ajouté",
    Happened.REMOVED: "retiré",
    Happened.CHANGED: "modifié",
    Happened.MOVED: "déplacé",
}
_BLANK: Final = "(vide)"


def difference_text(difference: Difference) -> str:
    """Return the difference, one line a change."""
    if difference.is_empty:
        return "Aucune différence.\n"
    parts = (
        ("EN GÉNÉRAL", [detail_text(one) for one in difference.general]),
        ("QUESTIONS ET RÉPONSES", list(_changes(difference.questions))),
        ("GUIDE D’INTERPRÉTATION", list(_changes(difference.guide))),
    )
    return "\n".join("\n".join([heading, *lines, ""]) for heading, lines in parts if lines)


def detail_text(detail: Detail, happened: Happened = Happened.CHANGED) -> str:
    """Return « texte : avant → après »; what came or went has one side only."""
    before, after = detail.before, detail.after
    if happened in {Happened.ADDED, Happened.REMOVED} or detail.what in WHOLE:
        said = after or before
    else:
        said = f"{before or _BLANK} → {after or _BLANK}"
    return f"{detail.what}\u00a0: {said}"


def _changes(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        yield f"[{SAID[change.happened]}] {change.title}"
        for detail in change.details:
            yield f"    {detail_text(detail, change.happened)}"
