"""From the start of the process to the unlock window, against a bare PySide6 window."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from app.bootstrap.clock import SystemClock
from app.domain.agent import Structure
from app.usecases.installing import NewAgent, NewVault, install
from benchmarks.statistics import summary

RUNS = 7
LIMIT = 1.5  # issue 2: « ≤ 1.5 × a bare PySide6 window in the same run »

BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
application = QApplication(sys.argv[:1])
window = QWidget()
layout = QVBoxLayout(window)
for widget in (QLabel("Phrase de passe"), QLineEdit(), QPushButton("Ouvrir")):
    layout.addWidget(widget)
window.resize(1180, 780)
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""
OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.bootstrap.options import Options
from app.bootstrap.program import Program
application = QApplication(sys.argv[:1])
program = Program(application, Options(data_dir=Path(sys.argv[1])))
program.show_gate()
program.window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""


def measure() -> dict[str, object]:
    """Measure both in turn and return the ratio of their medians."""
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "coffre"
        install(
            vault,
            NewVault(
                profile="eurometropole-strasbourg",
                structure=Structure(code="MESURE", name="Mesure", adresse=("1 rue du Banc",)),
                first=NewAgent(prenom="Camille", nom="Exemple", fonction="conseillère"),
                passphrase="quatre canards traversent tranquillement la place",  # noqa: S106 - no secret, a measurement
            ),
            SystemClock(),
        )
        ours: list[float] = []
        bare: list[float] = []
        for _ in range(RUNS + 1):
            bare.append(_wall([BARE]))
            ours.append(_wall([OURS, str(vault)]))
    ours, bare = ours[1:], bare[1:]  # the first pair warms the page cache
    ratio = median(ours) / median(bare)
    return {
        "ratio": round(ratio, 2),
        "limit": LIMIT,
        "within_limit": ratio <= LIMIT,
        "passerelle": summary(ours),
        "bare_window": summary(bare),
    }


def _wall(script: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", *script],
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - started
