import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from app.bootstrap.hardening import forbid_on_windows

_PROGRAM = """
import sys, resource, ctypes
sys.argv = ["passerelle", "--data-dir", sys.argv[1]]
from app.__main__ import main
def look():
    print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
    return 0
main(look)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what it was told")
def test_the_running_program_leaves_no_core_file_and_takes_no_debugger(
    tmp_path: os.PathLike[str],
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _PROGRAM, os.fspath(tmp_path)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert ran.stdout.strip() == "(0, 0) 0"


def test_windows_is_told_to_leave_the_memory_out_of_its_reports() -> None:
    told: list[tuple[str, int]] = []
    forbid_on_windows(
        SimpleNamespace(
            kernel32=SimpleNamespace(SetErrorMode=lambda flags: told.append(("mode", flags))),
            wer=SimpleNamespace(WerSetFlags=lambda flags: told.append(("wer", flags))),
        )
    )
    assert told == [("mode", 3), ("wer", 1)]


def test_a_windows_without_error_reporting_is_passed_over() -> None:
    told: list[int] = []
    kernel = SimpleNamespace(SetErrorMode=told.append)
    forbid_on_windows(SimpleNamespace(kernel32=kernel, wer=SimpleNamespace()))
    assert told == [3]
