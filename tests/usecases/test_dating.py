from datetime import timedelta

from app.storage import instant
from app.usecases import dating
from app.usecases.activating import gateway_of
from app.usecases.sending import synchronise
from app.usecases.workplace import Workplace
from tests.ui.workplace import MakeWorkplace, WallClock, new_workplace
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
    clock.at = opened + timedelta(days=400)
    assert dating.doubt(place) is None  # nothing is due: nobody is bothered
    clock.at = opened.replace(year=2030)
    found = dating.doubt(place)
    assert found is not None
    assert (found.today.year, found.last, found.records) == (2030, opened.date(), 3)
    dating.confirm_date(place)
    assert dating.doubt(place) is None
    assert trusted(place) == clock.at


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
