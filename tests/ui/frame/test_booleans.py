import subprocess
import sys

_MANY_SIGNALS = """
import app.ui
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rung = Signal(bool)

bell = Bell()
for _ in range(20_000):
    bell.rung.emit(True)
    bell.rung.emit(False)
print("still here")
"""


def test_twenty_thousand_signals_do_not_stop_the_interpreter() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _MANY_SIGNALS], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "still here"), done.stderr
