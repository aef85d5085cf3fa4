"""The journal of accesses and acts: who did what and when, each entry chained to the one before.

Records stand in it under a pseudonym of their own. What ties the two is erased with the record, so
the chain stays whole and says no more whose record it was. Functions take the caller's session and
never commit: an act and its entry are one transaction (docs/decisions/0022).
"""

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId
from app.domain.journal import month_bounds, month_of, segment_of
from app.storage import instant
from app.storage.among import erase_among
from app.storage.tables.journal import JournalRow, PseudonymeRow, SegmentRow

BEGINNING: Final = hashlib.sha256(b"passerelle-journal").hexdigest()
_CODE: Final = re.compile(r"[a-z0-9_]{0,40}")
_PSEUDONYM_BYTES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Entree:
    """An entry; `kind` and `detail` are codes, `agent_id` is None for what the Département did.

    `pseudonyme` is empty where no record is concerned.
    """

    at: datetime
    kind: str
    agent_id: AgentId | None = None
    detail: str = ""
    pseudonyme: str = ""

    def __post_init__(self) -> None:
        if not (_CODE.fullmatch(self.kind) and _CODE.fullmatch(self.detail)):
            raise ValueError("the journal takes codes only")


def append(session: Session, entree: Entree, *, subject_id: str = "") -> None:
    """Add an entry about the record `subject_id`, under its pseudonym.

    An instant before the month that is open goes into that month: what is sealed stays sealed. One
    that nobody believes goes into the last month that was believed: it opens none.
    """
    segment = _open_segment(session, _believed_month(session, entree.at))
    pseudonyme = pseudonym_of(session, subject_id) if subject_id else entree.pseudonyme
    row = JournalRow(
        segment=segment.segment,
        rang=segment.nombre + 1,
        at=entree.at,
        agent_id=entree.agent_id or "",
        kind=entree.kind,
        detail=entree.detail,
        pseudonyme=pseudonyme,
        empreinte="",
    )
    row.empreinte = chained(segment.derniere, row)
    segment.nombre, segment.derniere = row.rang, row.empreinte
    session.add(row)
    session.flush()


def pseudonym_of(session: Session, subject_id: str) -> str:
    """Return what a record is called in the journal, random and made when first needed."""
    known = session.get(PseudonymeRow, subject_id)
    if known is None:
        known = PseudonymeRow(subject_id=subject_id, pseudonyme=secrets.token_hex(_PSEUDONYM_BYTES))
        session.add(known)
        session.flush()
    return known.pseudonyme


def forget(session: Session, subject_ids: Sequence[str]) -> None:
    """Erase what ties these records to their pseudonyms; their entries stay, about nobody."""
    erase_among(session, PseudonymeRow.subject_id, subject_ids)
    for known in [one for one in session.identity_map.values() if isinstance(one, PseudonymeRow)]:
        session.expunge(known)  # or this session would take it for kept


def noted_since(
    session: Session, *, agent_id: AgentId, kind: str, subject_id: str = "", since: datetime
) -> bool:
    """Tell whether this agent did this already, to the record if any, at `since` or later."""
    query = select(JournalRow.rang).where(
        JournalRow.agent_id == agent_id, JournalRow.kind == kind, JournalRow.at >= since
    )
    if subject_id:
        query = query.where(JournalRow.pseudonyme == pseudonym_of(session, subject_id))
    else:  # by month: what concerns no record has no index of its own
        query = query.where(JournalRow.segment >= segment_of(since))
    return session.scalars(query.limit(1)).first() is not None


