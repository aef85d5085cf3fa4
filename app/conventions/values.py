"""The values of a convention file, one by one: to be shown with their source, and a few changed.

What a convention leaves open — contacts, addresses, mentions, proposed lists — may be written anew
on the laptop by its référent; everything else is the text of the agreement and comes from the
Département alone. An edited file is read whole again by the reader of all (`loading`).
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from app.domain.failures import AppError

OPEN: Final[Mapping[str, str]] = {
    "departement.service": "Service du Département",
    "departement.adresse": "Adresse du Département",
    "departement.telephone": "Téléphone du Département",
    "departement.courriel": "Courriel du Département",
    "departement.representant": "Représentant du Département",
    "partenaire.service": "Service du partenaire",
    "partenaire.adresse": "Adresse du partenaire",
    "partenaire.telephone": "Téléphone du partenaire",
    "partenaire.courriel": "Courriel du partenaire",
    "partenaire.representant": "Représentant du partenaire",
    "protection.dpo_courriel": "Courriel du délégué à la protection des données",
    "protection.droits_courriel": "Courriel pour exercer ses droits",
    "traitement.dpo_ecrit": "Délégué, tel que la convention l’écrit",
    "mentions.textes": "Mentions sur les papiers",
    "mandat.retrait": "Où retirer un mandat",
    "carnets.versements.courriel": "Courriel pour demander des carnets",
    "carnets.versements.adresse": "Adresse de livraison des carnets",
    "listes.autre_choix": "Raisons d’un autre choix",
    "listes.hors_territoire": "Raisons de recevoir quelqu’un d’ailleurs",
}
"""The keys that a laptop may change, by the words under which they are shown."""

_SAID: Final = re.compile(r" ; (?P<key>[a-z_]+) : saisi par le référent le \d\d/\d\d/\d{4}")
_HEADER: Final = re.compile(r"\s*\[")
_LONGEST: Final = 2000


class ClosedValueError(AppError):
    """This value is the text of the convention: the laptop does not change it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value as it stands, its lines, and where it comes from."""

    key: str
    lines: tuple[str, ...]
    source: str
    many: bool = False

    @property
    def is_default(self) -> bool:
        """Tell whether the convention does not say it, or not wholly: a default stands there."""
        return "défaut" in self.source

    @property
    def typed_here(self) -> bool:
        """Tell whether the référent of this laptop wrote it."""
        name = self.key.rpartition(".")[2]
        return any(found["key"] == name for found in _SAID.finditer(self.source))


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A value that differs between two files; no lines where it is not there."""

    key: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def values(content: bytes) -> tuple[Value, ...]:
    """Return every value of a file that was read before, in its order; `source` is no value."""
    return tuple(_values("", tomllib.loads(content.decode("utf-8")), ""))


def open_values(content: bytes) -> tuple[Value, ...]:
    """Return the values that the laptop may change, in the order in which they are shown."""
    found = {one.key: one for one in values(content)}
    return tuple(found[key] for key in OPEN if key in found)


def changed(before: bytes, after: bytes) -> tuple[Changed, ...]:
    """Return what differs between two files, in the order of the second; sources do not count."""
    old = {one.key: one.lines for one in values(before)}
    new = {one.key: one.lines for one in values(after)}
    keys = [*new, *(key for key in old if key not in new)]
    return tuple(
        Changed(key=key, before=old.get(key, ()), after=new.get(key, ()))
        for key in keys
        if old.get(key, ()) != new.get(key, ())
    )


def with_values(content: bytes, typed: Mapping[str, tuple[str, ...]], *, on: date) -> bytes:
    """Return the file with other values under open keys, and their source saying who wrote them.

    The result has still to be read (`loading.parse_convention`), which says what is wrong in it.

    Raises:
        ClosedValueError: a key is not open, or not in this file.
    """
    known = {one.key: one for one in open_values(content)}
    lines = content.decode("utf-8").split("\n")
    for key, new in typed.items():
        if key not in known:
            raise ClosedValueError
        if new == known[key].lines:
            continue
        table, _, name = key.rpartition(".")
        value = list(new) if known[key].many else " ".join(new)
        _replace(lines, table, name, _toml(value))
        stated = _without(known[key].source, name)
        stated = f"{stated} ; {name} : saisi par le référent le {on:%d/%m/%Y}"
        _replace(lines, table, "source", _toml(stated))
        changed_source = "\n".join(lines).encode("utf-8")
        known = {one.key: one for one in open_values(changed_source)}
    return "\n".join(lines).encode("utf-8")


def _without(source: str, name: str) -> str:
    """Return a source without what it says of an earlier writing of this value."""
    kept = [found[0] for found in _SAID.finditer(source) if found["key"] != name]
    return _SAID.sub("", source) + "".join(kept)


def _toml(value: str | list[str]) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    return json.dumps(value[:_LONGEST], ensure_ascii=False).replace("\x7f", "")


def _replace(lines: list[str], table: str, name: str, written: str) -> None:
    """Put `name = written` in place of what stands in `table`; it stands there, on its own line."""
    start = next((at for at, line in enumerate(lines) if line.strip() == f"[{table}]"), len(lines))
    for at in range(start + 1, len(lines)):
        if _HEADER.match(lines[at]):
            break
        if re.match(rf"\s*{re.escape(name)}\s*=", lines[at]):
            lines[at : _end(lines, at)] = [f"{name} = {written}"]
            return
    raise ClosedValueError


def _end(lines: list[str], at: int) -> int:
    """Return the line after the value that begins at `at`: a list may take several."""
    for end in range(at + 1, len(lines) + 1):
        try:
            tomllib.loads("\n".join(lines[at:end]))
        except tomllib.TOMLDecodeError:
            continue
        return end
    raise ClosedValueError


def _values(place: str, node: Mapping[str, object], source: str) -> Iterator[Value]:
    stated = str(node.get("source", source))
    for name, found in node.items():
        if name in {"source", "citation"}:
            continue
        key = f"{place}.{name}" if place else name
        if isinstance(found, dict):
            yield from _values(key, cast("Mapping[str, object]", found), stated)
        elif isinstance(found, list) and found and isinstance(found[0], dict):
            for number, one in enumerate(cast("list[Mapping[str, object]]", found), start=1):
                yield from _values(f"{key}[{number}]", one, stated)
        elif isinstance(found, list):
            lines = tuple(_said(one) for one in cast("list[object]", found))
            yield Value(key=key, lines=lines, source=stated, many=True)
        else:
            yield Value(key=key, lines=(_said(found),) if found != "" else (), source=stated)


def _said(found: object) -> str:
    if isinstance(found, bool):
        return "oui" if found else "non"
    return f"{found:%d/%m/%Y}" if isinstance(found, date) else str(found)
