"""Keep `True` and `False` alive under Python 3.11, whose count PySide6 6.12.0 gets wrong.

Measured: each `Signal.emit(…)` returns `True` without counting the reference, so that after some
hundred signals Python 3.11 stops with « bool_dealloc: deallocating True or False ». Python 3.12
and later never free these two objects (PEP 683), which is why the fault shows in 3.11 alone. Here
they get what 3.12 gives them: a count so high that it never reaches zero. To be removed when the
oldest supported Python is 3.12, or PySide6 is mended (`tests/ui/frame/test_booleans.py`).
"""

import sys

_BEYOND_REACH = 1 << 60
_IMMORTAL_SINCE = (3, 12)


def keep_booleans_alive() -> None:
    """Make `True` and `False` immortal where the interpreter does not; repeating it is harmless."""
    if sys.version_info >= _IMMORTAL_SINCE or sys.implementation.name != "cpython":
        return
    import ctypes  # noqa: PLC0415 - only needed by the older interpreter

    for value in (True, False):
        # ob_refcnt is the first field of every object in CPython 3.11 (Include/object.h).
        ctypes.c_ssize_t.from_address(id(value)).value = _BEYOND_REACH
