"""Writes the notices of everything that a frozen program carries.

`PYTHON -m installer.notices CARRIED.json FILE`, with the Python of the build environment: the
distributions that `CARRIED.json` names are those of the program. Refuses to write where one of
them brings no text and none stands in `licences/`.
"""

import json
import sys
import sysconfig
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

from app.documents.notices import LINE, data_notice, stated, texts_of
from installer.carried import canonical

HERE: Final = Path(__file__).resolve().parent
LICENCES: Final = HERE / "licences"
RESOURCES: Final = HERE.parent / "resources"
_QT: Final = (
    "Qt and PySide6 are used under the GNU Lesser General Public License, version 3. They lie in\n"
    "the program's folder as files of their own, which may be replaced by changed ones. Their\n"
    "sources: https://download.qt.io and https://code.qt.io, at the version stated here. What Qt\n"
    "itself takes from others: https://doc.qt.io/qt-6/licenses-used-in-qt.html"
)
_OF_QT: Final = ("LGPL-3.txt", "GPL-3.txt", "ICU.txt")
_GIVEN: Final = {  # what a wheel carries without its text
    "pyside6-essentials": _OF_QT,
    "pyside6-addons": _OF_QT,
    "pyside6-pdf": _OF_QT,
    "shiboken6": _OF_QT,
    "sqlcipher3": ("SQLCipher.txt", "OpenSSL.txt"),
    "cryptography": ("OpenSSL.txt",),
    "fontpkg": ("MIT.txt",),
    "psycopg-binary": (
        "PostgreSQL.txt",
        "OpenSSL.txt",
        "Kerberos.txt",
        "OpenLDAP.txt",
        "Cyrus-SASL.txt",
        "libxcrypt.txt",
        "keyutils.txt",
        "LGPL-2.1.txt",
    ),
}


def main() -> int:
    """Write the file; exit 1, naming them, where texts are missing."""
    carried, target = Path(sys.argv[1]), Path(sys.argv[2])
    names: list[str] = json.loads(carried.read_text(encoding="utf-8"))["distributions"]
    parts, without = notices({*names, "pyinstaller"})
    if without:
        print(f"no licence text: {', '.join(without)}", file=sys.stderr)
        return 1
    target.write_text(LINE.join(part.strip() + "\n" for part in parts), encoding="utf-8")
    return 0


def notices(names: set[str]) -> tuple[list[str], list[str]]:
    """Return what to say, the program first, and which distributions have no text."""
    parts = [(HERE.parent / "LICENSE").read_text(encoding="utf-8"), _python()]
    parts[0] = "passerelle\nApache-2.0\n\n" + parts[0].strip()
    found = {canonical(one.metadata["Name"]): one for one in distributions()}
    without: list[str] = []
    shared: dict[str, str] = {}
    for name in sorted(names):
        part, texts = _notice(name, found[name], shared)
        parts.append(part)
        without += [] if texts else [name]
    parts += [data_notice(file) for file in sorted(RESOURCES.rglob("LICENCE-*.md"))]
    return parts, without


def _python() -> str:
    """Return the licence of Python itself, which its installation carries."""
    library = Path(sysconfig.get_path("stdlib"))
    places = (
        library / "LICENSE.txt",
        library.parent / "LICENSE",
        library.parent / "LICENSE.txt",
        Path("/usr/share/doc") / f"python{sysconfig.get_python_version()}" / "copyright",
    )
    file = next(one for one in places if one.exists())
    return f"python {sys.version.split()[0]}\nPSF-2.0\n\n{file.read_text(encoding='utf-8')}"


def _notice(name: str, found: Distribution, shared: dict[str, str]) -> tuple[str, list[str]]:
    """Return what to say of a distribution, and which texts of a licence it has.

    A text of `licences/` stands once, under the first that needs it (`shared` says where).
    """
    head, texts = f"{name} {stated(found).partition(' ')[2]}", texts_of(found)
    for file in _GIVEN.get(name, ()):
        if file in shared:
            texts.append(f"{file.removesuffix('.txt')}: the text stands under {shared[file]}.")
        else:
            texts.append((LICENCES / file).read_text(encoding="utf-8"))
            shared[file] = name
    qt = [_QT] if name.startswith(("pyside6", "shiboken6")) else []
    return "\n\n".join([head, *qt, *texts]), texts


if __name__ == "__main__":
    sys.exit(main())