def entries(
    session: Session,
    *,
    kinds: Sequence[str] = (),
    without: Sequence[str] = (),
    agent_id: AgentId | None = None,
    month: str = "",
) -> Sequence[Entree]:
    """Return the entries, the newest first; of some kinds, not of others, of one agent or month.

    The month is that of the entries' own instants, whichever segment they were written into.
    """
    query = select(JournalRow).order_by(
        JournalRow.at.desc(), JournalRow.segment.desc(), JournalRow.rang.desc()
    )
    if month:
        first, after = month_bounds(month)
        query = query.where(JournalRow.at >= first, JournalRow.at < after)
    if kinds:
        query = query.where(JournalRow.kind.in_(kinds))
    if without:
        query = query.where(JournalRow.kind.not_in(without))
    if agent_id is not None:
        query = query.where(JournalRow.agent_id == agent_id)
    return [
        Entree(
            at=row.at,
            kind=row.kind,
            agent_id=AgentId(row.agent_id) if row.agent_id else None,
            detail=row.detail,
            pseudonyme=row.pseudonyme,
        )
        for row in session.scalars(query)
    ]


def count(session: Session) -> int:
    """Return how many entries there are."""
    return session.scalar(select(func.count()).select_from(JournalRow)) or 0


def chained(before: str, row: JournalRow) -> str:
    """Return the digest of `row` behind the digest `before`."""
    text = json.dumps(
        [
            row.segment,
            row.rang,
            row.at.isoformat(timespec="microseconds"),
            row.agent_id,
            row.kind,
            row.detail,
            row.pseudonyme,
        ]
    )
    return hashlib.sha256(bytes.fromhex(before) + text.encode()).hexdigest()


def statement(segment: SegmentRow) -> bytes:
    """Return what a month amounts to: this is signed, and the next month begins with its digest."""
    return json.dumps([segment.segment, segment.origine, segment.nombre, segment.derniere]).encode()


def start_segment(session: Session, month: str) -> SegmentRow:
    """Open the segment of `month`, a month that is believed, unless it is the open one.

    One that is ahead of it stays behind, as every month does: the date was put right.
    """
    last = _last(session)
    if last is not None and month_of(last.segment) == month:
        return last
    return _new_segment(session, last, month)


def in_order(segments: Iterable[SegmentRow]) -> list[SegmentRow]:
    """Return segments as they follow each other, which their names do not always say."""
    left = sorted(segments, key=lambda one: one.segment)
    ordered: list[SegmentRow] = []
    origin = BEGINNING
    while left:
        following = next((one for one in left if one.origine == origin), None)
        if following is None:  # the chain is broken here: go on where another piece begins
            ends = {_digest(one) for one in left}
            following = next((one for one in left if one.origine not in ends), left[0])
        left.remove(following)
        ordered.append(following)
        origin = _digest(following)
    return ordered


def _believed_month(session: Session, at: datetime) -> str:
    lived = instant.lived(session)
    sure = lived.trusted is None or lived.may_erase(at)
    return segment_of(at if lived.trusted is None or sure else lived.trusted.at)


def _open_segment(session: Session, month: str) -> SegmentRow:
    last = _last(session)
    if last is not None and month <= month_of(last.segment):
        return last
    return _new_segment(session, last, month)


def _last(session: Session) -> SegmentRow | None:
    """Return the segment that is written into: alone without a seal, but for a month just over."""
    unsealed = session.scalars(
        select(SegmentRow).where(SegmentRow.scelle_at.is_(None)).limit(2)
    ).all()
    if len(unsealed) == 1:
        return unsealed[0]
    ordered = in_order(session.scalars(select(SegmentRow)))
    return ordered[-1] if ordered else None


def _new_segment(session: Session, last: SegmentRow | None, month: str) -> SegmentRow:
    names = (month, *(f"{month}-{number}" for number in range(2, 1000)))
    origin = BEGINNING if last is None else _digest(last)
    opened = SegmentRow(
        segment=next(name for name in names if session.get(SegmentRow, name) is None),
        origine=origin,
        nombre=0,
        derniere=origin,
        scelle_at=None,
        cle=b"",
        signature=b"",
        retire=False,
    )
    session.add(opened)
    session.flush()
    return opened


def _digest(segment: SegmentRow) -> str:
    return hashlib.sha256(statement(segment)).hexdigest()
