"""The register of requests by which persons exercise their rights, and the breach log."""

from typing import Final

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_SCHEMA: Final = (
    """
CREATE TABLE demandes (
    id VARCHAR NOT NULL,
    numero VARCHAR NOT NULL,
    personne_id VARCHAR,
    personne VARCHAR NOT NULL,
    joindre VARCHAR NOT NULL,
    droits VARCHAR NOT NULL,
    recue_at VARCHAR(32) NOT NULL,
    canal VARCHAR NOT NULL,
    recue_par VARCHAR NOT NULL,
    agent_id VARCHAR NOT NULL,
    mots VARCHAR NOT NULL,
    representant VARCHAR NOT NULL,
    representant_justifie BOOLEAN NOT NULL,
    doute_identite BOOLEAN NOT NULL,
    faits VARCHAR NOT NULL,
    transmise_at VARCHAR(32),
    transmise_canal VARCHAR NOT NULL,
    retard VARCHAR NOT NULL,
    accusee_at VARCHAR(32),
    repondue_on DATE,
    reponse VARCHAR NOT NULL,
    closed_on DATE,
    due_on DATE NOT NULL,
    CONSTRAINT pk_demandes PRIMARY KEY (id),
    CONSTRAINT uq_demandes_numero UNIQUE (numero),
    CONSTRAINT fk_demandes_personne_id FOREIGN KEY(personne_id) REFERENCES personnes (id),
    CONSTRAINT fk_demandes_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
)
""",
    "CREATE INDEX ix_demandes_personne_id ON demandes (personne_id)",
    "CREATE INDEX ix_demandes_due_on ON demandes (due_on)",
    "CREATE INDEX ix_demandes_closed_on_recue_at ON demandes (closed_on, recue_at)",
    """
CREATE TABLE violations (
    id VARCHAR NOT NULL,
    numero VARCHAR NOT NULL,
    agent_id VARCHAR NOT NULL,
    connue_at VARCHAR(32) NOT NULL,
    contenu VARCHAR NOT NULL,
    closed_on DATE,
    due_on DATE NOT NULL,
    CONSTRAINT pk_violations PRIMARY KEY (id),
    CONSTRAINT uq_violations_numero UNIQUE (numero),
    CONSTRAINT fk_violations_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
)
""",
    "CREATE INDEX ix_violations_due_on ON violations (due_on)",
    """
CREATE TABLE violation_envois (
    violation_id VARCHAR NOT NULL,
    rang INTEGER NOT NULL,
    contenu VARCHAR NOT NULL,
    at VARCHAR(32) NOT NULL,
    canal VARCHAR NOT NULL,
    retard VARCHAR NOT NULL,
    CONSTRAINT pk_violation_envois PRIMARY KEY (violation_id, rang),
    CONSTRAINT fk_violation_envois_violation_id
        FOREIGN KEY(violation_id) REFERENCES violations (id)
) WITHOUT ROWID
""",
    """
CREATE TABLE numeros_registres (
    registre VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    CONSTRAINT pk_numeros_registres PRIMARY KEY (registre, year)
) WITHOUT ROWID
""",
)


def upgrade() -> None:
    """Create the tables."""
    for statement in _SCHEMA:
        op.execute(statement)
