"""What the installer for Windows relies on: a mutex while the program is open."""

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.bootstrap.console import answer_on_windows
from app.bootstrap.running import show_on_windows

INSTALLER = Path(__file__).parents[2] / "installer" / "windows" / "passerelle.nsi"


def test_the_installer_asks_for_the_mutex_that_the_program_holds() -> None:
    made: list[tuple[object, ...]] = []
    kernel = SimpleNamespace(CreateMutexW=lambda *given: made.append(given))
    show_on_windows(SimpleNamespace(kernel32=kernel))
    (_, _, name), *others = made
    assert not others
    assert f'!define MUTEX "{name}"' in INSTALLER.read_text(encoding="utf-8-sig")


def test_a_windowed_program_answers_the_console_it_was_started_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    console = tmp_path / "console"
    monkeypatch.setattr(sys, "stdout", None)
    kernel = SimpleNamespace(AttachConsole=asked.append)
    answer_on_windows(SimpleNamespace(kernel32=kernel), str(console))
    print("vérifié")
    sys.stdout.close()
    assert asked == [-1]
    assert console.read_text(encoding="utf-8").strip() == "vérifié"


def test_what_is_redirected_to_a_file_is_written_in_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(file, "cp1252", write_through=True))
    answer_on_windows(SimpleNamespace(), "unused")
    print("é", end="")
    assert file.getvalue() == "é".encode()


def test_a_program_without_any_console_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    answer_on_windows(SimpleNamespace(), str(tmp_path / "missing" / "console"))
    print("heard by nobody")
    sys.stdout.close()
