"""A laptop whose convention sends to Démarches simplifiées, the platform's double, and its people.

What people take and deposit there, and what the Département decides, is read from the double alone.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import httpx

from app.domain.demarche import Demarche
from app.domain.identifiers import PersonneId, PrescriptionId
from app.domain.prescription import Prescription
from app.storage import effacement
from app.storage.rapports import Rapport
from app.sync.demarches.body import KnowsCommune
from app.sync.demarches.gateway import DemarchesSimplifiees
from app.sync.demarches.ledger import Ledger
from app.sync.demarches.pace import Pace
from app.sync.gateway import Gateway
from app.sync.line import Surroundings, never
from app.usecases.demarches_simplifiees import demarches
from app.usecases.demarches_simplifiees.demarches import DossierGoneError, NotSentAgainError
from app.usecases.exchange import sending
from app.usecases.people import persons
from tests.demarches_simplifiees import example
from tests.demarches_simplifiees.bench import AGENT
from tests.demarches_simplifiees.platform import Draft, NotFoundError, Platform
from tests.demarches_simplifiees.wire import Wire
from tests.exchange.laptop import Laptop
from tests.exchange.relaying import Reader, Relay
from tests.exchange.stage import KilledError
from tests.sync.loopback import Asked
from tests.ui.workplace import STRASBOURG

_DOUBLES: Final = {"doublon", "doublon_possible"}
ORIGIN: Final = "http://127.0.0.1:9"  # the transport takes everything before a socket is opened


@dataclass
class Paper:
    """One prescription as people know it."""

    id: str
    personne: str
    standing: bool = True
    older: bool = False
    """The laptop was put back since: it may know less than it once asked for."""
    said: set[str] = field(default_factory=set)


class Carrier(httpx.BaseTransport):
    """Brings requests to the double; `breaks_at` breaks the n-th of a run, before or after."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.number = 0
        self.breaks_at = 0
        self.arrived = False
        self.killed: Callable[[], None] | None = None

    def begin(self, breaks_at: int, *, arrived: bool, kill: Callable[[], None] | None) -> None:
        """Start a run."""
        self.number, self.breaks_at, self.arrived, self.killed = 0, breaks_at, arrived, kill

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Carry one request."""
        self.number += 1
        here = self.number == self.breaks_at
        if here and not self.arrived:
            self._break(request)
        headers = {name.lower(): value for name, value in request.headers.items()}
        target = request.url.raw_path.decode()
        said = self.wire(Asked(request.method, target, headers, request.read()))
        if here and self.arrived:
            self._break(request)
        return httpx.Response(said.status, headers=said.headers, stream=_Body(said.body))

    def _break(self, request: httpx.Request) -> None:
        if self.killed is not None:
            self.killed()
        raise httpx.ReadError("connection reset", request=request)


class _Body(httpx.SyncByteStream):
    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        yield self._body


class DossierStage:
    """One schedule with the platform."""

    def __init__(self, folder: Path) -> None:
        self.laptop = Laptop(folder)
        self.platform = Platform(self.laptop.clock.at)
        self.platform.origin = ORIGIN
        self.platform.add(example.on_platform())
        self.carrier = Carrier(Wire(self.platform))
        convention = example.convention(ORIGIN, STRASBOURG)
        self.laptop.place = replace(self.laptop.place, convention=convention)
        self.reader = Reader(self.platform)
        self.papers: dict[str, Paper] = {}
        self.deposited: set[str] = set()
        self.decided: set[tuple[str, str]] = set()
        self.backups = [(self.laptop.photograph(), dict[str, Paper]())]
        self.told: set[str] = set()
        """Items that some report called a possible double."""
        self.report: Rapport | None = None
        self._seconds = 0.0

    def close(self) -> None:
        """Let go of the file."""
        self.laptop.close()

    # -- the worker ----------------------------------------------------------------------------

    def prescribe(self) -> None:
        """Prescribe to somebody new."""
        ready = self.laptop.undecided()
        nom = f"Personne{len(self.papers)}"
        self._note(self.laptop.prescribe(ready[0] if ready else self.laptop.receive(nom)))

    def _note(self, made: Prescription) -> None:
        self.papers[made.id] = Paper(made.id, self.laptop.person_of(made.id).id)

    def correct_name(self, paper: Paper, nom: str) -> None:
        """Correct the record of the person."""
        persons.correct(self.laptop.place, replace(self.laptop.person_of(paper.id), nom=nom))

    def erase(self, paper: Paper) -> None:
        """Erase the person."""
        with self.laptop.place.database.writing() as session:
            effacement.effacer_personne(session, PersonneId(paper.personne))
        paper.standing = False

    def open_and_take(self, paper: Paper) -> None:
        """Open the dossier in the browser, signed in."""
        with suppress(DossierGoneError, NotFoundError):
            url = demarches.open_dossier(self.laptop.place, PrescriptionId(paper.id))
            self.platform.claim(url.rpartition("prefill_token=")[2], AGENT)

    def send_again(self, paper: Paper) -> None:
        """Say that a dossier that vanished is to be made again."""
        with suppress(NotSentAgainError):
            demarches.send_again(self.laptop.place, PrescriptionId(paper.id))

    # -- the platform --------------------------------------------------------------------------

    def drafts(self, item: str) -> list[Draft]:
        """Return the dossiers of an item that the platform shows."""
        found = self.platform.dossiers.values()
        return [one for one in found if _item(one) == item and not one.hidden]

    def taken(self, item: str) -> list[Draft]:
        """Return those that somebody took."""
        return [one for one in self.drafts(item) if one.owner]

    def deposit(self, draft: Draft) -> None:
        """Click « Déposer »."""
        self.platform.deposit(draft)
        self.deposited.add(_item(draft))

    def decide(self, draft: Draft, *, accept: bool) -> None:
        """Decide as the Département does on the platform."""
        state = "accepte" if accept else "refuse"
        self.platform.decide(draft, state)
        self.decided.add((_item(draft), "acceptee" if accept else "refusee"))

    def go_on(self, **duration: float) -> None:
        """Let time pass on both sides."""
        self.laptop.clock.go_on(**duration)
        self.platform.go_on(**duration)

    # -- the laptop ----------------------------------------------------------------------------

    def run(
        self,
        *,
        breaks_at: int = 0,
        arrived: bool = False,
        killed: bool = False,
        statuses: tuple[int | None, ...] = (),
    ) -> Rapport | None:
        """Synchronise; None where the laptop was killed."""
        self.carrier.begin(breaks_at, arrived=arrived, kill=self._kill if killed else None)
        self.carrier.wire.fails_with = list(statuses)
        gateway = demarches.way(
            self.laptop.place, _nowhere, self._open_form, cancelled=lambda: False
        )
        try:
            self.report = sending.synchronise(
                self.laptop.place,
                gateway,
                progress=lambda _: None,
                cancelled=lambda: False,
                relay=Relay(self.reader),
            )
        except KilledError as kill:
            self.laptop.start_on(kill.args[0])
            return None
        self.told |= {one.item_id for one in self.report.items if one.code in _DOUBLES}
        return self.report

    def restore(self, index: int) -> None:
        """Put the laptop back to one of its backups."""
        files, then = self.backups[index % len(self.backups)]
        self.laptop.restore(files, ledger=True)
        for item, paper in self.papers.items():
            paper.older = True
            paper.standing = paper.standing and item in then
        # what was prescribed since is not known here any more

    def back_up(self) -> None:
        """Back up the laptop."""
        self.backups.append((self.laptop.photograph(), dict(self.papers)))

    def _kill(self) -> None:
        raise KilledError(self.laptop.photograph())

    def _open_form(
        self,
        demarche: Demarche,
        ledger: Ledger,
        knows: KnowsCommune,
        cancelled: Callable[[], bool],
    ) -> Gateway:
        made = DemarchesSimplifiees(
            demarche,
            ledger=ledger,
            clock=self.laptop.clock,
            pace=Pace(now=lambda: self._seconds, sleep=self._sleep),
            surroundings=Surroundings(cancelled=cancelled),
            knows_commune=knows,
        )
        line = made._client._line
        line._client = httpx.Client(transport=self.carrier)
        line._surroundings = replace(line._surroundings, cancelled=never)
        return made

    def _sleep(self, seconds: float) -> None:
        self._seconds += seconds
        self.go_on(seconds=seconds)


def _item(draft: Draft) -> str:
    return str(draft.values.get(example.UUID.id, ""))


def _nowhere(*_: object) -> Gateway:
    raise AssertionError("the Département's own service is not this convention's way")


@contextmanager
def with_dossiers(folder: Path) -> Generator[DossierStage]:
    """Give a schedule of its own."""
    stage = DossierStage(folder)
    try:
        yield stage
    finally:
        stage.close()
