"""What the service keeps, erases and proves. Terms: 000 l. 118, four years from the decision."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select, update

from app.department.copies import rows
from app.department.database.actors import AccountRow, DeviceRow, FeedRow, JournalRow
from app.department.database.agents import Role
from app.department.database.erasures import ErasureMarkRow
from app.department.database.handling import DuplicateRow
from app.department.database.prescriptions import (
    ConflictRow,
    DecisionRow,
    PrescriptionRow,
    RevisionRow,
    WordRow,
)
from app.department.database.retention import DestructionRow, ErasedItemRow, RetentionRuleRow
from app.department.records import prescriptions
from app.department.records.journal import OPERATOR, Action, note
from app.department.records.projection import show_payload
from app.department.retention import conservation, daily, holds, ledger, terms
from app.department.retention.holds import Raison
from app.department.retention.ledger import Ledger
from app.domain.identifiers import uuid7
from app.domain.prescription import Sens
from app.domain.retention import RetentionRule
from tests.department.keeping import account, decided, on_the_disk, received, states, with_terms
from tests.department.support import Departement, Laptop, prescription

pytestmark = pytest.mark.anyio
FOUR_YEARS = datetime(2030, 3, 3, 3, 30, tzinfo=UTC)  # after a decision of 3 March 2026


@pytest.fixture
async def laptop(departement: Departement) -> Laptop:
    made = departement.laptop()
    await made.activate(departement.code())
    with_terms(departement)
    return made


async def test_a_person_goes_four_years_after_the_decision_and_not_a_day_before(
    departement: Departement, laptop: Laptop
) -> None:
    first = await received(laptop, "Zwingelstein")
    decided(departement, first, "Bonne route, Madame Zwingelstein.")
    departement.clock.at = FOUR_YEARS - timedelta(days=1)
    conservation.keep_terms(departement.service, None)
    assert states(departement) == {first: "acceptee"}
    assert b"zwingelstein" in on_the_disk(departement)
    departement.clock.at = FOUR_YEARS
    assert conservation.keep_terms(departement.service, None) == "faite"
    assert states(departement) == {first: "effacee"}
    for word in (b"zwingelstein", b"tilleuls", b"bonne route", b"ccasill-0001"):
        assert word not in on_the_disk(departement), word


async def test_nothing_of_a_person_is_left_in_any_table_nor_on_the_disk(
    departement: Departement, laptop: Laptop
) -> None:
    """Whatever a table of the service may hold of somebody, filled as it fills in real life."""
    departement.add_structure("MEDVINCA", "Médiathèque de Vinça")
    other = departement.laptop()
    await other.activate(departement.code("MEDVINCA"))
    here = laptop.item(prescription("Zwingelstein", "Wilhelmine"))
    there = other.item(prescription("ZWINGELSTEIN", "Wilhelmine", reference="2026-MEDVINCA-0009"))
    await laptop.push(here, laptop.item(prescription("Zwingelsten"), id_=here.header.item))
    await other.push(there)
    decided(departement, here.header.item, "Madame Zwingelstein, bonne route.")
    departement.clock.advance(timedelta(days=1))
    decided(departement, there.header.item)
    service = departement.service
    with service.database.reading() as session:
        for table in (DuplicateRow, ConflictRow, WordRow):
            assert session.scalar(select(func.count()).select_from(table)), table
    service.database.forget_log()
    words = (b"zwingelst", b"wilhelmine", b"tilleuls", b"bonne route", b"medvinca-0009")
    assert all(word in on_the_disk(departement) for word in words)
    departement.clock.at = FOUR_YEARS + timedelta(days=1)
    assert conservation.keep_terms(service, None) == "faite"
    with rows.one_moment(service.database.engine) as connection:
        content = b"\n".join(rows.lines(connection)).lower()
    left = on_the_disk(departement)
    for word in words:
        assert word not in content, word
        assert word not in left, word
    found = destructions(departement)
    assert found == {"T-20300304": {"prescriptions": 2, "decisions": 2, "conflits": 1}}


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
@pytest.mark.long
async def test_hundreds_at_once_leave_nothing_where_their_rows_had_moved(
    departement: Departement, laptop: Laptop
) -> None:
    """`secure_delete` alone leaves copies in pages that SQLite had divided: one in 319 here."""
    draw = random.Random(3)  # noqa: S311 - lengths and days, so that pages are divided unevenly
    service = departement.service
    with service.database.writing() as session:
        for number in range(600):
            day = date(2026, 1, 1) + timedelta(days=draw.randrange(100))
            name = f"Quidam{number:04}x{'y' * draw.randrange(60)}"
            payload = prescription(name, number=number, prescribed_on=day.isoformat())
            row = PrescriptionRow(
                id=uuid7(departement.clock.now()),
                structure_id="CCASILL",
                device_id=laptop.id,
                revision=1,
                etat="a_decider",
                received_at=departement.clock.now(),
            )
            show_payload(row, payload)
            session.add(row)
            if number % 50 == 0:
                session.flush()
    departement.clock.at = datetime(2030, 2, 20, 9, tzinfo=UTC)
    assert conservation.keep_terms(service, None) == "faite"
    with service.database.reading() as session:
        rows_left = session.scalars(select(PrescriptionRow)).all()
    left = {row.payload["personne"]["nom"][:11].lower() for row in rows_left if row.payload}
    assert 0 < len(left) < 600
    content = on_the_disk(departement)
    found = {f"quidam{n:04}x" for n in range(600) if f"quidam{n:04}x".encode() in content}
    assert found == left


async def test_the_name_of_an_agent_goes_a_year_after_the_account(
    departement: Departement, laptop: Laptop
) -> None:
    del laptop
    departement.add_agent(Role.LECTEUR, name="Dominique Petit", protected=False)
    clock, service = departement.clock, departement.service
    with service.database.writing() as session:
        session.execute(
            update(AccountRow)
            .where(AccountRow.name == "Dominique Petit")
            .values(closed_at=clock.now())
        )
    for days, names in ((364, 1), (2, 0), (1, 0)):
        clock.advance(timedelta(days=days))
        conservation.keep_terms(service, None)
        with service.database.reading() as session:
            wanted = select(func.count()).where(AccountRow.name == "Dominique Petit")
            assert session.scalar(wanted) == names
    assert b"Dominique Petit" not in on_the_disk(departement)
    with service.database.reading() as session:
        (proof,) = session.scalars(
            select(DestructionRow).where(DestructionRow.number.startswith("A-"))
        )
    assert (proof.number, proof.counts) == ("A-20270304", {"comptes": 1})
    assert proof.ended_at is not None
    assert proof.rule == "Compte d’agent fermé depuis 12 mois (RGPD, art. 5.1 e)"


async def test_the_feed_has_no_gap_where_somebody_was_erased(
    departement: Departement, laptop: Laptop
) -> None:
    ids = [await received(laptop, f"Nom{n}", number=n) for n in range(3)]
    for id_ in ids:
        decided(departement, id_, "Pour Simone")
        departement.clock.advance(timedelta(days=1))
    departement.clock.at = FOUR_YEARS
    conservation.keep_terms(departement.service, None)
    page = await laptop.feed()
    assert [(one["seq"], one["item"]) for one in page["entries"]] == [
        (number, id_) for number, id_ in enumerate(ids, 1)
    ]
    assert ["message" in one for one in page["entries"]] == [False, True, True]


async def test_an_undecided_prescription_counts_from_its_day_and_a_correction_of_a_decision_anew(
    departement: Departement, laptop: Laptop
) -> None:
    old = await received(laptop, "Ancien", day="2026-02-01", number=1)
    corrected = await received(laptop, "Corrigée", number=2)
    decided(departement, corrected, sens=Sens.REFUSEE)
    departement.clock.at = datetime(2028, 1, 5, 9, tzinfo=UTC)
    decided(departement, corrected)
    departement.clock.at = datetime(2030, 1, 31, 9, tzinfo=UTC)
    conservation.keep_terms(departement.service, None)
    assert states(departement) == {old: "a_decider", corrected: "acceptee"}
    departement.clock.at = datetime(2030, 2, 1, 9, tzinfo=UTC)
    conservation.keep_terms(departement.service, None)
    assert states(departement) == {old: "effacee", corrected: "acceptee"}
    departement.clock.at = datetime(2032, 1, 5, 9, tzinfo=UTC)
    conservation.keep_terms(departement.service, None)
    assert states(departement)[corrected] == "effacee"


async def test_what_the_term_says_is_what_the_condition_finds(
    departement: Departement, laptop: Laptop
) -> None:
    """29 February has no day four years before 1 March 2100: the term is never early."""
    departement.clock.at = datetime(2096, 2, 29, 9, tzinfo=UTC)
    id_ = await received(laptop, "Bissextile", day="2096-02-29")
    service = departement.service
    with service.database.writing() as session:
        terms.note_rule(session, RetentionRule(years=4, source="000"), date(2096, 2, 29))
        row = prescriptions.get(session, id_)
        assert row is not None
        assert terms.term_of(session, service.clock, row) == date(2100, 3, 1)
        assert terms.count_due(session, service.clock, date(2100, 2, 28), limit=9) == 0
        assert terms.count_due(session, service.clock, date(2100, 3, 1), limit=9) == 1


async def test_a_longer_rule_never_prolongs_and_a_shorter_one_counts_at_once(
    departement: Departement, laptop: Laptop
) -> None:
    before = await received(laptop, "Avant", day="2026-03-02", number=1)
    service = departement.service
    with service.database.writing() as session:
        session.execute(delete(RetentionRuleRow))
        for day, years in (
            (date(2026, 1, 1), 4),
            (date(2026, 3, 3), 6),
            (date(2026, 3, 10), 6),
            (date(2026, 4, 1), 5),
        ):
            terms.note_rule(session, RetentionRule(years=years, source=f"règle {years}"), day)
        assert session.scalar(select(func.count()).select_from(RetentionRuleRow)) == 3
    after = await received(laptop, "Après", day="2026-03-05", number=2)
    last = await received(laptop, "Enfin", day="2026-05-05", number=3)
    with service.database.reading() as session:
        found = {
            row.id: terms.term_of(session, service.clock, row)
            for row in session.scalars(select(PrescriptionRow))
        }
        assert found == {
            before: date(2030, 3, 2),
            after: date(2031, 3, 5),
            last: date(2031, 5, 5),
        }
        for id_, term in found.items():
            assert term is not None
            day_before = term - timedelta(days=1)
            assert id_ not in terms.due(session, service.clock, day_before, limit=9)
            assert id_ in terms.due(session, service.clock, term, limit=9)


async def test_what_is_kept_for_a_reason_waits_for_its_day(
    departement: Departement, laptop: Laptop
) -> None:
    id_ = await received(laptop, "Gardée")
    decided(departement, id_)
    service, clock = departement.service, departement.clock
    clock.at = FOUR_YEARS - timedelta(days=30)
    with service.database.writing() as session:
        terms.note_rule(session, RetentionRule(years=4, source="000"), date(2026, 1, 1))
        row = prescriptions.get(session, id_)
        assert row is not None

        def keep(until: date) -> bool:
            return holds.hold(
                session,
                row=row,
                term=date(2030, 3, 3),
                reason=Raison.CONTENTIEUX,
                until=until,
                account_id=account(session),
                now=clock.now(),
                today=clock.today(),
            )

        assert not keep(date(2030, 3, 3))  # the term itself postpones nothing
        assert not keep(date(2031, 2, 2))  # more than a year from now
        assert keep(date(2030, 9, 1))
    clock.at = datetime(2030, 8, 31, 9, tzinfo=UTC)
    conservation.keep_terms(service, None)
    assert states(departement) == {id_: "acceptee"}
    clock.at = datetime(2030, 9, 1, 9, tzinfo=UTC)
    conservation.keep_terms(service, None)
    assert states(departement) == {id_: "effacee"}


async def test_a_withdrawal_is_counted_and_signed_the_next_day(
    departement: Departement, laptop: Laptop
) -> None:
    id_ = await received(laptop, "Retirée")
    withdrawal = {"kind": "withdrawal", "reference": "2026-CCASILL-0001"}
    await laptop.push(laptop.item(withdrawal, id_=id_, revision=2))
    conservation.keep_terms(departement.service, None)
    assert destructions(departement) == {}
    departement.clock.advance(timedelta(days=1))
    conservation.keep_terms(departement.service, None)
    assert destructions(departement) == {"R-20260303": {"prescriptions": 1}}


def destructions(departement: Departement) -> dict[str, dict[str, int]]:
    """Return what was signed."""
    with departement.service.database.reading() as session:
        rows = session.scalars(select(DestructionRow)).all()
        assert all(row.signature for row in rows)
        return {row.number: row.counts for row in rows}


async def test_an_erased_identifier_is_known_for_400_days_and_no_content_comes_back(
    departement: Departement, laptop: Laptop
) -> None:
    item = laptop.item(prescription("Revenante"))
    await laptop.push(item)
    departement.clock.at = datetime(2030, 3, 2, 9, tzinfo=UTC)
    conservation.keep_terms(departement.service, None)
    assert (await laptop.push(item))[0]["status"] == "already_held"
    other = laptop.item(prescription("Autrement"), id_=item.header.item)
    assert (await laptop.push(other))[0] | {"place": ""} == {
        "item": item.header.item,
        "revision": 1,
        "status": "refused",
        "code": "already_decided",
        "place": "",
    }
    late = laptop.item(
        prescription("Tardivelle", kind="correction"), id_=item.header.item, revision=2
    )
    assert (await laptop.push(late))[0]["code"] == "already_decided"
    content = on_the_disk(departement)
    assert not [name for name in (b"revenante", b"autrement", b"tardivelle") if name in content]
    departement.clock.advance(timedelta(days=401))
    conservation.keep_terms(departement.service, None)
    with departement.service.database.reading() as session:
        for table in (PrescriptionRow, RevisionRow, ErasedItemRow, WordRow):
            assert session.scalar(select(func.count()).select_from(table)) == 0, table


async def test_decisions_stay_nameless_in_the_feed_when_identifiers_go(
    departement: Departement, laptop: Laptop
) -> None:
    id_ = await received(laptop, "Décidée")
    decided(departement, id_, "Un mot")
    departement.clock.at = FOUR_YEARS
    conservation.keep_terms(departement.service, None)
    departement.clock.advance(timedelta(days=401))
    conservation.keep_terms(departement.service, None)
    with departement.service.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(FeedRow)) == 1
        assert session.scalars(select(DecisionRow.message)).all() == [""]
        assert session.scalar(select(func.count()).select_from(RevisionRow)) == 0
    assert [one["item"] for one in (await laptop.feed())["entries"]] == [id_]


async def test_a_clock_that_leapt_erases_nothing_until_somebody_says(
    departement: Departement, laptop: Laptop
) -> None:
    id_ = await received(laptop, "Patiente")
    service = departement.service
    daily.run_due(service)
    departement.clock.at = FOUR_YEARS
    daily.run_due(service)
    assert states(departement) == {id_: "a_decider"}
    with service.database.reading() as session:
        assert daily.date_in_doubt(session)
    with service.database.writing() as session:
        daily.confirm_date(session, service, account(session))
    daily.run_due(service)
    assert states(departement) == {id_: "effacee"}


async def test_the_daily_task_is_done_once_a_day_by_one_process(
    departement: Departement, laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    del laptop
    done: list[date] = []

    def work(_: object) -> str:
        done.append(departement.clock.today())
        daily.run_due(departement.service)  # another process looks meanwhile
        return conservation.Issue.FAITE

    monkeypatch.setitem(daily._WORK, daily.Tache.CONSERVATION, work)
    departement.clock.at = datetime(2026, 3, 3, 23, tzinfo=UTC)
    for hours in (0, 1, 2, 4, 8, 24):
        departement.clock.at = datetime(2026, 3, 3, 23, tzinfo=UTC) + timedelta(hours=hours)
        daily.run_due(departement.service)
    assert done == [date(2026, 3, 3), date(2026, 3, 4)]


async def test_what_must_not_come_back_is_written_beside_the_database_within_the_minute(
    departement: Departement, laptop: Laptop
) -> None:
    service, clockwork = departement.service, daily.Clockwork(departement.service)
    file = service.settings.data_dir / ledger.NAME
    clockwork.look()
    assert ledger.read(file.parent, service.keys) == Ledger()
    id_ = await received(laptop, "Retirée")
    withdrawal = {"kind": "withdrawal", "reference": "2026-CCASILL-0001"}
    await laptop.push(laptop.item(withdrawal, id_=id_, revision=2))
    with service.database.writing() as session:
        session.execute(update(DeviceRow).values(revoked_at=departement.clock.now()))
    clockwork.look()
    known = ledger.read(file.parent, service.keys)
    assert known == Ledger(items=frozenset({id_}), devices=frozenset({laptop.id}))
    file.unlink()
    clockwork.look()
    assert not file.exists()  # nothing changed: nothing is written
    assert [one.name for one in file.parent.glob("*.part")] == []


async def test_the_journal_is_kept_twelve_months(departement: Departement, laptop: Laptop) -> None:
    del laptop
    service = departement.service
    days = (datetime(2025, 3, 3, 9, tzinfo=UTC), datetime(2025, 3, 4, 9, tzinfo=UTC))
    with service.database.writing() as session:
        for at in days:
            note(session, at=at, actor=OPERATOR, action=Action.EXPORT, on=at.isoformat())
    conservation.keep_terms(service, None)
    with service.database.reading() as session:
        left = session.scalars(
            select(JournalRow.object_id).where(JournalRow.action == Action.EXPORT)
        ).all()
    assert left == [days[1].isoformat()]


async def test_marks_of_laptops_that_come_no_more_go_after_400_days(
    departement: Departement, laptop: Laptop
) -> None:
    del laptop
    service, clock = departement.service, departement.clock
    with service.database.writing() as session:
        session.add(
            ErasureMarkRow(
                structure_id="CCASILL",
                ledger="ab" * 16,
                sequence=1,
                mark="01" * 16,
                received_on=clock.today(),
            )
        )
    for days, kept in ((400, 1), (2, 0)):
        clock.advance(timedelta(days=days))
        conservation.keep_terms(service, None)
        with service.database.reading() as session:
            assert session.scalar(select(func.count()).select_from(ErasureMarkRow)) == kept
