from pathlib import Path

import pytest

from app.domain.identifiers import AgentId
from app.storage.vault import essais
from app.storage.vault.failures import PepperMissingError, WrongPassphraseError
from app.usecases.interview.returning import confirm_agent
from app.usecases.laptop import colleagues
from app.usecases.laptop.opening import open_workplace
from app.usecases.laptop.trying import TooSoonError, try_passphrase, wait_s
from app.usecases.workplace import Resources, Surroundings
from tests.fast_vault import fast_vaults
from tests.paths import RESOURCES
from tests.ui.workplace import PASSPHRASE, WallClock, copied_vault

CAMILLE, DOMINIQUE = AgentId("a1"), AgentId("a2")


def _wrong() -> None:
    raise WrongPassphraseError


def _miss(folder: Path, clock: WallClock, times: int, agent: AgentId = CAMILLE) -> None:
    for _ in range(times):
        with pytest.raises(WrongPassphraseError):
            try_passphrase(folder, agent, clock, _wrong)


def test_two_mistakes_cost_nothing_the_third_fifteen_seconds(tmp_path: Path) -> None:
    clock = WallClock()
    _miss(tmp_path, clock, 2)
    assert wait_s(tmp_path, CAMILLE, clock) == 0
    _miss(tmp_path, clock, 1)
    assert wait_s(tmp_path, CAMILLE, clock) == 15
    clock.go_on(seconds=14.5)
    assert wait_s(tmp_path, CAMILLE, clock) == 1
    clock.go_on(seconds=0.5)
    _miss(tmp_path, clock, 1)
    assert wait_s(tmp_path, CAMILLE, clock) == 30


def test_nothing_is_tried_before_the_wait_is_over_not_even_the_right_one(tmp_path: Path) -> None:
    clock = WallClock()
    _miss(tmp_path, clock, 3)
    tried: list[int] = []
    with pytest.raises(TooSoonError) as refused:
        try_passphrase(tmp_path, CAMILLE, clock, lambda: tried.append(1))
    assert (refused.value.wait_s, tried) == (15, [])


def test_a_colleague_does_not_wait_for_another_ones_mistakes(tmp_path: Path) -> None:
    clock = WallClock()
    _miss(tmp_path, clock, 3)
    assert try_passphrase(tmp_path, DOMINIQUE, clock, lambda: "ouvert") == "ouvert"
    assert wait_s(tmp_path, CAMILLE, clock) == 15


def test_the_right_passphrase_forgives(tmp_path: Path) -> None:
    clock = WallClock()
    _miss(tmp_path, clock, 3)
    clock.go_on(seconds=15)
    try_passphrase(tmp_path, CAMILLE, clock, lambda: None)
    _miss(tmp_path, clock, 2)
    assert wait_s(tmp_path, CAMILLE, clock) == 0


def test_a_keyring_that_lost_its_part_is_no_mistake_of_the_worker(tmp_path: Path) -> None:
    def without_pepper() -> None:
        raise PepperMissingError

    clock = WallClock()
    _miss(tmp_path, clock, 1)
    for _ in range(5):
        with pytest.raises(PepperMissingError):
            try_passphrase(tmp_path, CAMILLE, clock, without_pepper)
    missed = essais.of(tmp_path, CAMILLE)
    assert missed is not None
    assert missed.count == 1


def test_the_failure_is_on_the_disk_before_the_check_begins(tmp_path: Path) -> None:
    seen: list[int] = []

    def look() -> None:
        missed = essais.of(tmp_path, CAMILLE)
        seen.append(missed.count if missed else 0)

    try_passphrase(tmp_path, CAMILLE, WallClock(), look)
    assert seen == [1]


def test_a_clock_set_back_starts_the_wait_anew_and_it_ends(tmp_path: Path) -> None:
    clock = WallClock()
    _miss(tmp_path, clock, 3)
    clock.go_on(days=-400)
    assert wait_s(tmp_path, CAMILLE, clock) == 15
    clock.go_on(seconds=15)
    assert wait_s(tmp_path, CAMILLE, clock) == 0


def test_every_door_of_a_real_vault_waits_and_opening_tells_what_was_tried(
    tmp_path: Path,
) -> None:
    clock = WallClock()
    vault = copied_vault(tmp_path / "coffre")
    around = Surroundings(resources=Resources(folder=RESOURCES), clock=clock)
    with fast_vaults():
        for _ in range(3):
            with pytest.raises(WrongPassphraseError):
                open_workplace(vault.folder, vault.agent, "autre chose", around)
        with pytest.raises(TooSoonError):
            open_workplace(vault.folder, vault.agent, PASSPHRASE, around)
        clock.go_on(seconds=15)
        place = open_workplace(vault.folder, vault.agent, PASSPHRASE, around)
        assert place.missed == 3
        for _ in range(3):
            with pytest.raises(WrongPassphraseError):
                confirm_agent(place, "autre chose")
        with pytest.raises(TooSoonError):
            confirm_agent(place, PASSPHRASE)
        with pytest.raises(TooSoonError):
            colleagues.change_passphrase(place, PASSPHRASE, "carotte bleue sous le piano droit")
        place.close()
