from dataclasses import replace

from PySide6.QtCore import Qt

from app.domain.entretien import Canal, Etape, Issue
from app.domain.identifiers import EntretienId
from app.storage import entretiens, reponses
from app.storage.acces import MotifAcces
from app.ui.pages.relecture import open_relecture
from app.ui.pages.relecture.page import RelecturePage
from app.ui.tasks import InlineRunner
from app.usecases.interview import deciding, exercising, interviewing, receiving
from app.usecases.interview.exercising import Essai
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.examples import SETTLED, question_path, typed
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, press, seen
from tests.ui.paths import Paths
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace, WallClock, add_colleague, as_agent
from tests.usecases.test_day import follow, interview


def opened(place: Workplace, show: Show, entretien_id: EntretienId) -> tuple[RelecturePage, Paths]:
    paths = Paths()
    page = open_relecture(place, InlineRunner(), paths, entretien_id)
    show(page)
    return page, paths


def waiting(place: Workplace, **others: str) -> EntretienId:
    """Put an interview with some answers on hold."""
    entretien_id = receiving.receive(place, Canal.SUR_PLACE).id
    persons.register(place, entretien_id, typed("Maquette", "Monique"))
    for name, codes in {**SETTLED, **others}.items():
        path = question_path(name)
        interviewing.keep_answer(place, entretien_id, path, codes, position=path)
    receiving.hold(place, entretien_id)
    return entretien_id


def test_a_finished_interview_shows_its_questions_with_their_answers(
    workplace: Workplace, show: Show
) -> None:
    entretien_id = interview(workplace)
    follow(workplace, entretien_id)
    deciding.finish(workplace, entretien_id, Issue.PRESCRIPTION)
    page, paths = opened(workplace, show, entretien_id)
    words = seen(page)
    for expected in (
        "Terminé",
        "1. Votre demande",
        "Qu’est-ce qui vous aiderait aujourd’hui ?\nQu’une personne fasse mes démarches avec moi",
        "Avec quels services avez-vous quelque chose à faire ?\nRetraite · Assurance maladie",
        "autonomie-numerique, version 1, sur ce poste depuis le",
        f"(empreinte {workplace.questionnaire.hash[:8]})",
        "Camille Martin",
    ):
        assert expected in words, words
    assert "fait_par_autre" not in words  # codes are not for people
    assert nameless(page) == []
    button(page, "reviewPapers").click()
    assert paths.last == ("papers", entretien_id)


def test_one_on_hold_is_read_without_being_resumed(workplace: Workplace, show: Show) -> None:
    entretien_id = waiting(workplace)
    before = receiving.load_interview(workplace, entretien_id)
    page, paths = opened(workplace, show, entretien_id)
    words = seen(page)
    assert "Vous le relisez sans le reprendre" in words
    assert "4 réponses" in words
    assert "questions sans réponse" in words
    press(page, Qt.Key.Key_Escape)
    assert paths.taken == [("back",)]
    assert receiving.load_interview(workplace, entretien_id) == before
    assert before.on_hold


def test_from_there_one_takes_it_up(workplace: Workplace, show: Show) -> None:
    entretien_id = waiting(workplace)
    page, paths = opened(workplace, show, entretien_id)
    button(page, "resumeInterview").click()
    assert paths.last == ("interview", entretien_id)
    assert not receiving.load_interview(workplace, entretien_id).on_hold


def test_the_exercise_is_read_in_words(workplace: Workplace, show: Show) -> None:
    entretien_id = waiting(workplace)
    exercising.keep_try(workplace, entretien_id, Essai(code="T1", points=2, seconds=60))
    exercising.keep_try(workplace, entretien_id, Essai(code="T2", points=0, seconds=60))
    page, _ = opened(workplace, show, entretien_id)
    words = seen(page)
    assert "Écrire une phrase\nfait seul" in words
    assert "Trouver une information\npas fait" in words
    assert "Choisir le bon site" not in words


def test_what_the_convention_had_erased_is_said_with_its_rule(
    new_workplace: MakeWorkplace, show: Show
) -> None:
    place = new_workplace(LOT_ET_GARONNE)
    entretien_id = interview(place)
    with place.database.writing() as session:
        reponses.erase(session, entretien_id, today=place.clock.today())
    page, _ = opened(place, show, entretien_id)
    words = seen(page)
    assert (
        "Les réponses ont été effacées le 22 novembre 2026, comme la convention le demande" in words
    )
    assert "Règle : convention, article 5" in words
    assert "Votre demande" not in words


def test_questions_are_those_of_the_version_it_was_made_with(
    workplace: Workplace, show: Show
) -> None:
    entretien_id = waiting(workplace)
    with workplace.database.writing() as session:
        found = entretiens.load(session, entretien_id)
        assert found is not None
        gone = replace(found, questionnaire_hash="f" * 64)
        entretiens.keep(session, gone, due_on=workplace.draft_due_on())
    page, _ = opened(workplace, show, entretien_id)
    words = seen(page)
    assert "n’est plus sur ce poste" in words
    assert "version inconnue, empreinte ffffffff" in words
    assert "Votre demande" not in words  # never the answers under other questions


def test_a_colleague_s_interview_needs_the_reason_of_today(
    new_workplace: MakeWorkplace, show: Show
) -> None:
    clock = WallClock()
    workplace = new_workplace(clock=clock)
    entretien_id = waiting(workplace)
    colleague = as_agent(workplace, add_colleague(workplace))
    page, _ = opened(colleague, show, entretien_id)
    assert "Ce dossier est suivi par un collègue." in seen(page)
    assert "Maquette" not in seen(page)
    personne = persons.find(colleague, "Maquette", everyone=True)[0].personne
    persons.open_record(colleague, personne.id, reason=MotifAcces.REMPLACEMENT)
    page, _ = opened(colleague, show, entretien_id)
    assert "Votre demande" in seen(page)
    assert "Reprendre l’entretien" not in seen(page)
    other = as_agent(workplace, add_colleague(workplace, "Alex", "Fictif"))
    page, _ = opened(other, show, entretien_id)
    assert "Ce dossier est suivi par un collègue." in seen(page)  # his reason is not hers
    clock.go_on(days=1)
    page, _ = opened(colleague, show, entretien_id)
    assert "Ce dossier est suivi par un collègue." in seen(page)


def test_an_interview_without_an_answer_says_so(workplace: Workplace, show: Show) -> None:
    entretien_id = receiving.receive(workplace, Canal.SUR_PLACE).id
    receiving.go_to(workplace, entretien_id, Etape.PERSONNE)
    page, _ = opened(workplace, show, entretien_id)
    words = seen(page)
    assert "Personne pas encore nommée" in words
    assert "Aucune réponse n’a été notée." in words
