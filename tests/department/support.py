"""A service in a folder of its own, a laptop that speaks the protocol, and an agent's browser."""

import base64
import hashlib
import hmac
import re
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import update

from app.department.application import close_app, create_app
from app.department.database.agents import Role, SecondFactorRow
from app.department.keys import ServiceKeys, make_keys
from app.department.records import accounts, activation, second_factor, structures
from app.department.records.journal import OPERATOR
from app.department.settings import Settings
from app.department.web import Service
from app.domain.convention import Champ, Motif
from app.domain.identifiers import uuid7
from app.sync.protocol import routes
from app.sync.protocol.activation import (
    ActivationAnswer,
    ActivationRequest,
    activation_request,
    parse_activation_answer,
)
from app.sync.protocol.activation_code import ActivationCode, parse_activation_code
from app.sync.protocol.bodies import encode_body
from app.sync.protocol.canonical import parse_json
from app.sync.protocol.items import Header, Item, batch_content, seal_item
from app.sync.protocol.payload import Kind, prescription_payload
from app.sync.protocol.requests import new_nonce, open_request, sign_request
from app.sync.protocol.sealing import new_receiving_key, receiving_public
from app.sync.protocol.signed import KeyList, KeyUse
from app.sync.protocol.signing import new_signing_key

# For a test that looks into SQLite's own file.
reads_the_file = pytest.mark.parametrize("template", ["sqlite"], indirect=True)
SECRETS: dict[str, bytes] = {}
"""What the telephones of these tests hold, by account."""
AGENT, PASSWORD = "Camille Durand", "grand-lampe-ortie-velours-72"
MOTIFS = (
    Motif(code="stock", label="Rupture du stock", explanation="Il n’y a plus de Pass."),
    Motif(code="autre", label="Autre motif légitime", explanation="Une autre raison."),
)
SENT = frozenset({Champ.NOM, Champ.PRENOM, Champ.CIVILITE, Champ.ADRESSE, Champ.CATEGORIE})
NOON = datetime(2026, 3, 3, 11, 0, tzinfo=UTC)


