import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.entretien import Etape
from app.domain.identifiers import PersonneId
from app.domain.papier import Fait
from app.domain.prescription import Decision, Sens
from app.domain.retention import RetentionRule
from app.storage import (
    agents,
    conservations,
    decisions,
    destructions,
    effacement,
    effacement_regles,
    entretiens,
    papiers,
    personnes,
)
from app.storage.conservations import Conservation, MotifConservation
from app.storage.database import Database, create_database, open_database
from app.storage.destructions import MotifDestruction, Ouverture
from tests.storage.database import world
from tests.storage.database.canary import PR, E, P, Q, dump, found, others, whole_record
from tests.storage.database.pages import decrypted

AUTOMATIC = Ouverture(
    structure="CCASILL",
    motif=MotifDestruction.ECHEANCE,
    regle="4 ans",
    at=datetime(2030, 11, 22, 9, tzinfo=UTC),
)
ASKED = replace(AUTOMATIC, motif=MotifDestruction.DEMANDE, agent_id=world.CLAIRE)
UNTIL = date(2031, 5, 1)
HOLD = Conservation(
    personne_id=P,
    motif=MotifConservation.LITIGE,
    until=UNTIL,
    agent_id=world.CLAIRE,
    at=world.NOW,
)


def test_an_erasure_on_request_leaves_a_number_and_counts_and_nothing_else(
    database: Database,
) -> None:
    whole_record(database)
    with database.writing() as session:
        papiers.note(session, Q, Fait.IMPRIME, on=world.TODAY, by=world.CLAIRE, pdf_hash="f00dcafe")
    assert effacement.effacer_pour_de_bon(database, P, ASKED)
    with database.reading() as session:
        (one,) = destructions.unsigned(session)
        assert effacement.is_rewritten(session)
    assert (one.numero, one.motif, one.agent_id) == (
        "2030-CCASILL-D0001",
        MotifDestruction.DEMANDE,
        world.CLAIRE,
    )
    wanted = {
        "personnes": 1,
        "entretiens": 1,
        "reponses": 1,
        "diagnostics": 1,
        "reevaluations": 1,
        "prescriptions": 1,
        "papiers": 1,
        "imprimes": 1,
        "remis": 0,
        "transmises": 0,
    }
    assert {kind: one.bilan.get(kind, 0) for kind in wanted} == wanted
    assert found(dump(database)) == []


def test_nobody_erased_leaves_no_number(database: Database) -> None:
    assert not effacement.effacer_pour_de_bon(database, P, ASKED)
    effacement.purger(database, world.DUE, proof=AUTOMATIC)
    with database.reading() as session:
        assert destructions.latest(session) == []


def test_a_purge_that_was_killed_goes_on_under_the_same_number(database: Database) -> None:
    whole_record(database)
    with database.writing() as session:
        alone = world.entretien("seul", personne_id=None)
        entretiens.keep(session, alone, due_on=world.DUE)
    answers = iter([True, False])
    effacement.purger(database, world.DUE, keep_going=lambda: next(answers), proof=AUTOMATIC)
    with database.reading() as session:
        (half,) = destructions.unsigned(session)
        assert not effacement.is_rewritten(session)
    assert (half.bilan["personnes"], half.bilan["entretiens"]) == (1, 1)
    later = replace(AUTOMATIC, at=AUTOMATIC.at + timedelta(days=1))
    effacement.purger(database, world.DUE, proof=later)
    with database.writing() as session:
        (whole,) = destructions.unsigned(session)
        assert (whole.numero, whole.bilan["entretiens"]) == (half.numero, 2)
        destructions.sign(session, whole.id, at=world.NOW, attestation=b"x", signature=b"y")
        with pytest.raises(ValueError, match="does not change"):
            destructions.sign(session, whole.id, at=world.NOW, attestation=b"z", signature=b"y")
    with database.reading() as session:
        assert destructions.unsigned(session) == []
        kept = destructions.load(session, "2030-CCASILL-D0001")
        assert kept is not None
        assert (kept.attestation, kept.signature) == (b"x", b"y")


def test_each_request_has_its_number_and_numbers_follow(database: Database) -> None:
    for number in range(2):
        with database.writing() as session:
            personnes.keep(
                session, world.personne(f"p{number}"), world.CONVENTION, due_on=world.DUE
            )
        effacement.effacer_pour_de_bon(database, PersonneId(f"p{number}"), ASKED)
    with database.reading() as session:
        assert [one.numero for one in destructions.latest(session)] == [
            "2030-CCASILL-D0002",
            "2030-CCASILL-D0001",
        ]


def test_what_the_departement_holds_is_counted(database: Database) -> None:
    whole_record(database)
    with database.writing() as session:
        decisions.receive(
            session,
            Decision(prescription_id=PR, sens=Sens.ACCEPTEE, decided_on=world.TODAY),
            received_at=world.NOW,
            due_on=world.DUE,
        )
    effacement.effacer_pour_de_bon(database, P, ASKED)
    with database.reading() as session:
        assert destructions.unsigned(session)[0].bilan["transmises"] == 1


