"""The ledger of carnets: movements that are only added, and where each carnet is on any day.

Words are those of the Département's own ledger (docs/decisions/0034); a laptop has more of them,
because a structure entrusts carnets to its prescribers and hands them over (003 l. 146-172). A
wrong movement is taken back by its opposite, and both stay (docs/decisions/0044).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Final

from app.domain.carnets import Run, count, joined, without, written

DEPARTEMENT: Final = "departement"  # with whoever supplies them: not come yet, or given back
STRUCTURE: Final = "structure"  # in the secure place of the structure
REMIS: Final = "remis"  # with a person; whom, `carnets_remises` says until its term
MANQUANT: Final = "manquant"  # lost, stolen, or not found by an inventory
PERIME: Final = "perime"
_PRESCRIPTEUR: Final = "prescripteur:"
_POSTE: Final = "poste:"


class Mouvement(StrEnum):
    """What a movement is."""

    RECEPTION = "reception"
    TRANSFERT = "transfert"  # to a prescriber, between two, or back to the structure
    REMISE = "remise"
    RETOUR = "retour"  # given back to whoever supplied them (001 l. 235, 003 l. 205)
    PERTE = "perte"
    VOL = "vol"
    RETROUVE = "retrouve"
    INVENTAIRE = "inventaire"
    PEREMPTION = "peremption"
    CORRECTION = "correction"  # the opposite of another movement
    AFFECTATION = "affectation"  # the Département says that another laptop may hand these out


class Tenu(StrEnum):
    """Who answers for a lot: this laptop, or the Département's service by its slices."""

    POSTE = "poste"
    SERVICE = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Carnets of one operator that came together, with one last day."""

    id: str
    name: str
    operator: str
    prefix: str
    digits: int
    run: Run
    valid_until: date
    tenu: Tenu = Tenu.POSTE

    def written(self, number: int) -> str:
        """Return a carnet's number as it is printed on it."""
        return written(number, prefix=self.prefix, digits=self.digits)

    def is_over(self, day: date) -> bool:
        """Tell whether these Pass are no longer usable: the day after the last (003 l. 95)."""
        return day > self.valid_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Ecriture:
    """A line of the ledger. `number` grows; `piece` is the reference of its slip, if any.

    `detail` holds figures or a chosen word, never a person helped.
    """

    number: int
    lot_id: str
    run: Run
    kind: Mouvement
    source: str
    target: str
    happened_on: date
    agent_id: str | None = None
    piece: str = ""
    detail: str = ""
    slice_id: str | None = None
    reverses: int | None = None


class BrokenLedgerError(ValueError):
    """A movement takes carnets from where they are not; `number` is the movement's."""

    def __init__(self, number: int) -> None:
        super().__init__("a movement takes carnets from where they are not")
        self.number = number


Position = tuple[Run, str]


def of_prescripteur(detenteur_id: str) -> str:
    """Return the place of what is entrusted to a prescriber."""
    return f"{_PRESCRIPTEUR}{detenteur_id}"


def prescripteur_of(place: str) -> str | None:
    """Return which prescriber's a place is, None where it is none's."""
    return place.removeprefix(_PRESCRIPTEUR) if place.startswith(_PRESCRIPTEUR) else None


def of_poste(device_id: str) -> str:
    """Return the place of what another laptop may hand out."""
    return f"{_POSTE}{device_id}"


def poste_of(place: str) -> str | None:
    """Return which laptop's a place is, None where it is none's."""
    return place.removeprefix(_POSTE) if place.startswith(_POSTE) else None


def is_stock(place: str) -> bool:
    """Tell whether carnets there are still the structure's to hand over."""
    return place == STRUCTURE or place.startswith((_PRESCRIPTEUR, _POSTE))


def positions(
    lot: Lot, ecritures: Iterable[Ecriture], *, on: date | None = None
) -> tuple[Position, ...]:
    """Return where the carnets of a lot were at the end of the day `on`, in order; None: now.

    `ecritures` are all of the lot, in the order of their numbers.

    Raises:
        BrokenLedgerError: a movement takes carnets from where they are not.
    """
    places = [DEPARTEMENT] * lot.run.carnets
    for one in ecritures:
        if on is not None and one.happened_on > on:
            continue
        if one.kind is Mouvement.INVENTAIRE:
            continue  # says what was counted; differences are movements of their own
        start, end = one.run.first - lot.run.first, one.run.last - lot.run.first + 1
        if start < 0 or end > len(places) or any(at != one.source for at in places[start:end]):
            raise BrokenLedgerError(one.number)
        places[start:end] = [one.target] * (end - start)
    found: list[Position] = []
    for place, group in groupby(enumerate(places), key=lambda pair: pair[1]):
        ats = [at for at, _ in group]
        run = Run(first=lot.run.first + ats[0], last=lot.run.first + ats[-1])
        found.append((run, place))
    return tuple(found)


def came(ecritures: Iterable[Ecriture]) -> tuple[Run, ...]:
    """Return the carnets of a lot whose coming stands, given back since or not.

    `ecritures` are all of the lot.
    """
    found = list(ecritures)
    undone = {one.reverses for one in found}
    return joined(
        one.run
        for one in found
        if one.source == DEPARTEMENT and one.reverses is None and one.number not in undone
    )


def at_place(found: Iterable[Position], place: str) -> tuple[Run, ...]:
    """Return the carnets that are in a place."""
    return joined(run for run, at in found if at == place)


def how_lost(ecritures: Iterable[Ecriture], run: Run) -> list[tuple[Run, str]]:
    """Return missing carnets with how each went last: « perte » or « vol »."""
    last: dict[int, str] = {}
    for one in ecritures:
        gone = one.run.common(run) if one.kind in {Mouvement.PERTE, Mouvement.VOL} else None
        if gone is not None:
            last |= dict.fromkeys(range(gone.first, gone.last + 1), one.kind.value)
    found: list[tuple[Run, str]] = []
    for how, group in groupby(sorted(last), key=last.__getitem__):
        numbers = list(group)
        runs = joined(Run(first=number, last=number) for number in numbers)
        found += [(each, how) for each in runs]
    return found


def place_of(found: Iterable[Position], number: int) -> str | None:
    """Return where one carnet is, None where the lot has no such number."""
    return next((place for run, place in found if run.first <= number <= run.last), None)


def balance(found: Iterable[Position]) -> Mapping[str, int]:
    """Return how many carnets are in each place."""
    totals: dict[str, int] = {}
    for run, place in found:
        totals[place] = totals.get(place, 0) + run.carnets
    return totals


@dataclass(frozen=True, slots=True, kw_only=True)
class Comptage:
    """What an inventory of one lot in one place says against the ledger.

    `missing`: written there, not found. `strays`: found, written elsewhere.
    """

    expected: int
    found: int
    missing: tuple[Run, ...]
    strays: tuple[Run, ...]


def compare(
    lot: Lot, held: Iterable[Position], place: str, found: Sequence[Run]
) -> Comptage | None:
    """Compare what was counted in a place with the ledger; None: a number is not of the lot."""
    if any(run.first < lot.run.first or run.last > lot.run.last for run in found):
        return None
    here = at_place(held, place)
    seen = joined(found)
    return Comptage(
        expected=count(here),
        found=count(seen),
        missing=without(here, seen),
        strays=without(seen, here),
    )
