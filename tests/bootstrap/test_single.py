import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from app.bootstrap.single import OneProcess

_HOLDER = """
import sys
from pathlib import Path
from app.bootstrap.single import OneProcess
held = OneProcess(Path(sys.argv[1]))
print(held.take(), flush=True)
sys.stdin.read()
"""


@contextmanager
def other_process(folder: Path) -> Generator[subprocess.Popen[str]]:
    """Work with `folder` in another process until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_second_process_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    mine = OneProcess(tmp_path / "coffre")
    with other_process(tmp_path / "coffre") as other:
        assert not mine.take()
        other.communicate("")
        assert mine.take()
    mine.release()


def test_a_killed_process_keeps_nobody_out(tmp_path: Path) -> None:
    mine = OneProcess(tmp_path)
    with other_process(tmp_path) as other:
        other.kill()
        other.wait()
        assert mine.take()
    mine.release()


def test_another_folder_is_free(tmp_path: Path) -> None:
    mine = OneProcess(tmp_path / "mien")
    with other_process(tmp_path / "autre"):
        assert mine.take()
        assert mine.take()
    mine.release()
    mine.release()


def test_a_place_where_nothing_can_be_made_is_left_to_the_opening(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_bytes(b"")
    assert OneProcess(tmp_path / "fichier" / "coffre").take()
