"""Papers typed after an outing: the order of the consent, the days, and what becomes of each."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.entretien import Canal, Etape, Issue, LectureNotice
from app.domain.identifiers import EntretienId
from app.storage import reponses
from app.usecases.interview import interviewing, paper_sheets, papers, receiving
from app.usecases.interview.paper_questionnaire import blank_notice, blank_questionnaire
from app.usecases.interview.paper_sheets import (
    Agreement,
    DayProblem,
    SheetDayError,
    SheetNotReadyError,
)
from app.usecases.laptop.housekeeping import tidy
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.ui.examples import question_path, typed
from tests.ui.workplace import (
    LOT_ET_GARONNE,
    MakeWorkplace,
    WallClock,
    add_colleague,
    as_agent,
    new_workplace,
    workplace,
)

__all__ = ["new_workplace", "workplace"]  # fixtures

TODAY = date(2026, 11, 22)
FRIDAY = date(2026, 11, 20)
ALL = {"prescription": True, "questionnaire": False, "indicateurs": True, "recontact": False}
AGREED = Agreement(lecture=LectureNotice.EXPLIQUEE, answers=ALL)


def begun(place: Workplace, day: date = FRIDAY, canal: Canal = Canal.SUR_PLACE) -> EntretienId:
    return paper_sheets.open_sheet(place, canal=canal, day=day).id


def answer(place: Workplace, sheet: EntretienId, **answers: str) -> None:
    for name, value in answers.items():
        path = question_path(name)
        interviewing.keep_answer(place, sheet, path, value, position=path)


def test_a_paper_keeps_its_day_its_channel_and_its_mark(workplace: Workplace) -> None:
    sheet = begun(workplace, canal=Canal.TELEPHONE)
    paper_sheets.set_mark(workplace, sheet, paper_sheets.mark_of("A-7"))
    (kept,) = paper_sheets.sheets(workplace)
    assert (kept.id, kept.mark, kept.day) == (sheet, "a7", FRIDAY)
    assert kept.taken.entretien.canal is Canal.TELEPHONE
    assert kept.taken.entretien.opened_at == datetime(2026, 11, 20, 11, tzinfo=UTC)  # noon in Paris
    paper_sheets.set_day(workplace, sheet, date(2026, 11, 19))
    paper_sheets.set_canal(workplace, sheet, Canal.SUR_PLACE)
    (kept,) = paper_sheets.sheets(workplace)
    assert kept.day == date(2026, 11, 19)
    assert kept.taken.entretien.canal is Canal.SUR_PLACE


def test_the_agreement_counts_from_the_day_on_the_paper(workplace: Workplace) -> None:
    sheet = begun(workplace)
    paper_sheets.set_agreement(workplace, sheet, AGREED, FRIDAY)
    entretien = receiving.load_interview(workplace, sheet)
    given = entretien.consentement
    assert given is not None
    assert (given.prescription, given.questionnaire) == (True, False)
    assert (given.indicateurs, given.recontact) == (True, False)
    assert given.lecture is LectureNotice.EXPLIQUEE
    assert given.given_on == FRIDAY
    assert given.notice_version == papers.notice_version(workplace)
    assert entretien.etape is Etape.PERSONNE
    paper_sheets.set_day(workplace, sheet, TODAY)
    moved = receiving.load_interview(workplace, sheet).consentement
    assert moved is not None
    assert moved.given_on == TODAY


@pytest.mark.parametrize(
    "agreement",
    [
        Agreement(lecture=LectureNotice.LUE),
        Agreement(answers=ALL),
        Agreement(lecture=LectureNotice.LUE, answers={"prescription": True, "recontact": True}),
        Agreement(lecture=LectureNotice.LUE, answers=ALL | {"prescription": False}),
    ],
)
def test_half_an_agreement_or_a_refusal_is_no_consent_and_is_not_lost(
    workplace: Workplace, agreement: Agreement
) -> None:
    sheet = begun(workplace)
    paper_sheets.set_agreement(workplace, sheet, agreement, FRIDAY)
    entretien = receiving.load_interview(workplace, sheet)
    assert entretien.consentement is None
    assert entretien.etape is Etape.NOTICE
    assert paper_sheets.load_sheet(workplace, sheet).agreement == agreement
    with pytest.raises(SheetNotReadyError):
        paper_sheets.finish_sheet(workplace, sheet)


def test_an_agreement_taken_back_closes_the_paper_again(workplace: Workplace) -> None:
    sheet = begun(workplace)
    paper_sheets.set_agreement(workplace, sheet, AGREED, FRIDAY)
    persons.register(workplace, sheet, typed("Maquette", "Monique"))
    refused = Agreement(lecture=AGREED.lecture, answers=ALL | {"prescription": False})
    paper_sheets.set_agreement(workplace, sheet, refused, FRIDAY)
    assert receiving.load_interview(workplace, sheet).consentement is None
    receiving.put_aside(workplace, sheet, Issue.REFUS)
    assert paper_sheets.sheets(workplace) == []
    assert persons.find(workplace, "Maquette") == []  # nothing is kept of who refused


def test_a_finished_paper_waits_for_the_decision_with_its_diagnosis(workplace: Workplace) -> None:
    sheet = begun(workplace)
    paper_sheets.set_agreement(workplace, sheet, AGREED, FRIDAY)
    with pytest.raises(SheetNotReadyError):
        paper_sheets.finish_sheet(workplace, sheet)  # whose is it?
    persons.register(workplace, sheet, typed("Maquette", "Monique"))
    answer(workplace, sheet, F4="accompagnement", D1="retraite ameli", D3="non")
    assert paper_sheets.sheet_ids(workplace) == {sheet}
    paper_sheets.finish_sheet(workplace, sheet)
    assert paper_sheets.sheet_ids(workplace) == frozenset()
    (waiting,) = receiving.unfinished(workplace)
    assert (waiting.id, waiting.who) == (sheet, "Monique MAQUETTE")
    assert (waiting.etape, waiting.on_hold) == (Etape.DIAGNOSTIC, True)


def test_a_paper_is_not_the_colleagues(workplace: Workplace) -> None:
    begun(workplace)
    colleague = as_agent(workplace, add_colleague(workplace))
    assert paper_sheets.sheets(colleague) == []


def test_an_ordinary_interview_is_no_paper(workplace: Workplace) -> None:
    receiving.receive(workplace, Canal.SUR_PLACE)
    assert paper_sheets.sheets(workplace) == []


def test_papers_come_in_the_order_in_which_they_were_begun(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    first = begun(place)
    clock.go_on(minutes=2)
    second = begun(place, day=TODAY)
    assert [sheet.id for sheet in paper_sheets.sheets(place)] == [first, second]


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (TODAY, None),
        (TODAY - timedelta(days=30), None),
        (TODAY - timedelta(days=31), DayProblem.TOO_OLD),
        (TODAY + timedelta(days=1), DayProblem.FUTURE),
    ],
)
def test_a_paper_lives_thirty_days_as_any_draft(
    workplace: Workplace, day: date, problem: DayProblem | None
) -> None:
    assert paper_sheets.day_problem(workplace, day) is problem
    if problem is not None:
        with pytest.raises(SheetDayError):
            begun(workplace, day)


def test_where_answers_live_a_day_only_papers_of_today_are_typed(
    new_workplace: MakeWorkplace,
) -> None:
    """000 art. 5, l. 116; and what is typed is erased like the answers of any interview."""
    clock = WallClock()
    place = new_workplace(LOT_ET_GARONNE, clock)
    yesterday = TODAY - timedelta(days=1)
    assert paper_sheets.day_problem(place, yesterday) is DayProblem.PROMISED_GONE
    sheet = begun(place, TODAY)
    answer(place, sheet, F4="accompagnement")
    clock.go_on(days=1)
    tidy(place, keep_going=lambda: True)
    with place.database.reading() as session:
        assert not reponses.load(session, sheet)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("12", "12"),
        (" A 7 ", "a7"),
        ("Médiathèque-03", "mediatheque0"),
        ("–…", ""),
        ("9" * 20, "9" * 12),
    ],
)
def test_a_mark_is_kept_as_a_code(text: str, kept: str) -> None:
    assert paper_sheets.mark_of(text) == kept


def test_the_papers_to_take_along_name_nobody(workplace: Workplace) -> None:
    for paper in (blank_questionnaire(workplace), blank_notice(workplace)):
        assert paper.content.startswith(b"%PDF")
        assert "vierge" in paper.file_name
