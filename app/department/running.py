"""Whether the service runs over a data folder: what replaces its database asks first."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from app.department.failures import ServiceError

_FILE: Final = "service.verrou"


@contextmanager
def serving(data_dir: Path) -> Generator[None]:
    """Say that a process serves; several may at once.

    Raises:
        ServiceError: a restore or a move is under way.
    """
    with _locked(data_dir, alone=False, problem="La base est en cours de remplacement : attendez."):
        yield


@contextmanager
def stopped(data_dir: Path) -> Generator[None]:
    """Let nobody serve meanwhile.

    Raises:
        ServiceError: the service runs.
    """
    with _locked(data_dir, alone=True, problem="Le service tourne encore : arrêtez-le d’abord."):
        yield


@contextmanager
def _locked(data_dir: Path, *, alone: bool, problem: str) -> Generator[None]:
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(data_dir / _FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _lock(descriptor, alone=alone)
        except BlockingIOError as taken:
            raise ServiceError(problem) from taken
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":

    def _lock(descriptor: int, *, alone: bool) -> None:
        """Take nothing: the operator is told to stop the service, and nothing checks."""

else:
    import fcntl

    def _lock(descriptor: int, *, alone: bool) -> None:
        """Take the lock or raise; it goes with the process."""
        fcntl.flock(descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
