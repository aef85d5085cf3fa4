"""The journal under dates that are wrong: months are true, and go after twelve of them."""

from datetime import UTC, datetime, timedelta

from app.storage import instant, journal_sceaux
from app.storage import journal as segments
from app.storage.journal_sceaux import Etat
from app.ui.pages.reglages.journal.paper_words import table_of
from app.ui.pages.reglages.journal.words import row_of, verdict
from app.usecases import journal
from app.usecases.conformity.conformite_words import month
from app.usecases.journal import Periode
from app.usecases.laptop import dating, housekeeping
from app.usecases.workplace import Workplace
from tests.ui.workplace import MakeWorkplace, WallClock, new_workplace
from tests.usecases.backing import opened, quick

__all__ = ["new_workplace", "quick"]  # fixtures


def _tidied(place: Workplace) -> bool:
    return housekeeping.tidy(place, keep_going=lambda: True).complete


def _states(place: Workplace) -> list[tuple[str, Etat, int]]:
    return [(one.segment, one.etat, one.entrees) for one in journal.check(place)]


def _reopened(place: Workplace, clock: WallClock) -> Workplace:
    place.close()
    return opened(place.vault.folder, place.agent.id, clock)


def test_an_opening_under_a_date_refused_opens_no_month(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    before = len(journal.read(place))
    right = clock.at
    clock.at = right.replace(year=2032)
    place = _reopened(place, clock)
    assert dating.doubt(place) is not None
    assert not _tidied(place)  # and the answer is no
    clock.at = right + timedelta(hours=1)
    place = _reopened(place, clock)
    assert dating.doubt(place) is None
    assert _tidied(place)
    assert _states(place) == [("2026-11", Etat.OUVERT, before + 2)]
    said = journal.read(place, periode=Periode.CE_MOIS)
    assert len(said) == before + 1, "the wrong opening bears another month"
    clock.at = datetime(2027, 11, 1, 9, tzinfo=UTC)
    dating.confirm_date(place)
    assert _tidied(place)
    assert [line.at for line in journal.read(place)] == [clock.at], "twelve months at most"
    place.close()


def test_a_month_opened_under_a_date_confirmed_by_mistake_is_closed_and_goes_in_time(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    right = clock.at
    clock.at = right.replace(year=2032)
    dating.confirm_date(place)
    assert _tidied(place)  # November 2026 is six years old by it
    clock.at = right + timedelta(hours=1)
    dating.confirm_date(place)
    assert _tidied(place)
    clock.go_on(minutes=1)
    journal.note(place, "essai")
    ahead = ("2032-11", Etat.SCELLE, 2)
    assert _states(place)[1:] == [ahead, ("2026-11-2", Etat.OUVERT, 1)]
    assert [one.kind for one in journal.read(place, periode=Periode.CE_MOIS)] == [
        "essai",
        "date_reculee",
    ]
    assert [month(one.segment) for one in journal.check(place)] == [
        "Novembre 2026",
        "Novembre 2032",
        "Novembre 2026 (suite)",
    ]
    clock.at = right + timedelta(days=20)  # December
    assert _tidied(place)
    journal.note(place, "suite")
    assert _states(place)[1:] == [
        ahead,
        ("2026-11-2", Etat.SCELLE, 1),
        ("2026-12", Etat.OUVERT, 1),
    ]
    clock.at = datetime(2027, 11, 1, 9, tzinfo=UTC)
    dating.confirm_date(place)
    assert _tidied(place)
    assert [one.etat for one in journal.check(place)][:3] == [Etat.RETIRE] * 3
    assert [line.kind for line in journal.read(place)] == ["date_confirmee", "suite"]


def test_a_month_ahead_left_by_an_earlier_version_is_closed_too(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    with place.database.writing() as session:
        known = instant.lived(session)
        instant.confirm(session, clock.at.replace(year=2032))
        segments.start_segment(session, "2032-11")
        instant.keep(session, known)
    assert _tidied(place)
    assert _states(place)[1:] == [("2032-11", Etat.SCELLE, 0), ("2026-11-2", Etat.OUVERT, 0)]
    with place.database.writing() as session:
        assert journal_sceaux.let_go(session, datetime(2027, 11, 1, tzinfo=UTC).date()) == 2


def test_a_line_whose_date_was_made_unreadable_is_a_line_that_was_changed(
    new_workplace: MakeWorkplace,
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    journal.note(place, "essai")
    for wrong in ("hier", "2026-11-22", "2026-11-22T09:12:00"):
        with place.database.writing() as session:
            session.connection().exec_driver_sql(
                "UPDATE journal SET at = ? WHERE kind = 'essai'", (wrong,)
            )
        (found,) = journal.check(place)
        assert found.etat is Etat.ENTREE
        said = verdict([found])[1]
        assert "une ligne a été modifiée (ligne" in said.replace("\u00a0", " ")
        lines = journal.read(place)
        (line,) = [one for one in lines if one.kind == "essai"]
        assert row_of(0, line, clock.zone()).about.startswith("date illisible")
        assert ";illisible;" in ";" + table_of(lines, clock.zone()).decode()
