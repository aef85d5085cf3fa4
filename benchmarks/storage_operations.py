"""What each operation costs in SQLCipher against the same library without a key.

Both sides are the same `sqlcipher3` on the same rows with the same settings; one file is
encrypted, the other was written from it without a key and lies in the temporary folder of the
measurement alone: its persons are made up.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Final

from app.storage.cipher import SQLCIPHER, RawConnection, connect
from benchmarks.storage_vault import Large

_RUNS: Final = 5
_AFTER: Final = "\U0010ffff"
_SETTINGS: Final = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "cache_size=-64000",
)

Operation = Callable[[RawConnection, int], object]


def measure_operations(large: Large, folder: Path) -> dict[str, object]:
    """Time each operation on both sides, in turn; return seconds and ratios by operation."""
    plain = folder / "sans-cle.db"
    without_key(large, plain)
    try:
        found: dict[str, object] = {"open": _opening(large, plain)}
        with closing(connect(large.database, large.key)) as keyed, closing(_plain(plain)) as bare:
            for name, operation in _OPERATIONS.items():
                found[name] = _figures(_timed(operation, keyed), _timed(operation, bare))
        return found
    finally:
        for file in folder.glob(f"{plain.name}*"):
            file.unlink()


def without_key(large: Large, path: Path) -> None:
    """Write the same database without a key."""
    with closing(connect(large.database, large.key)) as raw:
        raw.execute("ATTACH DATABASE ? AS bare KEY ''", (str(path),)).fetchall()
        raw.execute("SELECT sqlcipher_export('bare')").fetchall()
        raw.execute("DETACH DATABASE bare").fetchall()
    with closing(_plain(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _plain(path: Path) -> RawConnection:
    connection: RawConnection = SQLCIPHER.connect(str(path), isolation_level=None)
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}").fetchall()
    return connection


def _opening(large: Large, plain: Path) -> dict[str, float]:
    def timed(opened: Callable[[], RawConnection]) -> list[float]:
        seconds: list[float] = []
        for _ in range(_RUNS):
            started = time.perf_counter()
            with closing(opened()) as raw:
                raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
                seconds.append(time.perf_counter() - started)
        return seconds

    return _figures(timed(lambda: connect(large.database, large.key)), timed(lambda: _plain(plain)))


def _timed(operation: Operation, raw: RawConnection) -> list[float]:
    seconds: list[float] = []
    for turn in range(_RUNS):
        started = time.perf_counter()
        operation(raw, turn)
        seconds.append(time.perf_counter() - started)
    return seconds


def _figures(keyed: list[float], bare: list[float]) -> dict[str, float]:
    return {
        "keyed_ms": round(median(keyed) * 1000, 3),
        "without_key_ms": round(median(bare) * 1000, 3),
        "ratio": round(median(keyed) / median(bare), 2),
    }


def _search(raw: RawConnection, turn: int) -> object:
    first = "abcdefghij"[turn]
    return raw.execute(
        "SELECT * FROM personnes WHERE nom_norm >= ? AND nom_norm < ? "
        "ORDER BY nom_norm, prenom_norm LIMIT 50",
        (first, first + _AFTER),
    ).fetchall()


def _look_up(raw: RawConnection, turn: int) -> object:
    return raw.execute(
        "SELECT * FROM personnes WHERE id IN (SELECT id FROM personnes WHERE rowid = ?)",
        (turn * 17 + 5,),
    ).fetchall()


def _answers(raw: RawConnection, turn: int) -> object:
    return raw.execute(
        "SELECT path, value FROM reponses WHERE entretien_id IN "
        "(SELECT id FROM entretiens WHERE rowid = ?)",
        (turn * 19 + 7,),
    ).fetchall()


def _commit(raw: RawConnection, turn: int) -> object:
    return raw.execute(
        "INSERT OR REPLACE INTO parametres (key, value) VALUES ('mesure', ?)", (f'"{turn}"',)
    ).fetchall()


def _report(raw: RawConnection, turn: int) -> object:
    del turn
    return raw.execute(
        "SELECT substr(p.prescribed_on, 1, 7), p.service, count(*) FROM prescriptions p "
        "JOIN decisions d ON d.prescription_id = p.id GROUP BY 1, 2"
    ).fetchall()


_OPERATIONS: Mapping[str, Operation] = {
    "search": _search,
    "look_up": _look_up,
    "answers_of_an_interview": _answers,
    "commit": _commit,
    "report": _report,
}
