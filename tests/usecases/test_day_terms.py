"""What an interview leaves behind, and until when."""

from dataclasses import replace
from datetime import date

import pytest

from app.documents.kinds import PapierKind
from app.domain.entretien import Issue
from app.domain.identifiers import EntretienId
from app.storage import effacement, reponses
from app.usecases.interview import deciding, interviewing, papers, receiving
from app.usecases.interview.paper_contents import AnswersErasedError
from app.usecases.laptop import dating
from app.usecases.laptop.housekeeping import tidy
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.ui.workplace import (
    LOT_ET_GARONNE,
    MakeWorkplace,
    WallClock,
    new_workplace,
    workplace,
)
from tests.usecases.test_day import consent, follow, interview

__all__ = ["new_workplace", "workplace"]  # fixtures


def erased(place: Workplace, entretien_id: EntretienId) -> bool:
    with place.database.reading() as session:
        return not reponses.load(session, entretien_id)


def test_answers_go_when_the_prescription_is_confirmed_and_the_sheet_printed(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    entretien_id = interview(place, "X11", nom="Esquisse")
    follow(place, entretien_id)
    deciding.finish(place, entretien_id, Issue.PRESCRIPTION)
    assert not erased(place, entretien_id)  # the person's sheet is still to be printed
    sheet = next(p for p in papers.papers_of(place, entretien_id) if p.kind == "feuille")
    papers.mark_printed(place, sheet.id, papers.produce(place, sheet.id).pdf_hash)
    assert erased(place, entretien_id)
    with pytest.raises(AnswersErasedError):
        papers.produce_on_request(place, entretien_id, PapierKind.DIAGNOSTIC)
    assert papers.on_request(place, entretien_id) == ()
    assert papers.produce(place, sheet.id).content  # it says what was decided, no more why


def test_answers_that_the_person_did_not_let_us_keep_go_with_the_sheet(
    workplace: Workplace,
) -> None:
    entretien_id = interview(workplace)
    refused = replace(consent(workplace), questionnaire=False)
    receiving.change(workplace, entretien_id, lambda found: replace(found, consentement=refused))
    follow(workplace, entretien_id)
    deciding.finish(workplace, entretien_id, Issue.PRESCRIPTION)
    sheet = next(p for p in papers.papers_of(workplace, entretien_id) if p.kind == "feuille")
    papers.mark_printed(workplace, sheet.id, papers.produce(workplace, sheet.id).pdf_hash)
    assert erased(workplace, entretien_id)


def test_answers_never_outlive_the_day_under_000(new_workplace: MakeWorkplace) -> None:
    clock = WallClock()
    place = new_workplace(LOT_ET_GARONNE, clock)
    entretien_id = interview(place, "X11", nom="Esquisse")
    tidy(place, keep_going=lambda: True)
    assert not erased(place, entretien_id)
    clock.go_on(days=1)
    tidy(place, keep_going=lambda: True)
    assert erased(place, entretien_id)


def test_somebody_whose_interview_never_ended_is_gone_after_a_month(workplace: Workplace) -> None:
    clock = workplace.clock
    assert isinstance(clock, WallClock)
    interview(workplace)
    clock.go_on(days=29)
    assert len(persons.find(workplace, "exempl")) == 1
    clock.go_on(days=1)  # « Draft never sent: 30 days » (retention-and-deadlines.md c)
    assert persons.find(workplace, "exempl") == []


def test_a_correction_does_not_start_the_term_anew(workplace: Workplace) -> None:
    clock = workplace.clock
    assert isinstance(clock, WallClock)
    follow(workplace, interview(workplace))
    person = persons.find(workplace, "exempl")[0].personne
    before = persons.open_record(workplace, person.id).due_on
    clock.go_on(days=100)
    persons.correct(workplace, replace(person, prenom="Simonne"))
    assert persons.open_record(workplace, person.id).due_on == before == date(2030, 11, 22)


def test_a_record_is_gone_four_years_later(workplace: Workplace) -> None:
    clock = workplace.clock
    assert isinstance(clock, WallClock)
    follow(workplace, interview(workplace))
    clock.go_on(days=366 * 4)
    dating.confirm_date(workplace)
    assert persons.find(workplace, "exempl") == []  # invisible before it is erased
    assert tidy(workplace, keep_going=lambda: True).personnes == 1
    with workplace.database.reading() as session:
        assert effacement.echus(session, clock.today()) == []


def test_a_new_workbook_never_changes_an_old_interview(workplace: Workplace) -> None:
    entretien_id = interview(workplace)
    taken = interviewing.take(workplace, entretien_id)
    assert taken.questionnaire.hash == workplace.questionnaire.hash
    kept = interviewing.questionnaire_of(workplace, taken.entretien.questionnaire_hash)
    assert kept.guide.sha256 == taken.entretien.questionnaire_hash
