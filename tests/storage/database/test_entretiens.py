from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from app.domain.entretien import Issue
from app.domain.identifiers import EntretienId, PapierId
from app.domain.papier import Fait
from app.storage import agents, diagnostics, entretiens, papiers, personnes, reponses
from app.storage.database import Database, create_database
from app.storage.papiers import Papier
from tests.storage.database import world
from tests.storage.database.world import entretien, personne

ID = EntretienId("entretien-1")


@pytest.fixture
def known(database: Database) -> Database:
    with database.writing() as session:
        personnes.keep(session, personne(), world.CONVENTION, due_on=world.DUE)
        entretiens.keep(session, entretien(), due_on=world.DUE)
    return database


def test_an_interview_comes_back_as_it_stood(known: Database) -> None:
    ended = replace(entretien(), exercice=3, issue=Issue.ORIENTATION, choix=None, on_hold=True)
    with known.reading() as session:
        assert entretiens.load(session, ID) == entretien()
    with known.writing() as session:
        entretiens.keep(session, ended, due_on=world.DUE)
    with known.reading() as session:
        assert entretiens.load(session, ID) == ended


def test_the_consent_is_replaced_as_a_whole(known: Database) -> None:
    refused = replace(world.CONSENTEMENT, questionnaire=False, recontact=True)
    with known.writing() as session:
        entretiens.keep(session, replace(entretien(), consentement=refused), due_on=world.DUE)
    with known.writing() as session:
        found = entretiens.load(session, ID)
        assert found is not None
        assert found.consentement == refused
        entretiens.keep(session, replace(found, consentement=None), due_on=world.DUE)
    with known.reading() as session:
        found = entretiens.load(session, ID)
        assert found is not None
        assert found.consentement is None


def test_on_hold_and_current_are_the_agents_own(known: Database) -> None:
    later = world.NOW + timedelta(hours=1)
    with known.writing() as session:
        for one in (
            entretien("tenu-1", personne_id=None, on_hold=True),
            entretien("tenu-2", personne_id=None, on_hold=True, opened_at=later),
            entretien("de-paul", personne_id=None, on_hold=True, agent_id=world.PAUL),
            replace(entretien("fini", personne_id=None, opened_at=later), issue=Issue.REFUS),
        ):
            entretiens.keep(session, one, due_on=world.DUE)
    with known.reading() as session:
        held = entretiens.on_hold(session, world.CLAIRE)
        current = entretiens.current(session, world.CLAIRE)
        assert [one.id for one in held] == ["tenu-2", "tenu-1"]
        assert current is not None
        assert current.id == ID
        assert entretiens.current(session, world.PAUL) is None
        assert len(entretiens.unfinished(session, world.CLAIRE)) == 3


def test_moving_notes_the_question_and_the_instant(known: Database) -> None:
    at = datetime(2026, 11, 22, 15, 0, 0, 250, tzinfo=UTC)
    with known.writing() as session:
        entretiens.move(session, ID, position="/data/B2", touched_at=at)
    with known.reading() as session:
        found = entretiens.load(session, ID)
        assert found == replace(entretien(), position="/data/B2", touched_at=at)


def test_an_interview_puts_the_persons_term_later(known: Database) -> None:
    with known.writing() as session:
        entretiens.keep(session, entretien(), due_on=date(2033, 1, 1))
        entretiens.keep(session, entretien(), due_on=date(2027, 1, 1))
    with known.reading() as session:
        assert personnes.due_on(session, personne().id) == date(2033, 1, 1)


def test_an_answer_is_replaced_and_every_type_comes_back(known: Database) -> None:
    answers: dict[str, reponses.Valeur] = {
        "/data/A1": ["smartphone", "tablette"],
        "/data/A2": "jamais",
        "/data/A3": 3,
        "/data/A4": 2.5,
        "/data/A5": None,
        "/data/A6": "« œuvre » ’",
        "/data/A7": False,
    }
    with known.writing() as session:
        reponses.keep(session, ID, "/data/A2", "souvent")
        for path, value in answers.items():
            reponses.keep(session, ID, path, value)
        reponses.keep(session, ID, "/data/Z", "de trop")
        reponses.remove(session, ID, "/data/Z")
    with known.reading() as session:
        assert reponses.load(session, ID) == answers


def test_an_answer_needs_its_interview(known: Database) -> None:
    with known.writing() as session, pytest.raises(IntegrityError):
        reponses.keep(session, EntretienId("inconnu"), "/data/A1", "x")


def test_answers_are_erased_with_the_diagnosis_and_the_day_is_kept(known: Database) -> None:
    diagnostic = diagnostics.KeptDiagnostic(
        content='{"etat":"etabli"}', guide_hash="g" * 64, established_at=world.NOW
    )
    with known.writing() as session:
        reponses.keep(session, ID, "/data/A1", "x")
        diagnostics.keep(session, ID, diagnostic)
    with known.reading() as session:
        assert diagnostics.load(session, ID) == diagnostic
        assert reponses.erased_on(session, ID) is None
    with known.writing() as session:
        reponses.erase(session, ID, today=world.TODAY)
    with known.reading() as session:
        assert reponses.load(session, ID) == {}
        assert diagnostics.load(session, ID) is None
        assert reponses.erased_on(session, ID) == date(2026, 11, 22)
        assert entretiens.load(session, ID) == entretien()


