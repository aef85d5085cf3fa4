"""The Département's lists over a million prescriptions, beside the bare SQL.

`python -m benchmarks department` makes the databases (some minutes each, 1.7 and 3 GB under the
system's temporary folder) and asks each question as the console does, and as SQL written by hand
of the same database and through the same engine. Limit: 3 × the bare query.
"""

import json
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final, cast

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.department.database.engine import Database, open_database
from app.department.database.prescriptions import PrescriptionRow
from app.department.database.upgrade import upgrade
from app.department.records import alike, pairs, prescriptions
from app.department.records.prescriptions import Query, Tri
from app.department.records.search import search
from benchmarks.department_rows import ROWS, START, fill_postgresql, fill_sqlite
from benchmarks.department_service import new_database

LIMIT: Final = 3.0
_REPEATS: Final = 15
_LIST: Final = (
    "SELECT p.id, p.reference, p.etat, p.revision, s.name, p.received_at, p.prescribed_on, "
    "p.payload, EXISTS (SELECT 1 FROM duplicate d WHERE d.first_id = p.id "
    "AND d.avis <> 'differente') "
    "OR EXISTS (SELECT 1 FROM duplicate d WHERE d.second_id = p.id AND d.avis <> 'differente') "
    "FROM prescription p JOIN structure s ON s.id = p.structure_id "
)
_KEYS: Final = (
    "SELECT id, payload FROM prescription WHERE id IN (SELECT id FROM prescription "
    "WHERE name_key = ? AND structure_id <> ? UNION ALL SELECT id FROM prescription "
    "WHERE sound_key = ? AND structure_id <> ? UNION ALL SELECT id FROM prescription "
    "WHERE address_key = ? AND structure_id <> ?)"
)

_PAIRS: Final = (
    "SELECT d.*, s.name, t.name, a.received_at, b.received_at, a.payload, b.payload "
    "FROM duplicate d JOIN prescription a ON a.id = d.first_id "
    "JOIN prescription b ON b.id = d.second_id JOIN structure s ON s.id = a.structure_id "
    "JOIN structure t ON t.id = b.structure_id WHERE d.avis = 'a_voir' "
    "ORDER BY d.id DESC LIMIT 26"
)

Bare = Callable[[Connection], object]
Ours = Callable[[Session], object]


def measure_sqlite() -> dict[str, Any]:
    """Return each question's medians in milliseconds of our processor, and their ratio."""
    with tempfile.TemporaryDirectory(prefix="passerelle-listes-") as folder:
        file = Path(folder) / "departement.db"
        with _opened(f"sqlite:///{file}") as database:
            fill_sqlite(file)
            return _measured(database, time.thread_time)


def measure_postgresql(server: str) -> dict[str, Any]:
    """Return the same of a database of this server, in milliseconds until the answer is there."""
    url = new_database(server)
    with _opened(url) as database:
        fill_postgresql(url)
        return _measured(database, time.perf_counter)


@contextmanager
def _opened(url: str) -> Generator[Database]:
    database = open_database(url)
    try:
        upgrade(database, now=START)
        yield database
    finally:
        database.close()


def _measured(database: Database, clock: Callable[[], float]) -> dict[str, Any]:
    found = {
        name: _compare(database, clock, ours, bare)
        for name, (ours, bare) in _questions(database).items()
    }
    return {"rows": ROWS, "questions": found, "within_limit": all(map(_within, found.values()))}


def _within(figures: dict[str, float | None]) -> bool:
    ratio = figures["ratio"]
    return ratio is None or ratio <= LIMIT


def _compare(
    database: Database, clock: Callable[[], float], ours: Ours, bare: Bare | None
) -> dict[str, float | None]:
    """Compare the time of both, transaction included."""

    def asked() -> None:
        with database.reading() as session:
            ours(session)

    def by_hand() -> None:
        with database.engine.connect() as connection:
            if bare is not None:
                bare(connection)

    own, plain_sql = _medians(clock, asked, by_hand)
    return {
        "console_ms": round(own, 3),
        "bare_ms": round(plain_sql, 3) if bare else None,
        "ratio": round(own / plain_sql, 2) if bare else None,
    }


