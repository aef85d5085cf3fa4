"""A real laptop after the service was put back from a backup: nothing lost, nothing doubled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.department.copies import backup, restoring
from app.department.retention import erasing, ledger
from app.department.settings import DATABASE_FILE
from app.domain.prescription import Suivi
from tests.exchange.judging import come_to_rest, judge_at_rest
from tests.exchange.stage import Stage, staged


@pytest.fixture
def stage() -> Iterator[Stage]:
    """A laptop that is activated, with two prescriptions that have not left."""
    with staged() as made:
        yield made


def back_up(stage: Stage, file: Path) -> dict[str, object]:
    """Write a sealed backup as the command does; return what the oracle knows then."""
    desk = stage.desk
    keys = desk.made.service.keys
    backup.write(file, engine=desk.database.engine, keys=keys, key_file="{}", now=desk.clock.now())
    return dict(stage.oracle.decided)


def put_back(stage: Stage, file: Path, folder: Path, decided: dict[str, object]) -> None:
    """Restore it into an empty folder, with the ledger of the day, and start on it."""
    desk = stage.desk
    keys = desk.made.service.keys
    with desk.database.reading() as session:
        ledger.write(folder, ledger.of_database(session), keys, desk.clock.now())
    restoring.restore(
        file,
        f"sqlite:///{folder / DATABASE_FILE}",
        keys=keys,
        ledger=ledger.read(folder, keys),
        now=desk.clock.now(),
        today=desk.clock.today(),
    )
    stage.service_backups.append((folder, decided))  # type: ignore[arg-type]
    stage.roll_back(len(stage.service_backups) - 1)


def test_after_a_restore_the_laptop_offers_again_and_the_decision_comes_back(
    stage: Stage, tmp_path: Path
) -> None:
    first, second = list(stage.oracle.stories.values())
    stage.synchronise()
    stage.decide(first.id, accept=True)
    stage.synchronise()
    assert stage.laptop.shown(first.id) is Suivi.DECIDEE
    folder = tmp_path / "remise"
    folder.mkdir()
    file = tmp_path / "service.sauvegarde"
    decided = back_up(stage, file)
    stage.decide(second.id, accept=False)
    stage.prescribe()
    stage.synchronise()
    third = list(stage.oracle.stories.values())[2]
    assert set(stage.desk.kept()) == {first.id, second.id, third.id}
    put_back(stage, file, folder, decided)
    assert set(stage.desk.kept()) == {first.id, second.id}  # the third was lost with the machine
    come_to_rest(stage)
    kept = stage.desk.kept()
    assert {item: len(one.decisions) for item, one in kept.items()} == {
        first.id: 1,
        second.id: 0,
        third.id: 0,
    }
    stage.decide(second.id, accept=False)
    stage.decide(third.id, accept=True)
    come_to_rest(stage)
    judge_at_rest(stage)
    assert stage.laptop.shown(second.id) is stage.laptop.shown(third.id) is Suivi.DECIDEE


def test_whom_a_laptop_erased_since_the_backup_is_not_there_for_a_moment(
    stage: Stage, tmp_path: Path
) -> None:
    stage.synchronise()
    gone = next(iter(stage.oracle.stories.values()))
    folder = tmp_path / "remise"
    folder.mkdir()
    file = tmp_path / "service.sauvegarde"
    decided = back_up(stage, file)
    stage.erase(gone, for_good=False)
    stage.synchronise()
    assert stage.desk.names()[gone.id] == frozenset()
    put_back(stage, file, folder, decided)
    assert stage.desk.names()[gone.id] == frozenset()
    come_to_rest(stage)
    assert stage.desk.names()[gone.id] == frozenset()
    content = b"".join(one.read_bytes() for one in folder.iterdir())
    for name in gone.names:
        assert name.encode() not in content


def test_whom_an_agent_erased_after_the_backup_no_laptop_brings_back(
    stage: Stage, tmp_path: Path
) -> None:
    """The backup knows neither the prescription nor the decision nor the erasure."""
    folder = tmp_path / "remise"
    folder.mkdir()
    file = tmp_path / "service.sauvegarde"
    first, second = list(stage.oracle.stories.values())
    decided = back_up(stage, file)
    stage.synchronise()
    stage.decide(first.id, accept=True)
    stage.synchronise()
    stage.decide(second.id, accept=True)  # the laptop does not know it: it offers it again
    today = stage.desk.clock.today()
    with stage.desk.database.writing() as session:
        erased = [first.id, second.id]
        erasing.erase(session, erased, destruction="D-2026-00001", today=today)
    put_back(stage, file, folder, decided)
    come_to_rest(stage)
    assert stage.desk.kept() == {}
    assert stage.laptop.shown(first.id) is Suivi.RETIREE
    content = b"".join(one.read_bytes() for one in folder.iterdir())
    for name in first.names | second.names:
        assert name.encode() not in content
