"""Write small files whole or not at all, on any folder that a stick or a share may offer."""

import os
from pathlib import Path

from app.whole_files import part_beside, put_in_place, sync_folder, write_whole

__all__ = ["forget_cache", "part_beside", "put_in_place", "sync_folder", "write_whole"]


def forget_cache(path: Path) -> None:
    """Ask the system to read `path` from the disk again, where it can be asked."""
    if hasattr(os, "posix_fadvise"):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)
