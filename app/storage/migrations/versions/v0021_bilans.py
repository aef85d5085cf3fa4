"""Reports to those who commission the work, and figures received from them; empty before."""

from typing import Final

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_SCHEMA: Final = (
    """
CREATE TABLE bilans (
    id VARCHAR NOT NULL,
    modele VARCHAR NOT NULL,
    premier VARCHAR NOT NULL,
    dernier VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    etat VARCHAR NOT NULL,
    saisie VARCHAR NOT NULL,
    fige VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    cree_le DATE NOT NULL,
    valide_par VARCHAR NOT NULL,
    valide_le DATE,
    transmis_le DATE,
    transmis_comment VARCHAR NOT NULL,
    modifie_at VARCHAR(32) NOT NULL,
    agent_id VARCHAR NOT NULL,
    CONSTRAINT pk_bilans PRIMARY KEY (id),
    CONSTRAINT uq_bilans_modele_premier_dernier UNIQUE (modele, premier, dernier),
    CONSTRAINT fk_bilans_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
)
""",
    """
CREATE TABLE indicateurs_recus (
    annee INTEGER NOT NULL,
    contenu VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    signe BOOLEAN NOT NULL,
    recu_at VARCHAR(32) NOT NULL,
    agent_id VARCHAR NOT NULL,
    CONSTRAINT pk_indicateurs_recus PRIMARY KEY (annee),
    CONSTRAINT fk_indicateurs_recus_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
)
""",
)


def upgrade() -> None:
    """Create the tables."""
    for statement in _SCHEMA:
        op.execute(statement)
