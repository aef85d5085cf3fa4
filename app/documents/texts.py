"""The wording of papers, kept as data: a Département may replace it without a line of code.

A text is a TOML file: `version`, then tables of strings and lists of strings. `{name}` takes a
value, `**…**` is bold. The convention's own folder goes before the common one.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

from app.documents.typography import Line, rich
from app.domain.failures import UnusableFileError

RESOURCES: Final = Path(__file__).resolve().parents[2] / "resources"


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """One file of wording, read and checked for its shape."""

    file: str
    version: str
    parts: Mapping[str, Mapping[str, tuple[str, ...]]]
    raw: str  # what the version's fingerprint is taken from

    def lines(self, part: str, key: str, values: Mapping[str, str]) -> tuple[Line, ...]:
        """Return the sentences under `part.key`; one whose values are all empty is left out.

        Raises:
            UnusableFileError: the key is missing, or a sentence names an unknown value.
        """
        place = f"[{part}] {key}"
        try:
            templates = self.parts[part][key]
        except KeyError:
            raise UnusableFileError(self.file, "ce texte manque.", place=place) from None
        try:
            return tuple(rich(one, values) for one in templates if not _hollow(one, values))
        except (KeyError, ValueError, IndexError) as error:
            problem = f"accolade ou valeur inconnue : {error}."
            raise UnusableFileError(self.file, problem, place=place) from error

    def line(self, part: str, key: str, values: Mapping[str, str]) -> Line:
        """Return the single sentence under `part.key`."""
        return self.lines(part, key, values)[0]

    def word(self, part: str, key: str) -> str:
        """Return a title or a label: no value in it, no bold."""
        return "".join(run.text for run in self.line(part, key, {}))


def _hollow(template: str, values: Mapping[str, str]) -> bool:
    named = [name for name in values if f"{{{name}}}" in template]
    return bool(named) and any(not values[name].strip() for name in named)


@lru_cache(maxsize=16)
def load(name: str, profile: str, resources: Path = RESOURCES) -> Texts:
    """Read `name` (« notice.toml ») for a profile: its own text, else the common one.

    Raises:
        UnusableFileError: the file is missing or has another shape.
    """
    own = resources / "conventions" / profile / "documents" / name
    return read(own if own.is_file() else resources / "documents" / name)


@lru_cache(maxsize=16)
def read(path: Path) -> Texts:
    """Read one file of wording.

    Raises:
        UnusableFileError: the file is missing or has another shape.
    """
    name = path.name
    try:
        raw = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableFileError(name, "fichier illisible.") from error
    return parse(name, raw)


def parse(name: str, raw: str) -> Texts:
    """Read the content of a file of wording; `name` is what faults call it.

    Raises:
        UnusableFileError: it has another shape.
    """
    try:
        tables = tomllib.loads(raw)
    except tomllib.TOMLDecodeError as error:
        raise UnusableFileError(name, f"ce n’est pas du TOML : {error}.") from error
    version = tables.pop("version", None)
    if not isinstance(version, str) or not version:
        raise UnusableFileError(name, "un texte a une version.", place="version")
    parts = {part: _part(name, part, table) for part, table in tables.items()}
    return Texts(file=name, version=version, parts=parts, raw=raw)


def _part(file: str, part: str, table: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(table, dict):
        raise UnusableFileError(file, "une table de textes est attendue.", place=f"[{part}]")
    return {
        key: _sentences(file, f"[{part}] {key}", value)
        for key, value in cast("dict[str, object]", table).items()
    }


def _sentences(file: str, place: str, value: object) -> tuple[str, ...]:
    if isinstance(value, str) and value:
        return (value,)
    if isinstance(value, list):
        items = cast("list[object]", value)
        texts = tuple(item for item in items if isinstance(item, str) and item)
        if texts and len(texts) == len(items):
            return texts
    raise UnusableFileError(file, "une phrase ou une liste de phrases est attendue.", place=place)
