"""What was destroyed, without a name, and what is kept past its term for a reason."""

from typing import Final

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SCHEMA: Final = """
CREATE TABLE destructions (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    numero VARCHAR NOT NULL,
    motif VARCHAR NOT NULL,
    regle VARCHAR NOT NULL,
    agent_id VARCHAR,
    begun_at VARCHAR(32) NOT NULL,
    ended_at VARCHAR(32),
    bilan VARCHAR NOT NULL,
    attestation BLOB NOT NULL,
    signature BLOB NOT NULL,
    CONSTRAINT uq_destructions_numero UNIQUE (numero),
    CONSTRAINT fk_destructions_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
);

CREATE TABLE conservations (
    personne_id VARCHAR NOT NULL,
    motif VARCHAR NOT NULL,
    until DATE NOT NULL,
    agent_id VARCHAR NOT NULL,
    at VARCHAR(32) NOT NULL,
    former VARCHAR NOT NULL,
    CONSTRAINT pk_conservations PRIMARY KEY (personne_id),
    CONSTRAINT fk_conservations_personne_id FOREIGN KEY(personne_id) REFERENCES personnes (id),
    CONSTRAINT fk_conservations_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
)
"""


def upgrade() -> None:
    """Create the tables."""
    for statement in _SCHEMA.split(";"):
        op.execute(statement)
