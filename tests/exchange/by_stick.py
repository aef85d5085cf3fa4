"""The way by stick: files that are carried late, twice, in another order, or never."""

from contextlib import suppress
from pathlib import Path

from app.department.database.actors import DeviceRow
from app.department.records import sealed_answers, sealed_files
from app.department.records.journal import OPERATOR
from app.department.records.sealed_files import Source
from app.storage import appareil
from app.usecases.exchange import sticks
from app.usecases.exchange.activating import NotActivatedError
from app.usecases.exchange.sticks import AnswerRefusedError
from tests.exchange.stage import Stage

Files = list[tuple[str, bytes]]


class Sticks:
    """Every file that was ever written, on both sides; nobody throws any away."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.prepared: list[Files] = []
        self._erased: list[frozenset[str]] = []  # of which the stick beside may tell
        self.answers: list[Files] = []
        self._folders = 0

    def prepare(self, *, killed_at: int = 0) -> None:
        """Prepare a stick; what stands there after a kill is carried all the same."""
        folder, erased = self._folder([]), self._stage.oracle.erased()
        with suppress(NotActivatedError), self._stage.killed_at(killed_at):
            sticks.prepare_stick(self._stage.laptop.place, folder)
        found = [(one.name, one.read_bytes()) for one in sorted(folder.glob("*.passerelle"))]
        if found:
            self.prepared.append(found)
            self._erased.append(erased)

    def carry(self, which: int) -> None:
        """Import a stick at the Département."""
        if not self.prepared:
            return
        which %= len(self.prepared)
        given = self.prepared[which]
        sealed_files.import_files(self._stage.desk.made.service, given, Source(actor=OPERATOR))
        self._stage.oracle.perhaps_tell(self._erased[which])
        self._stage.oracle.received |= self._stage.desk.revisions()

    def answer(self) -> None:
        """Write an answer for the laptop, if the service knows it."""
        with self._stage.laptop.place.database.reading() as session:
            device = appareil.load(session)
        service = self._stage.desk.made.service
        if device is None:
            return
        with service.database.reading() as session:
            known = session.get(DeviceRow, device.device_id)
        if known is not None:
            made = sealed_answers.answer_files(service, device.device_id, OPERATOR)
            self.answers.append([one for one in made if one[0].startswith("reponse-")])

    def read(self, which: int, *, killed_at: int = 0) -> None:
        """Read an answer, however old."""
        if not self.answers:
            return
        folder = self._folder(self.answers[which % len(self.answers)])
        refusals = (NotActivatedError, AnswerRefusedError)
        with suppress(*refusals), self._stage.killed_at(killed_at):
            sticks.read_answer(self._stage.laptop.place, [folder])
        self._stage.oracle.meet(to_the_end=False)

    def _folder(self, files: Files) -> Path:
        self._folders += 1
        made = self._stage.laptop.folder / f"cle{self._folders}"
        made.mkdir()
        for name, content in files:
            (made / name).write_bytes(content)
        return made
