"""The ledger of carnets: balances are the sum of movements, and no carnet is in two places."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.database.prescriptions import DecisionRow, PrescriptionRow
from app.department.database.stock import HoldingRow, MovementRow
from app.department.records import decisions
from app.department.records.journal import OPERATOR
from app.department.records.stock import credit, inventories, lots, movements, places
from app.department.records.stock.failures import Refusal, StockRefusedError
from app.department.records.stock.lots import NewLot
from app.department.records.stock.movements import Act, Kind, Order
from app.domain.carnets import Run
from app.domain.prescription import Sens
from tests.department.support import NOON, Departement, prescription

TODAY = date(2026, 3, 3)
CCAS = places.structure_place("CCASILL")
ACT = Act(actor=OPERATOR, at=NOON, happened_on=TODAY)
PLACES = [places.DEPARTEMENT, CCAS, places.MANQUANT, places.PERIME]


def new_lot(session: Session, *, carnets: int = 100, until: date = date(2026, 12, 31)) -> str:
    lot = NewLot(
        name="2026-A",
        operator="Opérateur d’essai",
        prefix="A",
        digits=5,
        run=Run(first=1, last=carnets),
        valid_until=until,
    )
    made = lots.add_lot(session, lot, ACT).id
    order(session, made, Kind.RECEPTION, (1, carnets), places.FOURNISSEUR, places.DEPARTEMENT)
    return made


def order(  # noqa: PLR0917 - a line of the ledger
    session: Session, lot: str, kind: Kind, ends: tuple[int, int], source: str, target: str
) -> None:
    run = Run(first=ends[0], last=ends[1])
    movements.move(session, lot, Order(kind=kind, run=run, source=source, target=target), ACT)


def summed(session: Session, lot: str) -> dict[int, str]:
    """Where each carnet is, from the movements alone."""
    where: dict[int, str] = {}
    rows = session.scalars(
        select(MovementRow).where(MovementRow.lot_id == lot).order_by(MovementRow.id)
    )
    for row in rows:
        for number in range(row.first, row.last + 1):
            if row.kind != Kind.INVENTAIRE:
                assert where.get(number, places.FOURNISSEUR) == row.source
                where[number] = row.target
    return where


def kept(session: Session, lot: str) -> dict[int, str]:
    where: dict[int, str] = {}
    for row in session.scalars(select(HoldingRow).where(HoldingRow.lot_id == lot)):
        for number in range(row.first, row.last + 1):
            assert number not in where
            where[number] = row.place
    return where


@pytest.fixture
def session(departement: Departement) -> Iterator[Session]:
    with departement.service.database.writing() as opened:
        yield opened


MOVES = st.lists(
    st.tuples(
        st.integers(1, 40),
        st.integers(0, 12),
        st.sampled_from(PLACES),
        st.sampled_from(["move", "anywhere", "count", "back"]),
    ),
    max_size=12,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moves=MOVES, source=st.sampled_from(PLACES))
def test_what_is_kept_is_the_sum_of_the_movements(
    session: Session, moves: list[tuple[int, int, str, str]], source: str
) -> None:
    with session.begin_nested() as attempt:
        lot = new_lot(session, carnets=40)
        for first, more, target, act in moves:
            run = Run(first=first, last=min(40, first + more))
            before = kept(session, lot)
            try:
                match act:
                    case "move":
                        asked = Order(kind=Kind.AFFECTATION, run=run, source=source, target=target)
                        movements.move(session, lot, asked, ACT)
                    case "anywhere":
                        asked = Order(kind=Kind.RETROUVE, run=run, source="", target=target)
                        movements.move(session, lot, asked, ACT)
                    case "count":
                        inventories.take_inventory(session, lot, target, [run], ACT)
                    case _:
                        last = session.scalars(
                            select(MovementRow.id).order_by(MovementRow.id.desc())
                        ).first()
                        movements.take_back(session, last or 0, ACT)
            except StockRefusedError:
                assert kept(session, lot) == before
            assert kept(session, lot) == summed(session, lot)
            assert set(kept(session, lot)) == set(range(1, 41))
        attempt.rollback()


def test_carnets_that_are_elsewhere_do_not_move(session: Session) -> None:
    lot = new_lot(session)
    order(session, lot, Kind.AFFECTATION, (1, 20), places.DEPARTEMENT, CCAS)
    with pytest.raises(StockRefusedError) as refused:
        order(session, lot, Kind.AFFECTATION, (15, 30), places.DEPARTEMENT, CCAS)
    assert (refused.value.reason, refused.value.detail) == (Refusal.PAS_LA, "A00015 à A00020")
    assert Counter(kept(session, lot).values()) == {places.DEPARTEMENT: 80, CCAS: 20}
    with pytest.raises(StockRefusedError) as refused:
        order(session, lot, Kind.AFFECTATION, (95, 101), places.DEPARTEMENT, CCAS)
    assert refused.value.reason is Refusal.HORS_DU_LOT


def test_a_movement_is_taken_back_once_and_both_stay(session: Session) -> None:
    lot = new_lot(session)
    order(session, lot, Kind.AFFECTATION, (1, 20), places.DEPARTEMENT, CCAS)
    wrong = session.scalars(select(MovementRow.id).order_by(MovementRow.id.desc())).first()
    assert wrong is not None
    back = movements.take_back(session, wrong, ACT)
    assert (back.source, back.target, back.reverses) == (CCAS, places.DEPARTEMENT, wrong)
    assert Counter(kept(session, lot).values()) == {places.DEPARTEMENT: 100}
    for again in (wrong, back.id):
        with pytest.raises(StockRefusedError):
            movements.take_back(session, again, ACT)
    assert len(session.scalars(select(MovementRow)).all()) == 3


def test_an_inventory_writes_what_is_missing_and_what_came_back(session: Session) -> None:
    lot = new_lot(session)
    order(session, lot, Kind.AFFECTATION, (1, 20), places.DEPARTEMENT, CCAS)
    found = [Run(first=1, last=17), Run(first=20, last=22)]
    said = inventories.take_inventory(session, lot, CCAS, found, ACT)
    assert (said.expected, said.found) == (20, 20)
    assert said.missing == (Run(first=18, last=19),)
    assert said.strays == (Run(first=21, last=22),)
    assert movements.runs_at(session, lot, CCAS) == tuple(found)
    assert movements.runs_at(session, lot, places.MANQUANT) == (Run(first=18, last=19),)
    again = inventories.take_inventory(session, lot, CCAS, found, ACT)
    assert (again.missing, again.strays) == ((), ())


def give_credit(session: Session, carnets: int = 10) -> credit.Balance:
    row = credit.open_credit(
        session,
        structure_id="CCASILL",
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        carnets=carnets,
        actor=OPERATOR,
        at=NOON,
    )
    return credit.balance(session, row)


def test_a_credit_is_given_for_periods_that_do_not_meet(session: Session) -> None:
    assert give_credit(session).left == 10
    with pytest.raises(StockRefusedError) as refused:
        give_credit(session)
    assert refused.value.reason is Refusal.PERIODES_SE_CHEVAUCHENT
    found = credit.covering(session, "CCASILL", date(2026, 12, 31))
    assert found is not None
    credit.adjust(
        session, credit_id=found.credit.id, carnets=-4, remark="", actor=OPERATOR, at=NOON
    )
    assert credit.balance(session, found.credit).left == 6
    with pytest.raises(StockRefusedError):
        credit.adjust(
            session, credit_id=found.credit.id, carnets=-7, remark="", actor=OPERATOR, at=NOON
        )


@pytest.mark.anyio
async def test_an_accepted_decision_takes_from_the_credit_and_its_correction_gives_back(
    departement: Departement,
) -> None:
    laptop = departement.laptop()
    await laptop.activate(departement.code())
    item = laptop.item(prescription(carnets=3))
    await laptop.push(item)
    lefts = []
    for number, sens in enumerate([Sens.ACCEPTEE, Sens.REFUSEE, Sens.ACCEPTEE, Sens.ACCEPTEE]):
        with departement.service.database.writing() as session:
            if number == 0:
                give_credit(session)
            decide(session, item.header.item, sens, number)
        with departement.service.database.reading() as session:
            found = credit.covering(session, "CCASILL", TODAY)
            assert found is not None
            lefts.append(found.left)
    assert lefts == [7, 10, 7, 7]


DAYS = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 7, 1), date(2026, 12, 31)]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("adjust"), st.integers(-12, 12).filter(bool), st.sampled_from(DAYS)),
        st.tuples(st.sampled_from("abc"), st.booleans(), st.sampled_from(DAYS)),
    ),
    max_size=10,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_a_credit_is_what_was_given_less_what_stands_accepted_in_its_days(
    session: Session, steps: list[tuple[str, int, date]]
) -> None:
    with session.begin_nested() as attempt:
        found, given, standing = give_credit(session, 20), 20, dict.fromkeys("abc", NOT_ACCEPTED)
        for number, (what, value, day) in enumerate(steps):
            if what == "adjust":
                left = given - sum(1 for one in standing.values() if one in DAYS[1:]) * 3
                if value >= 0 or -value <= left:
                    given += value
                    change(session, found, value)
                else:
                    with pytest.raises(StockRefusedError):
                        change(session, found, value)
            else:
                answer(session, what, number, day, accepted=bool(value))
                if not value:
                    standing[what] = NOT_ACCEPTED
                elif standing[what] == NOT_ACCEPTED:  # accepted again: it was taken already
                    standing[what] = day
            taken = 3 * sum(1 for one in standing.values() if one in DAYS[1:])
            now = credit.balance(session, found.credit)
            assert (now.given, now.granted, now.left) == (given, taken, given - taken)
        attempt.rollback()


NOT_ACCEPTED = date.min


def change(session: Session, found: credit.Balance, carnets: int) -> None:
    credit.adjust(
        session,
        credit_id=found.credit.id,
        carnets=carnets,
        remark="",
        actor=OPERATOR,
        at=NOON,
    )


def answer(session: Session, id_: str, number: int, day: date, *, accepted: bool) -> None:
    """Follow a decision on a prescription of three carnets."""
    row = PrescriptionRow(id=id_, structure_id="CCASILL", payload={"carnets": 3})
    decision = DecisionRow(
        prescription_id=id_,
        number=number,
        sens=Sens.ACCEPTEE if accepted else Sens.REFUSEE,
        decided_on=day,
        decided_at=NOON,
    )
    credit.follow(session, row, decision, OPERATOR)


@pytest.mark.anyio
async def test_an_acceptance_taken_back_next_year_gives_back_to_the_year_it_took_from(
    departement: Departement,
) -> None:
    laptop = departement.laptop()
    await laptop.activate(departement.code())
    item = laptop.item(prescription(carnets=3))
    await laptop.push(item)
    next_year = date(2027, 1, 5)
    with departement.service.database.writing() as session:
        give_credit(session)
        credit.open_credit(
            session,
            structure_id="CCASILL",
            starts_on=date(2027, 1, 1),
            ends_on=date(2027, 12, 31),
            carnets=5,
            actor=OPERATOR,
            at=NOON,
        )
        decide(session, item.header.item, Sens.ACCEPTEE, 0)
        decide(session, item.header.item, Sens.REFUSEE, 1, on=next_year)
        found = [credit.covering(session, "CCASILL", day) for day in (TODAY, next_year)]
    assert [one.left for one in found if one] == [10, 5]


def decide(session: Session, id_: str, sens: Sens, seen: int, *, on: date = TODAY) -> DecisionRow:
    from app.department.database.actors import AccountRow  # noqa: PLC0415 - only here

    account = session.scalars(select(AccountRow.id)).first()
    assert account is not None
    verdict = decisions.Verdict(
        sens=sens,
        motif="" if sens is Sens.ACCEPTEE else "stock",
        message="",
        seen_revision=session.get_one(PrescriptionRow, id_).revision,
        seen_number=seen,
    )
    moment = decisions.Moment(now=NOON, today=on)
    return decisions.decide(
        session, prescription_id=id_, verdict=verdict, account_id=account, moment=moment
    )
