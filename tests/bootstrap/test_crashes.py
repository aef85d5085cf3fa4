import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import crashes
from app.bootstrap.options import Options, parse_options
from tests.paths import ROOT


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    hook = sys.excepthook
    yield
    sys.excepthook = hook
    logger = logging.getLogger("passerelle")
    for handler in list(logger.handlers):
        handler.close()
        logger.removeHandler(handler)


def fail(with_name: str) -> None:
    raise ValueError(f"cannot keep {with_name}")


def test_a_fault_is_noted_by_type_and_place_and_never_by_what_it_held(tmp_path: Path) -> None:
    told: list[bool] = []
    crashes.handle_crashes(tmp_path, lambda: told.append(True))
    assert list(tmp_path.iterdir()) == []  # no log before the first fault
    try:
        fail("Simone EXEMPLIER")
    except ValueError:
        kind, fault, trace = sys.exc_info()
        assert kind is not None
        assert fault is not None
        sys.excepthook(kind, fault, trace)
    noted = (tmp_path / "passerelle.log").read_text("utf-8")
    assert "ValueError at test_crashes.py" in noted
    assert "fail" in noted
    assert "EXEMPLIER" not in noted
    assert "cannot keep" not in noted
    assert told == [True]


def test_the_command_line_is_read_and_plain_starts_need_no_parser() -> None:
    assert parse_options([]) == Options()
    found = parse_options(["--data-dir", "coffre", "--profile", "lot-et-garonne"])
    assert found.data_dir == Path("coffre")
    assert found.profile == "lot-et-garonne"
    with pytest.raises(SystemExit):
        parse_options(["--inconnu"])


def test_the_selftest_says_in_one_line_that_everything_is_there() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "--selftest"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    found = json.loads(line)
    assert found["ok"] is True
    assert found["font"] == "Atkinson Hyperlegible"
    assert found["conventions"] == [
        "conflent-canigo",
        "epn-normandie",
        "eurometropole-strasbourg",
        "lot-et-garonne",
        "neuilly-plaisance",
    ]
    assert found["pdf_bytes"] > 1000
