"""The closed lists of the standard, as people write them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final, TypeVar

from app.domain.mediation import V01_ACCOMPAGNEMENTS, V01_FRAIS, V01_PUBLICS, V01_SERVICES

WordT = TypeVar("WordT", bound=StrEnum)
_BLANK: Final = re.compile(r"[^a-z0-9+]+")
_LONG: Final = " : "  # « Seul : j'ai accès à du matériel… »


def parts(cell: str) -> tuple[str, ...]:
    """Return the values of a cell: « | » parts them, « ; » where there is no « | » (0.1)."""
    separator = "|" if "|" in cell else ";"
    return tuple(part.strip() for part in cell.split(separator) if part.strip())


@lru_cache(maxsize=2048)
def plain(word: str) -> str:
    """Return a word without case, accents, punctuation or the reason that follows it."""
    return bare(word.partition(_LONG)[0])


def bare(words: str) -> str:
    """Return `words` without case, accents or punctuation."""
    apart = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return _BLANK.sub(" ", letters.replace("œ", "oe")).strip()


@cache
def known(kind: type[WordT]) -> Mapping[str, WordT]:
    """Return the words of a closed list by their plain writing."""
    return {plain(word.value): word for word in kind}


def sorted_out(
    values: Sequence[str], *lists: Mapping[str, StrEnum | None]
) -> tuple[list[StrEnum], list[str]]:
    """Return the words of `values` that stand in one of the lists, and those that stand in none."""
    found: list[StrEnum] = []
    strangers: list[str] = []
    for value in values:
        key = plain(value)
        place = next((one for one in lists if key in one), None)
        if place is None:
            strangers.append(value)
        elif (word := place[key]) is not None:
            found.append(word)
    return found, strangers


def _by_plain(words: Mapping[str, WordT]) -> dict[str, WordT]:
    return {plain(text): word for text, word in words.items()}


SERVICES_01: Final = _by_plain(V01_SERVICES)
ACCOMPAGNEMENTS_01: Final = _by_plain(V01_ACCOMPAGNEMENTS)
FRAIS_01: Final = _by_plain(V01_FRAIS)
PUBLICS_01: Final[dict[str, StrEnum | None]] = {
    plain(text): word for text, word in V01_PUBLICS.items()
}
