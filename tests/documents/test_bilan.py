"""The paper of a report: figures under their heading, what a table is a part of above it."""

from tests.documents.papers import persons_of
from tests.documents.reading import Placed, words


def the(placed: tuple[Placed, ...], text: str) -> Placed:
    return next(one for one in placed if one.text == text)


def test_figures_stand_under_each_other_by_their_units() -> None:
    placed = words("bilan", next(iter(persons_of("bilan"))))
    right = the(placed, "T2").right
    for figure in ("15", "7"):
        assert abs(the(placed, figure).right - right) < 1


def test_what_a_table_is_a_part_of_is_said_before_it() -> None:
    """Under a table it could stand alone on the next page."""
    placed = words("bilan", next(iter(persons_of("bilan"))))
    assert the(placed, "Âge").top < the(placed, "renseigné").top < the(placed, "Valeur").top
