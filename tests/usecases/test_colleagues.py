import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.identifiers import AgentId
from app.storage import habilitations
from app.storage.database import open_database
from app.storage.failures import UnreadableDatabaseError
from app.storage.vault import people
from app.storage.vault.failures import (
    RemovedAgentError,
    VaultNotWrittenError,
    WrongPassphraseError,
)
from app.storage.vault.opened import unlock
from app.usecases.laptop import colleagues, opening
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.laptop.installing import NewAgent
from app.usecases.people import persons
from app.usecases.workplace import Resources, Surroundings, Workplace
from tests.fast_vault import fast_vaults
from tests.paths import RESOURCES
from tests.ui.workplace import (
    PASSPHRASE,
    WallClock,
    add_colleague,
    as_agent,
    new_workplace,
    workplace,
)
from tests.usecases.test_day import interview

__all__ = ["new_workplace", "workplace"]  # fixtures

OTHER = "une autre phrase bien longue et claire"


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


def reopened(place: Workplace, agent: AgentId, passphrase: str = PASSPHRASE) -> Workplace:
    folder = place.database.path.parent
    surroundings = Surroundings(resources=Resources(folder=RESOURCES), clock=WallClock())
    return opening.open_workplace(folder, agent, passphrase, surroundings)


@pytest.mark.obligation("S4-22")
def test_a_colleague_opens_the_same_database_with_his_own_passphrase(workplace: Workplace) -> None:
    interview(workplace)
    new = NewAgent(prenom="Dominique", nom="Petit", fonction="travailleur social")
    other = colleagues.add(workplace, new, OTHER)
    with pytest.raises(NotAllowedError):
        colleagues.add(as_agent(workplace, other), new, PASSPHRASE)
    workplace.close()
    with pytest.raises(WrongPassphraseError):
        reopened(workplace, other.id, PASSPHRASE)
    his = reopened(workplace, other.id, OTHER)
    assert his.agent == other
    assert persons.find(his, "exempl") == []
    assert len(persons.find(his, "exempl", everyone=True)) == 1
    his.close()


def test_a_removed_colleague_no_longer_opens_and_work_goes_on(workplace: Workplace) -> None:
    interview(workplace)
    other = add_colleague(workplace)
    before = workplace.database.path
    colleagues.remove(workplace, other.id)
    assert workplace.database.path != before
    assert not before.exists()
    assert len(persons.find(workplace, "exempl")) == 1  # the same workplace, the new generation
    assert [agent.id for agent in colleagues.present(workplace)] == [workplace.agent.id]
    workplace.close()
    with pytest.raises(RemovedAgentError):
        reopened(workplace, other.id)
    mine = reopened(workplace, workplace.agent.id)
    assert len(persons.find(mine, "exempl")) == 1
    mine.close()


def test_an_old_copy_of_the_keys_does_not_open_what_is_written_after_a_removal(
    workplace: Workplace, tmp_path: Path
) -> None:
    """Dominique kept the whole folder, keys and database; later she gets at the new database."""
    other = add_colleague(workplace)
    folder, stolen = workplace.vault.folder, tmp_path / "copie"
    shutil.copytree(folder, stolen)
    colleagues.remove(workplace, other.id)
    interview(workplace)
    after = workplace.database.path
    workplace.close()
    hers = unlock(stolen, other.id, PASSPHRASE)
    open_database(hers.database_path, hers.database_key(), today=WallClock().today).close()
    shutil.copy(after, stolen)
    keys = {hers.database_key(), *(hers.subkey(label) for label in ("database", "backup", ""))}
    for key in keys:
        with pytest.raises(UnreadableDatabaseError):
            open_database(stolen / after.name, key, today=WallClock().today)
    shutil.copy(folder / "vault.json", stolen)  # and the new header gives her nothing either
    with pytest.raises(RemovedAgentError):
        unlock(stolen, other.id, PASSPHRASE)


def test_a_removal_stopped_after_the_keys_changed_is_noted_at_the_next_opening(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = add_colleague(workplace)
    monkeypatch.setattr(colleagues, "leave", _killed)
    with pytest.raises(KeyboardInterrupt):
        colleagues.remove(workplace, other.id)
    workplace.close()
    mine = reopened(workplace, workplace.agent.id)
    assert [agent.id for agent in colleagues.present(mine)] == [workplace.agent.id]
    with mine.database.reading() as session:
        assert habilitations.of(session, other.id) == set()
    mine.close()


def test_a_removal_that_fails_leaves_everything_as_it_was(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = add_colleague(workplace)
    monkeypatch.setattr(colleagues, "rekeyed_copy", _killed)
    with pytest.raises(KeyboardInterrupt):
        colleagues.remove(workplace, other.id)
    assert len(colleagues.present(workplace)) == 2
    workplace.close()
    reopened(workplace, other.id).close()


def _killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_a_changed_passphrase_replaces_the_old_one(workplace: Workplace) -> None:
    colleagues.change_passphrase(workplace, PASSPHRASE, OTHER)
    workplace.close()
    with pytest.raises(WrongPassphraseError):
        reopened(workplace, workplace.agent.id)
    reopened(workplace, workplace.agent.id, OTHER).close()


def test_the_recovery_sheet_gives_a_new_passphrase(workplace: Workplace) -> None:
    sheet = colleagues.new_sheet(workplace)
    workplace.close()
    folder = workplace.database.path.parent
    surroundings = Surroundings(resources=Resources(folder=RESOURCES), clock=WallClock())
    found = opening.recover_workplace(folder, workplace.agent.id, sheet.text, OTHER, surroundings)
    assert not colleagues.is_sheet_checked(found)
    colleagues.sheet_checked(found)
    assert colleagues.is_sheet_checked(found)
    found.close()


def test_a_colleague_whose_access_cannot_be_written_is_nobody(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise VaultNotWrittenError

    monkeypatch.setattr(people, "keep_header", full)
    with pytest.raises(VaultNotWrittenError):
        add_colleague(workplace)
    assert [agent.id for agent in colleagues.present(workplace)] == [workplace.agent.id]


def test_a_colleague_entered_without_access_is_gone_at_the_next_opening(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a kill between the two leaves it."""
    monkeypatch.setattr(people, "keep_header", lambda *_: None)
    add_colleague(workplace)
    assert len(colleagues.present(workplace)) == 2
    workplace.close()
    again = reopened(workplace, workplace.agent.id)
    assert [agent.id for agent in colleagues.present(again)] == [workplace.agent.id]
    again.close()
