"""Both sides and the line between them: each method is something that happens in the world.

It does it to the real program and writes it down in the oracle; `judging` compares the two.
"""

import tempfile
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Final

import httpx

from app.domain.identifiers import PersonneId, PrescriptionId
from app.domain.personne import Personne
from app.domain.prescription import MotifRetrait, Prescription, Sens, Suivi
from app.storage import effacement
from app.storage.rapports import EtatRapport, Rapport
from app.sync.department_service import DepartmentService
from app.sync.gateway import Gateway, GatewayError
from app.sync.keys import DeviceKeys, Link
from app.sync.line import Surroundings
from app.sync.patience import Patience
from app.usecases.destruction import erasing
from app.usecases.exchange import activating, revising, sending
from app.usecases.exchange.activating import NotActivatedError
from app.usecases.exchange.comparing import Compare, NothingToCompareError, compare, settle
from app.usecases.exchange.revising import NotRevisableError
from app.usecases.interview import deciding
from app.usecases.interview.deciding import AlreadySentError
from app.usecases.people import persons
from tests.exchange.departement import Desk, example
from tests.exchange.folders import in_memory
from tests.exchange.laptop import Laptop, model
from tests.exchange.oracle import End, Oracle, Story, Verdict
from tests.exchange.wire import ServiceDiedError, Weather, Wire

ADDRESS: Final = "http://127.0.0.1:9"  # the wire takes everything before a socket is opened
SERVICES: Final = ("assistance", "formation")
CALM: Final = Weather()
_AT_ONCE: Final = Patience(sleep=lambda _: None, draw=lambda low, _: low)


