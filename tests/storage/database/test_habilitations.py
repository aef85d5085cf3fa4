import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from app.domain.habilitation import Role
from app.storage import agents, cipher, evenements, habilitations
from app.storage.database import Database, open_database
from app.storage.habilitations import Habilitation
from app.storage.tables.habilitations import HabilitationRow
from tests.storage.database import world

VINTAGE = Path(__file__).parents[1] / "vintage"
BOTH = {Role.REFERENT, Role.PRESCRIPTEUR}


def test_roles_are_given_and_taken_and_their_history_stays(database: Database) -> None:
    later = world.NOW + timedelta(days=1)
    with database.writing() as session:
        habilitations.put(session, world.CLAIRE, BOTH, at=world.NOW, by=None)
        habilitations.put(session, world.PAUL, {Role.PRESCRIPTEUR}, at=world.NOW, by=world.CLAIRE)
        habilitations.put(session, world.PAUL, {Role.REFERENT}, at=later, by=world.CLAIRE)
    with database.reading() as session:
        assert habilitations.of(session, world.CLAIRE) == BOTH
        assert habilitations.of(session, world.PAUL) == {Role.REFERENT}
        assert habilitations.holders(session, Role.REFERENT) == [world.CLAIRE, world.PAUL]
        assert habilitations.holders(session, Role.PRESCRIPTEUR) == [world.CLAIRE]
        noted = [(one.kind, one.detail) for one in evenements.of(session, world.PAUL)]
        kept = habilitations.history(session)
    assert noted == [
        ("role_donne", "prescripteur"),
        ("role_retire", "prescripteur"),
        ("role_donne", "referent"),
    ]
    assert kept[2] == Habilitation(
        agent_id=world.PAUL,
        role=Role.PRESCRIPTEUR,
        given_at=world.NOW,
        given_by=world.CLAIRE,
        ended_at=later,
    )


def test_the_same_roles_again_change_nothing(database: Database) -> None:
    with database.writing() as session:
        for _ in range(2):
            habilitations.put(session, world.CLAIRE, BOTH, at=world.NOW, by=None)
        assert len(habilitations.history(session)) == 2


def test_somebody_who_left_is_nobodys_referent(database: Database) -> None:
    with database.writing() as session:
        habilitations.put(session, world.CLAIRE, BOTH, at=world.NOW, by=None)
        agents.remove(session, world.CLAIRE, today=world.TODAY)
        assert habilitations.holders(session, Role.REFERENT) == []


def test_the_database_itself_refuses_a_role_held_twice(database: Database) -> None:
    def row() -> HabilitationRow:
        return HabilitationRow(agent_id=world.PAUL, role="referent", given_at=world.NOW)

    with database.writing() as session:
        session.add_all([row(), row()])
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()


def test_a_laptop_made_before_roles_has_its_first_agent_present_as_referent(
    tmp_path: Path,
) -> None:
    """Claire came first and has left; Bruno and Zoé came the same day, Bruno before her."""
    path = tmp_path / "passerelle.db"
    shutil.copy(VINTAGE / "0007.db", path)
    raw = cipher.connect(path, world.KEY)
    raw.execute("UPDATE agents SET created_on = '2026-01-01', removed_on = '2026-11-22'")
    for agent_id, day in (("chloe", "2026-03-02"), ("bruno", "2026-03-01"), ("zoe", "2026-03-01")):
        raw.execute(
            "INSERT INTO agents (id, prenom, nom, fonction, created_on) VALUES (?, '', '', '', ?)",
            (agent_id, day),
        )
    raw.close()
    database = open_database(path, world.KEY, today=lambda: world.TODAY)
    with database.reading() as session:
        given = [(one.agent_id, one.role, one.given_at) for one in habilitations.history(session)]
    database.close()
    first = datetime(2026, 3, 1, tzinfo=UTC)
    assert given == [
        ("bruno", Role.REFERENT, first),
        ("bruno", Role.PRESCRIPTEUR, first),
        ("zoe", Role.PRESCRIPTEUR, first),
        ("chloe", Role.PRESCRIPTEUR, first + timedelta(days=1)),
    ]
