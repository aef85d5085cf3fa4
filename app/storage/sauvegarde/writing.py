"""Write small files whole or not at all, on any folder that a stick or a share may offer."""

import contextlib
import errno
import os
from pathlib import Path
from typing import Final

_PART: Final = ".partiel"


def part_beside(path: Path) -> Path:
    """Return the name under which `path` is being written."""
    return path.with_name(path.name + _PART)


def write_whole(path: Path, content: bytes) -> None:
    """Replace `path` at once; on the disk when this returns.

    Raises:
        OSError: what was there before is untouched.
    """
    part = part_beside(path)
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


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


def forget_cache(path: Path) -> None:
    """Ask the system to read `path` from the disk again, where it can be asked."""
    if hasattr(os, "posix_fadvise"):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)
