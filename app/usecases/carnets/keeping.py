"""What the use cases of carnets share: rights, rules, days, writing a movement, counting it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.carnets import Run
from app.domain.carnets_profil import CarnetsProfil
from app.domain.carnets_registre import REMIS as HANDED
from app.domain.carnets_registre import Ecriture, Lot, Mouvement, Position, at_place
from app.domain.habilitation import Acte
from app.domain.identifiers import PrescriptionId
from app.domain.indicateurs import month_of
from app.storage import carnets, evenements, indicateurs, journal, parametres
from app.storage.carnets_remises import Remise
from app.storage.evenements import Evenement
from app.storage.indicateurs import Fait
from app.storage.journal import Entree
from app.usecases.carnets.errors import RefusStock, StockRefusedError
from app.usecases.laptop.habilitations import NotAllowedError, actes
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LIEU: Final = "carnets.lieu"  # a setting: where the structure locks its carnets away
RECU, REMIS, RENDU, PERDU, PERIME = (
    "carnet_recu",
    "carnet_remis",
    "carnet_rendu",
    "carnet_perdu",
    "carnet_perime",
)
CROISEMENT: Final = "carnet_categorie*service"  # 001 l. 118


def rules(workplace: Workplace) -> CarnetsProfil:
    """Return what the convention says of carnets.

    Raises:
        StockRefusedError: it has none.
    """
    if workplace.convention.carnets is None:
        raise StockRefusedError(RefusStock.RIEN)
    return workplace.convention.carnets


def require_sight(workplace: Workplace) -> None:
    """Ask for a role that keeps carnets or hands them over.

    Raises:
        NotAllowedError: none of the agent's roles does.
    """
    if not {Acte.STOCK, Acte.PRESCRIRE} & actes(workplace):
        raise NotAllowedError(Acte.STOCK)


def make_way(session: "Session", lot: Lot, why: str) -> None:
    """Give a lot that was typed here another name: its own is that of other carnets."""
    name, taken = f"{lot.name} ({why})", {one.name for one in carnets.lots(session)}
    while name in taken:
        name += "’"
    carnets.keep_lot(session, replace(lot, name=name))


def happened(session: "Session", workplace: Workplace, lot: Lot, run: Run, on: date | None) -> date:
    """Return the day of a movement: not to come, not before these carnets moved last.

    Raises:
        StockRefusedError: it is.
    """
    today = workplace.clock.today()
    day = on or today
    last = carnets.last_day(session, lot.id, run)
    if day > today or (last is not None and day < last):
        raise StockRefusedError(RefusStock.DATES, last.isoformat() if last else "")
    return day


def today_there(session: "Session", workplace: Workplace, lot: Lot, run: Run) -> date:
    """Return today, or the day of the last movement of these carnets on a clock that was put back.

    A ledger whose days go back could not be read at any date.
    """
    last = carnets.last_day(session, lot.id, run)
    return max(workplace.clock.today(), last) if last else workplace.clock.today()


def require_at(lot: Lot, held: Iterable[Position], run: Run, place: str) -> None:
    """Refuse a run that is not whole in a place.

    Raises:
        StockRefusedError: `PAS_LA` with the first carnet that is elsewhere, or `HORS_DU_LOT`.
    """
    if run.common(lot.run) != run:
        raise StockRefusedError(RefusStock.HORS_DU_LOT, lot.name)
    here = at_place(held, place)
    for one in here:
        if one.common(run) == run:
            return
    elsewhere = next(
        number
        for number in range(run.first, run.last + 1)
        if not any(one.first <= number <= one.last for one in here)
    )
    raise StockRefusedError(RefusStock.PAS_LA, lot.written(elsewhere))


def write(session: "Session", workplace: Workplace, ecriture: Ecriture) -> Ecriture:
    """Add a movement with its line of the journal; figures and a chosen word, nobody's name.

    Of what went into a person's hands, or came back, the line does not say which movement it is:
    her history has the same instant, and outlives the term of her number.
    """
    written = carnets.add(session, ecriture)
    named = HANDED not in {ecriture.source, ecriture.target}
    journal.append(
        session,
        Entree(
            at=workplace.clock.now(),
            kind=f"carnets_{ecriture.kind.value}",
            agent_id=workplace.agent.id,
            detail=f"ecriture_{written.number}" if named else "",
        ),
    )
    return written


def count(session: "Session", workplace: Workplace, changes: Mapping[tuple[str, str], int]) -> None:
    """Add figures to the month that is open (decision 0008)."""
    month = indicateurs.open_month(session, month_of(workplace.clock.today()))
    indicateurs.ajouter(
        session, month, [(Fait(name, value), change) for (name, value), change in changes.items()]
    )


def counted(kind: Mouvement, carnets_: int, detail: str = "") -> dict[tuple[str, str], int]:
    """Return what a movement adds to the counters; nothing for what stays in the structure.

    What is found again was lost or stolen, as its `detail` says: it is not any more.
    """
    if kind is Mouvement.RETROUVE and detail:
        return {(PERDU, detail): -carnets_}
    names = {
        Mouvement.RECEPTION: (RECU, detail or "1"),
        Mouvement.RETOUR: (RENDU, "1"),
        Mouvement.PERTE: (PERDU, Mouvement.PERTE.value),
        Mouvement.VOL: (PERDU, Mouvement.VOL.value),
        Mouvement.PEREMPTION: (PERIME, "1"),
    }
    return {names[kind]: carnets_} if kind in names else {}


def figures_of_handed(remise: Remise, sign: int) -> dict[tuple[str, str], int]:
    """Return what a hand-over adds: one carnet, and its category and service (001 l. 118)."""
    crossing = f"{remise.categorie}*{remise.service}"
    both = {(CROISEMENT, crossing): sign} if remise.categorie is not None else {}
    return {(REMIS, remise.service): sign, **both}


def note_history(
    session: "Session", workplace: Workplace, prescription_id: PrescriptionId, kind: str
) -> None:
    """Note in the history of a prescription that its carnet was handed over, or came back."""
    evenements.note(
        session,
        prescription_id,
        Evenement(kind=kind, at=workplace.clock.now(), agent_id=workplace.agent.id),
    )


def secure_place(session: "Session") -> str:
    """Return where the structure locks its carnets away, empty before somebody said it."""
    return parametres.text(session, LIEU)
