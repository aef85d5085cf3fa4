"""Write a file whole or not at all: a full disk or a power cut spoils nothing that was there.

And read what somebody chose, but never more of it than such a file holds.

Every room writes its files through `write_whole`; tests/faults/test_whole_files.py finds whatever
else opens one for writing.
"""

import contextlib
import errno
import os
import time
from collections.abc import Collection, Generator, Iterator
from pathlib import Path
from typing import Final

from app.domain.failures import UnusableFileError

_PART: Final = ".partiel"
_BINARY: Final = getattr(os, "O_BINARY", 0)
_PRIVATE: Final = 0o600
_OTHERS: Final = 0o077
_COMMON: Final = 0o666  # less what the system's mask takes away
_DEAD_AFTER_S: Final = 3600.0


def read_at_most(path: Path, limit: int) -> bytes:
    """Return the bytes of a file that somebody chose; what is larger is never read whole.

    Raises:
        UnusableFileError: it is larger.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise UnusableFileError(path.name, "ce fichier est trop volumineux.")
    return content


def part_beside(path: Path) -> Path:
    """Return the name of the draft of `path`: what is read back before it takes its place."""
    return path.with_name(path.name + _PART)


def write_whole(path: Path, content: bytes, *, private: bool = False, new: bool = False) -> None:
    """Replace `path` at once; on the disk when this returns.

    `private`: for its owner's eyes alone, where the system knows of owners; what was so stays so.
    `new`: a file that is there is not replaced.

    Raises:
        OSError: what was there before is untouched (FileExistsError: it is there, and `new`).
    """
    with laid_beside(path, content, private=private, new=new):
        pass


@contextlib.contextmanager
def laid_beside(
    path: Path, content: bytes, *, private: bool = False, new: bool = False
) -> Generator[None]:
    """Lay `content` beside `path`; it takes this name at once when the block ends.

    As `write_whole`. What has to be noted when a file leaves is noted in the block: a place that
    takes no file notes nothing, and no file stands there that was not noted.

    Raises:
        OSError: what was there before is untouched; where it comes before the block, so is all
            that the block does.
        whatever the block raises: likewise.
    """
    if new and path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path.name)
    _drop_leftovers(path)
    part = path.with_name(f"{path.name}.{os.urandom(4).hex()}{_PART}")  # this writer's own
    try:
        rights = _PRIVATE if private or _is_private(path) else _COMMON
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, rights)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield
        put_in_place(part, path)
    finally:  # where it took its name, nothing is left to remove
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def put_in_place(part: Path, path: Path) -> None:
    """Give `part`, flushed already, the name of `path` at once.

    Raises:
        OSError: what bore the name before still does.
    """
    sync_folder(path.parent)  # one that cannot be flushed says so while nothing is replaced
    part.replace(path)
    with contextlib.suppress(OSError):  # it could a moment ago; the name is the new one by now
        sync_folder(path.parent)


def parts_of(path: Path) -> Iterator[Path]:
    """Yield the parts of every writer of `path`, living or killed; none where nothing answers."""
    with contextlib.suppress(OSError):
        for one in list(path.parent.iterdir()):
            if one.name.startswith(f"{path.name}.") and one.name.endswith(_PART):
                yield one


def drop_dead_parts(folder: Path, *, of_before: Collection[str] = ()) -> None:
    """Remove every part that a killed writer left in a folder of the program's own.

    `of_before` are names that former versions gave to theirs. What is refused waits for the next
    time.
    """
    with contextlib.suppress(OSError):
        for one in list(folder.iterdir()):
            if one.name.endswith(_PART) or one.name in of_before:
                _drop_dead(one)


def _drop_leftovers(path: Path) -> None:
    for one in parts_of(path):
        _drop_dead(one)


def _drop_dead(part: Path) -> None:
    with contextlib.suppress(OSError):  # a living one needs seconds
        if time.time() - part.stat().st_mtime > _DEAD_AFTER_S:
            part.unlink(missing_ok=True)


def _is_private(path: Path) -> bool:
    try:
        return not path.stat().st_mode & _OTHERS
    except FileNotFoundError:
        return False


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` outlive a power cut, where its file system knows how to."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # network shares answer so
            raise
    finally:
        os.close(descriptor)
