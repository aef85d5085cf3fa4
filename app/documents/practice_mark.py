"""Whether papers are made in practice: each then says so on every page.

One fact of the process, as one vault is open at a time: whoever opens a vault states it
(docs/decisions/0057).
"""

from typing import Final

ACROSS: Final = "EXERCICE"
LINE: Final = "Document d’entraînement, personnes fictives : sans aucune valeur"
TITLE: Final = "EXERCICE – "  # before the title that a screen reader says first


class _Stated:
    marked = False


def mark_papers(*, practice: bool) -> None:
    """State whether the vault that is open is one to practise in."""
    _Stated.marked = practice


def is_practice() -> bool:
    """Tell whether what is made now is made in practice."""
    return _Stated.marked
