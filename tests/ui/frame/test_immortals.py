import os
import subprocess
import sys

_MANY_CALLS = """
import app.ui
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

class Bell(QObject):
    rung = Signal(bool)

application = QApplication([])
bell, widget = Bell(), QWidget()
for _ in range(20_000):
    bell.rung.emit(True)
    bell.rung.emit(False)
    widget.property("nothing")
    widget.parentWidget()
print("still here")
"""


def test_twenty_thousand_calls_do_not_stop_the_interpreter() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _MANY_CALLS],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert (done.returncode, done.stdout.strip()) == (0, "still here"), done.stderr
