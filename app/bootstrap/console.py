"""Where commands answer when the program has no console of its own (on Windows, once frozen)."""

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import Any, Final

_OF_THE_PARENT: Final = -1  # ATTACH_PARENT_PROCESS
_CONSOLE: Final = "CONOUT$"


def answer_somewhere() -> None:
    """Make sure that what a command writes goes where it was asked, or where it was asked from.

    Windows gives a windowed program no output unless it is redirected to a file or a pipe, and
    Python then writes in the old code page of the machine.
    """
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - each system has its own way

        answer_on_windows(ctypes.windll, _CONSOLE)


def answer_on_windows(libraries: Any, console: str) -> None:  # noqa: ANN401 - ctypes has no types
    """Write UTF-8 where there is an output, else to the console of whoever started the program."""
    for name in ("stdout", "stderr"):
        found = getattr(sys, name)
        if isinstance(found, io.TextIOWrapper):
            found.reconfigure(encoding="utf-8")
        elif found is None:
            setattr(sys, name, _console(libraries, console))


def _console(libraries: Any, console: str) -> io.TextIOWrapper:  # noqa: ANN401 - as above
    with contextlib.suppress(OSError, AttributeError):
        libraries.kernel32.AttachConsole(_OF_THE_PARENT)  # has no effect the second time
    for place in (console, os.devnull):
        with contextlib.suppress(OSError):
            return Path(place).open("w", encoding="utf-8", buffering=1)
    raise OSError(os.devnull)
