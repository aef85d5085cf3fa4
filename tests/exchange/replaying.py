"""Many laptops of one structure bring the same batches at once: nothing is received twice.

So do laptops that were copied, put back from one backup, or cut off and patient. Each signs for
itself; the prescriptions, their revisions and their contents are the same.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from sqlalchemy import func, select

from app.department.database.prescriptions import ConflictRow, PrescriptionRow, RevisionRow
from app.domain.identifiers import uuid7
from app.sync.protocol import routes
from app.sync.protocol.items import batch_content
from tests.department.support import Departement, Laptop, prescription

_AGAIN = {429, 503}
_ATTEMPTS = 40


@dataclass(frozen=True, kw_only=True)
class Found:
    """What became of every prescription: how often taken, and what the service holds."""

    taken: Counter[str]
    told: Counter[str]
    held: int
    revisions: int
    conflicts: int
    asked_again: int

    def well(self, items: Sequence[str]) -> bool:
        """Tell whether each was taken once, and nothing stands twice."""
        once = all(self.taken[item] == 1 for item in items) and len(self.taken) == len(items)
        alone = self.held == self.revisions == len(items) and not self.conflicts
        return once and alone and set(self.told) <= {"accepted", "already_held"}


async def activated(departement: Departement, clients: Sequence[httpx.AsyncClient]) -> list[Laptop]:
    """Activate one laptop for each client."""
    made = [Laptop(client, departement.clock) for client in clients]
    for laptop in made:
        await laptop.activate(departement.code())
    return made


async def replay(
    departement: Departement, laptops: Sequence[Laptop], *, batches: int, size: int
) -> tuple[Found, list[str]]:
    """Let every laptop bring every batch twice, all at the same time."""
    items = [uuid7(departement.clock.now()) for _ in range(batches * size)]
    loads = [items[start : start + size] for start in range(0, len(items), size)]
    taken, told = Counter[str](), Counter[str]()
    again = 0

    async def bring(laptop: Laptop) -> None:
        nonlocal again
        for load in (*loads, *loads):
            receipts, asked = await _pushed(laptop, load)
            again += asked
            told.update(one["status"] for one in receipts)
            taken.update(one["item"] for one in receipts if one["status"] == "accepted")

    await asyncio.gather(*(bring(laptop) for laptop in laptops))
    with departement.service.database.reading() as session:
        held, revisions, conflicts = (
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (PrescriptionRow, RevisionRow, ConflictRow)
        )
    found = Found(
        taken=taken,
        told=told,
        held=held,
        revisions=revisions,
        conflicts=conflicts,
        asked_again=again,
    )
    return found, items


async def _pushed(laptop: Laptop, load: Sequence[str]) -> tuple[list[dict[str, Any]], int]:
    """Bring a batch, again where the service asks to wait; every attempt is a new request."""
    for attempt in range(_ATTEMPTS):
        sealed = [laptop.item(prescription(f"Nom{item[-4:]}"), id_=item) for item in load]
        try:
            response = await laptop.push_raw(batch_content(sealed))
        except httpx.TransportError:
            continue
        if response.status_code not in _AGAIN:
            assert response.status_code == 200, response.text
            return list(response.json()["receipts"]), attempt
        await asyncio.sleep(0.05 * attempt)
    raise AssertionError(f"{routes.BATCHES} never answered")
