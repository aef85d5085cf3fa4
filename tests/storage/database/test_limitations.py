"""A limited record stays as it is, whatever the program tries; it can be read and erased."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.droits import MotifLimitation
from app.domain.entretien import Etape
from app.domain.identifiers import EntretienId, PapierId, PersonneId, PrescriptionId
from app.domain.papier import Fait
from app.domain.prescription import Suivi
from app.storage import (
    effacement,
    entretiens,
    limitations,
    outbox,
    papiers,
    personnes,
    prescriptions,
    reponses,
)
from app.storage.database import Database
from app.storage.failures import LimitedRecordError
from app.storage.limitations import Limitation
from app.storage.papiers import Papier
from app.storage.tables.dossiers import PapierRow
from tests.storage.database import sending, world

MARIE = world.personne()
LIMITED = Limitation(
    personne_id=MARIE.id,
    motif=MotifLimitation.EXACTITUDE,
    agent_id=world.AGENT_CLAIRE.id,
    at=world.NOW,
)

PAPIER = Papier(
    id=PapierId("feuille"),
    kind="feuille",
    wanted_on=world.TODAY,
    entretien_id=world.entretien().id,
)


@pytest.fixture
def limited(queued: Database) -> Database:
    """A person with an interview, an answer and a queued prescription, limited."""
    with queued.writing() as session:
        reponses.keep(session, world.entretien().id, "/data/A1", "oui")
        papiers.keep(session, PAPIER, due_on=world.DUE)
        limitations.limit(session, LIMITED)
    return queued


def corrected(session: Session) -> None:
    personnes.keep(session, replace(MARIE, nom="Autre"), world.CONVENTION, due_on=world.DUE)


def answered(session: Session) -> None:
    reponses.keep(session, world.entretien().id, "/data/A2", "oui")


def answered_again(session: Session) -> None:
    reponses.keep(session, world.entretien().id, "/data/A1", ["tablette"])


def moved_on(session: Session) -> None:
    moved = replace(world.entretien(), etape=Etape.NOTICE)
    entretiens.keep(session, moved, due_on=world.DUE)


def received_again(session: Session) -> None:
    again = replace(world.entretien(), id=EntretienId("neuf"))
    entretiens.keep(session, again, due_on=world.DUE)


def prescribed_again(session: Session) -> None:
    again = replace(world.prescription(), id=PrescriptionId("neuve"), reference="2026-X-0099")
    prescriptions.keep(session, again, world.CONVENTION, at=world.NOW)


def queued_again(session: Session) -> None:
    outbox.queue(session, sending.ID, payload="{}", revision=2)


def handed_over(session: Session) -> None:
    session.execute(text("UPDATE envois SET state = :sent"), {"sent": Suivi.REMISE.value})


def followed(session: Session) -> None:
    session.execute(text("UPDATE prescriptions SET suivi = :sent"), {"sent": Suivi.REMISE.value})


def annulled(session: Session) -> None:
    prescriptions.annuler(session, sending.ID, at=world.NOW, agent_id=world.CLAIRE)


def withdrawn(session: Session) -> None:
    session.execute(text("UPDATE prescriptions SET suivi = :gone"), {"gone": Suivi.RETIREE.value})


def wanted(session: Session) -> None:
    papier = Papier(
        id=PapierId("neuf"),
        kind="lettre",
        wanted_on=world.TODAY,
        prescription_id=sending.ID,
    )
    papiers.keep(session, papier, due_on=world.DUE)


def printed(session: Session) -> None:
    papiers.note(
        session, PAPIER.id, Fait.IMPRIME, on=world.TODAY, by=world.CLAIRE, pdf_hash="a" * 64
    )


def signed(session: Session) -> None:
    papiers.note(session, PAPIER.id, Fait.SIGNE, on=world.TODAY, by=world.CLAIRE)


def handed(session: Session) -> None:
    papiers.note(session, PAPIER.id, Fait.REMIS, on=world.TODAY, by=world.CLAIRE)


def wanted_again(session: Session) -> None:
    session.execute(text("UPDATE papiers SET wanted_on = '2026-12-24'"))


@pytest.mark.parametrize(
    "attempt",
    [
        corrected, answered, answered_again, moved_on, received_again, prescribed_again,
        queued_again, handed_over, followed, annulled, withdrawn, wanted, printed, signed, handed,
        wanted_again,
    ],
)  # fmt: skip
def test_the_database_itself_refuses_to_use_a_limited_record(
    limited: Database, attempt: Callable[[Session], None]
) -> None:
    with pytest.raises(LimitedRecordError), limited.writing() as session:
        attempt(session)
    with limited.writing() as session:
        assert limitations.lift(session, MARIE.id) is True
    with limited.writing() as session:
        attempt(session)


def test_a_limited_record_is_read_and_says_why(limited: Database) -> None:
    with limited.reading() as session:
        assert personnes.load(session, MARIE.id) == MARIE
        assert limitations.of(session, MARIE.id) == LIMITED
        assert limitations.limited(session) == [MARIE.id]
        assert limitations.of(session, PersonneId("autre")) is None


def test_nothing_of_a_limited_record_is_sent_and_the_rest_is(limited: Database) -> None:
    with limited.writing() as session:
        outbox.queue(session, "autre", payload="{}")
    with limited.reading() as session:
        assert [envoi.id for envoi in outbox.to_send(session)] == ["autre"]
        waiting = outbox.waiting(session)
        assert (waiting.preparees, waiting.retenues, waiting.total) == (1, 1, 2)
        (held,) = outbox.of_item(session, sending.ID)
    with limited.writing() as session:
        assert outbox.advance(session, held, Suivi.REMISE, at=world.NOW) is False
    with limited.writing() as session:
        limitations.lift(session, MARIE.id)
        assert outbox.advance(session, held, Suivi.REMISE, at=world.NOW) is True


def test_a_limited_record_can_be_erased_with_its_limitation(limited: Database) -> None:
    assert effacement.effacer_pour_de_bon(limited, MARIE.id)
    with limited.reading() as session:
        assert limitations.limited(session) == []


def test_the_term_of_a_limited_record_still_moves_its_papers(limited: Database) -> None:
    later = world.DUE.replace(year=world.DUE.year + 1)
    with limited.writing() as session:
        papiers.keep(session, PAPIER, due_on=later)
    with limited.reading() as session:
        assert session.get_one(PapierRow, PAPIER.id).due_on == later


def test_a_limited_record_is_refused_to_who_would_use_it(limited: Database) -> None:
    with limited.reading() as session:
        limitations.refuse_limited(session, None)
        limitations.refuse_limited(session, PersonneId("autre"))
        with pytest.raises(LimitedRecordError):
            limitations.refuse_limited(session, MARIE.id)
