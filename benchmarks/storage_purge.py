"""The purge of a quarter of the persons, beside a reader, against the same deletions in plain SQL.

Both erase the same persons from two copies of one database. The program goes in batches of some
100 ms with its proof, its ledger and its withdrawals; the bare side is what it cannot do without:
one transaction of `DELETE` by joins and the ledger's rows, in SQLCipher with the same settings.
Writing the file anew (`VACUUM`) follows on both sides and is told apart: it is the same statement.

Meanwhile a reader searches as Personnes does, every few milliseconds, from its own thread: its 99th
centile during the deletions is held to the one it had before them.
"""

import shutil
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from unittest.mock import patch

from app.domain.identifiers import AgentId
from app.storage import effacement, personnes
from app.storage.cipher import RawConnection, connect
from app.storage.database import Database
from app.storage.destructions import MotifDestruction
from app.usecases.destruction.erasing_proof import opening
from benchmarks.statistics import p99, summary
from benchmarks.storage_vault import Large, opened

SHARE: Final = 4  # one person of so many is due
LIMIT: Final = 1.5  # issue 4: « purge of 25,000 ≤ 1.5 × the bare SQL in SQLCipher »
READER_LIMIT: Final = 5.0  # issue 4: « while a reader's p99 stays ≤ 5 × its quiet value »
_QUIET_S: Final = 5.0
_PAUSE_S: Final = 0.003
_TURN_S: Final = 0.0001  # as the window asks (app/bootstrap/program.py)
_NAMES: Final = ("b", "marie", "tur", "zo", "quen", "a", "sam", "lam")
_DUE: Final = (
    "UPDATE personnes SET due_on = ?1 WHERE rowid % ?2 = 0",
    *(
        f"UPDATE {table} SET due_on = ?1 WHERE personne_id IN "  # noqa: S608 - our own names
        "(SELECT id FROM personnes WHERE rowid % ?2 = 0)"
        for table in ("entretiens", "prescriptions", "papiers")
    ),
)
_OF_PERSONS: Final = "(SELECT id FROM personnes WHERE due_on <= ?1)"
_OF_INTERVIEWS: Final = "(SELECT id FROM entretiens WHERE due_on <= ?1)"
_OF_PRESCRIPTIONS: Final = "(SELECT id FROM prescriptions WHERE due_on <= ?1)"
_BARE: Final = (
    *(
        f"DELETE FROM {table} WHERE {column} IN {whose}"  # noqa: S608 - our own names
        for table, column, whose in (
            ("reponses", "entretien_id", _OF_INTERVIEWS),
            ("diagnostics", "entretien_id", _OF_INTERVIEWS),
            ("consentements", "entretien_id", _OF_INTERVIEWS),
            ("choix", "entretien_id", _OF_INTERVIEWS),
            ("decisions", "prescription_id", _OF_PRESCRIPTIONS),
            ("papiers", "personne_id", _OF_PERSONS),
            ("evenements", "subject_id", _OF_PRESCRIPTIONS),
            ("evenements", "subject_id", _OF_INTERVIEWS),
            ("evenements", "subject_id", _OF_PERSONS),
            ("journal_pseudonymes", "subject_id", _OF_PRESCRIPTIONS),
            ("journal_pseudonymes", "subject_id", _OF_PERSONS),
        )
    ),
    *(
        f"INSERT INTO effacements (mark, erased_on) SELECT hex(randomblob(16)), ?1 FROM {whose}"  # noqa: S608
        for whose in (_OF_PRESCRIPTIONS, _OF_INTERVIEWS, _OF_PERSONS)
    ),
    "DELETE FROM prescriptions WHERE due_on <= ?1",
    "DELETE FROM entretiens WHERE due_on <= ?1",
    "DELETE FROM personnes WHERE due_on <= ?1",
)


