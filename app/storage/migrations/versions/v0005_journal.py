"""The journal of accesses and acts, chained in months, and what records are called in it."""

from typing import Final

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SCHEMA: Final = (
    """
CREATE TABLE journal (
    segment VARCHAR NOT NULL,
    rang INTEGER NOT NULL,
    at VARCHAR(32) NOT NULL,
    agent_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    pseudonyme VARCHAR NOT NULL,
    empreinte VARCHAR NOT NULL,
    CONSTRAINT pk_journal PRIMARY KEY (segment, rang)
) WITHOUT ROWID
""",
    "CREATE INDEX ix_journal_pseudonyme ON journal (pseudonyme)",
    """
CREATE TABLE journal_segments (
    segment VARCHAR NOT NULL,
    origine VARCHAR NOT NULL,
    nombre INTEGER NOT NULL,
    derniere VARCHAR NOT NULL,
    scelle_at VARCHAR(32),
    cle BLOB NOT NULL,
    signature BLOB NOT NULL,
    retire BOOLEAN NOT NULL,
    CONSTRAINT pk_journal_segments PRIMARY KEY (segment)
)
""",
    """
CREATE TABLE journal_pseudonymes (
    subject_id VARCHAR NOT NULL,
    pseudonyme VARCHAR NOT NULL,
    CONSTRAINT pk_journal_pseudonymes PRIMARY KEY (subject_id),
    CONSTRAINT uq_journal_pseudonymes_pseudonyme UNIQUE (pseudonyme)
)
""",
)


def upgrade() -> None:
    """Create the tables; what was noted before stays in the histories and in `acces`."""
    for statement in _SCHEMA:
        op.execute(statement)
