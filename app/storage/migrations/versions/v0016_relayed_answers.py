"""What the Département's service tells of dossiers on Démarches simplifiées; empty before."""

from typing import Final

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_SCHEMA: Final = """
CREATE TABLE reponses_relayees (
    prescription_id VARCHAR NOT NULL,
    sens VARCHAR NOT NULL,
    decided_on DATE NOT NULL,
    motif VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    CONSTRAINT pk_reponses_relayees PRIMARY KEY (prescription_id),
    CONSTRAINT fk_reponses_relayees_prescription_id
        FOREIGN KEY(prescription_id) REFERENCES prescriptions (id)
)
"""


def upgrade() -> None:
    """Create the table."""
    op.execute(_SCHEMA)
