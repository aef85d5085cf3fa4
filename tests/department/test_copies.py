"""Backups, restores and moves: whole, sealed, the same on SQLite and on PostgreSQL."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from app.department.copies import backup, folder, moving, restoring, rows
from app.department.database.actors import AccountRow, DeviceRow, JournalRow, ServiceRow
from app.department.database.agents import Role
from app.department.database.base import Base
from app.department.database.engine import open_database
from app.department.database.prescriptions import PrescriptionRow
from app.department.database.upgrade import upgrade
from app.department.failures import CopyError, NewerDatabaseError, WrongKeyError
from app.department.keys import make_keys
from app.department.records import accounts, agents
from app.department.records.journal import OPERATOR, Action, note
from app.department.retention import conservation, daily, ledger
from app.department.retention.ledger import Ledger
from tests.department.keeping import decided, received, with_terms
from tests.department.support import AGENT, NOON, PASSWORD, Departement, Laptop

pytestmark = pytest.mark.anyio


@pytest.fixture
async def laptop(departement: Departement) -> Laptop:
    made = departement.laptop()
    await made.activate(departement.code())
    return made


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, departement: Departement, tmp_path: Path) -> str:
    """The address of an empty database of the other kind."""
    if departement.service.database.engine.dialect.name == "postgresql":
        return f"sqlite:///{tmp_path / 'ailleurs.db'}"
    address: str = request.getfixturevalue("empty_postgresql")
    return address


def saved(departement: Departement, file: Path) -> Path:
    service = departement.service
    backup.write(file, engine=service.database.engine, keys=service.keys, key_file="{}", now=NOON)
    return file


def content(url: str) -> rows.Sums:
    database = open_database(url)
    with rows.one_moment(database.engine) as connection:
        found = rows.sums_of(connection)
    database.close()
    return found


def put_back(departement: Departement, file: Path, url: str, known: Ledger | None = None) -> None:
    restoring.restore(
        file,
        url,
        keys=departement.service.keys,
        ledger=known or Ledger(),
        now=departement.clock.now(),
        today=departement.clock.today(),
    )


async def test_a_backup_comes_back_whole_on_the_other_database(
    departement: Departement, laptop: Laptop, elsewhere: str, tmp_path: Path
) -> None:
    ids = [await received(laptop, f"Nom{number}", number=number) for number in range(3)]
    decided(departement, ids[1], "Bonne « route » \U0001f697")
    file = saved(departement, tmp_path / "une.sauvegarde")
    before = content(departement.service.settings.url)
    put_back(departement, file, elsewhere)
    after = content(elsewhere)
    changed = {name for name in before if before[name] != after[name]}
    # The epoch, that somebody put it back, and that agents renew what opened the console then.
    assert changed == {"service", "journal", "account", "recovery_code"}
    database = open_database(elsewhere)
    upgrade(database, now=NOON)
    with database.writing() as session:  # numbers go on after those that came with their rows
        note(session, at=NOON, actor=OPERATOR, action=Action.EXPORT)
        session.flush()
        highest = session.scalar(select(func.max(JournalRow.id)))
        assert (
            session.scalar(select(JournalRow.id).where(JournalRow.action == Action.EXPORT))
            == highest
        )
    database.close()


async def test_every_table_of_the_code_is_copied(departement: Departement) -> None:
    with rows.one_moment(departement.service.database.engine) as connection:
        names = {table.name for table in rows.tables_of(connection)}
    assert names == set(Base.metadata.tables)


async def test_a_backup_names_nobody_and_opens_with_its_own_keys_alone(
    departement: Departement, laptop: Laptop, tmp_path: Path
) -> None:
    await received(laptop, "Zwingelstein")
    file = saved(departement, tmp_path / "une.sauvegarde")
    raw = file.read_bytes().lower()
    assert not [one for one in (b"zwingelstein", b"tilleuls", b"camille") if one in raw]
    assert backup.verify(file, departement.service.keys)["prescription"][0] == 1
    with pytest.raises(WrongKeyError):
        backup.verify(file, make_keys(NOON))


def cut(raw: bytearray) -> None:
    del raw[-1]


def cut_in_half(raw: bytearray) -> None:
    del raw[len(raw) // 2 :]


def flip_the_end(raw: bytearray) -> None:
    raw[-1] ^= 1


def flip_the_date(raw: bytearray) -> None:
    at = raw.index(b"2026-03-03")
    raw[at + 3] = ord("7")


def add_a_piece(raw: bytearray) -> None:
    raw += (16).to_bytes(4) + bytes(16)


def another_format(raw: bytearray) -> None:
    raw[30] = ord("9")


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "spoil", [cut, cut_in_half, flip_the_end, flip_the_date, add_a_piece, another_format]
)
async def test_a_spoilt_backup_restores_nothing(
    departement: Departement,
    laptop: Laptop,
    tmp_path: Path,
    spoil: Callable[[bytearray], None],
) -> None:
    await received(laptop, "Weber")
    file = saved(departement, tmp_path / "une.sauvegarde")
    raw = bytearray(file.read_bytes())
    spoil(raw)
    file.write_bytes(raw)
    url = f"sqlite:///{tmp_path / 'ailleurs.db'}"
    with pytest.raises(CopyError):
        put_back(departement, file, url)
    database = open_database(url)
    with database.engine.begin() as connection:
        restoring.refuse_what_is_not_empty(connection)
    database.close()


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_what_was_erased_or_revoked_since_does_not_come_back(
    departement: Departement, laptop: Laptop, tmp_path: Path
) -> None:
    elsewhere = f"sqlite:///{tmp_path / 'ailleurs.db'}"
    gone = await received(laptop, "Partie", number=1)
    kept = await received(laptop, "Restée", number=2)
    file = saved(departement, tmp_path / "une.sauvegarde")
    service = departement.service
    withdrawal = {"kind": "withdrawal", "reference": "2026-CCASILL-0001"}
    await laptop.push(laptop.item(withdrawal, id_=gone, revision=2))
    with service.database.writing() as session:
        session.execute(update(DeviceRow).values(revoked_at=NOON))
        known = ledger.of_database(session)
    ledger.write(tmp_path, known, service.keys, NOON)
    assert ledger.read(tmp_path, make_keys(NOON)) == Ledger()  # anybody could have written it
    put_back(departement, file, elsewhere, ledger.read(tmp_path, service.keys))
    database = open_database(elsewhere)
    with database.reading() as session:
        found = {row.id: row.etat for row in session.scalars(select(PrescriptionRow))}
        assert found == {gone: "effacee", kept: "a_decider"}
        assert session.scalars(select(DeviceRow.revoked_at)).all() != [None]
        assert session.get_one(ServiceRow, 1).epoch != epoch(departement)
    database.close()


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_who_was_shut_out_since_does_not_come_back_in_and_no_link_serves_again(
    departement: Departement, tmp_path: Path
) -> None:
    name = departement.add_agent(Role.INSTRUCTEUR, name="Dominique Petit")
    service = departement.service
    with service.database.writing() as session:
        _, used = agents.invite(
            session, name="Eve Martin", roles=[Role.LECTEUR], by=OPERATOR, now=NOON
        )
    file = saved(departement, tmp_path / "une.sauvegarde")
    with service.database.writing() as session:
        row = session.scalars(select(AccountRow).where(AccountRow.name == name)).one()
        before = ledger.sizes(session)
        agents.close(session, row, by=OPERATOR, now=NOON)
        assert ledger.sizes(session) != before
        assert agents.accept(session, used, "tasse-orage-velours-pinson-9", now=NOON)
        ledger.write(tmp_path, ledger.of_database(session), service.keys, NOON)
    url = f"sqlite:///{tmp_path / 'ailleurs.db'}"
    put_back(departement, file, url, ledger.read(tmp_path, service.keys))
    database = open_database(url)
    with database.reading() as session:
        row = session.scalars(select(AccountRow).where(AccountRow.name == name)).one()
        assert row.closed_at == NOON
        assert accounts.roles_of(session, row.id) == frozenset()
        assert accounts.verified(session, name=name, password=PASSWORD) is None
        assert agents.invited(session, used, NOON) is None
        assert accounts.verified(session, name=AGENT, password=PASSWORD) is not None
    database.close()


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_an_older_database_that_another_tool_put_back_is_noticed_before_it_forgets(
    departement: Departement, laptop: Laptop
) -> None:
    gone = await received(laptop, "Partie", number=1)
    kept = await received(laptop, "Restée", number=2)
    service, life = departement.service, epoch(departement)
    known = Ledger(items=frozenset({gone, "jamais-connu"}))  # as it stood before
    ledger.write(service.settings.data_dir, known, service.keys, NOON)
    daily.Clockwork(service).look()
    with service.database.reading() as session:
        found = {row.id: row.etat for row in session.scalars(select(PrescriptionRow))}
    assert found == {gone: "effacee", kept: "a_decider"}
    assert epoch(departement) != life
    life = epoch(departement)
    daily.Clockwork(service).look()  # the next start: nothing comes back any more
    assert epoch(departement) == life
    # It remembers also what it never held: whoever brings that is refused (decision 0049).
    assert ledger.read(service.settings.data_dir, service.keys).items == {gone, "jamais-connu"}


def epoch(departement: Departement) -> str:
    with departement.service.database.reading() as session:
        return session.get_one(ServiceRow, 1).epoch


async def test_nothing_is_restored_over_a_database_in_use(
    departement: Departement, tmp_path: Path
) -> None:
    file = saved(departement, tmp_path / "une.sauvegarde")
    before = content(departement.service.settings.url)
    with pytest.raises(CopyError, match="n’est pas vide"):
        put_back(departement, file, departement.service.settings.url)
    assert content(departement.service.settings.url) == before


async def test_everything_moves_and_the_former_database_serves_no_more(
    departement: Departement, laptop: Laptop, elsewhere: str
) -> None:
    id_ = await received(laptop, "Weber")
    decided(departement, id_)
    url = departement.service.settings.url
    before = content(url)
    departement.close()
    try:
        sums = moving.move(url, elsewhere, now=NOON)
        assert sums == before == content(elsewhere)
        there = open_database(elsewhere)
        upgrade(there, now=NOON)
        with there.reading() as session:
            assert session.get_one(ServiceRow, 1).epoch == epoch(departement)
        there.close()
        here = open_database(url)
        with pytest.raises(NewerDatabaseError, match="déplacé"):
            upgrade(here, now=NOON)
        here.close()
    finally:
        give_back(url)


def give_back(url: str) -> None:
    """Let the next test use the same PostgreSQL database."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    from app.department.database.upgrade import MIGRATIONS  # noqa: PLC0415

    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    database = open_database(url)
    with database.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{head}'")  # noqa: S608
    database.close()


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_a_move_that_fails_leaves_both_as_they_were(
    departement: Departement, laptop: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = f"sqlite:///{tmp_path / 'ailleurs.db'}"
    await received(laptop, "Weber")
    url = departement.service.settings.url
    departement.close()
    before = content(url)
    with monkeypatch.context() as broken:
        broken.setattr(rows, "load", lambda *_: {})
        with pytest.raises(CopyError, match="ne rend pas"):
            moving.move(url, elsewhere, now=NOON)
    assert content(url) == before
    assert moving.move(url, elsewhere, now=NOON) == before
    give_back(url)


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_the_folder_keeps_one_backup_a_day_for_thirty_days(
    departement: Departement, tmp_path: Path
) -> None:
    into = tmp_path / "sauvegardes"
    service = with_terms(departement)
    service.settings.key_file.write_text("{}")
    for day in (0, 0, 1, 2, 29, 30):
        departement.clock.at = NOON + timedelta(days=day, seconds=day + len(list(into.glob("*"))))
        folder.back_up(service, into)
    days = [folder.made_at(file) for file in folder.kept(into)]
    assert [day.date().isoformat() for day in days if day] == [
        "2026-04-02",
        "2026-04-01",
        "2026-03-05",
        "2026-03-04",
    ]
    (into / "autre.sauvegarde").write_text("à quelqu’un d’autre")
    assert folder.rotate(into, departement.clock.today()) == []
    assert (into / "effacements.registre").exists()


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_an_erasure_by_term_is_not_undone_by_a_backup_of_before(
    departement: Departement, laptop: Laptop, tmp_path: Path
) -> None:
    elsewhere = f"sqlite:///{tmp_path / 'ailleurs.db'}"
    id_ = await received(laptop, "Weber")
    service = with_terms(departement)
    file = saved(departement, tmp_path / "une.sauvegarde")
    departement.clock.at = datetime(2030, 3, 2, 9, tzinfo=UTC)
    conservation.keep_terms(service, None)
    with service.database.reading() as session:
        known = ledger.of_database(session)
    put_back(departement, file, elsewhere, known)
    database = open_database(elsewhere)
    with database.reading() as session:
        row = session.get_one(PrescriptionRow, id_)
        assert (row.etat, row.payload, row.reference) == ("effacee", {}, "")
    database.close()


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_a_backup_of_an_older_version_gets_the_tables_of_this_one(
    departement: Departement, laptop: Laptop, tmp_path: Path
) -> None:
    """A backup says which tables it has; those of the first release are brought to today's."""
    del laptop
    old, file = tmp_path / "ancienne.db", tmp_path / "une.sauvegarde"
    database = open_database(f"sqlite:///{old}")
    from app.department.database.upgrade import upgrade_to  # noqa: PLC0415

    with database.engine.execution_options(begin="IMMEDIATE").begin() as connection:
        upgrade_to(connection, "0002")
        connection.exec_driver_sql(
            "INSERT INTO service VALUES (1, 'ancienne', '2026-01-01 00:00:00')"
        )
    keys = departement.service.keys
    backup.write(file, engine=database.engine, keys=keys, key_file="{}", now=NOON)
    database.close()
    assert backup.read_header(file).revision == "0002"
    url = f"sqlite:///{tmp_path / 'ailleurs.db'}"
    put_back(departement, file, url)
    after = open_database(url)
    upgrade(after, now=NOON)
    with after.reading() as session:
        assert session.get_one(ServiceRow, 1).created_at.year == 2026
    after.close()


def test_lines_are_refused_where_the_tables_are_others(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'base.db'}")
    upgrade(database, now=NOON)
    with database.writing() as session:
        session.execute(delete(ServiceRow))
        for bad in (
            [b'{"table":"ailleurs","columns":["id"]}'],
            [b'{"table":"service","columns":["id"]}'],
            [b"[1]"],
            [json.dumps({"end": {"service": [1, "00"]}}).encode()],
            [],
        ):
            with pytest.raises(CopyError):
                rows.load(session.connection(), bad)
    database.close()
