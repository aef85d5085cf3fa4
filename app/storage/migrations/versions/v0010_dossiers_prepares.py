"""Dossiers prepared on Démarches simplifiées; empty in every database made before."""

from typing import Final

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_SCHEMA: Final = (
    """
CREATE TABLE dossiers_prepares (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    prescription_id VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    etat VARCHAR NOT NULL,
    since VARCHAR(32) NOT NULL,
    current BOOLEAN NOT NULL,
    numero INTEGER NOT NULL,
    empreinte VARCHAR NOT NULL,
    jeton VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    tried_at VARCHAR(32) NOT NULL,
    prefilled_at VARCHAR(32),
    seen_at VARCHAR(32),
    submitted_at VARCHAR(32),
    processed_at VARCHAR(32)
)
""",
    ("CREATE INDEX ix_dossiers_prepares_prescription_id ON dossiers_prepares (prescription_id)"),
    "CREATE INDEX ix_dossiers_prepares_etat_since ON dossiers_prepares (etat, since)",
)


def upgrade() -> None:
    """Create the table."""
    for statement in _SCHEMA:
        op.execute(statement)
