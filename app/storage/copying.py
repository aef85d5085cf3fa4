"""A copy of the database under another key, page by page, read back before it counts."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from app.storage import failures
from app.storage.cipher import RawConnection, connect
from app.storage.damage import require_authentic, require_whole

_PAGES_A_STEP: Final = 2_000  # 8 MB of a copy: a few times a second it tells how far it is

Source = Callable[[], AbstractContextManager[RawConnection]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Copy:
    """Where the copy goes, under which key, and who is told how many pages of how many are done."""

    path: Path
    key: bytes = field(repr=False)
    progress: Progress | None = None


def copy(source: Source, source_path: Path, wanted: Copy) -> None:
    """Copy what `source` reads to a new file, and verify it; as `Database.copy_to`."""
    path = wanted.path
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with failures.translated(path):
            _fill(source, source_path, wanted)
    except BaseException:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise


def _fill(source: Source, source_path: Path, wanted: Copy) -> None:
    path, key, progress = wanted.path, wanted.key, wanted.progress

    def copied(_status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    with closing(connect(path, key, create=True)) as made:
        with source() as raw:
            raw.backup(made, pages=_PAGES_A_STEP if progress else -1, progress=copied)
            require_authentic(raw, source_path)
        made.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with closing(connect(path, key)) as made:
        require_whole(made, path)
    with path.open("rb+") as file:
        os.fsync(file.fileno())