class KilledError(BaseException):
    """The laptop's process is gone."""


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What happens to the two processes during one run; numbers count from its start, from 1."""

    killed_at_request: int = 0
    killed_after_answer: int = 0
    killed_at_commit: int = 0
    service_dies_at_commit: int = 0


NO_TROUBLE: Final = Trouble()


@dataclass(frozen=True)
class FirstDay:
    """The files of both sides after the first day, and what was prescribed then."""

    laptop: Path
    service: Path
    prescribed: tuple[tuple[Prescription, Personne], ...]


@cache
def first_day() -> FirstDay:
    """Activate the laptop and prescribe twice, once a process."""
    stage = Stage(in_memory(), None)
    stage.activate()
    made = [stage.laptop.prescribe(one) for one in model().ready[:2]]
    prescribed = tuple((one, stage.laptop.person_of(one.id)) for one in made)
    found = FirstDay(stage.laptop.photograph(), stage.desk.photograph(), prescribed)
    stage.laptop.close()
    stage.desk.close()
    return found


class Stage:
    """One schedule."""

    def __init__(self, folder: Path, start: FirstDay | None) -> None:
        self.laptop = Laptop(folder, start.laptop if start else None)
        self.desk = Desk(folder, start.service if start else None)
        self.oracle = Oracle()
        self.wire = Wire(self.desk.made.app, example().loop, revive=self._revive)
        self._died: list[Path] = []
        self.backups = list[tuple[Path, dict[str, Story]]]()
        self.service_backups = list[tuple[Path, dict[str, Verdict]]]()
        if start is not None:
            for made, person in start.prescribed:
                self._note(made, person)
            self.backups = [(start.laptop, self.oracle.photograph())]
            self.service_backups = [(start.service, {})]
        self.reports: list[Rapport] = []
        self.origin = ""
        """A real address instead of the wire, where one is served."""

    def close(self) -> None:
        """Let go of both files."""
        self.laptop.close()
        self.desk.close()

    # -- the worker ----------------------------------------------------------------------------

    def prescribe(self) -> None:
        """Prescribe to somebody new."""
        ready = self.laptop.undecided()
        nom = f"Personne{len(self.oracle.stories)}"
        made = self.laptop.prescribe(ready[0] if ready else self.laptop.receive(nom))
        self._note(made, self.laptop.person_of(made.id))

    def _note(self, made: Prescription, person: Personne) -> None:
        self.oracle.stories[made.id] = Story(made.id, person.id, person.nom, made.service)

    def correct_name(self, story: Story, nom: str) -> None:
        """Correct the record of the person."""
        person = self.laptop.person_of(story.id)
        persons.correct(self.laptop.place, replace(person, nom=nom))
        if self.laptop.shown(story.id) is not Suivi.DECIDEE:
            story.nom = nom
        story.told.add((nom, story.service))  # sent should the Département forget its decision
        story.names.add(nom)

    def correct_service(self, story: Story) -> None:
        """Correct what is prescribed, where the window would let it be."""
        other = SERVICES[story.service == SERVICES[0]]
        reason = self.laptop.place.convention.autre_choix[0]
        with suppress(NotRevisableError):
            revising.correct(self.laptop.place, PrescriptionId(story.id), other, reason=reason)
            story.service = other
            story.say()

    def withdraw(self, story: Story) -> None:
        """Withdraw what has left, else undo it."""
        id_ = PrescriptionId(story.id)
        try:
            deciding.undo(self.laptop.place, id_)
            story.end = End.UNDONE
        except AlreadySentError:
            with suppress(NotRevisableError):
                revising.withdraw(self.laptop.place, id_, MotifRetrait.ERREUR)
                story.end = End.WITHDRAWN

    def erase(self, story: Story, *, for_good: bool) -> None:
        """Erase the person; `for_good` with the proof and the file written anew."""
        personne = PersonneId(story.personne)
        undone = story.end is End.UNDONE
        if for_good:
            erasing.erase(self.laptop.place, personne)
        else:
            with self.laptop.place.database.writing() as session:
                effacement.effacer_personne(session, personne)
        for one in self.oracle.stories.values():
            if one.personne == story.personne and one.end is not End.GONE:
                one.end = End.UNDONE if undone else End.ERASED

    def settle_all(self, *, theirs: bool) -> None:
        """Compare what conflicts and take up what was set aside, as the page asks."""
        side = set(Compare) if theirs else set[Compare]()
        for story in self.oracle.stories.values():
            if self.laptop.shown(story.id) is not Suivi.A_CORRIGER:
                continue
            id_ = PrescriptionId(story.id)
            try:
                compare(self.laptop.place, id_)
                settle(self.laptop.place, id_, theirs=side)
                story.older = True  # which of the two stands is the worker's choice
            except NothingToCompareError:
                with suppress(NotRevisableError):
                    revising.take_up(self.laptop.place, id_)

    # -- the line ------------------------------------------------------------------------------

    def connect(self, address: str, keys: DeviceKeys, link: Link | None) -> Gateway:
        """Open a way to the service over the wire."""
        made = DepartmentService(
            self.origin or address,
            keys=keys,
            link=link,
            now=self.laptop.clock.now,
            surroundings=Surroundings(patience=_AT_ONCE),
        )
        if self.origin:
            return made
        headers = {"accept-encoding": "deflate", "user-agent": "Passerelle"}
        client = httpx.Client(transport=self.wire, headers=headers)
        made._service.line._client = client
        return made

    def activate(self) -> None:
        """Type a new code."""
        self.wire.begin(CALM)
        with suppress(GatewayError):
            code = self.desk.code()
            activating.activate(self.laptop.place, ADDRESS, code, self.connect)
        self.oracle.meet(to_the_end=False)

    def synchronise(self, weather: Weather = CALM, trouble: Trouble = NO_TROUBLE) -> Rapport | None:
        """Synchronise; None where the laptop is not activated, or was killed."""
        self.wire.begin(weather)
        try:
            with self._struck(trouble):
                gateway = activating.gateway_of(self.laptop.place, self.connect)
                report = sending.synchronise(
                    self.laptop.place,
                    gateway,
                    progress=lambda _: None,
                    cancelled=lambda: False,
                )
        except NotActivatedError:
            return None
        except KilledError as killed:
            self.laptop.start_on(killed.args[0])
            return None
        finally:
            self.wire.before = self.wire.after = lambda _: None
            self.oracle.received |= self.desk.revisions()
            self.oracle.meet(to_the_end=False)
        self.oracle.meet(to_the_end=report.state is EtatRapport.REUSSIE)
        self.reports.append(report)
        return report

    def bring(self, index: int, *, again: bool) -> None:
        """Let the network bring a request late, or a second time."""
        with suppress(ServiceDiedError):
            (self.wire.bring_again if again else self.wire.bring_late)(index)
        self.oracle.received |= self.desk.revisions()

    @contextmanager
    def _struck(self, trouble: Trouble) -> Generator[None]:
        commits = _Count(trouble.killed_at_commit, self._kill)
        service = _Count(trouble.service_dies_at_commit, self._service_dies)
        self.wire.before = _at(trouble.killed_at_request, self._kill)
        self.wire.after = _at(trouble.killed_after_answer, self._kill)
        with ExitStack() as hooks:
            if trouble.killed_at_commit:
                hooks.enter_context(self.laptop.before_commit(commits))
            if trouble.service_dies_at_commit:
                hooks.enter_context(self.desk.before_commit(service))
            yield

    @contextmanager
    def killed_at(self, commit: int) -> Generator[None]:
        """Kill the laptop before its n-th commit of the block, never for 0; it starts again."""
        try:
            with self._struck(Trouble(killed_at_commit=commit)):
                yield
        except KilledError as killed:
            self.laptop.start_on(killed.args[0])

    def _kill(self) -> None:
        raise KilledError(self.laptop.photograph())

    def _service_dies(self) -> None:
        self._died.append(self.desk.photograph())
        raise ServiceDiedError

    def _revive(self) -> None:
        self.desk.start_on(self._died.pop())

    # -- the Département -----------------------------------------------------------------------

    def decide(self, item: str, *, accept: bool) -> None:
        """Decide, or correct the decision."""
        sens, motif = (Sens.ACCEPTEE, "") if accept else (Sens.REFUSEE, "stock")
        if self.desk.decide(item, sens, motif):
            day = self.desk.clock.today().isoformat()
            self.oracle.decide(item, (sens.value, motif, day))

    def back_up(self) -> None:
        """Back up the laptop."""
        self.backups.append((self.laptop.photograph(), self.oracle.photograph()))

    def restore(self, index: int, *, ledger: bool) -> None:
        """Put the laptop back to one of its backups; it must be activated again then."""
        files, then = self.backups[index % len(self.backups)]
        self.laptop.restore(files, ledger=ledger)
        self.oracle.go_back(then, ledger=ledger)

    def back_up_service(self) -> None:
        """Back up the service."""
        self.service_backups.append((self.desk.photograph(), dict(self.oracle.decided)))

    def roll_back(self, index: int) -> None:
        """Put the service back to one of its backups."""
        files, then = self.service_backups[index % len(self.service_backups)]
        self.desk.roll_back(files)
        self.oracle.forget_since(then)

    def set_laptop_clock(self, ahead_s: float) -> None:
        """Set the laptop's clock, so many seconds ahead of the service's."""
        self.laptop.clock.at = self.desk.clock.now() + timedelta(seconds=ahead_s)

    def go_on(self, minutes: float) -> None:
        """Let time pass on both sides."""
        self.laptop.clock.go_on(minutes=minutes)
        self.desk.go_on(minutes=minutes)


class _Count:
    """Call something the n-th time it is called; never for 0."""

    def __init__(self, wanted: int, act: Callable[[], None]) -> None:
        self._left, self._act = wanted, act

    def __call__(self) -> None:
        self._left -= 1
        if self._left == 0:
            self._act()


def _at(wanted: int, act: Callable[[], None]) -> Callable[[int], None]:
    def look(number: int) -> None:
        if number == wanted:
            act()

    return look


@contextmanager
def staged() -> Generator[Stage]:
    """Give a schedule of its own, from the first day on."""
    start = first_day()
    with tempfile.TemporaryDirectory(dir=in_memory_root()) as folder:
        stage = Stage(Path(folder), start)
        try:
            yield stage
        finally:
            stage.close()


@cache
def in_memory_root() -> Path:
    """Return the folder of this process's schedules."""
    return in_memory()