@dataclass(slots=True)
class Reader:
    """Searches again and again in a thread of its own, and notes how long each search took."""

    database: Database
    owner: AgentId
    seconds: list[float] = field(default_factory=list[float])
    _stop: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Search until told to stop."""
        turn = 0
        while not self._stop.wait(_PAUSE_S):
            started = time.perf_counter()
            with self.database.reading() as session:
                personnes.search(session, _NAMES[turn % len(_NAMES)], owner=self.owner)
            self.seconds.append(time.perf_counter() - started)
            turn += 1

    @contextmanager
    def working(self) -> Generator[None]:
        """Search while the block runs."""
        thread = threading.Thread(target=self.work)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()


def measure_purge(large: Large, folder: Path) -> dict[str, object]:
    """Make a quarter due, erase it on both sides, and return the figures.

    `large` itself is purged; `folder` takes the copy for the bare side.
    """
    due = make_due(large)
    copy = folder / "temoin.db"
    shutil.copyfile(large.database, copy)
    bare_s, bare_rewrite_s = bare_purge(copy, large.key)
    copy.unlink()
    quiet, busy, purge_s, rewrite_s = _purge(large)
    ratio, reader = purge_s / bare_s, p99(busy) / p99(quiet)
    whole = (purge_s + rewrite_s) / (bare_s + bare_rewrite_s)
    return {
        "persons_erased": due,
        "ratio": round(ratio, 2),
        "limit": LIMIT,
        "ratio_with_rewriting": round(whole, 2),
        "reader_p99_ratio": round(reader, 2),
        "reader_limit": READER_LIMIT,
        "within_limit": ratio <= LIMIT and reader <= READER_LIMIT,
        "purge_s": round(purge_s, 2),
        "bare_s": round(bare_s, 2),
        "rewriting_s": round(rewrite_s, 2),
        "bare_rewriting_s": round(bare_rewrite_s, 2),
        "reader_quiet": {**summary(quiet), "p99_ms": round(p99(quiet) * 1000, 2)},
        "reader_during": {**summary(busy), "p99_ms": round(p99(busy) * 1000, 2)},
    }


def make_due(large: Large) -> int:
    """Let the term of one person of four come today; return how many they are."""
    with closing(connect(large.database, large.key)) as raw:
        today = _today(raw)
        raw.execute("BEGIN").fetchall()
        for statement in _DUE:
            raw.execute(statement, (today, SHARE)).fetchall()
        raw.execute("COMMIT").fetchall()
        found = raw.execute("SELECT count(*) FROM personnes WHERE due_on <= ?", (today,))
        row = found.fetchone()
    return int(row[0]) if row else 0


def bare_purge(path: Path, key: bytes) -> tuple[float, float]:
    """Erase what is due in plain SQL; return the time of the deletions and of the rewriting."""
    with closing(connect(path, key)) as raw:
        today = _today(raw)
        started = time.perf_counter()
        raw.execute("BEGIN IMMEDIATE").fetchall()
        for statement in _BARE:
            raw.execute(statement, (today,)).fetchall()
        raw.execute("COMMIT").fetchall()
        erased = time.perf_counter()
        raw.execute("VACUUM").fetchall()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return erased - started, time.perf_counter() - erased


@dataclass(slots=True)
class Rewriting:
    """Times the rewriting of the file, which is told apart."""

    began: float = 0.0
    ended: float = 0.0

    def __call__(self, database: Database, real: Callable[[Database], bool]) -> bool:
        """Do it, timed."""
        self.began = time.perf_counter()
        try:
            return real(database)
        finally:
            self.ended = time.perf_counter()


def _purge(large: Large) -> tuple[list[float], list[float], float, float]:
    """Purge as the program does; return the reader's times before and during, and both durations.

    The reader of the deletions stops before the rewriting begins.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN_S)
    rewriting, real = Rewriting(), Database.rewrite
    with closing(opened(large.folder, large.agent)) as place:
        quiet = Reader(place.database, large.agent)
        with quiet.working():
            time.sleep(_QUIET_S)
        busy = Reader(place.database, large.agent)
        with ExitStack() as reading:
            reading.enter_context(busy.working())

            def rewrite(database: Database) -> bool:
                reading.close()
                return rewriting(database, real)

            with patch.object(Database, "rewrite", rewrite):
                started = time.perf_counter()
                effacement.purger(
                    place.database,
                    place.clock.today(),
                    proof=opening(place, MotifDestruction.ECHEANCE),
                )
    sys.setswitchinterval(before)
    return (
        quiet.seconds,
        busy.seconds,
        rewriting.began - started,
        rewriting.ended - rewriting.began,
    )


def _today(raw: RawConnection) -> str:
    row = raw.execute("SELECT date('now', 'localtime')").fetchone()
    return str(row[0]) if row else ""
