"""Carnets of an ordinary year: two lots, slices in every state, a credit that is used up."""

from datetime import date

from sqlalchemy.orm import Session

from app.department.records import devices
from app.department.records.journal import OPERATOR
from app.department.records.stock import credit, lots, movements, overview, places, slices
from app.department.records.stock.lots import NewLot
from app.department.records.stock.movements import Act, Kind, Order
from app.department.records.stock.slices import Allotment
from app.domain.carnets import Run
from app.sync.protocol.slices import Acknowledgement
from tests.department.support import Departement

_LONG = "Groupement d’intérêt public Chèque numérique"


def put_in_stock(departement: Departement, laptop: str, lost: str) -> None:
    """Fill the ledger; `laptop` and `lost` are CCASILL's, the second one is then revoked."""
    now, today = departement.clock.now(), departement.clock.today()
    act = Act(actor=OPERATOR, at=now, happened_on=today)
    here = places.structure_place("CCASILL")

    def move(kind: Kind, ends: tuple[int, int], source: str, target: str) -> None:
        run = Run(first=ends[0], last=ends[1])
        order = Order(kind=kind, run=run, source=source, target=target)
        movements.move(session, lot, order, act)

    with departement.service.database.writing() as session:
        _lot(session, act, ("2025-A", 1, 480), date(2026, 3, 20))
        lot = _lot(session, act, ("2026-A", 481, 1480), date(2027, 12, 31))
        move(Kind.AFFECTATION, (481, 780), places.DEPARTEMENT, here)
        move(Kind.AFFECTATION, (781, 800), places.DEPARTEMENT, places.structure_place("MEDVINCA"))
        move(Kind.PERTE, (700, 702), here, places.MANQUANT)
        for device, first, last in ((laptop, 481, 520), (laptop, 521, 560), (lost, 561, 570)):
            wanted = Allotment(
                structure_id="CCASILL",
                device_id=device,
                valid_until=date(2026, 12, 31),
                actor=OPERATOR,
                issued_at=now,
                today=today,
            )
            made = slices.allot_numbers(
                session, wanted, lot_id=lot, run=Run(first=first, last=last)
            )
            told = [Run(first=first, last=first + 2), Run(first=first + 5, last=first + 5)]
            said = Acknowledgement(slice=made.id, revision=1, handed=4, ranges=told)
            slices.acknowledge(session, device, [said], at=now, today=today)
        slices.call_back(session, slices.of_device(session, laptop)[1].id, OPERATOR, now)
        reason = devices.RevocationReason.PERDU
        devices.revoke(session, device_id=lost, reason=reason, actor=OPERATOR, now=now)
        credit.open_credit(
            session,
            structure_id="MEDVINCA",
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 12, 31),
            carnets=40,
            actor=OPERATOR,
            at=now,
        )
        overview.set_threshold(session, places.structure_place("MEDVINCA"), 25, act)


def _lot(session: Session, act: Act, said: tuple[str, int, int], until: date) -> str:
    name, first, last = said
    run = Run(first=first, last=last)
    new = NewLot(name=name, operator=_LONG, prefix="EX-", digits=6, run=run, valid_until=until)
    made = lots.add_lot(session, new, act).id
    source, target = places.FOURNISSEUR, places.DEPARTEMENT
    movements.move(
        session, made, Order(kind=Kind.RECEPTION, run=run, source=source, target=target), act
    )
    return made
