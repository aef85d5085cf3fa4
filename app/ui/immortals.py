"""Give Python 3.11 the immortal `None`, `True` and `False` that PySide6 6.12 takes for granted.

Measured with PySide6 6.12.0 under Python 3.11: each `Signal.emit(…)` that returns `True`, and each
method that returns nothing, gives the object back without counting the reference. After some
thousand calls the interpreter stops: « bool_dealloc: deallocating True or False », or
« none_dealloc: deallocating None ». The cause is most likely the headers that the wheel was built
with: since Python 3.12 these objects are never freed (PEP 683) and returning them counts nothing.

Here they get what 3.12 gives them: a count so high that it never reaches zero. To be removed when
the oldest supported Python is 3.12, or PySide6 counts again (`tests/ui/frame/test_immortals.py`).
"""

import sys

_BEYOND_REACH = 1 << 60
_IMMORTAL_SINCE = (3, 12)


def keep_singletons_alive() -> None:
    """Make the singletons immortal where the interpreter does not; repeating it is harmless."""
    if sys.version_info >= _IMMORTAL_SINCE or sys.implementation.name != "cpython":
        return
    import ctypes  # noqa: PLC0415 - only needed by the older interpreter

    for value in (None, True, False, NotImplemented, ...):
        # ob_refcnt is the first field of every object in CPython 3.11 (Include/object.h).
        ctypes.c_ssize_t.from_address(id(value)).value = _BEYOND_REACH
