"""A laptop that is never on line, the real service, and the stick between the two."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from app.department.database.actors import AccountRow, DeviceRow
from app.department.database.prescriptions import PrescriptionRow
from app.department.records import decisions, sealed_answers, sealed_files
from app.department.records.decisions import Moment, Verdict
from app.department.records.journal import OPERATOR
from app.department.records.sealed_files import FileOutcome, Source
from app.domain.prescription import Prescription, Sens, Suivi
from app.storage.rapports import Rapport
from app.usecases.exchange import stick_activation, sticks
from app.usecases.people import overview
from app.usecases.workplace import Workplace
from tests.department.support import Departement
from tests.ui.workplace import WallClock
from tests.usecases.test_day import follow, interview

BY_HAND = Source(actor=OPERATOR)


class Scene:
    """Both sides have one clock, which moves a minute at each step: files are told apart by it."""

    def __init__(self, place: Workplace, departement: Departement, stick: Path) -> None:
        self.place = place
        self.departement = departement
        self.stick = stick
        stick.mkdir()
        assert isinstance(place.clock, WallClock)
        self.clock = place.clock
        self.later(minutes=0)

    def later(self, **duration: float) -> None:
        self.clock.at += timedelta(**duration)
        self.departement.clock.at = self.clock.at

    def activate(self) -> None:
        code = self.departement.code().text()
        stick_activation.ask_activation(self.place, code, self.stick)
        (outcome,) = self.carry()
        assert outcome.answer is not None
        name, content = outcome.answer
        (self.stick / name).write_bytes(content)
        stick_activation.take_activation(self.place, [self.stick])
        for file in self.stick.iterdir():
            file.unlink()

    def prescribe(self, nom: str = "Exemplier") -> Prescription:
        made = follow(self.place, interview(self.place, nom=nom)).prescription
        assert made is not None
        return made

    def prepare(self) -> Rapport:
        self.later(minutes=1)
        return sticks.prepare_stick(self.place, self.stick)

    def carry(self, paths: list[Path] | None = None) -> list[FileOutcome]:
        """Import what is on the stick, or these files of it."""
        self.later(minutes=1)
        wanted = sorted(self.stick.glob("*.passerelle")) if paths is None else paths
        given = [(path.name, path.read_bytes()) for path in wanted]
        return sealed_files.import_files(self.departement.service, given, BY_HAND)

    def answer(self, folder: Path | None = None) -> list[Path]:
        """Put a fresh answer for the only laptop on the stick."""
        self.later(minutes=1)
        made = sealed_answers.answer_files(self.departement.service, self.device(), OPERATOR)
        files = [(name, content) for name, content in made if name.startswith("reponse-")]
        folder = folder or self.stick
        for name, content in files:
            (folder / name).write_bytes(content)
        return [folder / name for name, _ in files]

    def read(self) -> Rapport:
        return sticks.read_answer(self.place, [self.stick])

    def device(self) -> str:
        with self.departement.service.database.reading() as session:
            return (
                session.scalars(
                    select(DeviceRow.id).order_by(DeviceRow.activated_at.desc())
                ).first()
                or ""
            )

    def decide(self, item: str, sens: Sens = Sens.ACCEPTEE, motif: str = "") -> None:
        now, today = self.clock.now(), self.clock.today()
        with self.departement.service.database.writing() as session:
            row = session.get_one(PrescriptionRow, item)
            seen = decisions.last_number(session, item)
            verdict = Verdict(
                sens=sens, motif=motif, message="", seen_revision=row.revision, seen_number=seen
            )
            decisions.decide(
                session,
                prescription_id=item,
                verdict=verdict,
                account_id=session.scalars(select(AccountRow.id)).one(),
                moment=Moment(now=now, today=today),
            )

    def held(self) -> dict[str, int]:
        with self.departement.service.database.reading() as session:
            found = session.execute(select(PrescriptionRow.id, PrescriptionRow.revision))
            return {id_: revision for id_, revision in found}  # noqa: C416 - rows to pairs

    def state_of(self, prescription: Prescription) -> Suivi:
        return overview.detail(self.place, prescription.id).known.suivi
