"""What persons ask of their data: files that left, limited records, purposes refused.

The triggers keep a limited record as it is whatever the program does; erasing stays possible.
"""

from typing import Final

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SCHEMA: Final = (
    """
CREATE TABLE exports (
    id VARCHAR NOT NULL,
    personne_id VARCHAR,
    entretien_id VARCHAR,
    prescription_id VARCHAR,
    kind VARCHAR NOT NULL,
    lieu VARCHAR NOT NULL,
    chiffre BOOLEAN NOT NULL,
    chemin VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    agent_id VARCHAR NOT NULL,
    at VARCHAR(32) NOT NULL,
    sort VARCHAR NOT NULL,
    CONSTRAINT pk_exports PRIMARY KEY (id),
    CONSTRAINT fk_exports_personne_id FOREIGN KEY(personne_id) REFERENCES personnes (id),
    CONSTRAINT fk_exports_entretien_id FOREIGN KEY(entretien_id) REFERENCES entretiens (id),
    CONSTRAINT fk_exports_prescription_id
        FOREIGN KEY(prescription_id) REFERENCES prescriptions (id),
    CONSTRAINT fk_exports_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
)
""",
    "CREATE INDEX ix_exports_personne_id ON exports (personne_id)",
    "CREATE INDEX ix_exports_entretien_id ON exports (entretien_id)",
    "CREATE INDEX ix_exports_prescription_id ON exports (prescription_id)",
    """
CREATE TABLE limitations (
    personne_id VARCHAR NOT NULL,
    motif VARCHAR NOT NULL,
    agent_id VARCHAR NOT NULL,
    at VARCHAR(32) NOT NULL,
    CONSTRAINT pk_limitations PRIMARY KEY (personne_id),
    CONSTRAINT fk_limitations_personne_id FOREIGN KEY(personne_id) REFERENCES personnes (id),
    CONSTRAINT fk_limitations_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
)
""",
    """
CREATE TABLE oppositions (
    personne_id VARCHAR NOT NULL,
    finalite VARCHAR NOT NULL,
    droit VARCHAR NOT NULL,
    agent_id VARCHAR NOT NULL,
    at VARCHAR(32) NOT NULL,
    CONSTRAINT pk_oppositions PRIMARY KEY (personne_id, finalite),
    CONSTRAINT fk_oppositions_personne_id FOREIGN KEY(personne_id) REFERENCES personnes (id),
    CONSTRAINT fk_oppositions_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
)
""",
)

_LIMITED: Final = "SELECT 1 FROM limitations WHERE personne_id IN ({})"
_OF_INTERVIEW: Final = (
    "SELECT 1 FROM limitations JOIN entretiens"
    " ON entretiens.personne_id = limitations.personne_id WHERE entretiens.id = {}"
)
_OF_ITEM: Final = (
    "SELECT 1 FROM limitations JOIN prescriptions"
    " ON prescriptions.personne_id = limitations.personne_id WHERE prescriptions.id = {}"
)
_IDENTITY: Final = (
    "nom, prenom, nom_norm, prenom_norm, nom_son, prenom_son, civilite, tranche_age, foyer, voie,"
    " code_postal, commune, code_insee, chez, complement, residence, lieu_dit, domiciliation_ccas"
)
_BESIDE_AN_INTERVIEW: Final = (
    "reponses", "diagnostics", "reevaluations", "consentements", "choix",
)  # fmt: skip
_HELD: Final = (
    (f"UPDATE OF {_IDENTITY} ON personnes", _LIMITED.format("OLD.id")),
    ("INSERT ON entretiens", _LIMITED.format("NEW.personne_id")),
    (
        "UPDATE OF personne_id, etape, position, exercice, issue ON entretiens",
        _LIMITED.format("OLD.personne_id, NEW.personne_id"),
    ),
    *(
        (f"{act} ON {table}", _OF_INTERVIEW.format("NEW.entretien_id"))
        for table in _BESIDE_AN_INTERVIEW
        for act in ("INSERT", "UPDATE")
    ),
    ("INSERT ON prescriptions", _LIMITED.format("NEW.personne_id")),
    (
        "UPDATE OF personne_id, service, carnets, revision ON prescriptions",
        _LIMITED.format("OLD.personne_id, NEW.personne_id"),
    ),
    (
        "UPDATE OF suivi ON prescriptions",
        _LIMITED.format("OLD.personne_id") + " AND NEW.suivi = 'remise_au_canal'",
    ),
    (
        "INSERT ON envois",
        _OF_ITEM.format("NEW.item_id") + " AND NEW.kind = 'prescription'",
    ),
    (
        "UPDATE OF state ON envois",
        _OF_ITEM.format("NEW.item_id")
        + " AND NEW.kind = 'prescription' AND NEW.state = 'remise_au_canal'",
    ),
)


def upgrade() -> None:
    """Create the tables, and the triggers that hold what belongs to a limited record."""
    for statement in _SCHEMA:
        op.execute(statement)
    for number, (when, condition) in enumerate(_HELD, start=1):
        op.execute(
            f"CREATE TRIGGER limitation_{number:02} BEFORE {when}"
            f" WHEN EXISTS ({condition})"
            " BEGIN SELECT RAISE(ABORT, 'limited record'); END"
        )
