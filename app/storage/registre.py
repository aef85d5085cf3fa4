"""The ledger of erasures: what was erased must not come back with an old backup.

A mark is a keyed digest of a record's random identifier. The key stands in the encrypted database
alone, and so in every backup of it: whoever opens a backup can tell which of its records were
erased since, and nobody else learns anything. Functions take a session and never commit.
Decision: docs/decisions/0019.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from sqlalchemy import delete, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.domain.sauvegarde import LEDGER_DAYS
from app.storage import parametres
from app.storage.tables.registre import EffacementRow

_KEY: Final = "registre.cle"
_KEY_BYTES: Final = 32
_MARK_BYTES: Final = 16
_CHUNK: Final = 500
_NOTE: Final = text(  # one statement for a whole batch of a purge
    "INSERT INTO effacements (mark, erased_on) SELECT value, :today FROM json_each(:marks) "
    "WHERE true ON CONFLICT DO NOTHING"
)


def key(session: Session) -> bytes:
    """Return the key of the marks, made when it is first needed (in a writing session)."""
    kept: str = session.info.get(_KEY, "") or parametres.text(session, _KEY)
    if not kept:
        kept = secrets.token_hex(_KEY_BYTES)
        parametres.keep(session, _KEY, kept)
    session.info[_KEY] = kept  # a purge notes three kinds of records in each of its batches
    return bytes.fromhex(kept)


def mark_of(key: bytes, record_id: str) -> str:
    """Return the mark of a record, of answers (`answers_of`) or of a name (`name_of`)."""
    return hmac.digest(key, record_id.encode(), "sha256")[:_MARK_BYTES].hex()


def answers_of(entretien_id: str) -> str:
    """Return what stands for the answers of an interview, which may be erased before it."""
    return f"reponses:{entretien_id}"


def name_of(demande_id: str) -> str:
    """Return what stands for the name on a request, which is emptied and not erased."""
    return f"nom:{demande_id}"


def note(session: Session, ids: Iterable[str]) -> None:
    """Note that these records were erased, in the transaction that erases them."""
    today: date = session.info["today"]
    wanted = tuple(ids)
    if wanted:
        held = key(session)
        marks_made = json.dumps([mark_of(held, one) for one in wanted])
        session.connection().execute(_NOTE, {"marks": marks_made, "today": today.isoformat()})


def add(session: Session, marks: Mapping[str, date]) -> None:
    """Keep marks that another copy of this database noted; those known already stay as they are."""
    rows = [{"mark": mark, "erased_on": on} for mark, on in marks.items()]
    for start in range(0, len(rows), _CHUNK):
        session.execute(
            insert(EffacementRow).on_conflict_do_nothing(), rows[start : start + _CHUNK]
        )


def marks(session: Session) -> dict[str, date]:
    """Return every mark with the day of its erasure."""
    rows: Sequence[tuple[str, date]] = [
        (mark, on)
        for mark, on in session.execute(select(EffacementRow.mark, EffacementRow.erased_on))
    ]
    return dict(rows)


def count(session: Session) -> int:
    """Return how many erasures there ever were: it only grows, forgotten marks included."""
    query = "SELECT seq FROM sqlite_sequence WHERE name = 'effacements'"
    return session.scalar(text(query)) or 0


def name_at_service(session: Session) -> str:
    """Return the name under which the Département's service keeps these marks (writing session).

    Only a database of this vault can tell it: it names neither the laptop nor anybody.
    """
    return mark_of(key(session), "registre-au-service")


def after(session: Session, number: int, *, limit: int) -> list[tuple[int, str]]:
    """Return the marks noted after `number`, in order, with their numbers."""
    query = (
        select(EffacementRow.id, EffacementRow.mark)
        .where(EffacementRow.id > number)
        .order_by(EffacementRow.id)
        .limit(limit)
    )
    return [(id_, mark) for id_, mark in session.execute(query)]


def forget_old(session: Session, today: date) -> None:
    """Forget the marks that no backup may need any more."""
    ended = today - timedelta(days=LEDGER_DAYS)
    session.execute(delete(EffacementRow).where(EffacementRow.erased_on < ended))


def mac(key: bytes, content: bytes) -> str:
    """Return what authenticates the ledger's file."""
    return hmac.new(key, b"registre:" + content, hashlib.sha256).hexdigest()
