import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT
from tests.ui.workplace import make_workplace

NOT_YET = (
    "sqlalchemy",
    "sqlcipher3",
    "alembic",
    "reportlab",
    "pyxform",
    "httpx",
    "openpyxl",
    "zxcvbn",
    "keyring",
    "cryptography",
    "PySide6.QtPdf",
    "PySide6.QtPrintSupport",
    "PySide6.QtNetwork",
)
_IMPORTED = """
import sys
from app.__main__ import main

def shown():
    from PySide6.QtWidgets import QApplication, QLineEdit
    application = QApplication.instance()
    application.processEvents()
    window = application.topLevelWidgets()[0]
    fields = [one.objectName() for one in window.findChildren(QLineEdit) if one.isVisible()]
    print(" ".join(fields))
    print(" ".join(sys.modules), flush=True)
    sys.stdout.flush()
    import os
    os._exit(0)

main(shown)
"""


def _started(folder: Path) -> tuple[list[str], set[str]]:
    """Return the fields on screen and the modules of a program that was just started."""
    done = subprocess.run(
        [sys.executable, "-c", _IMPORTED, "--data-dir", str(folder)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    fields, modules = done.stdout.splitlines()
    return fields.split(), set(modules.split())


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], set[str]]:
    folder = tmp_path_factory.mktemp("laptop") / "coffre"
    make_workplace(folder).close()
    return _started(folder)


def test_the_unlock_window_asks_for_the_passphrase(started: tuple[list[str], set[str]]) -> None:
    assert started[0] == ["passphrase"]


@pytest.mark.parametrize("module", NOT_YET)
def test_the_unlock_window_waits_for_no_library_of_the_session(
    started: tuple[list[str], set[str]], module: str
) -> None:
    assert "app.ui.pages.unlock.page" in started[1]
    assert module not in started[1]