def test_answers_of_former_days_go_for_the_conventions_that_do_not_keep_them(
    known: Database,
) -> None:
    midnight = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)
    yesterday = midnight - timedelta(hours=9)
    with known.writing() as session:
        for one in (
            entretien("hier", opened_at=yesterday),
            replace(entretien("autre", opened_at=yesterday), convention_hash="d" * 64),
        ):
            entretiens.keep(session, one, due_on=world.DUE)
            reponses.keep(session, one.id, "/data/A1", "x")
        reponses.keep(session, ID, "/data/A1", "x")
        reached = reponses.erase_opened_before(
            session,
            midnight,
            convention_hashes=frozenset({world.CONVENTION.hash}),
            today=world.TODAY,
        )
    with known.reading() as session:
        assert reached == {"reponses": 1}
        kept = {id_: len(reponses.load(session, EntretienId(id_))) for id_ in ("hier", "autre", ID)}
        assert kept == {"hier": 0, "autre": 1, ID: 1}


def test_papers_wait_until_they_are_printed_and_keep_their_facts(known: Database) -> None:
    notice = Papier(
        id=PapierId("papier-1"),
        kind="notice",
        wanted_on=world.TODAY,
        entretien_id=ID,
        personne_id=personne().id,
    )
    letter = replace(notice, id=PapierId("papier-2"), kind="lettre")
    with known.writing() as session:
        papiers.keep(session, notice, due_on=world.DUE)
        papiers.keep(session, letter, due_on=world.DUE)
        papiers.note(
            session, notice.id, Fait.IMPRIME, on=world.TODAY, by=world.CLAIRE, pdf_hash="a" * 64
        )
        papiers.note(session, notice.id, Fait.SIGNE, on=world.TODAY, by=world.CLAIRE)
        papiers.note(session, notice.id, Fait.REMIS, on=world.TODAY, by=world.CLAIRE)
    with known.reading() as session:
        assert papiers.to_print(session) == [letter]
        assert papiers.load(session, notice.id) == replace(
            notice,
            printed_on=world.TODAY,
            signed_on=world.TODAY,
            handed_on=world.TODAY,
            pdf_hash="a" * 64,
            printed_by=world.CLAIRE,
            signed_by=world.CLAIRE,
            handed_by=world.CLAIRE,
        )
        for found in (
            papiers.of_entretien(session, ID),
            papiers.of_personne(session, personne().id),
        ):
            assert [one.kind for one in found] == ["notice", "lettre"]


def test_nothing_past_its_term_is_shown_from_the_day_itself(tmp_path: Path) -> None:
    today = world.DUE - timedelta(days=1)
    database = create_database(tmp_path / "passerelle.db", world.KEY, today=lambda: today)
    with database.writing() as session:
        agents.keep(session, world.AGENT_CLAIRE, today=today)
        personnes.keep(session, personne(), world.CONVENTION, due_on=world.DUE)
        entretiens.keep(session, replace(entretien(), on_hold=True), due_on=world.DUE)
        reponses.keep(session, ID, "/data/A1", "x")
        papier = Papier(id=PapierId("p"), kind="notice", wanted_on=today, entretien_id=ID)
        papiers.keep(session, papier, due_on=world.DUE)
    assert _everything(database) == [1, 1, 1, 1, 1, 1, 1, 1]
    today = world.DUE
    assert _everything(database) == [0, 0, 0, 0, 0, 0, 0, 0]
    database.close()


def _everything(database: Database) -> list[int]:
    with database.reading() as session:
        return [
            personnes.count(session),
            len(personnes.search(session, "lef")),
            len(personnes.doubles(session, nom="Lefèvre", prenom="Zoé", code_insee="67482")),
            int(personnes.load(session, personne().id) is not None),
            len(entretiens.on_hold(session, world.CLAIRE)),
            int(entretiens.load(session, ID) is not None),
            len(reponses.load(session, ID)),
            len(papiers.to_print(session)),
        ]


def test_an_interview_over_midnight_of_the_persons_term_can_still_be_kept(known: Database) -> None:
    known._today = lambda: world.DUE
    later = world.DUE.replace(year=2031)
    with known.writing() as session:
        personnes.keep(session, personne(nom="Neveu"), world.CONVENTION, due_on=later)
        entretiens.keep(session, replace(entretien(), on_hold=True), due_on=later)
    with known.reading() as session:
        found = personnes.load(session, personne().id)
        assert found is not None
        assert found.nom == "Neveu"
        assert [one.id for one in entretiens.on_hold(session, world.CLAIRE)] == [ID]
