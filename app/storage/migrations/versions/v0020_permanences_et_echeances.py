"""Places, permanences held and noted deadlines; none in a database made before."""

from typing import Final

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_SCHEMA: Final = (
    """
CREATE TABLE lieux (
    id VARCHAR NOT NULL,
    convention_lieu VARCHAR NOT NULL,
    nom VARCHAR NOT NULL,
    commune VARCHAR NOT NULL,
    adresse VARCHAR NOT NULL,
    telephone VARCHAR NOT NULL,
    horaires VARCHAR NOT NULL,
    constats VARCHAR NOT NULL,
    confirme BOOLEAN NOT NULL,
    ferme BOOLEAN NOT NULL,
    verifie_le DATE,
    verifie_par VARCHAR,
    changed_at VARCHAR(32) NOT NULL,
    changed_by VARCHAR NOT NULL,
    CONSTRAINT pk_lieux PRIMARY KEY (id)
)
""",
    """
CREATE TABLE periodes_lieux (
    id VARCHAR NOT NULL,
    lieu_id VARCHAR NOT NULL,
    nature VARCHAR NOT NULL,
    du DATE NOT NULL,
    au DATE NOT NULL,
    motif VARCHAR NOT NULL,
    CONSTRAINT pk_periodes_lieux PRIMARY KEY (id)
)
""",
    """
CREATE TABLE permanences_tenues (
    id VARCHAR NOT NULL,
    lieu_id VARCHAR NOT NULL,
    day DATE NOT NULL,
    opened_at VARCHAR(32) NOT NULL,
    minutes INTEGER,
    month VARCHAR NOT NULL,
    agent_id VARCHAR NOT NULL,
    CONSTRAINT pk_permanences_tenues PRIMARY KEY (id),
    CONSTRAINT ck_permanences_tenues_minutes CHECK (minutes IS NULL OR minutes > 0)
)
""",
    "CREATE INDEX ix_permanences_tenues_day ON permanences_tenues (day)",
    """
CREATE TABLE echeances_notees (
    cle VARCHAR NOT NULL,
    jour DATE,
    jour_le DATE,
    jour_par VARCHAR,
    faite_le DATE,
    faite_par VARCHAR,
    CONSTRAINT pk_echeances_notees PRIMARY KEY (cle)
)
""",
)


def upgrade() -> None:
    """Create the tables."""
    for statement in _SCHEMA:
        op.execute(statement)
