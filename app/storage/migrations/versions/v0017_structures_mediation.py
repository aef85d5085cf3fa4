"""Places that help with digital life, and what was verified of them by hand; empty before."""

from typing import Final

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_SCHEMA: Final = (
    """
CREATE TABLE catalogues_structures (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    en_vigueur BOOLEAN NOT NULL,
    source VARCHAR NOT NULL,
    fichier VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    version VARCHAR NOT NULL,
    arrete_le DATE,
    imported_at VARCHAR(32) NOT NULL,
    imported_by VARCHAR,
    rapport VARCHAR NOT NULL,
    CONSTRAINT fk_catalogues_structures_imported_by FOREIGN KEY(imported_by) REFERENCES agents (id)
)
""",
    """
CREATE TABLE structures_mediation (
    catalogue_id INTEGER NOT NULL,
    numero INTEGER NOT NULL,
    standard_id VARCHAR NOT NULL,
    pivot VARCHAR NOT NULL,
    nom_cherche VARCHAR NOT NULL,
    commune_cherche VARCHAR NOT NULL,
    code_insee VARCHAR NOT NULL,
    latitude DOUBLE,
    longitude DOUBLE,
    services INTEGER NOT NULL,
    publics INTEGER NOT NULL,
    prises_en_charge INTEGER NOT NULL,
    frais INTEGER NOT NULL,
    acces INTEGER NOT NULL,
    accompagnements INTEGER NOT NULL,
    horaires VARCHAR NOT NULL,
    accepte_pass VARCHAR NOT NULL,
    contenu VARCHAR NOT NULL,
    CONSTRAINT pk_structures_mediation PRIMARY KEY (catalogue_id, numero),
    CONSTRAINT fk_structures_mediation_catalogue_id
        FOREIGN KEY(catalogue_id) REFERENCES catalogues_structures (id)
)
 WITHOUT ROWID
""",
    """
CREATE INDEX ix_structures_mediation_commune_cherche
    ON structures_mediation (catalogue_id, commune_cherche)
""",
    """
CREATE INDEX ix_structures_mediation_nom_cherche
    ON structures_mediation (catalogue_id, nom_cherche)
""",
    """
CREATE INDEX ix_structures_mediation_standard_id ON structures_mediation (standard_id)
""",
    """
CREATE TABLE verifications_structures (
    standard_id VARCHAR NOT NULL,
    pivot VARCHAR NOT NULL,
    nom_cherche VARCHAR NOT NULL,
    accepte_pass VARCHAR NOT NULL,
    verifie_le DATE,
    note VARCHAR NOT NULL,
    changed_at VARCHAR(32) NOT NULL,
    agent_id VARCHAR NOT NULL,
    CONSTRAINT pk_verifications_structures PRIMARY KEY (standard_id),
    CONSTRAINT fk_verifications_structures_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
)
""",
    """
CREATE INDEX ix_verifications_structures_pivot ON verifications_structures (pivot)
""",
)


def upgrade() -> None:
    """Create the tables."""
    for statement in _SCHEMA:
        op.execute(statement)
