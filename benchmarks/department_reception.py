"""Prescriptions received by two processes of the service, against the INSERT of the same rows.

Laptops of several structures push batches of 50 over four connections, sealed before the time
counts. The bare side then inserts what the service made of each batch (prescriptions, words of the
search, revisions, journal) into an empty database of the same server with the same tables and
indices: one transaction a batch over two connections, in psycopg, as the service has two processes.
"""

import random
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final

import httpx
import psycopg
from psycopg.types.json import Json
from sqlalchemy import make_url

from app.bootstrap.clock import SystemClock
from app.department.database.engine import open_database
from app.department.database.upgrade import upgrade
from benchmarks.department_persons import SEED, persons
from benchmarks.department_service import Command, Laptop, activate, new_database

LIMIT: Final = 0.5  # issue 5: « ≥ 0.5 × the rate of the bare INSERT of the same batches »
WORKERS: Final = 2
_STRUCTURES, _LAPTOPS, _BATCHES, _SIZE = 4, 2, 12, 50  # batches of each laptop
_CONNECTIONS: Final = 4
_PATIENCE_S: Final = 120
_OWNERS: Final = ("structure", "device")  # what the rows of a batch refer to
_ROWS: Final = (
    ("prescription", "id"),
    ("prescription_word", "prescription_id"),
    ("revision", "prescription_id"),
    ("journal", "object_id"),
)
_SENT_AGAIN: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """A batch ready to leave."""

    laptop: Laptop
    body: bytes


def measure_reception(server: str) -> dict[str, object]:
    """Receive, then insert the same, and return both rates in prescriptions a second."""
    with tempfile.TemporaryDirectory() as folder:
        command = Command(Path(folder), new_database(server))
        secret = Path(folder) / "compte"
        secret.write_text("grand-lampe-ortie-velours-72\n", "utf-8")
        command.run(
            *("prepare", "--account", "mesure", "--password-file", str(secret)),
            *("--structure", "Structure 0", "--code", "STRUCT0"),
        )
        for number in range(1, _STRUCTURES):
            command.run("structure", f"Structure {number}", "--code", f"STRUCT{number}")
        codes = [
            command.run("activation-code", f"STRUCT{number}")["code"]
            for number in range(_STRUCTURES)
            for _ in range(_LAPTOPS)
        ]
        with command.serving(WORKERS) as url:
            laptops = [activate(url, code) for code in codes]
            batches = list(_sealed(laptops))
            warm, counted = batches[: len(laptops)], batches[len(laptops) :]
            _push_all(url, warm)
            received_s = _timed(lambda: _push_all(url, counted))
        sizes = len(counted) * _SIZE
        bare_s = _bare(server, command.database_url, len(warm) * _SIZE)
    ratio = bare_s / received_s
    return {
        "ratio": round(ratio, 2),
        "limit": LIMIT,
        "within_limit": ratio >= LIMIT,
        "prescriptions": sizes,
        "workers": WORKERS,
        "received_per_s": round(sizes / received_s),
        "bare_per_s": round(sizes / bare_s),
    }


def payloads(chance: random.Random) -> Iterator[dict[str, object]]:
    """Draw what laptops say; one person in twenty is sent once more, mostly by others."""
    drawn, sent = persons(chance), list[dict[str, Any]]()
    for number in count():
        again = sent and chance.random() < _SENT_AGAIN
        personne = chance.choice(sent) if again else {"civilite": "madame", **next(drawn)}
        sent.append(personne)
        yield {
            "kind": "prescription",
            "reference": f"2026-MESURE-{number:06}",
            "prescribed_on": "2026-03-02",
            "service": "assistance",
            "carnets": 1,
            "categorie": 1,
            "personne": personne,
        }


def _sealed(laptops: Sequence[Laptop]) -> Iterable[Sealed]:
    told = payloads(random.Random(SEED))  # noqa: S311 - invented persons
    for _ in range(_BATCHES):
        for laptop in laptops:
            yield Sealed(laptop=laptop, body=laptop.batch(list(islice(told, _SIZE))))


def _push_all(url: str, batches: Sequence[Sealed]) -> None:
    """Push every batch over a few connections at once; each item must be accepted."""

    def work(waiting: "SimpleQueue[Sealed]") -> None:
        with httpx.Client(base_url=url, timeout=_PATIENCE_S) as client:
            for one in _taken(waiting):
                receipts = one.laptop.push(client, one.body)
                if [receipt["status"] for receipt in receipts] != ["accepted"] * _SIZE:
                    raise RuntimeError(f"refused: {receipts}")

    _share(batches, work, _CONNECTIONS)


def _bare(server: str, received: str, skipped: int) -> float:
    """Insert what the service kept, but for the first, into a new database; return the seconds."""
    bare = new_database(server)
    database = open_database(bare)
    upgrade(database, now=SystemClock().now())
    database.close()
    with closing(_connect(received)) as source, closing(_connect(bare)) as target:
        for table in _OWNERS:
            _insert(target, table, _rows(source, f"SELECT * FROM {table}"))  # noqa: S608 - our names
        target.commit()
        ids = [row[0] for row in source.execute("SELECT id FROM prescription ORDER BY id")]
        batches = [
            _of_batch(source, ids[at : at + _SIZE]) for at in range(skipped, len(ids), _SIZE)
        ]

    def work(waiting: "SimpleQueue[Any]") -> None:
        with closing(_connect(bare)) as connection:
            for tables in _taken(waiting):
                for table, rows in tables:
                    _insert(connection, table, rows)
                connection.commit()

    return _timed(lambda: _share(batches, work, WORKERS))


Rows = tuple[list[str], list[tuple[Any, ...]]]


def _of_batch(source: "psycopg.Connection[Any]", ids: Sequence[str]) -> list[tuple[str, Rows]]:
    return [
        (table, _rows(source, f"SELECT * FROM {table} WHERE {key} = ANY(%s)", [list(ids)]))  # noqa: S608
        for table, key in _ROWS
    ]


def _rows(source: "psycopg.Connection[Any]", query: str, given: Sequence[object] = ()) -> Rows:
    found = source.execute(query.encode(), given)
    names = [column.name for column in found.description or ()]
    return names, [
        tuple(Json(value) if isinstance(value, dict) else value for value in row) for row in found
    ]


def _insert(connection: "psycopg.Connection[Any]", table: str, rows: Rows) -> None:
    names, values = rows
    places = ", ".join(["%s"] * len(names))
    columns = ", ".join(f'"{name}"' for name in names)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - our own names
    with connection.cursor() as cursor:
        cursor.executemany(statement.encode(), values)


def _connect(url: str) -> "psycopg.Connection[Any]":
    address = make_url(url).set(drivername="postgresql")
    return psycopg.connect(address.render_as_string(hide_password=False))


def _share(work: Sequence[Any], worker: Callable[["SimpleQueue[Any]"], None], number: int) -> None:
    """Let some threads take the work in turn; a fault in one of them is this one's."""
    waiting: SimpleQueue[Any] = SimpleQueue()
    for one in work:
        waiting.put(one)
    faults: list[Exception] = []

    def run() -> None:
        try:
            worker(waiting)
        except Exception as fault:  # noqa: BLE001 - raised again below
            faults.append(fault)

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def _taken(waiting: "SimpleQueue[Any]") -> Iterable[Any]:
    while True:
        try:
            yield waiting.get_nowait()
        except Empty:
            return


def _timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
