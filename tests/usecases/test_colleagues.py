from collections.abc import Iterator

import pytest

from app.domain.identifiers import AgentId
from app.storage.vault.failures import RemovedAgentError, WrongPassphraseError
from app.usecases import colleagues, opening, persons
from app.usecases.workplace import Resources, Surroundings, Workplace
from tests.fast_vault import fast_vaults
from tests.paths import RESOURCES
from tests.ui.workplace import PASSPHRASE, WallClock, add_colleague, new_workplace, workplace
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


def test_a_colleague_opens_the_same_database_with_his_own_passphrase(workplace: Workplace) -> None:
    interview(workplace)
    other = add_colleague(workplace)
    workplace.close()
    his = reopened(workplace, other.id)
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
