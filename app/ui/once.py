"""What is told each time, and counts the first time alone."""

from collections.abc import Callable
from typing import TypeVar

_Told = TypeVar("_Told")


def once(do: Callable[[_Told], None]) -> Callable[[_Told], None]:
    """Return what does it the first time: a paper printed, then saved or printed again, is one."""
    waiting = [do]

    def told(what: _Told) -> None:
        if waiting:
            waiting.pop()(what)

    return told
