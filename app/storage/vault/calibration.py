"""Choose how dear unlocking is on this laptop: about 0.5 to 1 s, never below the floor."""

import ctypes
import os
import sys
import time
from collections.abc import Callable
from typing import Any, Final

from app.storage.vault import kdf
from app.storage.vault.failures import NotEnoughMemoryError
from app.storage.vault.kdf import KdfParameters

LEAST_S: Final = 0.5
MOST_S: Final = 1.0
_MEMORY_CEILING_KIB: Final = 512 * 1024  # one tab of a browser: an 8 GB laptop does not notice
_SHARE_OF_MEMORY: Final = 16


def measure(parameters: KdfParameters) -> float:
    """Return the seconds that one derivation takes here and now."""
    start = time.perf_counter()
    kdf.derive("calibration", salt=bytes(kdf.SALT_BYTES), parameters=parameters)
    return time.perf_counter() - start


def calibrated(
    *,
    physical_memory_kib: int | None = None,
    seconds: Callable[[KdfParameters], float] = measure,
) -> KdfParameters:
    """Return the parameters that take 0.5 to 1 s; a slow laptop keeps the floor and waits longer.

    Memory is doubled first, up to a sixteenth of the laptop's and 512 MiB (it is what costs an
    attacker's graphics cards most), then passes are added. Takes up to three seconds: run it in
    a thread, when nobody is being received. Unknown memory stays at the floor, and so does a
    laptop that has not the memory to lend just now.

    Raises:
        NotEnoughMemoryError: not even the floor can be had.
    """
    memory = physical_memory_kib if physical_memory_kib is not None else physical_memory()
    ceiling = min(memory // _SHARE_OF_MEMORY, _MEMORY_CEILING_KIB, kdf.LIMITS.memory_kib[1])
    chosen = kdf.strong()
    taken = seconds(chosen)
    while taken < LEAST_S and chosen.memory_kib * 2 <= ceiling:
        dearer = _with(chosen, memory_kib=chosen.memory_kib * 2)
        try:
            dearer_taken = seconds(dearer)
        except NotEnoughMemoryError:
            break
        if dearer_taken > MOST_S:
            break
        chosen, taken = dearer, dearer_taken
    if taken >= LEAST_S:
        return chosen
    middle = (LEAST_S + MOST_S) / 2
    passes = int(chosen.iterations * middle / max(taken, 1e-6))
    return _with(chosen, iterations=min(passes, kdf.LIMITS.iterations[1]))


def physical_memory() -> int:
    """Return the laptop's memory in KiB, 0 where the system does not say."""
    if sys.platform == "win32":
        return _windows_memory()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024
    except (AttributeError, ValueError, OSError):
        return 0


class _MemoryStatus(ctypes.Structure):
    """Windows' MEMORYSTATUSEX."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("physical", ctypes.c_uint64),
        ("others", ctypes.c_uint64 * 6),
    )


def _windows_memory() -> int:
    status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
    libraries: Any = ctypes
    known = libraries.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
    return status.physical // 1024 if known else 0


def _with(
    parameters: KdfParameters, *, memory_kib: int | None = None, iterations: int | None = None
) -> KdfParameters:
    return KdfParameters(
        memory_kib=memory_kib or parameters.memory_kib,
        iterations=max(iterations or 0, parameters.iterations),
        lanes=parameters.lanes,
    )