@dataclass
class HandClock:
    """A clock that moves when a test says so."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date()

    def zone(self) -> tzinfo:
        return UTC

    def advance(self, by: timedelta) -> None:
        self.at += by


@dataclass
class Departement:
    """The service under test, with an account and a structure."""

    app: FastAPI
    clock: HandClock

    @classmethod
    def make(cls, folder: Path, database_url: str = "") -> "Departement":
        made = cls.open(folder, make_keys(NOON), database_url)
        made.add_structure("CCASILL", "CCAS d’Illkirch")
        made.add_agent(*Role, name=AGENT)
        return made

    @classmethod
    def open(cls, folder: Path, keys: ServiceKeys, database_url: str = "") -> "Departement":
        clock = HandClock()
        settings = Settings(
            data_dir=folder,
            database_url=database_url,
            departement="Département d’essai",
            motifs=MOTIFS,
            fields_sent=SENT,
        )
        return cls(create_app(settings, keys=keys, clock=clock), clock)

    @property
    def service(self) -> Service:
        service = self.app.state.service
        assert isinstance(service, Service)
        return service

    def close(self) -> None:
        close_app(self.app)

    def add_structure(self, code: str, name: str) -> None:
        with self.service.database.writing() as session:
            assert structures.create(
                session, name=name, code=code, actor=OPERATOR, now=self.clock.now()
            )

    def add_agent(self, *roles: Role, name: str = "", protected: bool = True) -> str:
        """Add an agent with these roles and the usual password; return the account's name.

        `protected`: a telephone is linked already, and the browser of these tests has its secret.
        """
        name, now = name or f"Agent {' '.join(roles)}", self.clock.now()
        with self.service.database.writing() as session:
            row = accounts.create(session, name=name, password=PASSWORD, now=now, roles=roles)
            if protected:
                SECRETS[name] = hashlib.sha256(name.encode()).digest()[:20]
                assert second_factor.enrol(
                    session,
                    self.service.keys,
                    account_id=row.id,
                    secret=SECRETS[name],
                    code=code_of(SECRETS[name], now),
                    now=now,
                )
        return name

    def code(self, structure: str = "CCASILL") -> ActivationCode:
        with self.service.database.writing() as session:
            row = structures.named_or_id(session, structure)
            made = activation.make_code(session, self.service, structure=row, actor=OPERATOR)
        return parse_activation_code(made.text)

    def client(self) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=True)
        return httpx.AsyncClient(transport=transport, base_url="http://departement.test")

    def laptop(self) -> "Laptop":
        return Laptop(self.client(), self.clock)

    def browser(self) -> "Browser":
        return Browser(self.client(), self)

    def forget_used_codes(self) -> None:
        """Let the codes of this half-minute serve again: the clock of a test stands still."""
        with self.service.database.writing() as session:
            session.execute(update(SecondFactorRow).values(last_step=0))


@dataclass
class Laptop:
    """A device; it makes every request by hand so that a test can spoil any part of it."""

    client: httpx.AsyncClient
    clock: HandClock
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    signing: bytes = field(default_factory=new_signing_key)
    receiving: bytes = field(default_factory=new_receiving_key)
    structure: str = ""
    keys: KeyList | None = None

    def asks_activation(self, code: ActivationCode, structure: str = "") -> ActivationRequest:
        return activation_request(
            code,
            device=self.id,
            signing=self.signing,
            receiving=receiving_public(self.receiving),
            structure=structure,
        )

    async def send_activation(self, asked: ActivationRequest) -> httpx.Response:
        return await self.client.post(
            routes.ACTIVATION,
            content=encode_body(asked.content()),
            headers={**open_request(new_nonce()), "content-encoding": "deflate"},
        )

    async def activate(self, code: ActivationCode) -> ActivationAnswer:
        asked = self.asks_activation(code)
        response = await self.send_activation(asked)
        assert response.status_code == 200, response.text
        answer = parse_activation_answer(parse_json(response.content))
        self.keys = answer.verify(code, asked)
        self.structure = answer.structure
        return answer

    def item(
        self,
        payload: dict[str, Any],
        *,
        id_: str | None = None,
        revision: int = 1,
        structure: str | None = None,
        device: str | None = None,
    ) -> Item:
        assert self.keys is not None
        structure = structure or self.structure
        key = self.keys.current(KeyUse.RECEIVE)
        header = Header(
            item=id_ or uuid7(self.clock.now()),
            revision=revision,
            kind=Kind(payload["kind"]),
            structure=structure,
            device=device or self.id,
            key=key.id,
        )
        raw = prescription_payload({"structure": structure, **payload})
        return seal_item(header, raw, public=key.public, signing=self.signing)

    def stamped(
        self, method: str, target: str, body: bytes = b"", *, nonce: bytes | None = None
    ) -> dict[str, str]:
        return sign_request(
            self.signing,
            device=self.id,
            method=method,
            target=target,
            body=body,
            at=self.clock.now(),
            nonce=nonce or new_nonce(),
        )

    async def push_raw(self, content: object) -> httpx.Response:
        body = encode_body(content)
        headers = {**self.stamped("POST", routes.BATCHES, body), "content-encoding": "deflate"}
        return await self.client.post(routes.BATCHES, content=body, headers=headers)

    async def push(self, *items: Item) -> list[dict[str, Any]]:
        response = await self.push_raw(batch_content(items))
        assert response.status_code == 200, response.text
        receipts = response.json()["receipts"]
        assert isinstance(receipts, list)
        return receipts

    async def feed(self, after: int = 0, limit: int = 200) -> dict[str, Any]:
        target = routes.feed_target(after, limit)
        response = await self.client.get(target, headers=self.stamped("GET", target))
        assert response.status_code == 200, response.text
        found = response.json()
        assert isinstance(found, dict)
        return found


@dataclass
class Browser:
    """An agent's browser; it keeps cookies and sends back the token of the last page."""

    client: httpx.AsyncClient
    departement: Departement
    page: str = ""

    async def get(self, address: str) -> httpx.Response:
        return self._seen(await self.client.get(address, follow_redirects=True))

    async def submit(self, address: str, **fields: str) -> httpx.Response:
        token = re.search(r'name="jeton" value="([^"]+)"', self.page)
        data = {"jeton": token.group(1) if token else "", **fields}
        return self._seen(await self.client.post(address, data=data, follow_redirects=True))

    async def sign_in(self, name: str = AGENT, password: str = PASSWORD) -> httpx.Response:
        """Show the password, then a code: of the telephone of these tests, or of one linked now."""
        response = await self.give_password(name, password)
        if response.url.path == "/connexion/telephone":
            await self.give_code(shown_secret(response.text), "/connexion/telephone")
            return await self.get("/")
        if response.url.path == "/connexion/code":
            self.departement.forget_used_codes()
            return await self.give_code(SECRETS[name])
        return response

    async def give_password(self, name: str = AGENT, password: str = PASSWORD) -> httpx.Response:
        await self.get("/connexion")
        response = await self.submit("/connexion", nom=name, mot_de_passe=password)
        if response.url.path == "/connexion/telephone":
            SECRETS[name] = shown_secret(response.text)
        return response

    async def give_code(self, secret: bytes, address: str = "/connexion/code") -> httpx.Response:
        return await self.submit(address, code=code_of(secret, self.departement.clock.now()))

    async def decide(self, id_: str, **fields: str) -> httpx.Response:
        """Fill in the form of one prescription and confirm."""
        await self.get(f"/prescriptions/{id_}")
        hidden = dict(re.findall(r'name="(revision|numero)" value="(\d+)"', self.page))
        await self.submit(f"/prescriptions/{id_}/decision", **hidden, **fields)
        return await self.submit(
            f"/prescriptions/{id_}/decision", **hidden, **fields, confirme="oui"
        )

    def _seen(self, response: httpx.Response) -> httpx.Response:
        self.page = response.text
        return response


def code_of(secret: bytes, at: datetime) -> str:
    """Return the six digits that an authenticator application shows (RFC 6238)."""
    counter = int(at.timestamp()) // 30
    digest = hmac.digest(secret, counter.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0xF
    return f"{(int.from_bytes(digest[start : start + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


def shown_secret(page: str) -> bytes:
    """Return the secret that the page « Relier un téléphone » shows as text."""
    found = re.search(r"data-cle[^>]*>([A-Z2-7 ]+)<", page)
    assert found, "the page shows no secret"
    return base64.b32decode(found.group(1).replace(" ", ""))


def prescription(
    nom: str = "Weber", prenom: str = "Simone", *, number: int = 1, **changes: object
) -> dict[str, Any]:
    """Return the payload of a prescription as the client writes it."""
    return {
        "kind": "prescription",
        "reference": f"2026-CCASILL-{number:04}",
        "prescribed_on": "2026-03-02",
        "service": "assistance",
        "carnets": 1,
        "categorie": 1,
        "personne": {
            "nom": nom,
            "prenom": prenom,
            "civilite": "Madame",
            "adresse": {
                "voie": "12 rue des Tilleuls",
                "code_postal": "67400",
                "commune": "Illkirch-Graffenstaden",
                "code_insee": "67218",
            },
        },
        **changes,
    }
