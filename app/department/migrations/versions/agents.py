"""Roles, second factor, invitations, request counts, sealed journal.

Revision 0004: a migration is never edited once a version with it was given out. Until now every
account could do everything: it keeps that, until an administrator says otherwise.
"""

import sqlalchemy as sa
from alembic import op

from app.department.database.base import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ROLES = ("administrateur", "delegue", "gestionnaire", "instructeur", "lecteur")


def upgrade() -> None:
    """Make the tables; no existing table is made anew, others refer to them."""
    _tables_of_accounts()
    _give_every_role()
    op.create_table(
        "request_count",
        sa.Column("caller", sa.String(length=80), nullable=False),
        sa.Column("minute", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("caller", name=op.f("pk_request_count")),
    )
    op.create_table(
        "journal_seal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_entry", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_at", Instant(), nullable=False),
        sa.Column("emptied_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_journal_seal")),
    )
    for column in ("actor_id", "action", "object_id"):
        op.create_index(op.f(f"ix_journal_{column}_id"), "journal", [column, "id"], unique=False)
    # Sessions opened before the second factor existed end here.
    op.add_column("console_session", sa.Column("second_factor_at", Instant(), nullable=True))
    op.add_column(
        "console_session",
        sa.Column("browser", sa.String(length=40), nullable=False, server_default=""),
    )


def _tables_of_accounts() -> None:
    op.create_table(
        "account_role",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        _of_account("account_role"),
        sa.PrimaryKeyConstraint("account_id", "role", name=op.f("pk_account_role")),
    )
    op.create_table(
        "second_factor",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("wrapped_secret", sa.LargeBinary(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("enrolled_at", Instant(), nullable=False),
        _of_account("second_factor"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        _of_account("recovery_code"),
        sa.PrimaryKeyConstraint("account_id", "digest", name=op.f("pk_recovery_code")),
    )
    op.create_table(
        "invitation",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        _of_account("invitation"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_invitation")),
        sa.UniqueConstraint("account_id", name=op.f("uq_invitation_account_id")),
    )


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_account_id_account")
    return sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=name)


def _give_every_role() -> None:
    for role in _ROLES:
        op.execute(
            sa.text(
                "INSERT INTO account_role (account_id, role) SELECT id, :role FROM account"
            ).bindparams(role=role)
        )
