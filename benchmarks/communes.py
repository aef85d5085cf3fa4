"""A key in the commune search against the bare query of the same table in SQLite.

Two searches: the communes of a postal code narrowed by the beginning of their name, as the page of
a person asks them (51300 has 46, the most of France), and the communes of France by the beginning
of their name, as the choice of a starting place asks them. A key is everything from the text to
what the page shows; the bare query gives the same names from a table in memory with its indexes.
The first key of a session, which sorts the names, is given apart.
"""

import sqlite3
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import app.ui  # noqa: F401  # pyright: ignore[reportUnusedImport] - before any other use of Qt
from app.conventions.communes import Communes, load_communes
from app.conventions.loading import load_convention
from app.storage.normalisation import normalised
from app.ui.pages.personne.filling import filled
from app.ui.pages.personne.state import Field, PersonState
from app.usecases.structures.origins import communes_like

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace

RESOURCES = Path(__file__).parents[1] / "resources"
PROFILE = "eurometropole-strasbourg"
LIMIT = 3.0  # issue 7: « a key in the commune search ≤ 3 × the bare query »
RUNS = 40
NARROWED = ("51300", "vitry-le-françois")
NAMED = ("strasbourg", "illkirch", "saint jean", "le mans")
_WITHIN = (
    "SELECT c.code_insee, c.nom FROM code_postal p JOIN commune c USING (code_insee) "
    "WHERE p.code = ? AND c.nom LIKE ? ORDER BY c.nom LIMIT 12"
)
_NAMED = (
    "SELECT code_insee, nom FROM commune WHERE norm >= ? AND norm < ? "
    "ORDER BY departement <> '67', length(nom), nom LIMIT 12"
)


def measure() -> dict[str, object]:
    """Return the median of each search beside its bare query, and whether all are within."""
    communes = load_communes(RESOURCES / "territory" / "communes.csv.xz")
    convention = load_convention(RESOURCES / "conventions" / PROFILE)
    place = cast("Workplace", SimpleNamespace(communes=communes, convention=convention))
    bare = _table(communes)
    started = time.perf_counter()
    communes_like(place, "zz")
    first = time.perf_counter() - started
    code, name = NARROWED
    keys = [name[:length] for length in range(1, len(name) + 1)]
    narrowed = _compare(
        keys,
        lambda text: filled(place, _state(code, text)),
        lambda text: bare.execute(_WITHIN, (code, f"{text}%")).fetchall(),
    )
    starts = [one[:length] for one in NAMED for length in range(2, len(one) + 1)]
    named = _compare(
        starts,
        lambda text: communes_like(place, text),
        lambda text: bare.execute(_NAMED, (text, f"{text}\U0010ffff")).fetchall(),
    )
    return {
        "postal_code": narrowed,
        "name": named,
        "first_key_ms": round(first * 1000, 1),
        "limit": LIMIT,
        "within_limit": max(narrowed["ratio"], named["ratio"]) <= LIMIT,
    }


def _state(code: str, text: str) -> PersonState:
    return PersonState(values={Field.CODE_POSTAL: code, Field.FILTRE: text})


def _compare(
    keys: Sequence[str], key: Callable[[str], object], bare: Callable[[str], object]
) -> dict[str, float]:
    """Return the medians over all keys, in milliseconds, the two taking turns, and their ratio."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(RUNS):
        for text in keys:
            for work, times in ((key, ours), (bare, theirs)):
                started = time.perf_counter()
                work(text)
                times.append(time.perf_counter() - started)
    return {
        "key_ms": round(median(ours) * 1000, 4),
        "bare_ms": round(median(theirs) * 1000, 4),
        "ratio": round(median(ours) / median(theirs), 2),
    }


def _table(communes: Communes) -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    made.execute("CREATE TABLE commune (code_insee PRIMARY KEY, nom, norm, departement)")
    made.execute("CREATE TABLE code_postal (code, code_insee)")
    for one in communes.by_insee.values():
        row = (one.code_insee, one.nom, normalised(one.nom), one.departement)
        made.execute("INSERT INTO commune VALUES (?, ?, ?, ?)", row)
        codes = [(code, one.code_insee) for code in one.codes_postaux]
        made.executemany("INSERT INTO code_postal VALUES (?, ?)", codes)
    made.execute("CREATE INDEX by_norm ON commune (norm)")
    made.execute("CREATE INDEX by_code ON code_postal (code)")
    return made
