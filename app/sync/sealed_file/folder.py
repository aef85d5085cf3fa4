"""Put files on a stick: all of them whole, or none; and read back what was put.

A stick is full, write-protected or pulled out at the worst moment, and its writes lie in memory
long after the program believes them done.
"""

import errno
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from app.domain.failures import AppError

_DRAFT: Final = ".part"
_OF_ERROR: Final = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
}


class StickProblem(StrEnum):
    """Why nothing could be put on a stick, or read from it."""

    FULL = "full"
    READ_ONLY = "read_only"
    GONE = "gone"  # pulled out, or damaged: it neither writes nor reads
    NOT_AS_WRITTEN = "not_as_written"  # what was read back is not what was written


class StickError(AppError):
    """Nothing new stands on the stick."""

    def __init__(self, problem: StickProblem) -> None:
        self.problem = problem
        super().__init__(problem.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """Files written whole under names that nobody takes for theirs; `put` gives them their own."""

    folder: Path
    drafts: Sequence[tuple[Path, Path]]

    def put(self) -> tuple[Path, ...]:
        """Give the files their names; return their paths.

        Raises:
            StickError: the stick went away meanwhile; some may have their names already.
        """
        try:
            for draft, target in self.drafts:
                draft.replace(target)
            _settle_folder(self.folder)
        except OSError as failure:
            raise StickError(_problem(failure)) from failure
        return tuple(target for _, target in self.drafts)

    def drop(self) -> None:
        """Remove what was staged; what a stick pulled out keeps is harmless: no name, no end."""
        for draft, _ in self.drafts:
            _remove(draft)


def stage(
    folder: Path,
    files: Sequence[tuple[str, bytes]],
    *,
    stop_if_cancelled: Callable[[], None] = lambda: None,
) -> Staged:
    """Write files whole beside their places and read each back from the stick itself.

    Raises:
        StickError: nothing new stands there.
        whatever `stop_if_cancelled` raises: likewise.
    """
    drafts: list[tuple[Path, Path]] = []
    staged = Staged(folder=folder, drafts=drafts)
    try:
        for name, content in files:
            stop_if_cancelled()
            draft = folder / f"{name}.{secrets.token_hex(4)}{_DRAFT}"
            drafts.append((draft, folder / name))
            _write(draft, content)
            _compare(draft, content)
    except OSError as failure:
        staged.drop()
        raise StickError(_problem(failure)) from failure
    except BaseException:
        staged.drop()
        raise
    return staged


def read_from(path: Path, *, limit: int) -> bytes:
    """Return at most `limit` bytes and one more of a file: a longer one shows that it is.

    Raises:
        StickError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as failure:
        raise StickError(_problem(failure)) from failure


def _write(draft: Path, content: bytes) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _compare(draft: Path, content: bytes) -> None:
    """Read back from the stick: the pages in memory are given up first, where one can."""
    with draft.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if file.read() != content:
            raise StickError(StickProblem.NOT_AS_WRITTEN)


def _settle_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows settles names with the file itself
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(draft: Path) -> None:
    try:
        draft.unlink(missing_ok=True)
    except OSError:
        return  # the stick is gone, and the draft with it


def _problem(failure: OSError) -> StickProblem:
    return StickProblem(_OF_ERROR.get(failure.errno or 0, "gone"))


_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
