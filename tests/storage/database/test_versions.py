from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from app.domain.identifiers import EntretienId
from app.storage import entretiens, personnes, reevaluations, reponses, versions
from app.storage.database import Database
from app.storage.reevaluations import Reevaluation
from app.storage.versions import Activation, Source, VersionQuestionnaire
from tests.storage.database import world

FIRST = VersionQuestionnaire(
    sha256="1" * 64,
    titre="Questionnaire d’essai",
    numero="1",
    source=Source.PROGRAMME,
    fichier="essai.xlsx",
    imported_at=world.NOW,
)
SECOND = replace(
    FIRST,
    sha256="2" * 64,
    numero="2",
    source=Source.FICHIER,
    imported_at=world.NOW + timedelta(days=1),
    imported_by=world.CLAIRE,
)


def test_a_version_is_registered_once_and_never_changed(database: Database) -> None:
    with database.writing() as session:
        assert versions.keep(session, FIRST)
        assert not versions.keep(session, replace(FIRST, titre="Un autre titre"))
        assert versions.keep(session, SECOND)
    with database.reading() as session:
        assert versions.load(session, FIRST.sha256) == FIRST
        assert versions.load(session, "3" * 64) is None
        assert versions.kept(session) == [SECOND, FIRST]


def test_the_last_activation_is_in_force_and_the_way_back_is_one_more(database: Database) -> None:
    later = world.NOW + timedelta(days=2)
    with database.writing() as session:
        assert versions.in_force(session) is None
        versions.keep(session, FIRST)
        versions.keep(session, SECOND)
        versions.activate(session, Activation(sha256=FIRST.sha256, at=world.NOW))
        by_claire = Activation(sha256=SECOND.sha256, at=later, agent_id=world.CLAIRE)
        versions.activate(session, by_claire)
        assert versions.in_force(session) == by_claire
        versions.activate(session, replace(by_claire, sha256=FIRST.sha256))
        assert [one.sha256[0] for one in versions.activations(session)] == ["1", "2", "1"]


def test_a_version_that_is_not_here_cannot_come_into_force(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as session:
        versions.activate(session, Activation(sha256="4" * 64, at=world.NOW))


def _interview(database: Database) -> EntretienId:
    entretien = world.entretien()
    with database.writing() as session:
        personnes.keep(session, world.personne(), world.CONVENTION, due_on=world.DUE)
        entretiens.keep(session, entretien, due_on=world.DUE)
    return entretien.id


def _again(number: int) -> Reevaluation:
    return Reevaluation(
        id=f"reevaluation-{number}",
        content=f'{{"service": "{number}"}}',
        guide_hash=str(number) * 64,
        established_at=world.NOW + timedelta(hours=number),
        agent_id=world.CLAIRE,
    )


def test_diagnoses_made_again_stand_side_by_side(database: Database) -> None:
    entretien_id = _interview(database)
    with database.writing() as session:
        reevaluations.keep(session, entretien_id, _again(2))
        reevaluations.keep(session, entretien_id, _again(1))
    with database.reading() as session:
        assert reevaluations.of_entretien(session, entretien_id) == [_again(1), _again(2)]
    with pytest.raises(IntegrityError), database.writing() as session:
        reevaluations.keep(session, entretien_id, _again(1))


def test_a_diagnosis_made_again_goes_with_the_answers(database: Database) -> None:
    entretien_id = _interview(database)
    with database.writing() as session:
        reevaluations.keep(session, entretien_id, _again(1))
        reponses.erase(session, entretien_id, today=world.TODAY)
        assert reevaluations.of_entretien(session, entretien_id) == []
