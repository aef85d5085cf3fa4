"""What is asked of those who supply carnets: volumes and their way here, the year's allotment.

Sources: 003 art. 4 and 5, l. 99-132; 001 art. 5, l. 145. Only the amorçage is
asked for: the Métropole follows the consumption and makes contact for an abondement (l. 123-127).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.carnets_profil import CarnetsProfil, Versements
from app.domain.carnets_registre import REMIS, Mouvement, Tenu, came
from app.domain.carnets_regles import Consommation, consommation
from app.domain.habilitation import Acte
from app.domain.identifiers import uuid7
from app.domain.jours_ouvres import apres_jours_ouvres
from app.storage import carnets, carnets_suivi
from app.storage.carnets_suivi import Allocation, MoisConsomme, Versement, Volume
from app.usecases.carnets import stock
from app.usecases.carnets.errors import RefusStock, StockRefusedError
from app.usecases.carnets.keeping import require_sight, rules
from app.usecases.laptop.habilitations import require
from app.usecases.laptop.holidays import departement
from app.usecases.laptop.vie import require_open
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_MOST: Final = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Suivi:
    """What was asked, told and allotted. `consommation` is None where no threshold is set.

    `handed` counts the Pass handed over in each year of an allotment, and in the current one.
    `restorable` are the volumes that may be awaited again.
    """

    versements: tuple[Versement, ...]
    months: tuple[MoisConsomme, ...]
    consommation: Consommation | None
    allocations: tuple[Allocation, ...]
    handed: Mapping[int, int]
    restorable: frozenset[str]


def follow(workplace: Workplace) -> Suivi:
    """Return what was asked and told so far."""
    require_sight(workplace)
    profil, today = rules(workplace), workplace.clock.today()
    each = workplace.convention.pass_numerique.pass_par_carnet
    with workplace.database.reading() as session:
        months = tuple(carnets_suivi.months(session))
        received = _received(session, profil, today) * each
        allocations = tuple(carnets_suivi.allocations(session))
        handed = _handed(session)
        volumes = tuple(carnets_suivi.versements(session))
        closed = _why_closed(session, volumes)
        return Suivi(
            versements=volumes,
            months=months,
            consommation=consommation(
                profil.versements,
                received=received,
                scanned=sum(one.scannes for one in months),
                consumed=sum(one.contre_paiement for one in months),
            )
            if profil.versements
            else None,
            allocations=allocations,
            handed={
                year: handed.get(year, 0) * each
                for year in {today.year, *(one.year for one in allocations)}
            },
            restorable=frozenset(one.id for one in volumes) - closed.keys(),
        )


def ask_amorcage(workplace: Workplace, conditions: Sequence[str]) -> Versement:
    """Note that the first volume is asked for; every condition is fulfilled (003 l. 101-108).

    Raises:
        ConventionClosedError: the convention has ended.
        StockRefusedError: a condition is missing, it was asked already, or it is too early or late.
    """
    require(workplace, Acte.STOCK)
    require_open(workplace)
    terms, today = _terms(workplace), workplace.clock.today()
    if not terms.open_on(today):
        raise StockRefusedError(RefusStock.FERME, terms.close_le.isoformat())
    if missing := [one.texte for one in terms.conditions if one.code not in conditions]:
        raise StockRefusedError(RefusStock.CONDITIONS, missing[0])
    with workplace.database.writing() as session:
        if any(
            one.volume is Volume.AMORCAGE and one.dropped_on is None
            for one in carnets_suivi.versements(session)
        ):
            raise StockRefusedError(RefusStock.DEJA_CORRIGE)
        asked = Versement(
            id=uuid7(workplace.clock.now()),
            volume=Volume.AMORCAGE,
            pass_count=terms.amorcage_pass,
            conditions=tuple(one.code for one in terms.conditions),
            asked_on=today,
        )
        carnets_suivi.keep_versement(session, asked)
    return asked


def confirm(workplace: Workplace, versement_id: str, on: date) -> Versement:
    """Note the Métropole's confirmation: the working days of the delivery run from it (l. 110).

    Raises:
        StockRefusedError: no such volume, or a day to come.
    """
    require(workplace, Acte.STOCK)
    terms = _terms(workplace)
    with workplace.database.writing() as session:
        found = carnets_suivi.versement(session, versement_id)
        if found is None or not found.is_open:
            raise StockRefusedError(RefusStock.RIEN)
        early = found.asked_on is not None and on < found.asked_on
        if early or on > workplace.clock.today():
            raise StockRefusedError(RefusStock.DATES)
        confirmed = replace(
            found,
            confirmed_on=on,
            expected_on=_delivery(workplace, on, terms),
        )
        carnets_suivi.keep_versement(session, confirmed)
    return confirmed


def announce_abondement(workplace: Workplace, on: date) -> Versement:
    """Note that the Métropole made contact and confirmed an abondement (003 l. 125-127).

    Raises:
        StockRefusedError: too late, a day to come, or no carnet came before.
    """
    require(workplace, Acte.STOCK)
    terms, today = _terms(workplace), workplace.clock.today()
    if on > today:
        raise StockRefusedError(RefusStock.DATES)
    if not terms.open_on(on):
        raise StockRefusedError(RefusStock.FERME, terms.close_le.isoformat())
    with workplace.database.writing() as session:
        if not _received(session, rules(workplace), today):
            raise StockRefusedError(RefusStock.SEUIL)
        told = Versement(
            id=uuid7(workplace.clock.now()),
            volume=Volume.ABONDEMENT,
            pass_count=terms.abondement_pass,
            confirmed_on=on,
            expected_on=_delivery(workplace, on, terms),
        )
        carnets_suivi.keep_versement(session, told)
    return told


def _delivery(workplace: Workplace, on: date, terms: Versements) -> date:
    return apres_jours_ouvres(on, terms.delai_jours_ouvres, departement(workplace))


def drop(workplace: Workplace, versement_id: str) -> None:
    """Note that a volume will not come.

    Raises:
        StockRefusedError: no such volume on its way.
    """
    require(workplace, Acte.STOCK)
    with workplace.database.writing() as session:
        found = carnets_suivi.versement(session, versement_id)
        if found is None or not found.is_open:
            raise StockRefusedError(RefusStock.RIEN)
        carnets_suivi.keep_versement(session, replace(found, dropped_on=workplace.clock.today()))


def came_of_no_volume(workplace: Workplace) -> bool:
    """Tell whether carnets came of which no delivery says the volume: by slices, or untold."""
    require_sight(workplace)
    with workplace.database.reading() as session:
        return _of_no_volume(session)


def arrived(workplace: Workplace, versement_id: str, on: date) -> None:
    """Note that a volume came with carnets already here; a delivery that is noted says so itself.

    Source: 003 art. 7, l. 146 (« Suivre la bonne réception des Pass Numériques »).

    Raises:
        StockRefusedError: no such volume on its way, a day to come or before it was confirmed, or
            no carnet came by a slice or by a delivery that says no volume.
    """
    require(workplace, Acte.STOCK)
    with workplace.database.writing() as session:
        found = carnets_suivi.versement(session, versement_id)
        if found is None or not found.is_open:
            raise StockRefusedError(RefusStock.RIEN)
        since = max((day for day in (found.asked_on, found.confirmed_on) if day), default=on)
        if not since <= on <= workplace.clock.today():
            raise StockRefusedError(RefusStock.DATES)
        if not _of_no_volume(session):
            raise StockRefusedError(RefusStock.PAR_LIVRAISON)
        carnets_suivi.keep_versement(session, replace(found, received_on=on))


def await_again(workplace: Workplace, versement_id: str) -> None:
    """Await a volume again that was noted come, or dropped, by mistake.

    Raises:
        StockRefusedError: it is awaited, its delivery stands, or the amorçage was asked for again.
    """
    require(workplace, Acte.STOCK)
    with workplace.database.writing() as session:
        found = carnets_suivi.versement(session, versement_id)
        if found is None:
            raise StockRefusedError(RefusStock.RIEN)
        closed = _why_closed(session, carnets_suivi.versements(session))
        if found.id in closed:
            raise StockRefusedError(closed[found.id])
        carnets_suivi.keep_versement(session, replace(found, received_on=None, dropped_on=None))


def _of_no_volume(session: "Session") -> bool:
    return any(
        came(
            one
            for one in carnets.ecritures(session, lot.id)
            if lot.tenu is Tenu.SERVICE or not one.detail
        )
        for lot in carnets.lots(session)
    )


def _delivered(session: "Session") -> frozenset[tuple[str, date | None]]:
    """Return volume and day of the deliveries that stand."""
    found = carnets.ecritures(session)
    undone = {line.reverses for line in found}
    return frozenset(
        (line.detail, line.happened_on)
        for line in found
        if line.kind is Mouvement.RECEPTION and line.number not in undone
    )


def _why_closed(session: "Session", volumes: Sequence[Versement]) -> Mapping[str, RefusStock]:
    """Return why volumes are not awaited again; those that may be are left out."""
    delivered = _delivered(session)
    asked = {one.id for one in volumes if one.volume is Volume.AMORCAGE and one.dropped_on is None}
    why: dict[str, RefusStock] = {}
    for one in volumes:
        if one.is_open:
            why[one.id] = RefusStock.RIEN
        elif one.volume is Volume.AMORCAGE and asked - {one.id}:
            why[one.id] = RefusStock.DEJA_CORRIGE
        elif (one.volume.value, one.received_on) in delivered:
            why[one.id] = RefusStock.LIVRAISON_NOTEE
    return why


def allot(workplace: Workplace, year: int, pass_count: int) -> None:
    """Keep what a year is allotted, as the meeting with the Eurométropole fixed it (001 l. 145).

    Raises:
        StockRefusedError: a year that is not this one, the last or the next, or no such figure.
    """
    require(workplace, Acte.STOCK)
    rules(workplace)
    today = workplace.clock.today()
    if not 0 <= pass_count <= _MOST or abs(year - today.year) > 1:
        raise StockRefusedError(RefusStock.DOTATION)
    with workplace.database.writing() as session:
        carnets_suivi.keep_allocation(
            session, Allocation(year=year, pass_count=pass_count, decided_on=today)
        )


def _terms(workplace: Workplace) -> Versements:
    terms = rules(workplace).versements
    if terms is None:
        raise StockRefusedError(RefusStock.RIEN)
    return terms


def _received(session: "Session", profil: CarnetsProfil, day: date) -> int:
    """Count the carnets that ever came, noted here or stated by the Département's service."""
    return sum(one.recus for one in stock.state_of(session, profil, day).lots)


def _handed(session: "Session") -> Mapping[int, int]:
    """Count the carnets that are with persons by the year in which they were handed over."""
    years: dict[tuple[str, int], int] = {}
    for one in carnets.ecritures(session):
        if REMIS not in {one.source, one.target}:
            continue
        for number in range(one.run.first, one.run.last + 1):
            if one.target == REMIS:
                years[one.lot_id, number] = one.happened_on.year
            else:
                years.pop((one.lot_id, number), None)
    return Counter(years.values())
