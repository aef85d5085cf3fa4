import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import __main__ as entry
from app.bootstrap import structure_key_command
from app.storage.vault import kdf, structure_key
from tests.fast_vault import fast_vaults

SAFE = "douze girafes peignent le clocher"


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


def answers(*typed: str) -> Iterator[str]:
    return iter(typed)


def run(folder: Path, *typed: str) -> int:
    waiting = answers(*typed)
    return structure_key_command.structure_key(
        [str(folder), "--nom", "CCAS d’Illustration"],
        ask=lambda _: next(waiting),
        cost=kdf.strong,
    )


def test_the_command_writes_both_halves_and_tells_the_fingerprint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, SAFE, SAFE) == 0
    said = capsys.readouterr().out
    public = structure_key.read_public((tmp_path / "passerelle.cle-publique").read_bytes(), "")
    private = (tmp_path / "passerelle.cle-privee").read_bytes()
    assert public.name == "CCAS d’Illustration"
    assert public.fingerprint in said
    assert structure_key.read_private(private, "") == public
    assert structure_key.open_private(private, "", SAFE)
    assert SAFE not in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((SAFE, SAFE + "!"), "ne sont pas les mêmes"),
        (("girafe", "girafe"), "au moins 12 caractères"),
    ],
)
def test_a_passphrase_mistyped_or_weak_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: tuple[str, ...], said: str
) -> None:
    assert run(tmp_path, *typed) == 1
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_is_there_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, SAFE, SAFE)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert run(tmp_path, SAFE, SAFE) == 1
    assert "contient déjà une clé de structure" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_the_program_takes_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        sys, "argv", ["app", "structure-key", str(tmp_path / "absent"), "--nom", "X"]
    )
    with pytest.raises(SystemExit):
        entry.main()
    assert "n’est pas un dossier" in capsys.readouterr().err
