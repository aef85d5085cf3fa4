"""Whose work the program carries and under which licence: as packaged, or as installed.

The packaged program has them in one file, which the build writes (`installer/notices.py`); from
the sources they are read from the distributions that are installed.
"""

import re
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Final

LINE: Final = "\n" + "=" * 78 + "\n\n"
"""Between two parts of the file."""
FILE: Final = "NOTICES.txt"
_TEXT: Final = re.compile(r"(?:^|/)(?:LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.IGNORECASE)
_ROOT: Final = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A part: its name and version, the licence that it states, and its whole text."""

    name: str
    licence: str
    text: str


def read_notices() -> tuple[Notice, ...]:
    """Return the notices of this program, its own first; about half a second, so in a thread."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return parsed((Path(frozen) / FILE).read_text(encoding="utf-8"))
    own = (_ROOT / "LICENSE").read_text(encoding="utf-8")
    parts = {stated(one): texts_of(one) for one in distributions()}
    others = ("\n\n".join([head, *parts[head]]) for head in sorted(parts, key=str.casefold))
    # what wheels carry without its text; the build puts each under the one that needs it
    joined = (
        f"{file.stem}\ntexte joint\n\n{file.read_text(encoding='utf-8')}"
        for file in sorted((_ROOT / "installer" / "licences").glob("*.txt"))
    )
    data = (data_notice(file) for file in sorted((_ROOT / "resources").rglob("LICENCE-*.md")))
    return tuple(
        _notice(one) for one in (f"passerelle\nApache-2.0\n\n{own}", *others, *joined, *data)
    )


def parsed(text: str) -> tuple[Notice, ...]:
    """Return the parts of the file of a packaged program."""
    return tuple(_notice(part) for part in text.split(LINE))


def stated(found: Distribution) -> str:
    """Return two lines: name and version, then the licence that a distribution states."""
    data = found.metadata.json
    licence = str(data.get("license_expression") or data.get("license") or _classified(found))
    return f"{data['name']} {found.version}\n{' '.join(licence.split())[:200]}"


def texts_of(found: Distribution) -> list[str]:
    """Return the texts of its licences that a distribution brings."""
    return [
        Path(str(file.locate())).read_text(encoding="utf-8", errors="replace")
        for file in sorted(found.files or (), key=str)
        if _TEXT.search(str(file)) and ".dist-info" in str(file)
    ]


def data_notice(file: Path) -> str:
    """Return what is said of a folder of data that the program carries."""
    place = file.parent.relative_to(_ROOT).as_posix()
    return f"Données\u00a0: {place}\n{file.stem}\n\n{file.read_text(encoding='utf-8')}"


def _notice(part: str) -> Notice:
    name, _, rest = part.strip().partition("\n")
    licence, _, _ = rest.partition("\n")
    return Notice(name=name, licence=licence, text=part.strip())


def _classified(found: Distribution) -> str:
    """Return the licence that the classifiers name."""
    kinds = found.metadata.get_all("Classifier") or []
    return ", ".join(kind.split(" :: ")[-1] for kind in kinds if kind.startswith("License"))
