from datetime import UTC, date, datetime

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.storage import (
    agents,
    effacement,
    entretiens,
    evenements,
    journal,
    journal_sceaux,
    personnes,
    prescriptions,
)
from app.storage.database import Database
from app.storage.evenements import Evenement
from app.storage.journal import Entree
from app.storage.journal_sceaux import Etat, Mois
from tests.storage.database import world

KEY = Ed25519PrivateKey.generate()
PUBLIC = KEY.public_key().public_bytes_raw()
SEPTEMBER = datetime(2026, 9, 3, 8, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 7, 8, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 22, 9, tzinfo=UTC)


def _holds(public: bytes, signature: bytes, words: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, words)
    except (InvalidSignature, ValueError):
        return False
    return True


def _note(session: Session, at: datetime, kind: str = "consultation", subject: str = "p1") -> None:
    entree = Entree(at=at, kind=kind, agent_id=world.CLAIRE)
    journal.append(session, entree, subject_id=subject)


def _seal(session: Session, now: datetime) -> int:
    return journal_sceaux.seal(session, KEY.sign, PUBLIC, now=now)


def _states(database: Database) -> list[tuple[str, Etat, int]]:
    with database.reading() as session:
        found = journal_sceaux.verify(session, _holds, PUBLIC)
    return [(one.segment, one.etat, one.rang) for one in found]


@pytest.fixture
def three_months(database: Database) -> Database:
    """Two entries in September, three in October (both sealed), one in November."""
    with database.writing() as session:
        for at in (SEPTEMBER, SEPTEMBER, OCTOBER, OCTOBER, OCTOBER, NOVEMBER):
            _note(session, at)
        assert _seal(session, NOVEMBER) == 2
    return database


def _tamper(database: Database, statement: str) -> None:
    with database.writing() as session:
        session.execute(text(statement))


def test_a_whole_journal_is_whole(three_months: Database) -> None:
    with three_months.reading() as session:
        assert journal_sceaux.verify(session, _holds, PUBLIC) == [
            Mois(segment="2026-09", entrees=2, etat=Etat.SCELLE),
            Mois(segment="2026-10", entrees=3, etat=Etat.SCELLE),
            Mois(segment="2026-11", entrees=1, etat=Etat.OUVERT),
        ]


@pytest.mark.parametrize(
    "change",
    [
        "agent_id = 'autre'",
        "kind = 'autre'",
        "detail = 'autre'",
        "pseudonyme = 'autre'",
        "at = '2026-10-07T08:00:01.000000+00:00'",
        "empreinte = '00'",
    ],
)
def test_every_field_of_an_entry_is_held_by_the_chain(three_months: Database, change: str) -> None:
    _tamper(three_months, f"UPDATE journal SET {change} WHERE segment='2026-10' AND rang=2")  # noqa: S608 -- the cases above
    assert _states(three_months)[1] == ("2026-10", Etat.ENTREE, 2)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("DELETE FROM journal WHERE segment='2026-10' AND rang=2", (Etat.MANQUE, 2)),
        ("DELETE FROM journal WHERE segment='2026-10' AND rang=3", (Etat.MANQUE, 3)),
        ("DELETE FROM journal WHERE segment='2026-10'", (Etat.MANQUE, 1)),
        ("UPDATE journal_segments SET nombre=2 WHERE segment='2026-10'", (Etat.SCEAU, 0)),
        ("UPDATE journal_segments SET signature=x'00' WHERE segment='2026-10'", (Etat.SCEAU, 0)),
        ("DELETE FROM journal_segments WHERE segment='2026-09'", (Etat.SUITE, 0)),
    ],
)
def test_what_is_taken_out_is_seen(
    three_months: Database, change: str, expected: tuple[Etat, int]
) -> None:
    _tamper(three_months, change)
    october = next(one for one in _states(three_months) if one[0] == "2026-10")
    assert october[1:] == expected


