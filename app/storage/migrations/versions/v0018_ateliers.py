"""Workshops, without anybody's name; none in a database made before."""

from typing import Final

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_SCHEMA: Final = (
    """
CREATE TABLE ateliers (
    id VARCHAR NOT NULL,
    day DATE NOT NULL,
    month VARCHAR NOT NULL,
    participants INTEGER NOT NULL,
    content VARCHAR NOT NULL,
    publics VARCHAR NOT NULL,
    CONSTRAINT pk_ateliers PRIMARY KEY (id),
    CONSTRAINT ck_ateliers_participants CHECK (participants > 0)
)
""",
    "CREATE INDEX ix_ateliers_day ON ateliers (day)",
)


def upgrade() -> None:
    """Create the table."""
    for statement in _SCHEMA:
        op.execute(statement)
