import random
import uuid
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.identifiers import EntretienId
from app.domain.prescription import Decision, Sens, Suivi
from app.storage import (
    acces,
    decisions,
    effacement,
    entretiens,
    indicateurs,
    outbox,
    personnes,
    prescriptions,
    rapports,
    reponses,
)
from app.storage.database import Database
from app.storage.effacement import Echu, Objet, Purge
from app.storage.outbox import KindEnvoi
from tests.storage.database import world
from tests.storage.database.canary import (
    PR,
    SECRETS,
    E,
    P,
    dump,
    found,
    others,
    raw,
    whole_record,
)
from tests.storage.database.pages import decrypted


def test_the_search_finds_every_secret_before_the_erasure(database: Database) -> None:
    """Without this the tests below would pass on a search that finds nothing."""
    whole_record(database)
    assert set(found(decrypted(database.path, world.KEY))) == set(SECRETS) - {"message-secret"}
    assert len(found(dump(database))) == len(SECRETS) - 1


@pytest.mark.parametrize("sent", [False, True], ids=["unsent", "decided"])
def test_nothing_of_an_erased_person_is_left_in_rows_pages_or_files(
    database: Database, tmp_path: Path, *, sent: bool
) -> None:
    others(database, 40)
    whole_record(database)
    others(database, 60)
    if sent:
        _decide(database)
    assert effacement.effacer_pour_de_bon(database, P)
    assert found(dump(database)) == []
    assert found(decrypted(database.path, world.KEY)) == []
    database.close()
    assert found(decrypted(database.path, world.KEY)) == []
    assert found(raw(tmp_path)) == []


def _decide(database: Database) -> None:
    with database.writing() as session:
        decisions.receive(
            session,
            Decision(
                prescription_id=PR,
                sens=Sens.REFUSEE,
                decided_on=world.TODAY,
                motif="hors_public",
                message="message-secret",
            ),
            received_at=world.NOW,
            due_on=world.DUE,
        )


def test_what_the_departement_may_hold_leaves_a_nameless_withdrawal(database: Database) -> None:
    whole_record(database)
    with database.writing() as session:
        effacement.effacer_personne(session, P)
    with database.reading() as session:
        (envoi,) = outbox.to_send(session)
    assert (envoi.id, envoi.kind, envoi.payload) == (PR, KindEnvoi.RETRAIT, "{}")


@pytest.mark.parametrize("ending", [Suivi.DECIDEE, Suivi.ANNULEE])
def test_what_was_decided_or_undone_leaves_nothing_to_send(
    database: Database, ending: Suivi
) -> None:
    whole_record(database)
    if ending is Suivi.DECIDEE:
        _decide(database)
    else:
        with database.writing() as session:
            prescriptions.annuler(session, PR, at=world.NOW, agent_id=world.CLAIRE)
    with database.writing() as session:
        effacement.effacer_personne(session, P)
        assert outbox.of_item(session, PR) == []


def test_the_counters_and_the_other_journals_stay(database: Database) -> None:
    whole_record(database)
    with database.writing() as session:
        effacement.effacer_personne(session, P)
    with database.reading() as session:
        (fait,) = indicateurs.exact_by_month(session)["2026-11"]
        assert fait == ("service", "assistance")
        assert [(one.agent_id, one.personne_id) for one in acces.latest(session)] == [
            (world.PAUL, None)
        ]
        assert rapports.latest(session)[0].items[0].item_id == ""


def test_erasing_somebody_unknown_says_so(database: Database) -> None:
    with database.writing() as session:
        assert not effacement.effacer_personne(session, P)
        assert not effacement.effacer_entretien(session, E)


def test_the_erased_person_is_not_in_the_way_of_the_same_id(database: Database) -> None:
    whole_record(database)
    with database.writing() as session:
        effacement.effacer_personne(session, P)
    with database.writing() as session:
        personnes.keep(session, world.personne(P), world.CONVENTION, due_on=world.DUE)


def test_an_interview_without_a_prescription_is_erased_alone(database: Database) -> None:
    with database.writing() as session:
        personnes.keep(session, world.personne(), world.CONVENTION, due_on=world.DUE)
        entretiens.keep(session, world.entretien(E), due_on=world.DUE)
        reponses.keep(session, E, "/data/A1", "x")
        assert effacement.effacer_entretien(session, E)
        assert entretiens.load(session, E) is None
        assert personnes.count(session) == 1


def test_an_interview_that_led_to_a_prescription_is_not_erased_alone(database: Database) -> None:
    whole_record(database)
    with database.writing() as session, pytest.raises(ValueError, match="prescription"):
        effacement.effacer_entretien(session, E)


