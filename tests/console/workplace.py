"""A Département on an ordinary morning: sixty prescriptions to decide, and some of each kind."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.console.stock import put_in_stock
from tests.department.keeping import with_terms
from tests.department.support import AGENT, PASSWORD, Departement, Laptop, prescription

NAMES = (
    "Weber",
    "Da Silva",
    "Nguyen",
    "Le Goff-Kermarrec",
    "Œuvrard",
    "Benali",
    "Schmitt",
    "Traoré",
)
FIRST_NAMES = ("Simone", "Maria", "Thi Minh Khai", "Anne-Sophie", "Éloïse", "Nadia", "Odile")
STRUCTURES = (
    ("CCASILL", "CCAS d’Illkirch"),
    ("MEDVINCA", "Médiathèque intercommunale du Conflent, site de Vinça"),
    ("EPNOBERN", "Espace public numérique d’Obernai"),
)


@dataclass
class Workplace:
    """The service with its data, and what the journeys need to name."""

    departement: Departement
    laptops: dict[str, Laptop]
    address: str = ""
    kept: str = ""
    """A prescription that was decided."""

    @classmethod
    def empty(cls, folder: Path) -> "Workplace":
        """Make a service of the first day: one agent, one structure, nothing else."""
        departement = Departement.make(folder)
        with_terms(departement)
        return cls(departement, {})

    @classmethod
    def busy(cls, folder: Path) -> "Workplace":
        """Make a service in use."""
        made = cls.empty(folder)
        asyncio.run(made.fill())
        return made

    def send(self, *contents: dict[str, object], structure: str = "CCASILL") -> list[str]:
        """Receive prescriptions from a laptop; return their identifiers."""
        laptop = self.laptops[structure]
        items = [laptop.item(content) for content in contents]
        receipts = asyncio.run(laptop.push(*items))
        assert {receipt["status"] for receipt in receipts} == {"accepted"}
        return [item.header.item for item in items]

    async def fill(self, *, each: int = 20) -> None:
        """Let an ordinary week happen, with `each` prescriptions a structure."""
        departement = self.departement
        for code, name in STRUCTURES:
            if code != "CCASILL":
                departement.add_structure(code, name)
            laptop = departement.laptop()
            await laptop.activate(departement.code(code))
            self.laptops[code] = laptop
        await self._spare_laptops()
        await self._sixty(each)
        await self._decided_withdrawn_and_doubtful()
        gone = departement.laptop()
        await gone.activate(departement.code())
        put_in_stock(departement, self.laptops["CCASILL"].id, gone.id)

    async def _spare_laptops(self) -> None:
        departement = self.departement
        for _ in range(2):
            await departement.laptop().activate(departement.code())
        departement.code()  # one that nobody has used yet
        stranger = self.laptops["MEDVINCA"]
        stamped = stranger.stamped("GET", "/v1/feed?after=0&limit=10")
        departement.clock.advance(timedelta(minutes=15))
        await stranger.client.get("/v1/feed?after=0&limit=10", headers=stamped)  # a wrong clock

    async def _sixty(self, each: int) -> None:
        for at, (code, _) in enumerate(STRUCTURES):
            laptop = self.laptops[code]
            for start in range(0, each, 10):
                numbers = range(start, min(each, start + 10))
                await laptop.push(*(laptop.item(_one(code, 20 * at + n, n)) for n in numbers))
                self.departement.clock.advance(timedelta(minutes=7))
        again = self.laptops["EPNOBERN"]  # somebody who went to two structures
        await again.push(again.item(_one("EPNOBERN", 3, 50)))

    async def _decided_withdrawn_and_doubtful(self) -> None:
        laptop, browser = self.laptops["CCASILL"], self.departement.browser()
        items = [laptop.item(_one("CCASILL", 70 + n, 100 + n)) for n in range(6)]
        await laptop.push(*items)
        ids = [item.header.item for item in items]
        await browser.sign_in()
        await browser.decide(ids[0], sens="acceptee", message="")
        self.kept = ids[0]
        await browser.decide(ids[1], sens="refusee", motif="stock", message="Revenez en avril.")
        withdrawal = {"kind": "withdrawal", "reference": items[2].header.item[:8]}
        await laptop.push(laptop.item(withdrawal, id_=ids[2], revision=2))
        conflicting = laptop.item(_one("CCASILL", 90, 103), id_=ids[3])
        await laptop.push(conflicting)


def _one(code: str, person: int, number: int) -> dict[str, Any]:
    """Return the prescription of the nth person: eight names and seven first names never repeat."""
    content = prescription(
        NAMES[person % len(NAMES)],
        FIRST_NAMES[person % len(FIRST_NAMES)],
        reference=f"2026-{code}-{number:04}",
        carnets=1 + number % 2,
    )
    content["personne"]["adresse"]["voie"] = f"{person + 1} rue des Tilleuls"
    content["personne"]["adresse"]["code_postal"] = f"67{person:03}"
    return content


__all__ = ["AGENT", "PASSWORD", "Workplace"]
