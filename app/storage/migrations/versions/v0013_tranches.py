"""Slices of carnets, and what the monthly counters sent; empty in every database made before."""

from typing import Final

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_SCHEMA: Final = (
    """
CREATE TABLE tranches (
    id VARCHAR NOT NULL,
    device_id VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    handed INTEGER NOT NULL,
    acknowledged INTEGER NOT NULL,
    key VARCHAR NOT NULL,
    content BLOB NOT NULL,
    signature BLOB NOT NULL,
    received_at VARCHAR(32) NOT NULL,
    CONSTRAINT pk_tranches PRIMARY KEY (id)
)
""",
    "CREATE INDEX ix_tranches_device_id ON tranches (device_id)",
    """
CREATE TABLE compteurs_herites (
    month VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    count INTEGER NOT NULL,
    CONSTRAINT pk_compteurs_herites PRIMARY KEY (month, name, value)
) WITHOUT ROWID
""",
    """
CREATE TABLE mois_envoyes (
    month VARCHAR NOT NULL,
    revision INTEGER NOT NULL,
    digest VARCHAR NOT NULL,
    epoch VARCHAR NOT NULL,
    CONSTRAINT pk_mois_envoyes PRIMARY KEY (month)
) WITHOUT ROWID
""",
)


def upgrade() -> None:
    """Create the tables."""
    for statement in _SCHEMA:
        op.execute(statement)