def test_a_held_person_stays_whole_until_the_day_and_then_goes(database: Database) -> None:
    whole_record(database)
    with database.writing() as session:
        conservations.hold(session, HOLD)
    before = UNTIL - timedelta(days=1)
    assert effacement.purger(database, before).personnes == 0
    with database.reading() as session:
        assert conservations.held(session) == [HOLD]
        assert personnes.due_on(session, P) == UNTIL
    assert effacement.purger(database, UNTIL).personnes == 1
    assert found(dump(database)) == []
    with database.reading() as session:
        assert conservations.held(session) == []


def test_a_hold_reaches_what_was_written_after_it(database: Database) -> None:
    whole_record(database)
    with database.writing() as session:
        conservations.hold(session, HOLD)
        decisions.receive(
            session,
            Decision(prescription_id=PR, sens=Sens.ACCEPTEE, decided_on=world.TODAY),
            received_at=world.NOW,
            due_on=world.DUE,
        )
        conservations.apply_all(session)
    assert effacement.purger(database, UNTIL - timedelta(days=1)).prescriptions == 0


def test_lifting_a_hold_gives_the_terms_back(database: Database) -> None:
    whole_record(database)
    with database.writing() as session:
        conservations.hold(session, HOLD)
        conservations.hold(session, replace(HOLD, until=date(2031, 6, 1)))
        assert conservations.lift(session, P)
        assert not conservations.lift(session, P)
        assert personnes.due_on(session, P) == world.DUE
    assert effacement.purger(database, world.DUE).personnes == 1


def _due(database: Database) -> dict[str, date]:
    with database.reading() as session:
        return {one.objet.value: one.due_on for one in effacement.echus(session, date(2090, 1, 1))}


def test_a_shorter_rule_shortens_what_is_kept_and_a_longer_one_nothing(database: Database) -> None:
    whole_record(database)  # prescribed on 22 November 2026
    for years, due in ((10, date(2030, 11, 22)), (2, date(2028, 11, 22)), (4, date(2028, 11, 22))):
        with database.writing() as session:
            rule = RetentionRule(years=years, source="x")
            assert effacement_regles.apply_rule(session, rule, UTC)
            assert not effacement_regles.apply_rule(session, rule, UTC)
        assert set(_due(database).values()) == {due}


def test_a_shorter_rule_counts_from_the_decision(database: Database) -> None:
    whole_record(database)
    with database.writing() as session:
        decisions.receive(
            session,
            Decision(prescription_id=PR, sens=Sens.ACCEPTEE, decided_on=date(2027, 2, 1)),
            received_at=world.NOW,
            due_on=date(2031, 2, 1),
        )
        effacement_regles.apply_rule(session, RetentionRule(years=2, source="x"), UTC)
    assert set(_due(database).values()) == {date(2029, 2, 1)}


def test_an_interview_of_an_earlier_program_without_prescription_comes_to_twelve_months(
    database: Database,
) -> None:
    ended = replace(world.entretien(E, personne_id=P), etape=Etape.TERMINE)
    with database.writing() as session:
        personnes.keep(session, world.personne(P), world.CONVENTION, due_on=world.DUE)
        entretiens.keep(session, ended, due_on=world.DUE)
        effacement_regles.apply_rule(session, RetentionRule(years=4, source="x"), UTC)
    touched = ended.touched_at.date()
    assert _due(database)["entretien"] == touched.replace(year=touched.year + 1)
    assert _due(database)["personne"] == touched.replace(year=touched.year + 1)


def test_what_is_to_come_is_listed_until_a_day_and_not_what_is_due(database: Database) -> None:
    whole_record(database)
    with database.reading() as session:
        assert effacement.a_venir(session, world.TODAY, date(2030, 11, 21)) == []
        (one,) = effacement.a_venir(session, world.TODAY, date(2030, 11, 22))
    assert (one.objet, one.id, one.due_on) == (effacement.Objet.PERSONNE, P, date(2030, 11, 22))


@pytest.mark.parametrize("batches", [1, 2, 3, 5, 8])
@pytest.mark.long
def test_a_killed_purge_is_gone_on_with_and_proves_everybody_once(
    tmp_path: Path, batches: int
) -> None:
    path = tmp_path / "passerelle.db"
    database = create_database(path, world.KEY, today=lambda: world.TODAY)
    with database.writing() as session:
        agents.keep(session, world.AGENT_CLAIRE, today=world.TODAY)
        agents.keep(session, replace(world.AGENT_CLAIRE, id=world.PAUL), today=world.TODAY)
    whole_record(database)
    others(database, 60)
    database.close()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.database.purging", str(path)],
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(batches)]
        process.kill()
    assert said[0] == "batch\n"
    database = open_database(path, world.KEY, today=lambda: world.DUE)
    effacement.purger(database, world.DUE, proof=AUTOMATIC)
    with database.reading() as session:
        (proof,) = destructions.latest(session)
        assert (proof.bilan["personnes"], proof.bilan["entretiens"]) == (61, 61)
        assert effacement.is_rewritten(session)
    assert found(dump(database)) == []
    assert found(decrypted(path, world.KEY)) == []
    database.close()
