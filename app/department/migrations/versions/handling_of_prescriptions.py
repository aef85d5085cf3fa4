"""Search words and keys of prescriptions, pairs that look alike, batches of decisions, print runs.

Revision 0008: a migration is never edited once a version with it was given out. Words and keys of
what is there already are made by `records.indexing` when the service starts.
"""

import sqlalchemy as sa
from alembic import op

from app.department.database.base import Instant, ordered_text

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the list's columns and indices, make the tables."""
    _prescriptions()
    _words()
    _letters()
    _duplicates()
    _batches()
    _runs()


def _prescriptions() -> None:
    for name in ("person_key", "received_at", "etat_received_at", "structure_id"):
        op.drop_index(op.f(f"ix_prescription_{name}"), table_name="prescription")
    op.drop_column("prescription", "person_key")
    op.drop_column("prescription", "search_text")
    op.add_column("prescription", _text("service", 80))
    op.add_column(
        "prescription",
        sa.Column("sort_name", ordered_text(420), nullable=False, server_default=""),
    )
    for name in ("name_key", "sound_key", "address_key"):
        op.add_column("prescription", _text(name, 420))
        _index("prescription", name)
    op.add_column(
        "prescription", sa.Column("index_version", sa.Integer(), nullable=False, server_default="0")
    )
    _index("prescription", "index_version")
    _index("prescription", "received_at", "id", "service")
    _index("prescription", "etat", "received_at", "id", "service")
    _index("prescription", "structure_id", "etat", "received_at", "id", "service")
    _index("prescription", "sort_name", "id")
    _index("prescription", "etat", "sort_name", "id")


def _words() -> None:
    op.create_table(
        "prescription_word",
        sa.Column("word", ordered_text(80), nullable=False),
        sa.Column("prescription_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescription.id"],
            name=op.f("fk_prescription_word_prescription_id_prescription"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("word", "prescription_id", name=op.f("pk_prescription_word")),
        sqlite_with_rowid=False,
    )
    _index("prescription_word", "prescription_id")


def _letters() -> None:
    column = sa.Column("courrier", sa.String(16), nullable=False, server_default="a_imprimer")
    op.add_column("decision", column)
    _index("decision", "courrier", "decided_at", "prescription_id", "number")
    op.execute(
        "UPDATE decision SET courrier = 'remplace' WHERE number < (SELECT max(later.number) "
        "FROM decision AS later WHERE later.prescription_id = decision.prescription_id)"
    )


def _duplicates() -> None:
    op.create_table(
        "duplicate",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("first_id", sa.String(length=36), nullable=False),
        sa.Column("second_id", sa.String(length=36), nullable=False),
        sa.Column("degree", sa.String(length=16), nullable=False),
        sa.Column("reasons", sa.String(length=160), nullable=False),
        sa.Column("found_at", Instant(), nullable=False),
        sa.Column("avis", sa.String(length=16), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("settled_by", sa.String(length=36), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [name],
                ["prescription.id"],
                name=op.f(f"fk_duplicate_{name}_prescription"),
                ondelete="CASCADE",
            )
            for name in ("first_id", "second_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["account.id"], name=op.f("fk_duplicate_settled_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_duplicate_first_id_second_id")),
    )
    _index("duplicate", "second_id")
    _index("duplicate", "avis", "degree", "id")
    _index("duplicate", "avis", "id")


def _batches() -> None:
    op.create_table(
        "decision_batch",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("decided_at", Instant(), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("sens", sa.String(length=16), nullable=False),
        sa.Column("motif", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_decision_batch_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_batch")),
    )
    op.create_table(
        "decision_batch_item",
        sa.Column("batch_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("prescription_id", sa.String(length=36), nullable=False),
        sa.Column("outcome", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["decision_batch.id"],
            name=op.f("fk_decision_batch_item_batch_id_decision_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["prescription_id"],
            ["prescription.id"],
            name=op.f("fk_decision_batch_item_prescription_id_prescription"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_decision_batch_item")),
    )
    _index("decision_batch_item", "prescription_id")


def _runs() -> None:
    op.create_table(
        "print_run",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("account_id", sa.String(length=36), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("labels", sa.String(length=24), nullable=False),
        sa.Column("first_label", sa.Integer(), nullable=False),
        sa.Column("right_tenths", sa.Integer(), nullable=False),
        sa.Column("down_tenths", sa.Integer(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.Column("sent_by", sa.String(length=36), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [name], ["account.id"], name=op.f(f"fk_print_run_{name}_account")
            )
            for name in ("account_id", "sent_by")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_print_run")),
    )
    op.create_table(
        "print_letter",
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("prescription_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("shortened", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run"], ["print_run.number"], name=op.f("fk_print_letter_run_print_run")
        ),
        sa.ForeignKeyConstraint(
            ["prescription_id", "number"],
            ["decision.prescription_id", "decision.number"],
            name="fk_print_letter_prescription_id_decision",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("run", "position", name=op.f("pk_print_letter")),
        sa.UniqueConstraint(
            "prescription_id", "number", name=op.f("uq_print_letter_prescription_id_number")
        ),
    )


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=False, server_default="")


def _index(table: str, *names: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(names)}"), table, list(names), unique=False)
