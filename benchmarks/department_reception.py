"""Prescriptions received by two processes of the service, against the INSERT of the same batches.

Laptops of several structures push batches of 50 over a few connections; batches are sealed and
requests signed before the time counts, and what sends them does nothing else, so that it leaves the
processors to the service. After each part the bare side inserts the rows that the service made of
it (`department_bare`). The ratio is the median of the parts': whatever else the machine does comes
and goes between them. Beside the rates stand microseconds of processor for each prescription.
"""

import random
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count, cycle, islice
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.parse import urlsplit

from app.sync.protocol import routes
from app.sync.protocol.bodies import encode_body
from app.sync.protocol.items import batch_content
from benchmarks.department_bare import Bare
from benchmarks.department_persons import SEED, persons
from benchmarks.department_service import (
    Command,
    Laptop,
    Serving,
    activate,
    new_database,
    postmaster,
)
from benchmarks.department_sharing import share, timed
from benchmarks.processor import Watch

LIMIT: Final = 0.5  # issue 5: « ≥ 0.5 × the rate of the bare INSERT of the same batches »
WORKERS: Final = 2
CONNECTIONS: Final = 8
_STRUCTURES, _LAPTOPS, _SIZE = 8, 1, 50  # a batch waits for another of its own structure
_PARTS, _BATCHES = 5, 3  # batches of each laptop in a part
_WARM: Final = 12  # before: a service has prepared its statements within its first minutes
_PATIENCE_S: Final = 120
_SENT_AGAIN: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A batch ready to leave, and the identifiers of its items."""

    items: tuple[str, ...]
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Seconds of both sides for the same prescriptions, and of processor by what used it."""

    prescriptions: int
    received_s: float
    bare_s: float
    processor_s: dict[str, float]


def measure_reception(server: str) -> dict[str, object]:
    """Receive and insert the same, part after part; return both rates in prescriptions a second."""
    with tempfile.TemporaryDirectory() as folder:
        command = Command(Path(folder), new_database(server))
        codes = _prepare(command, Path(folder))
        with command.serving(WORKERS) as serving:
            laptops = [activate(serving.url, code) for code in codes]
            waiting = _requests(laptops)
            warm = list(islice(waiting, _WARM * len(laptops)))
            _push(serving.url, warm)
            bare = Bare(server, command.database_url, CONNECTIONS)
            bare.insert_s([one.items for one in warm])
            parts = [
                _part(serving, server, bare, list(islice(waiting, _BATCHES * len(laptops))))
                for _ in range(_PARTS)
            ]
        return {**_figures(parts), "pairs_found": bare.count_received("duplicate")}


def _prepare(command: Command, folder: Path) -> list[str]:
    """Make the service with its structures; return a code for each laptop."""
    secret = folder / "compte"
    secret.write_text("grand-lampe-ortie-velours-72\n", "utf-8")
    command.run(
        *("prepare", "--account", "mesure", "--password-file", str(secret)),
        *("--structure", "Structure 0", "--code", "STRUCT0"),
    )
    for number in range(1, _STRUCTURES):
        command.run("structure", f"Structure {number}", "--code", f"STRUCT{number}")
    return [
        command.run("activation-code", f"STRUCT{number}")["code"]
        for number in range(_STRUCTURES)
        for _ in range(_LAPTOPS)
    ]


def _part(serving: Serving, server: str, bare: Bare, requests: Sequence[Request]) -> Part:
    watch = Watch({"service": serving.pid, "postgresql": postmaster(server)}, own="laptops")
    received_s = timed(lambda: _push(serving.url, requests))
    used = watch.used_s()
    bare_s = bare.insert_s([one.items for one in requests])
    return Part(
        prescriptions=len(requests) * _SIZE,
        received_s=received_s,
        bare_s=bare_s,
        processor_s=used | bare.processor_s,
    )


def _figures(parts: Sequence[Part]) -> dict[str, object]:
    ratio = median(one.bare_s / one.received_s for one in parts)
    return {
        "ratio": round(ratio, 2),
        "ratios": [round(one.bare_s / one.received_s, 2) for one in parts],
        "limit": LIMIT,
        "within_limit": ratio >= LIMIT,
        "prescriptions": sum(one.prescriptions for one in parts),
        "workers": WORKERS,
        "connections": CONNECTIONS,
        "received_per_s": round(median(one.prescriptions / one.received_s for one in parts)),
        "bare_per_s": round(median(one.prescriptions / one.bare_s for one in parts)),
        "processor_us_each": {
            name: round(median(one.processor_s[name] / one.prescriptions for one in parts) * 1e6)
            for name in parts[0].processor_s
        },
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


def _requests(laptops: Sequence[Laptop]) -> Iterator[Request]:
    """Seal and sign batches of one laptop after the other, without end."""
    told = payloads(random.Random(SEED))  # noqa: S311 - invented persons
    for laptop in cycle(laptops):
        items = laptop.sealed(list(islice(told, _SIZE)))
        body = encode_body(batch_content(items))
        yield Request(
            items=tuple(one.header.item for one in items), headers=laptop.signed(body), body=body
        )


def _push(url: str, requests: Sequence[Request]) -> None:
    """Push batches over a few connections at once; each item must be accepted."""
    place = urlsplit(url)

    def work(waiting: Iterator[Request]) -> None:
        with closing(
            HTTPConnection(str(place.hostname), place.port, timeout=_PATIENCE_S)
        ) as connection:
            for one in waiting:
                connection.request("POST", routes.BATCHES, one.body, one.headers)
                answer = connection.getresponse().read()
                if answer.count(b'"status":"accepted"') != len(one.items):
                    raise RuntimeError(f"refused: {answer[:200]!r}")

    share(requests, work, CONNECTIONS)
