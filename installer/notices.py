"""Writes the notices of everything that the frozen program carries: `python notices.py FILE`.

To be run by the Python of the build environment, whose distributions are those of the program.
Refuses to write where one of them brings no text and none stands in `licences/`.
"""

import re
import sys
import sysconfig
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

HERE = Path(__file__).resolve().parent
LICENCES = HERE / "licences"
RESOURCES = HERE.parent / "resources"
_TEXT: Final = re.compile(r"(?:^|/)(?:LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.IGNORECASE)
_BUILD_ONLY: Final = frozenset(
    {"altgraph", "macholib", "packaging", "pefile", "pip", "pywin32-ctypes", "setuptools"}
    | {"pyinstaller-hooks-contrib"}
)
_QT: Final = (
    "Qt and PySide6 are used under the GNU Lesser General Public License, version 3. They lie in\n"
    "the program's folder as files of their own, which may be replaced by changed ones. Their\n"
    "sources: https://download.qt.io and https://code.qt.io, at the version stated here."
)
_GIVEN: Final = {  # what a wheel carries without its text
    "pyside6-essentials": ("LGPL-3.txt", "GPL-3.txt"),
    "pyside6-addons": ("LGPL-3.txt", "GPL-3.txt"),
    "pyside6-pdf": ("LGPL-3.txt", "GPL-3.txt"),
    "shiboken6": ("LGPL-3.txt", "GPL-3.txt"),
    "sqlcipher3": ("SQLCipher.txt", "OpenSSL.txt"),
    "fontpkg": ("MIT.txt",),
}


def main() -> int:
    """Write the file; exit 1, naming them, where texts are missing."""
    parts = [(HERE.parent / "LICENSE").read_text(encoding="utf-8"), _python()]
    without: list[str] = []
    found = {one.metadata["Name"].lower().replace("_", "-"): one for one in distributions()}
    for name in sorted(found.keys() - _BUILD_ONLY):
        part, texts = _notice(name, found[name])
        parts.append(part)
        without += [] if texts else [name]
    parts += [
        f"{file.relative_to(RESOURCES.parent).as_posix()}\n\n{file.read_text(encoding='utf-8')}"
        for file in sorted(RESOURCES.rglob("LICENCE-*.md"))
    ]
    if without:
        print(f"no licence text: {', '.join(without)}", file=sys.stderr)
        return 1
    line = "\n" + "=" * 78 + "\n\n"
    Path(sys.argv[1]).write_text(line.join(part.strip() + "\n" for part in parts), "utf-8")
    return 0


def _python() -> str:
    """Return the licence of Python itself, which its installation carries."""
    library = Path(sysconfig.get_path("stdlib"))
    file = next(
        one for one in (library / "LICENSE.txt", library.parent / "LICENSE") if one.exists()
    )
    return f"Python {sys.version.split()[0]}\n\n{file.read_text(encoding='utf-8')}"


def _notice(name: str, found: Distribution) -> tuple[str, list[str]]:
    """Return what to say of a distribution, and which texts of a licence it has."""
    data = found.metadata.json
    stated = str(data.get("license_expression") or data.get("license") or _classified(found))
    head = f"{name} {found.version}\n{' '.join(stated.split())[:200]}"
    texts = [
        Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")
        for file in found.files or ()
        if _TEXT.search(str(file)) and ".dist-info" in str(file)
    ]
    texts += [(LICENCES / file).read_text(encoding="utf-8") for file in _GIVEN.get(name, ())]
    qt = [_QT] if name.startswith(("pyside6", "shiboken6")) else []
    return "\n\n".join([head, *qt, *texts]), texts


def _classified(found: Distribution) -> str:
    """Return the licence that the classifiers name."""
    kinds = found.metadata.get_all("Classifier") or []
    return ", ".join(kind.split(" :: ")[-1] for kind in kinds if kind.startswith("License"))


if __name__ == "__main__":
    sys.exit(main())
