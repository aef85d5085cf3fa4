"""Keep what is in memory out of files: a crash of the program must not write its keys to the disk.

As KeePassXC does (src/core/Bootstrap.cpp): no core dump, and on Linux no debugger of the same user.
"""

import contextlib
import sys
from typing import Any, Final

_PR_SET_DUMPABLE: Final = 4  # linux/prctl.h
_NO_BOX: Final = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX
_NO_HEAP: Final = 1  # WER_FAULT_REPORTING_FLAG_NOHEAP


def forbid_memory_dumps() -> None:
    """Ask the system for no dump of this process; what it does not offer is passed over."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - each system has its own way

        forbid_on_windows(ctypes.windll)
        return
    _no_core_file()
    if sys.platform == "linux":
        _no_debugger()


def forbid_on_windows(libraries: Any) -> None:  # noqa: ANN401 - ctypes knows no types
    """Tell Windows' error reporting to leave the memory out of its reports.

    `libraries` is `ctypes.windll`, which only Windows has.
    """
    with contextlib.suppress(OSError, AttributeError):
        libraries.kernel32.SetErrorMode(_NO_BOX)
    with contextlib.suppress(OSError, AttributeError):
        libraries.wer.WerSetFlags(_NO_HEAP)


def _no_core_file() -> None:
    import resource  # noqa: PLC0415 - absent from Windows

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _no_debugger() -> None:
    import ctypes  # noqa: PLC0415 - 2 ms, Linux alone

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
