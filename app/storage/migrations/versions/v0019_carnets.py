"""The ledger of carnets, who holds them, what was asked and told of them; empty before."""

from typing import Final

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_SCHEMA: Final = (
    """
CREATE TABLE carnets_lots (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    operator VARCHAR NOT NULL,
    prefix VARCHAR NOT NULL,
    digits INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    valid_until DATE NOT NULL,
    tenu VARCHAR NOT NULL,
    CONSTRAINT pk_carnets_lots PRIMARY KEY (id),
    CONSTRAINT uq_carnets_lots_name UNIQUE (name)
)
""",
    """
CREATE TABLE carnets_mouvements (
    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    lot_id VARCHAR NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    target VARCHAR NOT NULL,
    happened_on DATE NOT NULL,
    agent_id VARCHAR,
    piece VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    slice_id VARCHAR,
    reverses INTEGER,
    CONSTRAINT fk_carnets_mouvements_lot_id FOREIGN KEY(lot_id) REFERENCES carnets_lots (id),
    CONSTRAINT fk_carnets_mouvements_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id),
    CONSTRAINT fk_carnets_mouvements_reverses
        FOREIGN KEY(reverses) REFERENCES carnets_mouvements (number)
)
""",
    "CREATE INDEX ix_carnets_mouvements_happened_on ON carnets_mouvements (happened_on)",
    "CREATE INDEX ix_carnets_mouvements_lot_id ON carnets_mouvements (lot_id)",
    """
CREATE TABLE carnets_detenteurs (
    id VARCHAR NOT NULL,
    nom VARCHAR NOT NULL,
    agent_id VARCHAR,
    lieu VARCHAR NOT NULL,
    ended_on DATE,
    CONSTRAINT pk_carnets_detenteurs PRIMARY KEY (id),
    CONSTRAINT fk_carnets_detenteurs_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
)
""",
    """
CREATE TABLE carnets_remises (
    id VARCHAR NOT NULL,
    mouvement INTEGER NOT NULL,
    personne_id VARCHAR NOT NULL,
    prescription_id VARCHAR NOT NULL,
    agent_id VARCHAR NOT NULL,
    remis_on DATE NOT NULL,
    gestes VARCHAR NOT NULL,
    annulee BOOLEAN NOT NULL,
    due_on DATE NOT NULL,
    CONSTRAINT pk_carnets_remises PRIMARY KEY (id),
    CONSTRAINT uq_carnets_remises_mouvement UNIQUE (mouvement),
    CONSTRAINT fk_carnets_remises_mouvement
        FOREIGN KEY(mouvement) REFERENCES carnets_mouvements (number),
    CONSTRAINT fk_carnets_remises_personne_id
        FOREIGN KEY(personne_id) REFERENCES personnes (id),
    CONSTRAINT fk_carnets_remises_prescription_id
        FOREIGN KEY(prescription_id) REFERENCES prescriptions (id),
    CONSTRAINT fk_carnets_remises_agent_id FOREIGN KEY(agent_id) REFERENCES agents (id)
)
""",
    "CREATE INDEX ix_carnets_remises_due_on ON carnets_remises (due_on)",
    "CREATE INDEX ix_carnets_remises_personne_id ON carnets_remises (personne_id)",
    "CREATE INDEX ix_carnets_remises_prescription_id ON carnets_remises (prescription_id)",
    """
CREATE TABLE carnets_versements (
    id VARCHAR NOT NULL,
    volume VARCHAR NOT NULL,
    pass_count INTEGER NOT NULL,
    conditions VARCHAR NOT NULL,
    asked_on DATE,
    confirmed_on DATE,
    expected_on DATE,
    received_on DATE,
    dropped_on DATE,
    CONSTRAINT pk_carnets_versements PRIMARY KEY (id)
)
""",
    """
CREATE TABLE carnets_consommation (
    month VARCHAR NOT NULL,
    scannes INTEGER NOT NULL,
    contre_paiement INTEGER NOT NULL,
    told_on DATE NOT NULL,
    CONSTRAINT pk_carnets_consommation PRIMARY KEY (month)
)
""",
    """
CREATE TABLE carnets_allocations (
    year INTEGER NOT NULL,
    pass_count INTEGER NOT NULL,
    decided_on DATE NOT NULL,
    CONSTRAINT pk_carnets_allocations PRIMARY KEY (year)
)
""",
    """
CREATE TABLE carnets_etat_service (
    id INTEGER NOT NULL,
    content VARCHAR NOT NULL,
    stated_at VARCHAR(32) NOT NULL,
    CONSTRAINT pk_carnets_etat_service PRIMARY KEY (id)
)
""",
    "ALTER TABLE tranches ADD COLUMN handed_known INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE tranches ADD COLUMN told_through INTEGER DEFAULT 0 NOT NULL",
)


def upgrade() -> None:
    """Create the tables, and what a slice must remember of hand-overs."""
    for statement in _SCHEMA:
        op.execute(statement)
