"""What papers remember of words, to be drawn fast: bounded, and forgotten when the vault locks.

Among these words are names of persons, and once the groups of a recovery sheet.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Final, ParamSpec, TypeVar, cast

_P = ParamSpec("_P")
_R = TypeVar("_R")

_FORGET: Final[list[Callable[[], None]]] = []


def remembered(most: int) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Keep the results of a pure function of words, the `most` recent."""

    def wrap(function: Callable[_P, _R]) -> Callable[_P, _R]:
        kept = lru_cache(maxsize=most)(function)
        _FORGET.append(kept.cache_clear)
        return cast("Callable[_P, _R]", kept)

    return wrap


def forget_words() -> None:
    """Forget every word of every paper that was drawn."""
    for forget in _FORGET:
        forget()
