"""A limited record's papers are neither made nor noted any more, nor its prescriptions undone.

As in 0007: held whatever the program does; erasing and the terms stay possible.
"""

from typing import Final

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_OF_PAPER: Final = (
    "SELECT 1 FROM limitations WHERE personne_id IN (NEW.personne_id,"
    " (SELECT personne_id FROM entretiens WHERE id = NEW.entretien_id),"
    " (SELECT personne_id FROM prescriptions WHERE id = NEW.prescription_id))"
)
_UNDONE: Final = (
    "SELECT 1 FROM limitations WHERE personne_id = OLD.personne_id"
    " AND NEW.suivi IN ('annulee', 'retiree')"
)
_FACTS: Final = "wanted_on, printed_on, signed_on, handed_on, pdf_hash"
_HELD: Final = {
    "limitation_papiers_voulus": ("INSERT ON papiers", _OF_PAPER),
    "limitation_papiers_faits": (f"UPDATE OF {_FACTS} ON papiers", _OF_PAPER),
    "limitation_prescriptions_annulees": ("UPDATE OF suivi ON prescriptions", _UNDONE),
}


def upgrade() -> None:
    """Create the triggers."""
    for name, (when, condition) in _HELD.items():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {when}"
            f" WHEN EXISTS ({condition})"
            " BEGIN SELECT RAISE(ABORT, 'limited record'); END"
        )
