"""A million prescriptions as the service would hold them, in SQLite and in PostgreSQL."""

import json
import os
import random
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, LiteralString

import psycopg
from sqlalchemy import make_url

from app.department.records.persons import keys_of, plain, search_words
from app.department.records.projection import INDEX_VERSION
from app.domain.identifiers import uuid7
from benchmarks.department_persons import SEED, persons

ROWS: Final = int(os.environ.get("PASSERELLE_BENCH_ROWS", "1000000"))
START: Final = datetime(2022, 1, 3, 8, tzinfo=UTC)
_STRUCTURES: Final = 200
_CHUNK: Final = 20_000
_MOMENT: Final = START.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
_COLUMNS: Final[dict[LiteralString, LiteralString]] = {
    "structure": "id, name, feed_sequence, created_at",
    "device": "id, structure_id, label, signing_key, receiving_key, activated_at",
    "prescription": (
        "id, structure_id, device_id, revision, reference, etat, received_at, prescribed_on, "
        "payload, service, sort_name, name_key, sound_key, address_key, index_version"
    ),
    "prescription_word": "word, prescription_id",
    "duplicate": "id, first_id, second_id, degree, reasons, found_at, avis",
}

Rows = list[tuple[Any, ...]]


def fill_sqlite(file: Path) -> None:
    """Fill the service's tables, empty so far."""
    raw = sqlite3.connect(file, isolation_level=None)
    for pragma in ("synchronous=OFF", "cache_size=-800000"):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("BEGIN")
    for table, rows in _chunks():
        places = ", ".join("?" for _ in _COLUMNS[table].split(","))
        raw.executemany(f"INSERT INTO {table} ({_COLUMNS[table]}) VALUES ({places})", rows)  # noqa: S608 - our names
    raw.execute("COMMIT")
    raw.close()


def fill_postgresql(url: str) -> None:
    """Do the same by COPY; then let the planner look at it, as it does by itself within minutes."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as raw:
        raw.execute("SET synchronous_commit TO off")
        raw.execute("SET session_replication_role TO replica")  # what we make refers to itself
        for table, rows in _chunks():
            with raw.cursor().copy(f"COPY {table} ({_COLUMNS[table]}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
    with psycopg.connect(address, autocommit=True) as raw:
        raw.execute("VACUUM ANALYZE")


def _chunks() -> Iterator[tuple[LiteralString, Rows]]:
    yield "structure", [(f"S{n:03}", f"Structure {n}", 0, _MOMENT) for n in range(_STRUCTURES)]
    yield (
        "device",
        [(f"D{n:03}", f"S{n:03}", "p", n.to_bytes(32), b"\0", _MOMENT) for n in range(_STRUCTURES)],
    )
    chosen = random.Random(SEED)  # noqa: S311 - invented persons
    ids: list[str] = []
    rows: Rows = []
    words: Rows = []
    for row, its_words in _prescriptions(chosen):
        rows.append(row)
        words += its_words
        ids.append(row[0])
        if len(rows) == _CHUNK:
            yield "prescription", rows
            yield "prescription_word", words
            rows, words = [], []
    yield "prescription", rows
    yield "prescription_word", words
    yield "duplicate", list(_pairs(chosen, ids))


def _pairs(chosen: random.Random, ids: list[str]) -> Iterator[tuple[Any, ...]]:
    for first, second in {tuple(sorted(chosen.sample(ids, 2))) for _ in range(ROWS // 50)}:
        yield uuid7(START), first, second, "exacte", "memes_noms", _MOMENT, "a_voir"


def _prescriptions(chosen: random.Random) -> Iterable[tuple[tuple[Any, ...], Rows]]:
    for number, personne in zip(range(ROWS), persons(chosen), strict=False):
        at = START + timedelta(seconds=120 * number)
        structure = f"S{chosen.randrange(_STRUCTURES):03}"
        reference = f"{at.year}-{structure}-{number:06}"
        service = chosen.choices(("assistance", "formation", "coup_de_pouce"), (60, 39, 1))[0]
        etats = ("a_decider", "acceptee", "refusee", "retiree")
        keys, id_ = keys_of(personne), uuid7(at)
        payload = json.dumps({"reference": reference, "carnets": 1, "personne": personne})
        nom, prenom = str(personne["nom"]), str(personne["prenom"])
        words = search_words(nom, prenom, personne["adresse"]["code_postal"], reference=reference)
        yield (
            (
                id_, structure, f"D{structure[1:]}", 1, reference,
                chosen.choices(etats, (0.5, 80, 18, 1.5))[0],
                at.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds"),
                date(2022, 1, 3).isoformat(), payload, service,
                plain(f"{nom} {prenom}"), keys.names, keys.sound, keys.address,
                INDEX_VERSION,
            ),
            [(word, id_) for word in sorted(words)],
        )  # fmt: skip
