"""The fast part of the campaigns: a few faults of each kind, from the same seeds.

Whole, with hundreds of faults, they are `python -m benchmarks faults` (tests/faults/campaigns).
Every act of a backup, a restore and the way back is `test_kill_backup`, of which every tenth runs
here and every one there.
"""

from pathlib import Path

import pytest

from app.storage.vault.failures import WeakVaultError
from app.storage.vault.files import read_header
from benchmarks.faults import NUMBERS, main
from tests.fast_vault import fast_vaults
from tests.faults.campaigns import disk, flips, kills, logs
from tests.faults.campaigns.laptop import Prepared
from tests.faults.campaigns.verdict import SEED, Verdict
from tests.faults.campaigns.works import WORKS

pytestmark = pytest.mark.timeout(300)  # a busy machine


def well(verdict: Verdict, faults: int) -> None:
    assert verdict.failures == []
    assert (verdict.faults, verdict.passed) == (faults, True)


@pytest.mark.parametrize("name", ["interview", "keys"])
@pytest.mark.long
def test_work_that_is_killed_loses_nothing_it_had_told_and_leaves_nothing_half(name: str) -> None:
    verdict = Verdict(campaign="kills", seed=SEED)
    kills.kill_in(next(work for work in WORKS if work.name == name), 1, verdict)
    well(verdict, 1)


def test_the_whole_campaign_kills_a_hundred_times() -> None:
    assert sum(work.kills for work in WORKS) == NUMBERS["kills"] == 100


def test_a_damaged_log_opens_to_one_of_its_commits() -> None:
    well(logs.campaign(2), 2)


def test_a_bit_flipped_in_the_header_is_told_and_the_copy_opens() -> None:
    well(flips.header_campaign(4), 4)


def test_a_bit_flipped_in_the_database_is_told_or_harmless() -> None:
    well(flips.database_campaign(2), 2)


@pytest.mark.long
def test_a_full_disk_and_a_protected_one_are_told_and_nothing_is_lost() -> None:
    try:
        with disk.small_disk(4096):
            pass
    except RuntimeError as cannot:
        pytest.skip(str(cannot))
    well(disk.full_campaign(1), 1)
    well(disk.read_only_campaign(), 4)


def test_a_campaign_that_finds_a_fault_says_so() -> None:
    def lost() -> str:
        raise AssertionError("an answer is lost")

    verdict = Verdict(campaign="essai", seed=SEED)
    verdict.judge("kill 1", lambda: "well")
    before = verdict.figures()
    verdict.judge("kill 2", lost)
    after = verdict.figures()
    assert (before["passed"], after["passed"]) == (True, False)
    assert after["failures"] == ["kill 2: AssertionError: an answer is lost"]
    assert not Verdict(campaign="essai", seed=SEED).passed, "nothing tried is nothing shown"


def test_an_unknown_campaign_is_refused_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["meteorite"])
    assert "kills, backup-acts, logs" in capsys.readouterr().err


def test_the_quick_vaults_of_the_campaigns_do_not_open_in_the_program(tmp_path: Path) -> None:
    with fast_vaults():
        laptop = Prepared(tmp_path, lambda _: None)
    with pytest.raises(WeakVaultError):
        read_header(laptop.data)
