from datetime import date, time, timedelta

import pytest

from app.bootstrap.dates import date_question
from app.storage import instant, journal, rapports
from app.storage.acces import MotifAcces
from app.usecases.exchange.activating import gateway_of
from app.usecases.exchange.sending import synchronise
from app.usecases.laptop import dating, housekeeping
from app.usecases.laptop.dating import DateRefusedError, Doubt, WrongDateError
from app.usecases.people import persons
from app.usecases.registers import violations
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.ui.workplace import (
    MakeWorkplace,
    WallClock,
    add_colleague,
    as_agent,
    new_workplace,
)
from tests.usecases.backing import opened
from tests.usecases.test_erasing import prescribed
from tests.usecases.test_sending import Line

__all__ = ["new_workplace"]  # fixture


def trusted(place: Workplace) -> object:
    with place.database.reading() as session:
        known = instant.trusted(session)
    return known and known.at


def test_a_leap_is_asked_about_when_something_would_be_erased(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    opened = clock.at
    prescribed(place)
    clock.at = opened + timedelta(days=46)
    found = dating.doubt(place)
    assert found is not None, "nothing is due, but what is written would bear this date"
    assert (found.records, found.traces) == (0, 0)
    clock.at = opened.replace(year=2030)
    found = dating.doubt(place)
    assert found is not None
    assert (found.today.year, found.last, found.records) == (2030, opened.date(), 3)
    dating.confirm_date(place)
    assert dating.doubt(place) is None
    assert trusted(place) == clock.at


@pytest.mark.parametrize("days", [700, 3000])
def test_a_clock_set_ahead_erases_no_trace_until_somebody_says_yes(
    new_workplace: MakeWorkplace, days: int
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    person = prescribed(place)
    persons.open_record(as_agent(place, add_colleague(place)), person, reason=MotifAcces.ACCUEIL)
    violations.close(place, violations.declare(place, clock.today(), time(8, 30)).id)
    with place.database.writing() as session:
        rapports.start(session, at=clock.at)
    before = _kept(place)
    clock.at += timedelta(days=days)
    found = dating.doubt(place)
    assert found is not None
    breach = days == 3000  # five years have passed
    assert found.traces == before[0] + 2 + breach
    assert not housekeeping.tidy(place, keep_going=lambda: True).complete
    assert _kept(place) == before
    dating.confirm_date(place)
    assert housekeeping.tidy(place, keep_going=lambda: True).complete
    assert _kept(place) == (0, 0, 0, not breach, not breach)


def test_the_question_says_what_would_go() -> None:
    def said(records: int, traces: int) -> str:
        found = Doubt(
            today=date(2028, 11, 22), last=date(2026, 11, 22), records=records, traces=traces
        )
        return date_question(found).text.split("\n\n")[1].replace("\u00a0", " ")

    assert said(0, 0) == "C’est plus de 45 jours après la dernière date sûre."
    assert said(0, 9) == (
        "9 lignes du journal et des registres arrivent à leur terme ce jour-là : "
        "elles seront effacées pour toujours."
    )
    assert said(1, 0) == (
        "1 élément de dossier arrive à son terme ce jour-là : il sera effacé pour toujours."
    )
    assert said(3, 1) == (
        "3 éléments de dossier et 1 ligne du journal et des registres arrivent à leur terme "
        "ce jour-là : ils seront effacés pour toujours."
    )


def _kept(place: Workplace) -> tuple[int, ...]:
    """Return how much is kept: November's journal, accesses, reports, breaches, persons."""
    with place.database.reading() as session:
        return tuple(
            session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()  # noqa: S608 - the names below
            for table in (
                "journal WHERE segment = '2026-11'",
                "acces",
                "rapports",
                "violations",
                "personnes",
            )
        )


def test_a_short_absence_is_no_leap(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    prescribed(place)
    with place.database.writing() as session:
        instant.confirm(session, clock.at.replace(year=2030, month=11, day=1))
    clock.at = clock.at.replace(year=2030)
    assert dating.doubt(place) is None


def test_the_service_confirms_the_date_and_repairs_one_that_was_too_far_ahead(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    with place.database.writing() as session:
        instant.confirm(session, clock.at + timedelta(days=300))
    line = Line()
    line.activate(place)
    gateway = gateway_of(place, line.connect)
    synchronise(place, gateway, progress=lambda _: None, cancelled=lambda: False)
    assert trusted(place) == clock.at


def reopened(place: Workplace, clock: WallClock) -> Workplace:
    place.close()
    with fast_vaults():
        return opened(place.vault.folder, place.agent.id, clock)


def test_a_clock_set_back_opens_hides_what_was_hidden_and_asks(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    person = prescribed(place)
    right = clock.at
    with place.database.writing() as session:
        instant.confirm(session, right.replace(year=2031))
    again = reopened(place, clock)
    assert persons.find(again, "Zwingelstein") == [], "hidden as in 2031"
    found = dating.doubt(again)
    assert found is not None
    assert (found.back, found.today, found.last.year) == (True, right.date(), 2031)
    assert (found.may_confirm, found.may_ask) == (True, False)
    dating.confirm_date(again)
    assert dating.doubt(again) is None
    assert [one.personne.id for one in persons.find(again, "Zwingelstein")] == [person]
    with again.database.reading() as session:
        (noted,) = [one for one in journal.entries(session) if one.kind == "date_reculee"]
    assert (noted.agent_id, noted.detail) == (again.agent.id, "sure_20311122")
    again.close()


def test_a_colleague_may_not_go_back_nor_anybody_behind_the_service(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    with fast_vaults():
        colleague = add_colleague(place)
    with place.database.writing() as session:
        instant.confirm(session, clock.at + timedelta(days=300))
    found = dating.doubt(as_agent(place, colleague))
    assert found is not None
    assert not found.may_confirm
    with pytest.raises(DateRefusedError):
        dating.confirm_date(as_agent(place, colleague))
    with place.database.writing() as session:
        instant.hear(session, clock.at + timedelta(days=2))
    with pytest.raises(DateRefusedError):
        dating.confirm_date(place)


def test_the_service_s_date_leads_back_and_says_when_the_laptop_is_wrong(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    line = Line()
    line.activate(place)
    with place.database.writing() as session:
        instant.confirm(session, clock.at + timedelta(days=3000))
    line.departement.now = clock.at - timedelta(days=90)
    with pytest.raises(WrongDateError) as told:
        dating.ask_service(place, line.connect)
    assert told.value.day == (clock.at - timedelta(days=90)).date()
    assert trusted(place) == clock.at - timedelta(days=90)
    line.departement.now = clock.at + timedelta(hours=2)
    dating.ask_service(place, line.connect)
    assert dating.doubt(place) is None
    assert trusted(place) == clock.at
