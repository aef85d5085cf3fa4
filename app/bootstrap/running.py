"""Lets an installer see that the program is open, so that it changes no file under it.

On Windows alone, where a file in use cannot be replaced: a mutex with a name, of the whole machine
as the program may be installed for everybody. It goes with the process, however that ends.
"""

import contextlib
import sys
from typing import Any, Final

MUTEX: Final = r"Global\Passerelle-en-cours"


def show_running() -> None:
    """Hold the mutex until this process ends; several processes may."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - each system has its own way

        show_on_windows(ctypes.windll)


def show_on_windows(libraries: Any) -> None:  # noqa: ANN401 - ctypes knows no types
    """Make the mutex, or open that of another process; its handle is left to the system.

    `libraries` is `ctypes.windll`, which only Windows has.
    """
    with contextlib.suppress(OSError, AttributeError):
        libraries.kernel32.CreateMutexW(None, False, MUTEX)
