"""One process for a data folder: two would each believe to be the only writer of the vault's files.

The lock is the system's on an open file: it goes with the process, however that ends, so a killed
program never keeps anybody out. The file stands beside the folder, which stays as it was found (and
may be replaced as a whole by a restoration); it remains and says nothing.
"""

import contextlib
import errno
import os
import sys
from pathlib import Path
from typing import Final

from app.domain.failures import AppError

SUFFIX: Final = ".verrou"
_HELD: Final = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK, 0})
"""What a lock of somebody else's is answered with; wine gives no number at all."""
_OWNER_ONLY: Final = 0o600


class AlreadyOpenError(AppError):
    """Another process works with this data folder."""


class OneProcess:
    """The right to work with `folder`, for as long as this process holds it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder.with_name(f".{folder.name}{SUFFIX}")
        self._descriptor: int | None = None

    @property
    def is_held(self) -> bool:
        """Tell whether this very process holds the right."""
        return self._descriptor is not None

    def take(self) -> bool:
        """Take the right; tell whether no other process has it.

        Where no file can be made or locked (a folder to read only, some network drives) the answer
        is yes: opening says what is wrong with such a folder.
        """
        if self._descriptor is not None:
            return True
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
        except OSError:
            return True
        try:
            _lock(descriptor)
        except OSError as failure:
            os.close(descriptor)
            return failure.errno not in _HELD
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let another process work with the folder. Calling it twice does nothing."""
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
