"""Somebody who carries sticks between laptops and a real service, and the laptops' notebooks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.department.records import sealed_answers, sealed_files
from app.department.records.journal import OPERATOR
from app.department.records.sealed_files import FileOutcome, Source
from app.sync.gateway import Cursor, GatewayError, Pulled
from app.sync.keys import DeviceKeys, Link
from app.sync.outcomes import Outcome
from app.sync.protocol.activation_code import ActivationCode
from app.sync.protocol.parcels import Known
from app.sync.protocol.sealed_file import FileKind, read_file
from app.sync.protocol.signed import Manifest, SignedDocument
from app.sync.sealed_file.answers import ReadAnswer
from app.sync.sealed_file.gateway import SealedFileGateway
from app.sync.sealed_file.notebook import LastAnswer
from tests.department.support import Departement

BY_HAND = Source(actor=OPERATOR)


@dataclass
class Notebook:
    """What a laptop remembers, in memory."""

    now_known: Known = field(default_factory=Known)
    number: int = 0
    last: LastAnswer | None = None
    heard: datetime | None = None

    def known(self) -> Known:
        return self.now_known

    def next_number(self) -> int:
        self.number += 1
        return self.number

    def last_answer(self) -> LastAnswer | None:
        return self.last

    def heard_at(self) -> datetime | None:
        return self.heard

    def note(self, read: ReadAnswer, pulled: Pulled) -> None:
        """Remember what an answer brought, as a laptop does in one transaction."""
        header = read.header
        self.last = LastAnswer(epoch=header.epoch, number=header.number, made_at=header.made_at)
        self.now_known = Known(
            epoch=pulled.cursor.epoch,
            seq=pulled.cursor.seq,
            settled=read.answer.answered,
            material=read.manifest.serial if read.manifest else 0,
        )


class Courier:
    """Carries every stick there, and answers back to the stick of each laptop."""

    def __init__(self, departement: Departement) -> None:
        self.departement = departement
        self.sticks: list[Path] = []
        self.outcomes: list[FileOutcome] = []

    def stick(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        self.sticks.append(folder)
        return folder

    def carry(self) -> list[FileOutcome]:
        """Import what laptops put on their sticks, and leave activation answers there."""
        self.outcomes = []
        for stick in self.sticks:
            given = [
                (path.name, path.read_bytes())
                for path in sorted(stick.glob("*.passerelle"))
                if read_file(path.read_bytes()).header.kind
                in {FileKind.SENDING, FileKind.ACTIVATION_REQUEST}
            ]
            found = sealed_files.import_files(self.departement.service, given, BY_HAND)
            for outcome in found:
                if outcome.answer:
                    (stick / outcome.answer[0]).write_bytes(outcome.answer[1])
            self.outcomes += found
        return self.outcomes

    def bring(self, device: str, stick: Path) -> list[Path]:
        """Put a fresh answer for a laptop on its stick."""
        files = sealed_answers.answer_files(self.departement.service, device, OPERATOR)
        for name, content in files:
            (stick / name).write_bytes(content)
        return [stick / name for name, _ in files]


class CarriedGateway(SealedFileGateway):
    """The gateway with its courier: whatever waits for an answer finds one on the stick."""

    def __init__(
        self,
        courier: Courier,
        stick: Path,
        *,
        keys: DeviceKeys,
        now: Callable[[], datetime],
        link: Link | None = None,
    ) -> None:
        self.notebook = Notebook()
        self.stick = stick
        self.keys = keys
        self.courier = courier
        super().__init__(stick, keys=keys, link=link, notebook=self.notebook, now=now)

    def activate(self, code: ActivationCode, *, structure: str = "") -> Link:
        try:
            return super().activate(code, structure=structure)
        except GatewayError as failure:
            if failure.outcome is not Outcome.REPONSE_ATTENDUE:
                raise
        self.courier.carry()
        return super().activate(code, structure=structure)

    def pull(self, cursor: Cursor) -> Pulled:
        self.bring()
        return super().pull(cursor)

    def refresh_keys(self) -> Link:
        self.bring()
        super().pull(Cursor())
        return super().refresh_keys()

    def material(self) -> Manifest:
        self.bring()
        super().pull(Cursor())
        return super().material()

    def certificate(self) -> SignedDocument | None:
        self.bring()
        super().pull(Cursor())
        return super().certificate()

    def bring(self) -> None:
        if self.link is not None:
            self.courier.bring(self.keys.device, self.stick)
