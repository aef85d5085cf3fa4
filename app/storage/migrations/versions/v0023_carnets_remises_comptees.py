"""Keep with a hand-over what it was counted under; of those before, what is prescribed now."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_PRESCRIBED = "(SELECT {0} FROM prescriptions p WHERE p.id = carnets_remises.prescription_id)"


def upgrade() -> None:
    """Add the two columns and fill them."""
    op.execute("ALTER TABLE carnets_remises ADD COLUMN service VARCHAR NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE carnets_remises ADD COLUMN categorie INTEGER")
    op.execute(
        f"UPDATE carnets_remises SET service = {_PRESCRIBED.format('p.service')},"  # noqa: S608 - names of columns
        f" categorie = {_PRESCRIBED.format('p.categorie')}"
    )
