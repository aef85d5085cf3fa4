"""`python -m app --selftest`: is everything there that the program needs on this machine?"""

import json
import os
import platform
import secrets
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from app import __version__
from app.bootstrap.places import resources_folder

PACKAGES = ("pyside6-essentials", "sqlalchemy", "sqlcipher3", "cryptography", "reportlab")


def selftest() -> int:
    """Print one line of JSON with what was found; 0 when all of it works."""
    found: dict[str, object] = {"passerelle": __version__, "python": platform.python_version()}
    found |= {name: version(name) for name in PACKAGES}
    checks = {
        "cipher": _cipher,
        "keyring": _keyring,
        "font": _font,
        "conventions": _conventions,
        "pdf_bytes": _pdf,
        "guide": _guide,
    }
    passed = True
    for name, check in checks.items():
        try:
            found[name] = check()
        except ImportError as fault:
            found[name] = f"échec : {fault.name} manque"
            passed = False
        except Exception as fault:  # noqa: BLE001 - the report names what does not work
            found[name] = f"échec : {type(fault).__name__}"
            passed = False
    found["ok"] = passed
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 0 if passed else 1


def _cipher() -> str:
    """Make a database, close it, open it again with its key."""
    from app.storage.cipher import connect  # noqa: PLC0415 - each part is imported by its check
    from app.storage.database import create_database, open_database  # noqa: PLC0415

    key = secrets.token_bytes(32)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "essai.db"
        today = datetime.now(tz=UTC).date()
        create_database(path, key, today=lambda: today).close()
        open_database(path, key, today=lambda: today).close()
        raw = connect(path, key)
        row = raw.execute("PRAGMA cipher_version").fetchone()
        raw.close()
    return str(row[0]) if row else ""


def _keyring() -> str:
    import keyring  # noqa: PLC0415

    return type(keyring.get_keyring()).__module__


def _font() -> str:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from app.ui.theme.fonts import load_fonts  # noqa: PLC0415

    application = QApplication.instance() or QApplication([])
    family = load_fonts()
    del application
    return family


def _conventions() -> list[str]:
    from app.conventions.loading import load_convention  # noqa: PLC0415

    folders = sorted((resources_folder() / "conventions").iterdir())
    return [load_convention(folder).profile for folder in folders]


def _pdf() -> int:
    from app.documents.window_test import WindowTestData, window_test_pdf  # noqa: PLC0415

    return len(window_test_pdf(WindowTestData(printed_on=datetime.now(tz=UTC).date())))


def _guide() -> int:
    """Return how many chapters F1 finds; every one with its pictures."""
    from app.bootstrap.places import guide_folder  # noqa: PLC0415
    from app.documents.guide.book import read_book  # noqa: PLC0415
    from app.documents.guide.pages import pictures_of  # noqa: PLC0415

    chapters = read_book(guide_folder()).chapters
    for one in chapters:
        for picture in pictures_of(one.blocks, one.path.parent):
            picture.stat()
    return len(chapters)
