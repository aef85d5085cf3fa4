"""Keep the items of one batch, opened before: one transaction, an outcome for each.

Whatever refuses an item does so before anything of it is written, so the others of its batch stand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    CompoundSelect,
    Integer,
    String,
    any_,
    bindparam,
    literal_column,
    select,
    union_all,
)
from sqlalchemy import cast as as_type
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from app.department.database.actors import JournalRow, StructureRow
from app.department.database.base import table_of
from app.department.database.bulk import Rows, insert_all
from app.department.database.engine import Database
from app.department.database.prescriptions import (
    ConflictRow,
    Etat,
    PrescriptionRow,
    RevisionRow,
    Sort,
    WordRow,
)
from app.department.database.retention import ErasedItemRow
from app.department.records import duplicates
from app.department.records.alike import Described
from app.department.records.conflicts import forget_payloads
from app.department.records.journal import Action, Actor, by
from app.department.records.projection import forget_person, nameless, projected, show_payload
from app.department.retention.erasing import remember, withdrawal_number
from app.domain.identifiers import uuid7
from app.sync.protocol.answers import ReceiptStatus
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.payload import Kind, Payload

_ATTEMPTS: Final = 3  # two structures may bring the same item at once: the second looks again
_DEADLOCK: Final = "40P01"  # PostgreSQL's: of two who waited for each other it undid one
_PRESCRIPTIONS, _WORDS, _REVISIONS, _JOURNAL, _STRUCTURES, _ERASED = (
    table_of(one)
    for one in (PrescriptionRow, WordRow, RevisionRow, JournalRow, StructureRow, ErasedItemRow)
)
_LOCK: Final = (
    select(_STRUCTURES.c.id)
    .where(_STRUCTURES.c.id == bindparam("structure", type_=String))
    .with_for_update()
)


def _known(among: Callable[[ColumnElement[str]], ColumnElement[bool]]) -> CompoundSelect[str, int]:
    """Return the query of what is there of some items; what was erased may stand there alone."""
    (held, erased) = _PRESCRIPTIONS.c.id, _ERASED.c.prescription_id
    return union_all(
        select(held, literal_column("0", Integer)).where(among(held)),
        select(erased, literal_column("1", Integer)).where(among(erased)),
    )


# Fifty parameters, twice, would take longer to tell than to look up: PostgreSQL is told one array.
_KNOWN: Final = {
    "sqlite": _known(lambda id_: id_.in_(bindparam("items", type_=String, expanding=True))),
    "postgresql": _known(
        lambda id_: id_ == any_(as_type(bindparam("items", type_=String), ARRAY(String)))
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The device that signed the request."""

    device: str
    structure: str
    signing_key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An item opened, with the keyed digest of its content."""

    item: str
    revision: int
    kind: Kind
    payload: Payload
    digest: bytes


def keep(
    database: Database, sender: Sender, arrivals: Sequence[Arrival], now: datetime
) -> list[ReceiptStatus | ProtocolError]:
    """Keep what may be kept; return for each, in order, what became of it or why it is refused."""
    for _ in range(_ATTEMPTS - 1):
        try:
            with database.writing() as session:
                return _Batch(session, sender, arrivals, now).keep()
        except IntegrityError:
            continue
        except OperationalError as fault:  # two structures' look-alikes, met in another order
            if getattr(fault.orig, "sqlstate", "") != _DEADLOCK:
                raise
    with database.writing() as session:
        return _Batch(session, sender, arrivals, now).keep()


class _Batch:
    """What the database holds of the items of a batch, and what the batch makes of it.

    Most of what comes is new, so new rows are gathered and inserted by one statement a table. What
    was there before is changed as rows of the session.
    """

    def __init__(
        self, session: Session, sender: Sender, arrivals: Sequence[Arrival], now: datetime
    ) -> None:
        self._session, self._sender, self._arrivals, self._now = session, sender, arrivals, now
        # Decisions take the same lock: a withdrawal and a decision never cross.
        session.connection().execute(_LOCK, {"structure": sender.structure}).one()
        self._rows, self._erased = self._known_rows()
        self._digests = self._known_digests()
        self._new: dict[str, dict[str, Any]] = {}  # prescriptions to insert, by identifier
        self._words: list[dict[str, object]] = []
        self._revisions: list[dict[str, object]] = []
        self._entries: list[dict[str, object]] = []
        self._told_by = by(Actor.device(sender.device), now)
        self._shown: dict[str, Described] = {}
        self._corrected: dict[str, PrescriptionRow] = {}

    def keep(self) -> list[ReceiptStatus | ProtocolError]:
        found: list[ReceiptStatus | ProtocolError] = []
        for arrival in self._arrivals:
            try:
                found.append(self._keep(arrival))
            except ProtocolError as refusal:
                found.append(refusal)
        self._insert()
        self._session.flush()
        duplicates.refresh_new(self._session, list(self._shown.values()), self._now)
        duplicates.refresh_all(self._session, list(self._corrected.values()), self._now)
        return found

    def _known_rows(self) -> tuple[dict[str, PrescriptionRow], frozenset[str]]:
        """Return what is there of the items, and which of them were erased."""
        items = [one.item for one in self._arrivals]
        connection = self._session.connection()
        kind = connection.dialect.name
        # Of identifiers in their one form no sign means anything to an array.
        told = items if kind == "sqlite" else f"{{{','.join(items)}}}"
        known = connection.execute(_KNOWN[kind], {"items": told}).all()
        erased = frozenset(item for item, is_erased in known if is_erased)
        held = [item for item, is_erased in known if not is_erased]
        if not held:
            return {}, erased
        rows = self._session.scalars(select(PrescriptionRow).where(PrescriptionRow.id.in_(held)))
        return {row.id: row for row in rows}, erased

    def _known_digests(self) -> dict[tuple[str, int], bytes]:
        if not self._rows:
            return {}
        known = self._session.scalars(
            select(RevisionRow).where(RevisionRow.prescription_id.in_(self._rows))
        )
        return {(one.prescription_id, one.revision): one.digest for one in known}

    def _insert(self) -> None:
        """Insert what is new; in one order, so that two batches do not wait for each other."""
        own = {"device_id": self._sender.device, "received_at": self._now}
        told = [
            Rows(
                table=_PRESCRIPTIONS,
                rows=[self._new[one] for one in sorted(self._new)],
                shared={**own, "structure_id": self._sender.structure},
            ),
            Rows(table=_WORDS, rows=self._words, spread="word"),
            Rows(table=_REVISIONS, rows=self._revisions, shared=own),
            Rows(table=_JOURNAL, rows=self._entries, shared=self._told_by),
        ]
        insert_all(self._session, told)
        self._new, self._words, self._revisions, self._entries = {}, [], [], []

    def _row(self, item: str) -> PrescriptionRow | None:
        """Return what is there of an item, also if it came earlier in this very batch."""
        if item in self._new:
            self._insert()
            self._rows[item] = self._session.get_one(PrescriptionRow, item)
        return self._rows.get(item)

    def _keep(self, arrival: Arrival) -> ReceiptStatus:
        row = self._row(arrival.item)
        if row is None:
            return self._keep_first(arrival)
        if row.structure_id != self._sender.structure:
            return self._keep_conflict(arrival)
        digest = self._digests.get((arrival.item, arrival.revision))
        if digest is None:
            return self._keep_next(arrival, row)
        if digest == arrival.digest:
            return ReceiptStatus.ALREADY_HELD
        if row.etat == Etat.EFFACEE:  # another content would bring the person back
            raise ProtocolError(ErrorCode.ALREADY_DECIDED)
        return self._keep_conflict(arrival)

    def _keep_first(self, arrival: Arrival) -> ReceiptStatus:
        if arrival.item in self._erased and arrival.kind is not Kind.WITHDRAWAL:
            raise ProtocolError(ErrorCode.ALREADY_DECIDED)  # else the person would be back
        if arrival.kind is Kind.CORRECTION:
            raise ProtocolError(ErrorCode.UNKNOWN_REVISION)
        if arrival.kind is Kind.WITHDRAWAL:  # taken: the laptop cannot know what reached us
            self._add(arrival, Etat.RETIREE, *nameless(arrival.payload.reference))
            self._remember_erased(arrival)
            self._journal(arrival, Action.PRESCRIPTION_RETIREE)
        else:
            row = self._add(arrival, Etat.A_DECIDER, *projected(arrival.payload.content()))
            self._shown[arrival.item] = Described.of(row, self._sender.structure)
            self._journal(arrival, Action.PRESCRIPTION_RECUE)
        self._note_revision(arrival)
        return ReceiptStatus.ACCEPTED

    def _add(
        self, arrival: Arrival, etat: Etat, columns: dict[str, object], words: frozenset[str]
    ) -> dict[str, Any]:
        row: dict[str, Any] = {
            "id": arrival.item,
            "revision": arrival.revision,
            "etat": etat,
            **columns,
        }
        self._new[arrival.item] = row
        self._words.append({"word": sorted(words), "prescription_id": arrival.item})
        return row

    def _keep_next(self, arrival: Arrival, row: PrescriptionRow) -> ReceiptStatus:
        if row.etat in {Etat.ACCEPTEE, Etat.REFUSEE, Etat.EFFACEE}:
            raise ProtocolError(ErrorCode.ALREADY_DECIDED)
        if arrival.kind is Kind.PRESCRIPTION or arrival.revision < row.revision:
            raise ProtocolError(ErrorCode.UNKNOWN_REVISION)
        if arrival.kind is Kind.CORRECTION and row.etat == Etat.RETIREE:
            raise ProtocolError(ErrorCode.UNKNOWN_REVISION)  # what it corrects is gone
        row.revision = arrival.revision
        row.device_id = self._sender.device
        if arrival.kind is Kind.WITHDRAWAL:
            self._withdraw(arrival, row)
        else:
            show_payload(row, arrival.payload.content())
            self._shown.pop(row.id, None)
            self._corrected[row.id] = row
            self._journal(arrival, Action.PRESCRIPTION_CORRIGEE)
        self._note_revision(arrival)
        return ReceiptStatus.ACCEPTED

    def _withdraw(self, arrival: Arrival, row: PrescriptionRow) -> None:
        row.etat = Etat.RETIREE
        self._shown.pop(row.id, None)
        self._corrected.pop(row.id, None)
        forget_person(row)
        self._remember_erased(arrival)
        forget_payloads(self._session, arrival.item)
        self._journal(arrival, Action.PRESCRIPTION_RETIREE)

    def _remember_erased(self, arrival: Arrival) -> None:
        """Let the day's withdrawals be counted, and the identifier be forgotten in the end."""
        day = self._now.date()
        remember(self._session, arrival.item, destruction=withdrawal_number(day), today=day)

    def _keep_conflict(self, arrival: Arrival) -> ReceiptStatus:
        if not self._conflict_known(arrival):
            self._session.add(
                ConflictRow(
                    id=uuid7(self._now),
                    prescription_id=arrival.item,
                    revision=arrival.revision,
                    kind=arrival.kind,
                    digest=arrival.digest,
                    structure_id=self._sender.structure,
                    device_id=self._sender.device,
                    payload=arrival.payload.content(),
                    received_at=self._now,
                    sort=Sort.OUVERT,
                    settled_at=None,
                    settled_by=None,
                )
            )
            self._journal(arrival, Action.CONFLIT)
        return ReceiptStatus.CONFLICT

    def _conflict_known(self, arrival: Arrival) -> bool:
        query = select(ConflictRow.id).where(
            ConflictRow.prescription_id == arrival.item,
            ConflictRow.revision == arrival.revision,
            ConflictRow.digest == arrival.digest,
            ConflictRow.device_id == self._sender.device,
        )
        return self._session.scalars(query).first() is not None

    def _note_revision(self, arrival: Arrival) -> None:
        self._digests[arrival.item, arrival.revision] = arrival.digest
        self._revisions.append(
            {
                "prescription_id": arrival.item,
                "revision": arrival.revision,
                "kind": arrival.kind,
                "digest": arrival.digest,
            }
        )

    def _journal(self, arrival: Arrival, action: Action) -> None:
        detail = f"révision {arrival.revision}"
        self._entries.append({"action": action, "object_id": arrival.item, "detail": detail})