def test_a_purge_erases_what_is_due_that_day_and_nothing_else(database: Database) -> None:
    whole_record(database)
    with database.writing() as session:
        later = world.DUE + timedelta(days=1)
        personnes.keep(session, world.personne(), world.CONVENTION, due_on=later)
    before = world.DUE - timedelta(days=1)
    assert effacement.purger(database, before) == Purge(
        personnes=0, entretiens=0, prescriptions=0, complete=True
    )
    with database.reading() as session:
        assert effacement.echus(session, world.DUE) == [
            Echu(objet=Objet.PRESCRIPTION, id=PR, due_on=date(2030, 11, 22)),
            Echu(objet=Objet.ENTRETIEN, id=E, due_on=date(2030, 11, 22)),
            Echu(objet=Objet.PERSONNE, id=P, due_on=date(2030, 11, 22)),
        ]
    assert effacement.purger(database, world.DUE) == Purge(
        personnes=1, entretiens=1, prescriptions=1, complete=True
    )
    with database.reading() as session:
        assert [one.id for one in personnes.search(session, "")] == ["personne-1"]


def test_a_purge_that_was_stopped_goes_on_where_it_was(database: Database) -> None:
    whole_record(database)
    with database.writing() as session:
        alone = world.entretien("seul", personne_id=None)
        entretiens.keep(session, alone, due_on=world.DUE)
    asked = count()
    stopped = effacement.purger(database, world.DUE, keep_going=lambda: next(asked) < 1)
    assert stopped == Purge(personnes=1, entretiens=1, prescriptions=1, complete=False)
    assert effacement.purger(database, world.DUE) == Purge(
        personnes=0, entretiens=1, prescriptions=0, complete=True
    )


def test_an_old_prescription_goes_before_its_person(database: Database) -> None:
    whole_record(database)
    later = world.DUE + timedelta(days=400)
    with database.writing() as session:
        entretiens.keep(session, world.entretien("recent", personne_id=P), due_on=later)
        newer = replace(
            world.prescription(
                "recente", reference="2027-X-0001", personne_id=P, entretien_id="recent"
            ),
            earlier=PR,
            prescribed_on=date(2027, 12, 27),
        )
        prescriptions.keep(session, newer, world.CONVENTION, at=world.NOW)
    effacement.purger(database, world.DUE)
    with database.reading() as session:
        assert personnes.load(session, P) is not None
        (left,) = prescriptions.of_personne(session, P)
        assert (left.prescription.id, left.prescription.earlier) == ("recente", None)


@pytest.mark.parametrize("seed", [1, 17])
def test_copies_that_split_pages_left_go_with_the_purge(database: Database, seed: int) -> None:
    """With these seeds `secure_delete` alone leaves answers in unused space of the pages."""
    chance = random.Random(seed)  # noqa: S311 - a fixed draw
    with database.writing() as session:
        personnes.keep(session, world.personne(), world.CONVENTION, due_on=world.DUE)
        for _ in range(60):
            id_ = EntretienId(str(uuid.UUID(int=chance.getrandbits(128))))
            leaves = chance.random() < 0.5
            due_on = world.TODAY if leaves else world.DUE
            entretiens.keep(session, world.entretien(id_), due_on=due_on)
            for question in range(12):
                text_ = "canari" if leaves else "reste-"
                answer = text_ + "y" * chance.randrange(200)
                reponses.keep(session, id_, f"/data/{question}", answer)
    purge = effacement.purger(database, world.TODAY)
    pages = decrypted(database.path, world.KEY)
    assert purge.entretiens > 20
    assert b"reste-" in pages
    assert b"canari" not in pages


def test_nothing_goes_early_when_a_prescription_still_needs_it(database: Database) -> None:
    whole_record(database)
    with database.writing() as session:
        entretiens.keep(session, world.entretien(E, personne_id=P), due_on=world.TODAY)
        assert effacement.echus(session, world.DUE - timedelta(days=1)) == []
        for table in ("personnes", "entretiens"):  # as a fault of the program might leave them
            session.execute(text(f"UPDATE {table} SET due_on = '2026-11-22'"))  # noqa: S608
    before = world.DUE - timedelta(days=1)
    assert effacement.purger(database, before) == Purge(
        personnes=0, entretiens=0, prescriptions=0, complete=True
    )
    assert effacement.purger(database, world.DUE) == Purge(
        personnes=1, entretiens=1, prescriptions=1, complete=True
    )
