"""The stock as it stands, or stood at the end of any day: by lot, by place, by prescriber."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domain.carnets import Run, count
from app.domain.carnets_profil import CarnetsProfil
from app.domain.carnets_registre import (
    DEPARTEMENT,
    MANQUANT,
    PERIME,
    REMIS,
    STRUCTURE,
    Ecriture,
    Lot,
    Mouvement,
    Position,
    at_place,
    came,
    is_stock,
    of_prescripteur,
    positions,
    prescripteur_of,
)
from app.domain.carnets_regles import AlerteLot, alertes, inventory_due_on
from app.domain.identifiers import AgentId
from app.storage import agents, carnets
from app.storage.carnets import Detenteur
from app.usecases.carnets.keeping import require_sight, rules, secure_place
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneLieu:
    """What is in one place of one lot. `lieu` is where it is locked away."""

    lot: Lot
    place: str
    runs: tuple[Run, ...]
    nom: str
    lieu: str

    @property
    def carnets(self) -> int:
        """Return how many carnets are there."""
        return count(self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class BilanLot:
    """A lot in figures: what came, what is still to hand over, what left and how."""

    lot: Lot
    recus: int
    stock: int
    remis: int
    rendus: int
    manquants: int
    perimes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Etat:
    """The stock at the end of a day. `inventory_due` names the places to count now, and the lot."""

    on: date
    lots: tuple[BilanLot, ...]
    places: tuple[LigneLieu, ...]
    alertes: tuple[AlerteLot, ...]
    inventory_due: tuple[str, ...]
    secure_place: str

    @property
    def stock(self) -> int:
        """Return how many carnets may still be handed over."""
        return sum(one.stock for one in self.lots)


def etat(workplace: Workplace, on: date | None = None) -> Etat:
    """Return the stock at the end of a day, today's when none is named (S3-24, S3-28)."""
    require_sight(workplace)
    profil, today = rules(workplace), workplace.clock.today()
    day = on or today
    with workplace.database.reading() as session:
        return state_of(session, profil, day)


def state_of(session: "Session", profil: CarnetsProfil, day: date) -> Etat:
    """Return the stock at the end of a day, in the caller's session."""
    holders = {of_prescripteur(one.id): one for one in carnets.detenteurs(session)}
    by_lot = _by_lot(carnets.ecritures(session))
    held = [(lot, positions(lot, by_lot.get(lot.id, ()), on=day)) for lot in carnets.lots(session)]
    figures = [_figures(lot, by_lot.get(lot.id, ()), found, day) for lot, found in held]
    locked = secure_place(session)
    return Etat(
        on=day,
        lots=tuple(one for one in figures if one.recus),
        places=_places(held, holders, locked),
        alertes=tuple(alertes(held, day)),
        inventory_due=_to_count(held, by_lot, profil, holders, day),
        secure_place=locked,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LigneHistoire:
    """A movement in names. `reversed_` once it was taken back."""

    ecriture: Ecriture
    lot: Lot
    source: str
    target: str
    agent: str
    reversed_: bool


def history(workplace: Workplace, *, limit: int = 2_000) -> list[LigneHistoire]:
    """Return the last movements, the latest first."""
    require_sight(workplace)
    rules(workplace)
    with workplace.database.reading() as session:
        lots = {lot.id: lot for lot in carnets.lots(session)}
        found = carnets.ecritures(session)
        undone = {one.reverses for one in found}
        names = place_names(session)
        who = {one: _agent(session, one) for one in {line.agent_id for line in found[-limit:]}}
        return [
            LigneHistoire(
                ecriture=one,
                lot=lots[one.lot_id],
                source=names.get(one.source, ""),
                target=names.get(one.target, ""),
                agent=who[one.agent_id],
                reversed_=one.number in undone,
            )
            for one in reversed(found[-limit:])
        ]


def place_names(session: "Session") -> Mapping[str, str]:
    """Return the names of the structure's places: its own, and each prescriber's."""
    return {
        STRUCTURE: "Structure",
        **{of_prescripteur(one.id): one.nom for one in carnets.detenteurs(session)},
    }


def _agent(session: "Session", agent_id: str | None) -> str:
    if agent_id is None:
        return ""
    agent = agents.load(session, AgentId(agent_id))
    return agent.display_name if agent else ""


def _by_lot(found: Sequence[Ecriture]) -> dict[str, list[Ecriture]]:
    grouped: dict[str, list[Ecriture]] = {}
    for one in found:
        grouped.setdefault(one.lot_id, []).append(one)
    return grouped


def _figures(
    lot: Lot, ecritures: Sequence[Ecriture], found: Sequence[Position], day: date
) -> BilanLot:
    """Count carnets, not movements: each came once, and is in one place or given back.

    One that was given back and sent again is here (003 l. 121: « 50% des Pass dont elle dispose »).
    What comes straight into a person's hands, or missing, came too: the Département's service says
    so of what other laptops did before this one knew the lot.
    """
    there = came(one for one in ecritures if one.happened_on <= day)
    away = at_place(found, DEPARTEMENT)
    returned = [both for one in there for run in away if (both := one.common(run)) is not None]
    return BilanLot(
        lot=lot,
        recus=count(there),
        stock=count(run for run, place in found if is_stock(place)),
        remis=count(at_place(found, REMIS)),
        rendus=count(returned),
        manquants=count(at_place(found, MANQUANT)),
        perimes=count(at_place(found, PERIME)),
    )


def _places(
    held: Sequence[tuple[Lot, Sequence[Position]]],
    holders: Mapping[str, Detenteur],
    locked: str,
) -> tuple[LigneLieu, ...]:
    lines: list[LigneLieu] = []
    for lot, found in held:
        for place in sorted({at for _, at in found if is_stock(at)}, key=_by_name(holders)):
            holder = holders.get(place)
            lines.append(
                LigneLieu(
                    lot=lot,
                    place=place,
                    runs=at_place(found, place),
                    nom=_name_of(place, holders),
                    lieu=holder.lieu if holder else locked if place == STRUCTURE else "",
                )
            )
    return tuple(lines)


def _by_name(holders: Mapping[str, Detenteur]) -> "Callable[[str], tuple[bool, str, str]]":
    """Return the order of places: the structure, then those who hold carnets by name."""
    return lambda place: (place != STRUCTURE, _name_of(place, holders).casefold(), place)


def _name_of(place: str, holders: Mapping[str, Detenteur]) -> str:
    if place in holders:
        return holders[place].nom
    return "Structure" if place == STRUCTURE else "Un autre poste de la structure"


def _to_count(
    held: Sequence[tuple[Lot, Sequence[Position]]],
    by_lot: Mapping[str, Sequence[Ecriture]],
    profil: CarnetsProfil,
    holders: Mapping[str, Detenteur],
    day: date,
) -> tuple[str, ...]:
    """Return the places whose last count of a lot, or its first carnets there, are too long ago."""
    due: list[str] = []
    for lot, found in held:
        for place in sorted({at for _, at in found}, key=_by_name(holders)):
            if place != STRUCTURE and prescripteur_of(place) is None:
                continue
            known = [
                one
                for one in by_lot.get(lot.id, ())
                if one.happened_on <= day and place in {one.source, one.target}
            ]
            counts = [one.happened_on for one in known if one.kind is Mouvement.INVENTAIRE]
            since = max(counts) if counts else min(one.happened_on for one in known)
            if inventory_due_on(profil, since) <= day:
                due.append(f"{_name_of(place, holders)}, lot {lot.name}")
    return tuple(due)
