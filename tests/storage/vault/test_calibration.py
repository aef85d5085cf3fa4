import ctypes
from collections.abc import Callable

import pytest

from app.storage.vault.calibration import _MemoryStatus, calibrated
from app.storage.vault.failures import NotEnoughMemoryError
from app.storage.vault.kdf import KdfParameters, derive, strong

GIB = 1024 * 1024


def laptop(seconds_for_64_mib_3: float) -> Callable[[KdfParameters], float]:
    return lambda kdf: seconds_for_64_mib_3 * (kdf.memory_kib / 65536) * (kdf.iterations / 3)


def test_a_slow_laptop_keeps_the_floor() -> None:
    assert calibrated(physical_memory_kib=8 * GIB, seconds=laptop(2.4)) == strong()


def test_a_laptop_within_the_range_keeps_the_floor() -> None:
    assert calibrated(physical_memory_kib=8 * GIB, seconds=laptop(0.6)) == strong()


def test_a_quick_laptop_takes_more_memory() -> None:
    # 0.3 s at 64 MiB → 0.6 s at 128 MiB
    expected = KdfParameters(memory_kib=131072, iterations=3, lanes=4)
    assert calibrated(physical_memory_kib=8 * GIB, seconds=laptop(0.3)) == expected


def test_small_memory_gets_passes_instead() -> None:
    # a sixteenth of 1 GiB is 64 MiB; 3 passes take 0.15 s → 15 passes take 0.75 s
    expected = KdfParameters(memory_kib=65536, iterations=15, lanes=4)
    assert calibrated(physical_memory_kib=GIB, seconds=laptop(0.15)) == expected


def test_unknown_memory_stays_at_the_floor() -> None:
    assert calibrated(physical_memory_kib=0, seconds=laptop(0.25)).memory_kib == 65536


def test_a_very_quick_machine_stays_within_the_limits() -> None:
    chosen = calibrated(physical_memory_kib=512 * GIB, seconds=laptop(0.0))
    assert chosen == KdfParameters(memory_kib=524288, iterations=64, lanes=4)


def test_a_laptop_that_lends_no_more_memory_gets_passes_instead() -> None:
    # 64 MiB take 0.25 s, 128 MiB are refused → 9 passes take 0.75 s
    def seconds(kdf: KdfParameters) -> float:
        if kdf.memory_kib > 65536:
            raise NotEnoughMemoryError
        return laptop(0.25)(kdf)

    expected = KdfParameters(memory_kib=65536, iterations=9, lanes=4)
    assert calibrated(physical_memory_kib=8 * GIB, seconds=seconds) == expected


def test_a_laptop_without_memory_for_the_floor_says_so() -> None:
    def seconds(_: KdfParameters) -> float:
        raise NotEnoughMemoryError

    with pytest.raises(NotEnoughMemoryError):
        calibrated(physical_memory_kib=8 * GIB, seconds=seconds)


def test_windows_is_asked_for_64_bytes_of_memory_status() -> None:
    # MEMORYSTATUSEX (sysinfoapi.h): two DWORD and seven DWORDLONG
    assert ctypes.sizeof(_MemoryStatus) == 64
    assert _MemoryStatus.physical.offset == 8


def test_what_is_chosen_here_lies_between_the_floor_and_the_limits() -> None:
    chosen = calibrated(physical_memory_kib=0)  # one real derivation, then passes
    assert chosen.memory_kib == strong().memory_kib
    assert chosen.iterations >= strong().iterations


def test_the_key_is_argon2id_as_the_reference_code_computes_it() -> None:
    # Expected with argon2-cffi's low-level binding of the reference C code: not this program.
    key = derive("le grenier salé", salt=bytes(16), parameters=strong())
    assert key.hex() == "7d3d87be07850f75e8ca027f8517e8a86ffd8c99044a60e8706005bd0c70f3dc"
