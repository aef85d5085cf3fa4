"""Who printed, had signed and handed each paper; papers of a mandate; blank papers printed ahead.

Papers of before this version keep their days and tell no agent.
"""

from typing import Final

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_SCHEMA: Final = (
    "ALTER TABLE papiers ADD COLUMN mandat_id VARCHAR",
    "ALTER TABLE papiers ADD COLUMN exemplaire INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE papiers ADD COLUMN printed_by VARCHAR",
    "ALTER TABLE papiers ADD COLUMN signed_by VARCHAR",
    "ALTER TABLE papiers ADD COLUMN handed_by VARCHAR",
    "CREATE INDEX ix_papiers_mandat_id ON papiers (mandat_id)",
    """
CREATE TABLE feuilles_secours (
    numero VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    printed_on DATE NOT NULL,
    printed_by VARCHAR NOT NULL,
    settled_on DATE,
    settled_by VARCHAR,
    CONSTRAINT pk_feuilles_secours PRIMARY KEY (numero)
)
""",
    "CREATE INDEX ix_feuilles_secours_state ON feuilles_secours (state)",
)


def upgrade() -> None:
    """Add the columns, create the table."""
    for statement in _SCHEMA:
        op.execute(statement)
