"""Indexes for what 100 000 persons made slow: the search, Aujourd’hui, the list of prescriptions.

Those of « À finir » and « à imprimer » hold only what waits, a few rows. No statistics are kept
beside them (`ANALYZE`): their samples would hold names that no erasure reaches.
"""

from typing import Final

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_STATEMENTS: Final = (
    (
        "CREATE INDEX ix_personnes_owner_prenom_norm_nom_norm "
        "ON personnes (owner, prenom_norm, nom_norm)"
    ),
    (
        "CREATE INDEX ix_entretiens_agent_id_touched_at "
        "ON entretiens (agent_id, touched_at) WHERE issue IS NULL"
    ),
    "DROP INDEX ix_papiers_wanted_on",
    "CREATE INDEX ix_papiers_wanted_on ON papiers (wanted_on) WHERE printed_on IS NULL",
    "DROP INDEX ix_prescriptions_agent_id",
    (
        "CREATE INDEX ix_prescriptions_agent_id_prescribed_on "
        "ON prescriptions (agent_id, prescribed_on)"
    ),
)


def upgrade() -> None:
    """Create the indexes, and take away those that they replace."""
    for statement in _STATEMENTS:
        op.execute(statement)
