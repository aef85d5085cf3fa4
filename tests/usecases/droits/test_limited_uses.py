"""What a limited record no longer serves to, each door of the use cases asked by itself."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.droits import MotifLimitation
from app.domain.entretien import Choix, Entretien, Etape, Issue
from app.domain.identifiers import EntretienId, PersonneId
from app.domain.prescription import Suivi
from app.storage import entretiens
from app.storage.failures import LimitedRecordError
from app.usecases.droits import access
from app.usecases.droits.holding import held
from app.usecases.droits.limiting import lift, limit
from app.usecases.interview import deciding, papers, receiving, reviewing
from app.usecases.interview.at_papers import at_papers
from app.usecases.interview.paper_states import PaperState
from app.usecases.people import overview, persons
from app.usecases.workplace import Workplace

MOTIF = MotifLimitation.EXACTITUDE
Use = Callable[[Workplace, Entretien], None]


def interview_of(place: Workplace, somebody: PersonneId) -> Entretien:
    (found,) = held(place, somebody).interviews
    return found.entretien


def in_the_tray(place: Workplace, somebody: PersonneId) -> EntretienId:
    """Put the interview back at its diagnosis, on hold."""
    entretien = interview_of(place, somebody)
    with place.database.writing() as session:
        waiting = replace(entretien, etape=Etape.DIAGNOSTIC, on_hold=True)
        entretiens.keep(session, waiting, due_on=place.draft_due_on())
    return entretien.id


def a_paper(place: Workplace, entretien: Entretien) -> PaperState:
    return papers.papers_of(place, entretien.id)[0]


def produced(place: Workplace, entretien: Entretien) -> None:
    papers.produce(place, a_paper(place, entretien).id)


def informed(place: Workplace, entretien: Entretien) -> None:
    papers.produce_notice(place, entretien.id)


def printed(place: Workplace, entretien: Entretien) -> None:
    papers.mark_printed(place, a_paper(place, entretien).id, "a" * 64)


def handed(place: Workplace, entretien: Entretien) -> None:
    papers.mark_handed(place, a_paper(place, entretien).id)


def undone(place: Workplace, entretien: Entretien) -> None:
    (known,) = overview.listing(place)
    assert known.prescription.entretien_id == entretien.id
    deciding.undo(place, known.prescription.id)


def decided(place: Workplace, entretien: Entretien) -> None:
    assert isinstance(entretien.choix, Choix)
    deciding.decide(place, entretien.id, entretien.choix)


def finished(place: Workplace, entretien: Entretien) -> None:
    deciding.finish(place, entretien.id, Issue.PRESCRIPTION)


def taken_up(place: Workplace, entretien: Entretien) -> None:
    receiving.take_up(place, entretien.id)


@pytest.mark.parametrize(
    "use",
    [produced, informed, printed, handed, undone, decided, finished, taken_up],
)
def test_a_limited_record_is_refused_then_serves_again(
    workplace: Workplace, somebody: PersonneId, use: Use
) -> None:
    entretien = interview_of(workplace, somebody)
    limit(workplace, somebody, MOTIF)
    with pytest.raises(LimitedRecordError):
        use(workplace, entretien)
    (known,) = overview.listing(workplace)
    assert known.suivi is Suivi.PREPAREE
    assert a_paper(workplace, entretien).printed_on is None
    assert interview_of(workplace, somebody) == entretien
    lift(workplace, somebody)
    use(workplace, entretien)


def test_an_interview_of_a_limited_record_is_not_given_up_with_its_answers(
    workplace: Workplace, somebody: PersonneId
) -> None:
    entretien_id = in_the_tray(workplace, somebody)
    limit(workplace, somebody, MOTIF)
    (before,) = held(workplace, somebody).interviews
    with pytest.raises(LimitedRecordError):
        receiving.put_aside(workplace, entretien_id, Issue.ABANDON)
    assert held(workplace, somebody).interviews == (before,)


def test_what_she_asks_to_see_is_still_made_of_a_limited_record(
    workplace: Workplace, somebody: PersonneId
) -> None:
    limit(workplace, somebody, MOTIF)
    assert access.access(workplace, somebody).content.startswith(b"%PDF")


def test_every_list_knows_that_the_record_is_limited(
    workplace: Workplace, somebody: PersonneId
) -> None:
    entretien_id = in_the_tray(workplace, somebody)
    (known,) = overview.listing(workplace)

    def said() -> set[bool]:
        (found,) = persons.find(workplace, known.personne.nom)
        (waiting,) = receiving.unfinished(workplace)
        return {
            found.limited,
            waiting.limited,
            somebody in overview.limited(workplace),
            overview.detail(workplace, known.prescription.id).limitation is not None,
            reviewing.review(workplace, entretien_id).limitation is not None,
            at_papers(workplace, entretien_id).limitation is not None,
            *(one.limited for one in overview.today(workplace).to_print),
        }

    assert said() == {False}
    limit(workplace, somebody, MOTIF)
    assert said() == {True}
