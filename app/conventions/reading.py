"""Strict reading of TOML tables: every key is used once, of the right type, and has a source."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar, cast

from app.domain.convention import Source
from app.domain.failures import UnusableFileError

T = TypeVar("T")


class ConventionError(UnusableFileError):
    """A convention file is refused; nothing of it is used and the one in force stays."""


class Table:
    """One table of the file, which remembers what was read so that an unknown key is refused."""

    def __init__(self, file: str, place: str, values: dict[str, object]) -> None:
        self.file = file
        self.place = place
        self._values = dict(values)
        self.sources: dict[str, Source] = {}

    def refuse(self, key: str, problem: str) -> ConventionError:
        """Return the error that names file, key and reason."""
        place = ".".join(part for part in (self.place, key) if part)
        return ConventionError(self.file, problem, place=f"clé « {place} »")

    def _take(self, key: str) -> object:
        if key not in self._values:
            raise self.refuse(key, "cette clé manque.")
        return self._values.pop(key)

    def has(self, key: str) -> bool:
        """Tell whether `key` stands in the table and was not read yet."""
        return key in self._values

    def left(self) -> tuple[str, ...]:
        """Return the keys that were not read yet, for a table whose keys are the file's own."""
        return tuple(self._values)

    def text(self, key: str, *, empty: bool = False) -> str:
        """Read a text; an empty one is refused unless `empty`."""
        value = self._take(key)
        if not isinstance(value, str):
            raise self.refuse(key, "un texte entre guillemets est attendu.")
        if not value.strip() and not empty:
            raise self.refuse(key, "ce texte est vide.")
        return value.strip()

    def whole(self, key: str, *, low: int, high: int) -> int:
        """Read a whole number from `low` to `high`."""
        value = self._take(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.refuse(key, "un nombre entier est attendu.")
        if not low <= value <= high:
            raise self.refuse(key, f"{value} n’est pas entre {low} et {high}.")
        return value

    def flag(self, key: str) -> bool:
        """Read `true` or `false`."""
        value = self._take(key)
        if not isinstance(value, bool):
            raise self.refuse(key, "« true » ou « false » est attendu.")
        return value

    def day(self, key: str) -> date:
        """Read a date (2023-12-31, without quotes)."""
        value = self._take(key)
        if type(value) is not date:
            raise self.refuse(key, "une date comme 2023-12-31, sans guillemets, est attendue.")
        return value

    def texts(self, key: str, *, empty: bool = False) -> tuple[str, ...]:
        """Read a list of distinct, non-empty texts."""
        value = self._take(key)
        if not isinstance(value, list):
            raise self.refuse(key, "une liste de textes est attendue.")
        found: list[str] = []
        for item in cast("list[object]", value):
            if not isinstance(item, str) or not item.strip():
                raise self.refuse(key, "chaque élément de la liste est un texte non vide.")
            if item in found:
                raise self.refuse(key, f"« {item} » y figure deux fois.")
            found.append(item)
        if not found and not empty:
            raise self.refuse(key, "cette liste est vide.")
        return tuple(found)

    def numbers(self, key: str, allowed: list[int]) -> tuple[int, ...]:
        """Read a list of distinct numbers, each one of the `allowed`; an empty one is refused."""
        value = self._take(key)
        if not isinstance(value, list) or not value:
            raise self.refuse(key, "une liste de nombres est attendue.")
        found: list[int] = []
        for item in cast("list[object]", value):
            if not isinstance(item, int) or isinstance(item, bool) or item not in allowed:
                known = ", ".join(map(str, allowed))
                raise self.refuse(key, f"{item} n’est pas possible ; possibles : {known}.")
            if item in found:
                raise self.refuse(key, f"{item} y figure deux fois.")
            found.append(item)
        return tuple(found)

    def choice(self, key: str, convert: Callable[[str], T], allowed: list[str]) -> T:
        """Read one of the `allowed` words."""
        word = self.text(key)
        if word not in allowed:
            raise self.refuse(key, f"« {word} » est inconnu ; possibles : {', '.join(allowed)}.")
        return convert(word)

    def choices(self, key: str, convert: Callable[[str], T], allowed: list[str]) -> tuple[T, ...]:
        """Read a list of `allowed` words."""
        words = self.texts(key, empty=True)
        for word in words:
            if word not in allowed:
                known = ", ".join(allowed)
                raise self.refuse(key, f"« {word} » est inconnu ; possibles : {known}.")
        return tuple(convert(word) for word in words)

    def table(self, key: str, *, sourced: bool = True) -> "Table":
        """Read a table of the file; a sourced one must say where its values come from."""
        value = self._take(key)
        if not isinstance(value, dict):
            raise self.refuse(key, f"une table [{key}] est attendue.")
        place = f"{self.place}.{key}" if self.place else key
        table = Table(self.file, place, cast("dict[str, object]", value))
        if sourced:
            self.sources[place] = table.source()
        return table

    def tables(self, key: str) -> list["Table"]:
        """Read a list of tables ([[key]])."""
        value = self._take(key)
        if not isinstance(value, list) or not value:
            raise self.refuse(key, f"au moins une table [[{key}]] est attendue.")
        found: list[Table] = []
        for number, item in enumerate(cast("list[object]", value), start=1):
            if not isinstance(item, dict):
                raise self.refuse(key, f"une table [[{key}]] est attendue.")
            values = cast("dict[str, object]", item)
            found.append(Table(self.file, f"{key}[{number}]", values))
        return found

    def source(self) -> Source:
        """Read where the values of this table come from."""
        if "source" not in self._values:
            raise self.refuse("source", "la source manque : article et ligne, ou défaut documenté.")
        reference = self.text("source")
        quote = self.text("citation") if self.has("citation") else ""
        return Source(reference=reference, quote=quote)

    def close(self) -> None:
        """Refuse whatever was not read."""
        for key in self._values:
            raise self.refuse(key, "cette clé est inconnue : faute de frappe ?")
