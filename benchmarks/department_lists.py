"""The Département's lists over a million prescriptions, on SQLite, beside the bare SQL.

`python -m benchmarks department` makes the database (some minutes, 1.7 GB under the system's
temporary folder) and asks each question as the console does, and as SQL written by hand on the
same file and through the same engine. Limit: 3 × the bare query.
"""

import json
import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.department.database.engine import Database, open_database
from app.department.database.prescriptions import PrescriptionRow
from app.department.database.upgrade import upgrade
from app.department.records import duplicates, pairs, prescriptions
from app.department.records.persons import keys_of, plain, search_words
from app.department.records.prescriptions import Query, Tri
from app.department.records.projection import INDEX_VERSION
from app.department.records.search import search
from app.domain.identifiers import uuid7
from benchmarks.department_persons import SEED, persons

ROWS: Final = int(os.environ.get("PASSERELLE_BENCH_ROWS", "1000000"))
LIMIT: Final = 3.0
_REPEATS: Final = 15
_STRUCTURES: Final = 200
_START: Final = datetime(2022, 1, 3, 8, tzinfo=UTC)
_LIST: Final = (
    "SELECT p.id, p.reference, p.etat, p.revision, s.name, p.received_at, p.prescribed_on, "
    "p.payload, EXISTS (SELECT 1 FROM duplicate d WHERE d.first_id = p.id "
    "AND d.avis <> 'differente') "
    "OR EXISTS (SELECT 1 FROM duplicate d WHERE d.second_id = p.id AND d.avis <> 'differente') "
    "FROM prescription p JOIN structure s ON s.id = p.structure_id "
)
_KEYS: Final = (
    "SELECT id, payload FROM prescription WHERE id IN (SELECT id FROM (SELECT id FROM prescription "
    "WHERE name_key = ?1 AND structure_id <> ?4 UNION ALL SELECT id FROM prescription "
    "WHERE sound_key = ?2 AND structure_id <> ?4 UNION ALL SELECT id FROM prescription "
    "WHERE address_key = ?3 AND structure_id <> ?4))"
)

Bare = Callable[[Connection], object]
Ours = Callable[[Session], object]


def measure() -> dict[str, Any]:
    """Return each question's medians in milliseconds, and their ratio."""
    with tempfile.TemporaryDirectory(prefix="passerelle-listes-") as folder:
        file = Path(folder) / "departement.db"
        database = open_database(f"sqlite:///{file}")
        upgrade(database, now=_START)
        _fill(file)
        raw = sqlite3.connect(file)
        try:
            found = {
                name: _compare(database, ours, bare)
                for name, (ours, bare) in _questions(raw).items()
            }
        finally:
            raw.close()
            database.close()
    return {"rows": ROWS, "questions": found, "within_limit": all(map(_within, found.values()))}


def _within(figures: dict[str, float | None]) -> bool:
    ratio = figures["ratio"]
    return ratio is None or ratio <= LIMIT


def _compare(database: Database, ours: Ours, bare: Bare | None) -> dict[str, float | None]:
    """Compare processor time, transaction included: others work on this machine too."""

    def asked() -> None:
        with database.reading() as session:
            ours(session)

    def by_hand() -> None:
        with database.engine.connect() as connection:
            if bare is not None:
                bare(connection)

    own, plain_sql = _medians(asked, by_hand)
    return {
        "console_ms": round(own, 3),
        "bare_ms": round(plain_sql, 3) if bare else None,
        "ratio": round(own / plain_sql, 2) if bare else None,
    }


def _medians(*works: Callable[[], None]) -> list[float]:
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(_REPEATS):
        for work, times in zip(works, taken, strict=True):
            start = time.thread_time()
            work()
            times.append((time.thread_time() - start) * 1000)
    return [median(times) for times in taken]