def _medians(clock: Callable[[], float], *works: Callable[[], None]) -> list[float]:
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(_REPEATS):
        for work, times in zip(works, taken, strict=True):
            start = clock()
            work()
            times.append((clock() - start) * 1000)
    return [median(times) for times in taken]


def _questions(database: Database) -> dict[str, tuple[Ours, Bare | None]]:
    middle, person = _places(database)
    name = str(person.sort_name).split()[0]
    kept = "+" if database.engine.dialect.name == "sqlite" else ""  # its planner takes the state

    def listed(query: Query) -> Ours:
        return lambda session: prescriptions.find(session, query)

    def sql(where: str, *values: object, order: str = "p.received_at DESC, p.id DESC") -> Bare:
        text = f"{_LIST} WHERE {where} ORDER BY {order} LIMIT 51"
        return lambda bare: [_payload(row[7]) for row in _asked(bare, text, *values)]

    oldest = "p.received_at, p.id"
    by_word = "p.id IN (SELECT prescription_id FROM prescription_word WHERE word >= ? AND word < ?)"
    return {
        "à décider": (
            listed(Query(etat="a_decider", tri=Tri.ANCIENNES, size=50)),
            sql("p.etat = 'a_decider'", order=oldest),
        ),
        "acceptées": (listed(Query(etat="acceptee", size=50)), sql("p.etat = 'acceptee'")),
        "acceptées, page au milieu": (
            listed(Query(etat="acceptee", after=middle[1], size=50)),
            sql("p.etat = 'acceptee' AND (p.received_at, p.id) < (?, ?)", *middle),
        ),
        "toutes, par nom": (
            listed(Query(tri=Tri.NOM, size=50)),
            sql("1 = 1", order="p.sort_name, p.id"),
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
            sql(f"{by_word} AND {kept}p.etat = 'acceptee'", name, name + chr(0x10FFFF)),
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
            lambda session: alike.look_alike(session, [person]),
            lambda bare: [
                _payload(row[1])
                for row in _asked(
                    bare,
                    _KEYS,
                    *(person.name_key, person.structure_id),
                    *(person.sound_key, person.structure_id),
                    *(person.address_key, person.structure_id),
                )
            ],
        ),
        "page des doublons possibles": (
            lambda session: pairs.page(session, pairs.Query(size=25)),
            lambda bare: [(_payload(row[-1]), _payload(row[-2])) for row in _asked(bare, _PAIRS)],
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


def _places(database: Database) -> tuple[tuple[object, str], PrescriptionRow]:
    """Return a place in the middle of a list, and somebody."""
    with database.engine.connect() as bare:
        at, id_ = _asked(
            bare,
            "SELECT received_at, id FROM prescription WHERE etat = 'acceptee' "
            "ORDER BY received_at DESC, id DESC LIMIT 1 OFFSET ?",
            ROWS // 3,
        )[0]
        (somebody,) = _asked(
            bare,
            "SELECT id FROM prescription WHERE etat = 'acceptee' ORDER BY id LIMIT 1 OFFSET ?",
            ROWS // 2,
        )[0]
    with database.reading() as session:
        person = session.get_one(PrescriptionRow, somebody)
        session.expunge(person)
    return (at, id_), person


def _asked(bare: Connection, text: str, *values: object) -> list[Any]:
    """Ask in the words of either database."""
    if bare.dialect.name == "postgresql":
        text = text.replace("?", "%s")
    return list(bare.exec_driver_sql(text, values).fetchall())


def _payload(told: object) -> dict[str, Any]:
    """Return a payload as a value; SQLite tells a text, psycopg has read it already."""
    return json.loads(told) if isinstance(told, str) else cast("dict[str, Any]", told)
