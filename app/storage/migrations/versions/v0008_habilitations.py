"""Roles: a laptop made before has its first agent as référent, and everybody prescribes."""

from typing import Final

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SCHEMA: Final = (
    """
CREATE TABLE habilitations (
    id INTEGER NOT NULL,
    agent_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    given_at VARCHAR(32) NOT NULL,
    given_by VARCHAR,
    ended_at VARCHAR(32),
    ended_by VARCHAR,
    CONSTRAINT pk_habilitations PRIMARY KEY (id),
    CONSTRAINT fk_habilitations_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
)
""",
    """
CREATE UNIQUE INDEX ix_habilitations_en_vigueur ON habilitations (agent_id, role)
WHERE ended_at IS NULL
""",
)
# Whoever came first of those present answered for the laptop (decision 0017); all prescribed.
_REFERENT: Final = """
INSERT INTO habilitations (agent_id, role, given_at)
SELECT id, 'referent', created_on || 'T00:00:00.000000+00:00' FROM agents
WHERE removed_on IS NULL ORDER BY created_on, rowid LIMIT 1
"""
_PRESCRIPTEURS: Final = """
INSERT INTO habilitations (agent_id, role, given_at)
SELECT id, 'prescripteur', created_on || 'T00:00:00.000000+00:00' FROM agents
WHERE removed_on IS NULL ORDER BY created_on, rowid
"""


def upgrade() -> None:
    """Create the table; nobody loses what he could do before."""
    for statement in (*_SCHEMA, _REFERENT, _PRESCRIPTEURS):
        op.execute(statement)