def test_the_last_entry_of_the_month_under_way_cannot_go_unseen(three_months: Database) -> None:
    _tamper(three_months, "DELETE FROM journal WHERE segment='2026-11'")
    assert _states(three_months)[2] == ("2026-11", Etat.MANQUE, 1)


def test_entries_of_a_month_that_nobody_opened_are_seen(three_months: Database) -> None:
    _tamper(three_months, "UPDATE journal SET segment='2027-01' WHERE segment='2026-11'")
    assert _states(three_months)[-1] == ("2027-01", Etat.MANQUE, 0)


def test_a_month_sealed_by_another_key_is_told_apart(three_months: Database) -> None:
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    with three_months.reading() as session:
        found = journal_sceaux.verify(session, _holds, other)
    assert [one.etat for one in found] == [Etat.AUTRE_CLE, Etat.AUTRE_CLE, Etat.OUVERT]


def test_an_old_month_goes_at_its_time_and_the_rest_still_verifies(three_months: Database) -> None:
    with three_months.writing() as session:
        assert journal_sceaux.let_go(session, date(2027, 8, 31)) == 0
        assert journal_sceaux.let_go(session, date(2027, 9, 1)) == 1
        assert journal_sceaux.let_go(session, date(2027, 9, 1)) == 0
        assert journal.count(session) == 4
    assert [state for _, state, _ in _states(three_months)] == [
        Etat.RETIRE,
        Etat.SCELLE,
        Etat.OUVERT,
    ]


def test_a_month_that_is_not_sealed_does_not_go(database: Database) -> None:
    with database.writing() as session:
        _note(session, SEPTEMBER)
        assert journal_sceaux.let_go(session, date(2030, 1, 1)) == 0


def test_a_clock_before_the_seal_writes_after_it(three_months: Database) -> None:
    with three_months.writing() as session:
        _note(session, OCTOBER, kind="tardive")
    assert [state for _, state, _ in _states(three_months)] == [
        Etat.SCELLE,
        Etat.SCELLE,
        Etat.OUVERT,
    ]


def test_what_happens_to_a_record_is_in_the_journal_under_its_pseudonym(
    database: Database,
) -> None:
    with database.writing() as session:
        event = Evenement(kind="corrigee", detail="nom", at=NOVEMBER, agent_id=world.CLAIRE)
        evenements.note(session, "dossier-1", event)
        evenements.note(session, "dossier-2", event)
        evenements.note(session, "dossier-1", event)
        found = journal.entries(session)
    assert [(one.kind, one.detail, one.agent_id) for one in found] == [
        ("corrigee", "nom", world.CLAIRE)
    ] * 3
    assert found[0].pseudonyme == found[2].pseudonyme != found[1].pseudonyme
    assert len(found[0].pseudonyme) == 16
    assert "dossier" not in found[0].pseudonyme


def test_an_erased_record_leaves_entries_about_nobody(database: Database) -> None:
    personne_id = world.personne().id
    with database.writing() as session:
        agents.keep(session, world.AGENT_CLAIRE, today=world.TODAY)
        personnes.keep(session, world.personne(), world.CONVENTION, due_on=world.DUE)
        entretiens.keep(session, world.entretien(), due_on=world.DUE)
        prescriptions.keep(session, world.prescription(), world.CONVENTION, at=world.NOW)
        _note(session, NOVEMBER, subject=personne_id)
        before = journal.count(session)
        effacement.effacer_personne(session, personne_id)
        left = session.execute(text("SELECT subject_id FROM journal_pseudonymes")).all()
        assert journal.count(session) == before
    assert (personne_id,) not in left
    assert (world.prescription().id,) not in left
    assert [state for _, state, _ in _states(database)] == [Etat.OUVERT]


@pytest.mark.parametrize("word", ["Lefèvre", "12 rue", "a" * 41, "é"])
def test_no_word_of_a_person_can_slip_into_the_journal(word: str) -> None:
    with pytest.raises(ValueError, match="codes only"):
        Entree(at=NOVEMBER, kind="corrigee", detail=word)
