from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.prescription import Decision, Sens, Suivi
from app.storage import (
    decisions,
    evenements,
    outbox,
    personnes,
    prescriptions,
    rapports,
)
from app.storage.database import Database
from app.storage.decisions import Accueil
from app.storage.evenements import Evenement
from app.storage.rapports import EtatRapport, IssueItem
from tests.storage.database import world
from tests.storage.database.sending import ID, advance, suivi
from tests.storage.database.world import personne

ACCEPTED = Decision(prescription_id=ID, sens=Sens.ACCEPTEE, decided_on=date(2026, 12, 1))


def test_a_decision_ends_the_way_and_starts_the_four_years(queued: Database) -> None:
    advance(queued, Suivi.REMISE, Suivi.ACCUSEE)
    with queued.writing() as session:
        accueil = decisions.receive(
            session, ACCEPTED, received_at=world.NOW, due_on=date(2030, 12, 1)
        )
    assert accueil is Accueil.NOUVELLE
    assert suivi(queued) is Suivi.DECIDEE
    with queued.reading() as session:
        found = prescriptions.load(session, ID)
        assert found is not None
        assert found.decision == ACCEPTED
        assert outbox.of_item(session, ID) == []  # the payload stays until the decision
        assert personnes.due_on(session, personne().id) == date(2030, 12, 1)


def test_a_decision_received_twice_changes_nothing(queued: Database) -> None:
    refused = replace(ACCEPTED, sens=Sens.REFUSEE, motif="hors_public")
    outcomes: list[Accueil] = []
    for decision in (ACCEPTED, ACCEPTED, refused, refused):
        with queued.writing() as session:
            outcomes.append(
                decisions.receive(session, decision, received_at=world.NOW, due_on=world.DUE)
            )
    assert outcomes == [
        Accueil.NOUVELLE,
        Accueil.DEJA_CONNUE,
        Accueil.REMPLACEE,
        Accueil.DEJA_CONNUE,
    ]
    with queued.reading() as session:
        assert decisions.load(session, ID) == refused
        assert [event.kind for event in evenements.of(session, ID)] == [
            "prescrite",
            "acceptee",
            "refusee",
        ]


def test_a_decision_for_nobody_here_is_counted_and_ignored(database: Database) -> None:
    with database.writing() as session:
        accueils = [
            decisions.receive(session, ACCEPTED, received_at=world.NOW, due_on=world.DUE)
            for _ in range(2)
        ]
        decisions.keep_cursor(session, "seq-42")
    assert accueils == [Accueil.INCONNUE, Accueil.INCONNUE]
    with database.reading() as session:
        assert decisions.unknown(session) == 2
        assert decisions.cursor(session) == "seq-42"
        assert decisions.load(session, ID) is None


def test_the_history_takes_codes_and_never_a_name() -> None:
    Evenement(kind="corrigee", at=world.NOW, detail="adresse")
    for text in ("Lefèvre", "12 rue", "1950-01-01", "née Martin"):
        with pytest.raises(ValueError, match="codes only"):
            Evenement(kind="corrigee", at=world.NOW, detail=text)


def test_a_report_is_interrupted_until_it_says_otherwise(database: Database) -> None:
    with database.writing() as session:
        number = rapports.start(session, at=world.NOW, agent_id=world.CLAIRE)
    with database.writing() as session:
        rapports.note(session, number, ID, "accusee")
        rapports.note_decisions(session, number, 2)
    with database.reading() as session:
        (report,) = rapports.latest(session)
        assert (report.state, report.finished_at) == (EtatRapport.INTERROMPUE, None)
        assert rapports.last_success(session) is None
    end = world.NOW + timedelta(seconds=9)
    with database.writing() as session:
        rapports.finish(session, number, EtatRapport.PARTIELLE, at=end)
        rapports.start(session, at=end)
    with database.reading() as session:
        newest, report = rapports.latest(session)
        assert newest.state is EtatRapport.INTERROMPUE
        assert (report.state, report.decisions) == (EtatRapport.PARTIELLE, 2)
        assert report.items == (IssueItem(item_id=ID, code="accusee"),)
        assert rapports.last_success(session) == end