def _questions(raw: sqlite3.Connection) -> dict[str, tuple[Ours, Bare | None]]:
    middle = raw.execute(
        "SELECT id, received_at FROM prescription WHERE etat = 'acceptee' "
        "ORDER BY received_at DESC, id DESC LIMIT 1 OFFSET ?",
        (ROWS // 3,),
    ).fetchone()
    somebody = raw.execute(
        "SELECT id, name_key, sound_key, address_key, structure_id, sort_name, payload "
        "FROM prescription WHERE etat = 'acceptee' ORDER BY id LIMIT 1 OFFSET ?",
        (ROWS // 2,),
    ).fetchone()
    name = somebody[5].split()[0]
    person = PrescriptionRow(
        id=somebody[0],
        name_key=somebody[1],
        sound_key=somebody[2],
        address_key=somebody[3],
        structure_id=somebody[4],
        payload=json.loads(somebody[6]),
    )

    def listed(query: Query) -> Ours:
        return lambda session: prescriptions.find(session, query)

    def sql(where: str, *values: object, order: str = "p.received_at DESC, p.id DESC") -> Bare:
        text = f"{_LIST} WHERE {where} ORDER BY {order} LIMIT 51"
        return lambda bare: [
            json.loads(row[7]) for row in bare.exec_driver_sql(text, values).fetchall()
        ]

    oldest = "p.received_at, p.id"
    by_word = "p.id IN (SELECT prescription_id FROM prescription_word WHERE word >= ? AND word < ?)"
    return {
        "à décider": (
            listed(Query(etat="a_decider", tri=Tri.ANCIENNES, size=50)),
            sql("p.etat = 'a_decider'", order=oldest),
        ),
        "acceptées": (listed(Query(etat="acceptee", size=50)), sql("p.etat = 'acceptee'")),
        "acceptées, page au milieu": (
            listed(Query(etat="acceptee", after=middle[0], size=50)),
            sql("p.etat = 'acceptee' AND (p.received_at, p.id) < (?, ?)", middle[1], middle[0]),
        ),
        "toutes, par nom": (
            listed(Query(tri=Tri.NOM, size=50)),
            sql("1", order="p.sort_name, p.id"),
        ),
        "une structure, toutes": (
            listed(Query(structure="S007", size=50)),
            sql("p.structure_id = 'S007'"),
        ),
        "un service rare, acceptées": (
            listed(Query(etat="acceptee", service="coup_de_pouce", size=50)),
            sql("p.etat = 'acceptee' AND p.service = 'coup_de_pouce'"),
        ),
        "recherche d’un nom": (
            listed(Query(text=name, size=50)),
            sql(by_word, name, name + chr(0x10FFFF)),
        ),
        "recherche d’un nom, acceptées": (
            listed(Query(etat="acceptee", text=name, size=50)),
            sql(f"{by_word} AND +p.etat = 'acceptee'", name, name + chr(0x10FFFF)),
        ),
        "recherche d’une référence": (
            listed(Query(text="2022-S007-000123", size=50)),
            sql(by_word, "2022s007000123", "2022s007000123" + chr(0x10FFFF)),
        ),
        "recherche d’une année": (
            listed(Query(text="2022", size=50)),
            sql(by_word, "2022", "2022" + chr(0x10FFFF)),
        ),
        "recherche des doublons d’une personne": (
            lambda session: duplicates.look_alike(session, person),
            lambda bare: [
                json.loads(row[1]) for row in bare.exec_driver_sql(_KEYS, somebody[1:5]).fetchall()
            ],
        ),
        "page des doublons possibles": (
            lambda session: pairs.page(session, pairs.Query(size=25)),
            lambda bare: [
                (json.loads(row[-1]), json.loads(row[-2]))
                for row in bare.exec_driver_sql(
                    "SELECT d.*, s.name, t.name, a.received_at, b.received_at, a.payload, "
                    "b.payload FROM duplicate d JOIN prescription a ON a.id = d.first_id "
                    "JOIN prescription b ON b.id = d.second_id "
                    "JOIN structure s ON s.id = a.structure_id "
                    "JOIN structure t ON t.id = b.structure_id WHERE d.avis = 'a_voir' "
                    "ORDER BY d.id DESC LIMIT 26"
                ).fetchall()
            ],
        ),
        "nombres par état": (lambda session: prescriptions.counts(session, Query()), None),
        "nombres par état, un nom": (
            lambda session: prescriptions.counts(session, Query(text=name), search(session, name)),
            None,
        ),
        "nombres par état, une structure": (
            lambda session: prescriptions.counts(session, Query(structure="S007")),
            None,
        ),
    }


def _fill(file: Path) -> None:
    raw = sqlite3.connect(file, isolation_level=None)
    for pragma in ("synchronous=OFF", "cache_size=-800000"):
        raw.execute(f"PRAGMA {pragma}")
    raw.execute("BEGIN")
    moment = _START.isoformat(sep=" ")
    raw.executemany(
        "INSERT INTO structure (id, name, feed_sequence, created_at) VALUES (?, ?, 0, ?)",
        [(f"S{n:03}", f"Structure {n}", moment) for n in range(_STRUCTURES)],
    )
    raw.executemany(
        "INSERT INTO device (id, structure_id, label, signing_key, receiving_key, activated_at) "
        "VALUES (?, ?, 'p', ?, x'00', ?)",
        [(f"D{n:03}", f"S{n:03}", n.to_bytes(32), moment) for n in range(_STRUCTURES)],
    )
    chosen = random.Random(SEED)  # noqa: S311 - invented persons
    ids: list[str] = []
    for row, words in _rows(chosen):
        raw.execute(
            "INSERT INTO prescription (id, structure_id, device_id, revision, reference, etat, "
            "received_at, prescribed_on, payload, service, sort_name, name_key, sound_key, "
            "address_key, index_version) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        raw.executemany("INSERT INTO prescription_word VALUES (?, ?)", words)
        ids.append(row[0])
    pairs = {tuple(sorted(chosen.sample(ids, 2))) for _ in range(ROWS // 50)}
    raw.executemany(
        "INSERT INTO duplicate (id, first_id, second_id, degree, reasons, found_at, avis) "
        "VALUES (?, ?, ?, 'exacte', 'memes_noms', ?, 'a_voir')",
        [(uuid7(_START), first, second, moment) for first, second in pairs],
    )
    raw.execute("COMMIT")
    raw.close()


def _rows(chosen: random.Random) -> Iterator[tuple[tuple[Any, ...], list[tuple[str, str]]]]:
    for number, personne in zip(range(ROWS), persons(chosen), strict=False):
        at = _START + timedelta(seconds=120 * number)
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
                id_, structure, f"D{structure[1:]}", reference,
                chosen.choices(etats, (0.5, 80, 18, 1.5))[0],
                at.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds"),
                date(2022, 1, 3).isoformat(), payload, service,
                plain(f"{nom} {prenom}"), keys.names, keys.sound, keys.address,
                INDEX_VERSION,
            ),
            [(word, id_) for word in words],
        )  # fmt: skip
