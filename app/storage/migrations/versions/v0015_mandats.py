"""Mandates, their authorisations and acts; which mandate a file or a destruction was of.

The triggers hold a limited record as those of 0007 do: no new mandate, no act, nothing signed. What
ends a mandate and what erases it stays possible.
"""

from typing import Final

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_SCHEMA: Final = (
    """
CREATE TABLE mandats (
    id VARCHAR NOT NULL,
    reference VARCHAR NOT NULL,
    personne_id VARCHAR,
    agent_id VARCHAR NOT NULL,
    mandataire VARCHAR NOT NULL,
    convention_hash VARCHAR NOT NULL,
    touched_at VARCHAR(32) NOT NULL,
    mode VARCHAR NOT NULL,
    duree INTEGER NOT NULL,
    forme VARCHAR NOT NULL,
    nom_usage VARCHAR NOT NULL,
    date_naissance DATE,
    lieu_naissance VARCHAR NOT NULL,
    donnees_at VARCHAR(32),
    droits_at VARCHAR(32),
    demarches_at VARCHAR(32),
    capacite_at VARCHAR(32),
    lecture VARCHAR NOT NULL,
    langue VARCHAR NOT NULL,
    interprete VARCHAR NOT NULL,
    piece VARCHAR NOT NULL,
    piece_valide BOOLEAN NOT NULL,
    piece_at VARCHAR(32),
    piece_agent VARCHAR,
    modele VARCHAR NOT NULL,
    pdf_hash VARCHAR NOT NULL,
    imprime_at VARCHAR(32),
    lieu VARCHAR NOT NULL,
    signed_at VARCHAR(32),
    temoins INTEGER NOT NULL,
    remis_at VARCHAR(32),
    fin_at VARCHAR(32),
    due_on DATE NOT NULL,
    CONSTRAINT pk_mandats PRIMARY KEY (id),
    CONSTRAINT uq_mandats_reference UNIQUE (reference),
    CONSTRAINT fk_mandats_personne_id FOREIGN KEY(personne_id) REFERENCES personnes (id),
    CONSTRAINT fk_mandats_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id),
    CONSTRAINT fk_mandats_piece_agent FOREIGN KEY(piece_agent) REFERENCES agents (id)
)
""",
    "CREATE INDEX ix_mandats_personne_id ON mandats (personne_id)",
    "CREATE INDEX ix_mandats_fin_at ON mandats (fin_at)",
    "CREATE INDEX ix_mandats_due_on ON mandats (due_on)",
    """
CREATE TABLE mandat_lignes (
    id VARCHAR NOT NULL,
    mandat_id VARCHAR NOT NULL,
    rang INTEGER NOT NULL,
    portee VARCHAR NOT NULL,
    organisme VARCHAR NOT NULL,
    objet VARCHAR NOT NULL,
    canal VARCHAR NOT NULL,
    famille VARCHAR NOT NULL,
    fin VARCHAR NOT NULL,
    fin_at VARCHAR(32),
    fin_par VARCHAR NOT NULL,
    CONSTRAINT pk_mandat_lignes PRIMARY KEY (id),
    CONSTRAINT fk_mandat_lignes_mandat_id FOREIGN KEY(mandat_id) REFERENCES mandats (id)
)
""",
    "CREATE INDEX ix_mandat_lignes_mandat_id ON mandat_lignes (mandat_id)",
    """
CREATE TABLE mandat_actes (
    id VARCHAR NOT NULL,
    mandat_id VARCHAR NOT NULL,
    ligne_id VARCHAR NOT NULL,
    agent_id VARCHAR NOT NULL,
    nature VARCHAR NOT NULL,
    fait_on DATE NOT NULL,
    resultat VARCHAR NOT NULL,
    rendu_at VARCHAR(32),
    CONSTRAINT pk_mandat_actes PRIMARY KEY (id),
    CONSTRAINT fk_mandat_actes_mandat_id FOREIGN KEY(mandat_id) REFERENCES mandats (id),
    CONSTRAINT fk_mandat_actes_ligne_id FOREIGN KEY(ligne_id) REFERENCES mandat_lignes (id),
    CONSTRAINT fk_mandat_actes_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
)
""",
    "CREATE INDEX ix_mandat_actes_mandat_id ON mandat_actes (mandat_id)",
    "ALTER TABLE exports ADD COLUMN mandat_id VARCHAR",
    "CREATE INDEX ix_exports_mandat_id ON exports (mandat_id)",
    "ALTER TABLE destructions ADD COLUMN reference VARCHAR NOT NULL DEFAULT ''",
)

_OF_PERSON: Final = "SELECT 1 FROM limitations WHERE personne_id IN ({})"
_OF_MANDATE: Final = (
    "SELECT 1 FROM limitations JOIN mandats"
    " ON mandats.personne_id = limitations.personne_id WHERE mandats.id = NEW.mandat_id"
)
_FACTS: Final = (
    "personne_id, donnees_at, droits_at, demarches_at, capacite_at, piece_at, signed_at, remis_at"
)
_HELD: Final = {
    "limitation_mandats_ouverts": ("INSERT ON mandats", _OF_PERSON.format("NEW.personne_id")),
    "limitation_mandats_faits": (
        f"UPDATE OF {_FACTS} ON mandats",
        _OF_PERSON.format("OLD.personne_id, NEW.personne_id"),
    ),
    "limitation_mandats_lignes": ("INSERT ON mandat_lignes", _OF_MANDATE),
    "limitation_mandats_actes": ("INSERT ON mandat_actes", _OF_MANDATE),
}


def upgrade() -> None:
    """Create the tables, and the triggers that hold what belongs to a limited record."""
    for statement in _SCHEMA:
        op.execute(statement)
    for name, (when, condition) in _HELD.items():
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {when}"
            f" WHEN EXISTS ({condition})"
            " BEGIN SELECT RAISE(ABORT, 'limited record'); END"
        )
