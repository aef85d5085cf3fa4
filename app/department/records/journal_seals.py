"""The journal sealed block by block: an entry changed, removed or slipped in afterwards is found.

A block's seal is a keyed digest of its entries, their number and the seal before. The key is in the
key file, not in the database: whoever can only write there cannot make another. What was written
less than `SETTLED` ago is not sealed yet, and the end of the chain can be cut off unseen: a
`fingerprint` noted elsewhere, on an export or on paper, tells that too.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Final, cast

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.department.database.actors import JournalRow
from app.department.database.agents import JournalSealRow
from app.department.database.engine import Database
from app.department.keys import ServiceKeys

SETTLED: Final = timedelta(minutes=10)  # no transaction is under way for so long
BLOCK: Final = 2000  # entries
_Entry = tuple[int, datetime, str, str, str, str, str]  # as its row has it; the instant in UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a verification found; `broken` is the first block that does not fit, 0 when all do.

    `unsealed` entries came too late to be sealed; `emptied` blocks were past their term.
    """

    blocks: int
    entries: int
    emptied: int
    unsealed: int
    broken: int
    since: datetime | None = None
    fingerprint: str = ""


def seal_settled(
    database: Database, keys: ServiceKeys, now: datetime, *, most: int | None = None
) -> None:
    """Seal what is settled, at most `most` blocks of it, each in a transaction of its own.

    Another process may do the same at once: one of both seals a block, the other leaves it.
    """
    for _ in count() if most is None else range(most):
        try:
            with database.writing() as session:
                if not _seal_next(session, keys, now):
                    return
        except IntegrityError:
            return


def _seal_next(session: Session, keys: ServiceKeys, now: datetime) -> bool:
    last = session.scalar(
        select(JournalSealRow).order_by(JournalSealRow.number.desc()).limit(1).with_for_update()
    )
    number, after = (last.number + 1, last.last_entry) if last else (1, 0)
    entries: list[_Entry] = []
    for entry in _entries(session, after=after):
        if abs(entry[1] - now) < SETTLED:  # one of a clock that ran far ahead holds nothing up
            break
        entries.append(entry)
    if not entries:
        return False
    session.add(
        JournalSealRow(
            number=number,
            last_entry=entries[-1][0],
            entries=len(entries),
            mac=_mac(keys, number, last.mac if last else b"", entries),
            sealed_at=now,
            emptied_at=None,
        )
    )
    return True


def verify(session: Session, keys: ServiceKeys) -> Verdict:
    """Compute every seal again, and look for what stands between the blocks."""
    blocks = entries = emptied = broken = 0
    previous, after, latest = b"", 0, None
    for seal in session.scalars(select(JournalSealRow).order_by(JournalSealRow.number)):
        blocks += 1
        found = _entries(session, after=after, up_to=seal.last_entry)
        if seal.emptied_at is not None:
            emptied += 1
            fits = not found
        else:
            entries += len(found)
            fits = len(found) == seal.entries and seal.mac == _mac(
                keys, seal.number, previous, found
            )
        if not broken and not (fits and seal.number == blocks):
            broken = blocks
        previous, after, latest = seal.mac, seal.last_entry, seal
    return Verdict(
        blocks=blocks,
        entries=entries,
        emptied=emptied,
        unsealed=_count_after(session, after),
        broken=broken,
        since=latest.sealed_at if latest else None,
        fingerprint=fingerprint(latest),
    )


def latest(session: Session) -> JournalSealRow | None:
    """Return the last seal."""
    return session.scalar(select(JournalSealRow).order_by(JournalSealRow.number.desc()).limit(1))


def fingerprint(seal: JournalSealRow | None) -> str:
    """Write a seal so that it can be noted elsewhere: its number and ten bytes of it."""
    if seal is None:
        return ""
    digits = seal.mac[:10].hex()
    return f"{seal.number}-" + "-".join(digits[at : at + 5] for at in range(0, 20, 5))


def _count_after(session: Session, after: int) -> int:
    counted = select(func.count()).select_from(JournalRow).where(JournalRow.id > after)
    return session.scalar(counted) or 0


def _entries(session: Session, *, after: int, up_to: int | None = None) -> Sequence[_Entry]:
    wanted = (
        select(
            *(JournalRow.id, JournalRow.at, JournalRow.actor_kind, JournalRow.actor_id),
            *(JournalRow.action, JournalRow.object_id, JournalRow.detail),
        )
        .where(JournalRow.id > after)
        .order_by(JournalRow.id)
    )
    wanted = wanted.limit(BLOCK) if up_to is None else wanted.where(JournalRow.id <= up_to)
    return [cast("_Entry", tuple(row)) for row in session.execute(wanted)]


def _mac(keys: ServiceKeys, number: int, previous: bytes, entries: Sequence[_Entry]) -> bytes:
    lines = [(id_, at.isoformat(timespec="microseconds"), *rest) for id_, at, *rest in entries]
    content = json.dumps([number, previous.hex(), len(lines), lines], separators=(",", ":"))
    return keys.digest("journal seal", content.encode())
