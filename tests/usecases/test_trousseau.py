from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.storage.vault.failures import PepperMissingError
from app.usecases import journal
from app.usecases.interview import returning
from app.usecases.journal import Famille
from app.usecases.laptop import colleagues, opening, trousseau
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.laptop.trousseau import NoKeyringHereError, NoOtherWayError
from app.usecases.workplace import Resources, Surroundings, Workplace
from tests.fast_vault import fast_vaults
from tests.paths import RESOURCES
from tests.storage.vault.people import DictKeyring
from tests.ui.workplace import (
    PASSPHRASE,
    WallClock,
    add_colleague,
    as_agent,
    new_workplace,
    workplace,
)

__all__ = ["new_workplace", "workplace"]  # fixtures

OTHER = "une autre phrase bien longue et claire"


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


class Counting(DictKeyring):
    """A keyring that counts what it is given."""

    keepings = 0

    def keep(self, name: str, secret: bytes) -> None:
        self.keepings += 1
        super().keep(name, secret)


def around(system: DictKeyring | None) -> Surroundings:
    return Surroundings(resources=Resources(folder=RESOURCES), clock=WallClock(), pepper=system)


def opened(place: Workplace, system: DictKeyring | None, passphrase: str = PASSPHRASE) -> Workplace:
    place.close()
    return opening.open_workplace(place.vault.folder, place.agent.id, passphrase, around(system))


def tied(place: Workplace, system: DictKeyring) -> Workplace:
    """Want ties and open again, so that the agent at work is tied."""
    place = replace(place, pepper=system)
    colleagues.sheet_checked(place)
    trousseau.want(place, wanted=True)
    return opened(place, system)


def test_each_agent_is_tied_when_he_next_opens_and_untied_likewise(workplace: Workplace) -> None:
    system = DictKeyring()
    other = add_colleague(workplace)
    mine = tied(workplace, system)
    assert trousseau.ties(mine).tied == {mine.agent.id}
    assert len(system.kept) == 1
    mine.close()
    hers = opening.open_workplace(mine.vault.folder, other.id, PASSPHRASE, around(system))
    assert trousseau.ties(hers).tied == {mine.agent.id, other.id}
    trousseau.want(as_agent(hers, mine.agent), wanted=False)
    hers = opened(hers, system)
    assert trousseau.ties(hers).tied == {mine.agent.id}
    kinds = [line.kind for line in journal.read(hers, famille=Famille.POSTE)]
    assert kinds.count("trousseau_lie") == 2
    assert kinds.count("trousseau_delie") == 1
    hers.close()


def test_a_vault_with_an_unwanted_keyring_never_touches_it(workplace: Workplace) -> None:
    system = Counting()
    place = opened(workplace, system)
    colleagues.change_passphrase(place, PASSPHRASE, OTHER)
    sheet = colleagues.new_sheet(place)
    place.close()
    folder, agent_id = place.vault.folder, place.agent.id
    place = opening.recover_workplace(folder, agent_id, sheet.text, PASSPHRASE, around(system))
    assert system.keepings == 0
    opened(place, None).close()


def test_a_tied_agent_changes_his_passphrase_and_takes_the_laptop_back(
    workplace: Workplace,
) -> None:
    system = DictKeyring()
    place = tied(workplace, system)
    returning.confirm_agent(place, PASSPHRASE)
    colleagues.change_passphrase(place, PASSPHRASE, OTHER)
    assert len(system.kept) == 1
    place = opened(place, system, OTHER)
    assert trousseau.ties(place).tied == {place.agent.id}
    place.close()


def test_without_the_keyring_the_sheet_opens_and_the_tie_is_made_anew_where_it_can_be(
    workplace: Workplace,
) -> None:
    system = DictKeyring()
    place = tied(workplace, system)
    sheet = colleagues.new_sheet(place)
    system.kept.clear()
    with pytest.raises(PepperMissingError):
        opened(place, system)
    folder, agent_id = place.vault.folder, place.agent.id
    alone = opening.recover_workplace(folder, agent_id, sheet.text, OTHER, around(None))
    assert trousseau.ties(alone).tied == set()
    again = opened(alone, system, OTHER)
    assert trousseau.ties(again).tied == {agent_id}
    again.close()


def test_a_keyring_that_fails_later_leaves_the_agent_untied(workplace: Workplace) -> None:
    class Failing(DictKeyring):
        def read(self, name: str) -> bytes | None:
            return None if len(self.kept) == 1 and "essai" not in self.kept else super().read(name)

    place = tied(workplace, Failing())
    assert trousseau.ties(place) == trousseau.Ties(wanted=True, tied=frozenset())
    place.close()


def test_ties_are_refused_where_a_lost_keyring_would_lock_people_out(workplace: Workplace) -> None:
    system = DictKeyring()
    place = replace(workplace, pepper=system)
    with pytest.raises(NoOtherWayError):
        trousseau.want(place, wanted=True)
    colleagues.sheet_checked(place)
    with pytest.raises(NoKeyringHereError):
        trousseau.want(replace(place, pepper=None), wanted=True)
    with pytest.raises(NotAllowedError):
        trousseau.want(as_agent(place, add_colleague(place)), wanted=True)
    assert not trousseau.is_wanted(place)
    trousseau.want(place, wanted=True)
    assert system.kept == {}  # the trial is taken out again
