"""Two hundred laptops at the command's own service of two processes, over HTTP."""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx

from app.department.keys import make_keys, write_keys
from app.department.records import accounts
from tests.department.support import AGENT, PASSWORD, Departement
from tests.exchange.replaying import Found, activated, replay
from tests.paths import ROOT

_PASSPHRASE = "tilleul orange bateau lundi"  # noqa: S105 - of keys made for the campaign


def replay_at_two_processes(laptops: int, database_url: str = "") -> dict[str, object]:
    """Let so many laptops bring the same batches, each twice; return what became of them.

    `database_url`: an empty database of PostgreSQL, where it is not to be SQLite.
    """
    with tempfile.TemporaryDirectory() as folder:
        departement = _prepared(Path(folder), database_url)
        with _served(Path(folder), database_url) as origin:
            started = time.perf_counter()
            found, items = asyncio.run(_play(departement, origin, laptops))
            seconds = time.perf_counter() - started
        departement.close()
    return {
        "laptops": laptops,
        "processes": 2,
        "database": "postgresql" if database_url else "sqlite",
        "prescriptions": len(items),
        "receipts": dict(found.told),
        "asked_again": found.asked_again,
        "held": found.held,
        "conflicts": found.conflicts,
        "seconds": round(seconds, 1),
        "within_limit": found.well(items),
    }


def _prepared(folder: Path, database_url: str) -> Departement:
    now = datetime.now(UTC)
    keys = make_keys(now)
    made = Departement.open(folder, keys, database_url)
    made.clock.at = now
    write_keys(made.service.settings.key_file, keys, _PASSPHRASE)
    made.add_structure("CCASILL", "CCAS d’Illkirch")
    with made.service.database.writing() as session:
        accounts.create(session, name=AGENT, password=PASSWORD, now=now)
    return made


async def _play(departement: Departement, origin: str, laptops: int) -> tuple[Found, list[str]]:
    clients = [httpx.AsyncClient(base_url=origin, timeout=120) for _ in range(laptops)]
    try:
        made = await activated(departement, clients)
        departement.clock.at = datetime.now(UTC)
        return await replay(departement, made, batches=2, size=10)
    finally:
        for client in clients:
            await client.aclose()


@contextmanager
def _served(folder: Path, database_url: str) -> Generator[str]:
    secret = folder / "phrase"
    secret.write_text(_PASSPHRASE, encoding="utf-8")
    secret.chmod(0o600)
    command = [sys.executable, "-m", "app.department", "serve", "--data-dir", str(folder)]
    options = ["--key-passphrase-file", str(secret), "--port", "0", "--workers", "2"]
    options += ["--database-url", database_url] if database_url else []
    with subprocess.Popen(
        [*command, *options], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as service:
        assert service.stdout is not None
        try:
            yield str(json.loads(service.stdout.readline())["url"])
        finally:
            service.terminate()
            service.wait(30)
