"""A service whose convention goes by Démarches simplifiées, and the platform's double behind it."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import httpx
import pytest

from app.department.console.rendering import Renderer
from app.department.database.demarches import DemarcheRow
from app.department.demarches import tokens
from app.department.demarches.reading import Lecture, read
from app.department.records.journal import OPERATOR
from app.department.web import Service
from app.domain.convention import Motif
from app.domain.demarche import Demarche
from app.domain.identifiers import uuid7
from tests.demarches_simplifiees import example
from tests.demarches_simplifiees.graphql import ApiToken
from tests.demarches_simplifiees.platform import Draft, Platform
from tests.demarches_simplifiees.site import Site
from tests.demarches_simplifiees.wire import Wire
from tests.department.support import Departement, Laptop
from tests.sync.loopback import serving

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA7c2VjcmV0"  # noqa: S105 - a test's
MOTIFS = (
    Motif(code="stock", label="Rupture du stock de Pass numériques", explanation="Plus de Pass."),
    Motif(code="sollicitations_multiples", label="Sollicitations multiples", explanation="Déjà."),
    Motif(code="autre", label="Autre motif légitime", explanation="Une autre raison."),
)


@dataclass
class Relay:
    """The service that reads, the platform that it reads, and whoever decides there."""

    departement: Departement
    site: Site
    waited: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Let the service have the convention of the example, and the platform its form."""
        app = self.departement.app
        settings = replace(
            self.departement.service.settings,
            convention=example.convention(self.site.origin),
            motifs=MOTIFS,
        )
        app.state.service = replace(self.departement.service, settings=settings)
        app.state.pages = Renderer(settings.zone, settings.departement)  # its menu has the page
        if example.NUMBER not in self.site.platform.demarches:
            self.site.platform.add(example.on_platform())
        self.site.wire.graphql.tokens[TOKEN] = ApiToken(secret=TOKEN, writes=False)
        self.departement.clock.at = self.site.platform.now

    @property
    def service(self) -> Service:
        return self.departement.service

    @property
    def demarche(self) -> Demarche:
        convention = self.service.settings.convention
        assert convention is not None
        assert convention.demarche is not None
        return convention.demarche

    def give_token(self, token: str = TOKEN) -> None:
        form = tokens.described(self.service.settings.convention)
        tokens.keep(self.service, form, token, actor=OPERATOR, wait=self.wait)

    def read(self, *, most_pages: int = 200) -> Lecture:
        found = read(self.service, example.NUMBER, wait=self.wait, most_pages=most_pages)
        assert found is not None
        return found

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        self.go_on(seconds=seconds)
        return False

    def go_on(self, **duration: float) -> None:
        self.site.platform.go_on(**duration)
        self.departement.clock.at = self.site.platform.now

    def row(self) -> DemarcheRow:
        with self.service.database.reading() as session:
            return session.get_one(DemarcheRow, example.NUMBER)

    def deposited(self, item: str = "", *, structure: str = "CCASILL") -> Draft:
        """Return a dossier that a laptop prepared and somebody deposited."""
        item = item or uuid7(self.site.platform.now)
        values: dict[str, object] = {
            example.UUID.key: item,
            example.STRUCTURE.key: structure,
            "identite_nom": "Weber",
            "identite_prenom": "Simone",
        }
        platform = self.site.platform
        draft = platform.prefill(platform.demarches[example.NUMBER], values)
        platform.claim(draft.token, "claire@example.test")
        platform.deposit(draft)
        return draft

    def one_of_each_kind(self) -> Draft:
        """Let the platform have what a page can show; return the dossier of a laptop."""
        mine = self.decided("refuse", "stock")
        for structure, item in (("AILLEURS", ""), ("CCASILL", "sans repère")):
            self.site.platform.decide(self.deposited(item, structure=structure), "accepte")
        return mine

    def decided(self, state: str, motivation: str = "", *, item: str = "") -> Draft:
        draft = self.deposited(item)
        self.site.platform.decide(draft, state, motivation)
        return draft


def item_of(draft: Draft) -> str:
    return str(draft.values[example.UUID.id])


@contextmanager
def reading_elsewhere(departement: Departement, *, now: datetime | None = None) -> Generator[Relay]:
    """Let a service read the double of the platform until the block ends."""
    platform = Platform(now or departement.clock.now())
    state = departement.app.state
    before = state.service, state.pages
    wire = Wire(platform)
    with serving(wire) as origin, httpx.Client(base_url=origin, trust_env=False) as http:
        platform.origin = origin
        try:
            yield Relay(departement, Site(platform, wire, origin, http))
        finally:
            state.service, state.pages = before


@pytest.fixture
def relay(departement: Departement) -> Iterator[Relay]:
    with reading_elsewhere(departement, now=datetime(2026, 11, 22, 9, 0, tzinfo=UTC)) as made:
        yield made


async def laptop_of(relay: Relay) -> Laptop:
    laptop = relay.departement.laptop()
    await laptop.activate(relay.departement.code())
    return laptop


async def feed(laptop: Laptop, after: int = 0) -> list[dict[str, object]]:
    return [
        {name: entry.get(name, "") for name in ("item", "sens", "motif", "message", "decided_on")}
        for entry in (await laptop.feed(after))["entries"]
    ]
