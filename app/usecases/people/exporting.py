"""Files that leave with data of a person: where they were put, so that an erasure reaches them."""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.droits import Lieu
from app.domain.identifiers import DemandeId, EntretienId, MandatId, PersonneId, uuid7
from app.storage import demandes, entretiens, exports, mandats, personnes
from app.storage.exports import Export
from app.usecases.interview.papers import ProducedPaper
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_DETACHABLE = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
_DRIVES = {2: Lieu.AMOVIBLE, 4: Lieu.RESEAU, 5: Lieu.AMOVIBLE}  # GetDriveTypeW


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A file as it left.

    `subject_id` is of a person, an interview, a mandate or a request, else the file is nobody's.
    """

    subject_id: str
    kind: str
    sha256: str
    path: Path = field(repr=False)
    locked: bool = False


def track(workplace: Workplace, left: Left) -> bool:
    """Note that a file left, in a transaction of its own; tell whether it was about somebody."""
    with workplace.database.writing() as session:
        return track_in(session, workplace, left)


def track_paper(workplace: Workplace, paper: ProducedPaper, path: Path) -> bool:
    """Note that a paper was saved as a file, readable by whoever has it; as `track`."""
    left = Left(subject_id=paper.subject_id, kind=paper.code, sha256=paper.pdf_hash, path=path)
    return track(workplace, left)


def track_in(session: "Session", workplace: Workplace, left: Left) -> bool:
    """Note it in the caller's transaction, as `track`. A paper of a request is its person's."""
    entretien_id: EntretienId | None = None
    personne_id: PersonneId | None = None
    mandat_id: MandatId | None = None
    if personnes.load(session, PersonneId(left.subject_id)) is not None:
        personne_id = PersonneId(left.subject_id)
    elif entretiens.load(session, EntretienId(left.subject_id)) is not None:
        entretien_id = EntretienId(left.subject_id)
    elif (held := mandats.load(session, MandatId(left.subject_id))) is not None:
        mandat_id, personne_id = held.id, held.personne_id
    elif (asked := demandes.load(session, DemandeId(left.subject_id))) and asked.personne_id:
        personne_id = asked.personne_id
    else:
        return False  # a certificate, an empty questionnaire: nobody's
    now = workplace.clock.now()
    exports.keep(
        session,
        Export(
            id=uuid7(now),
            kind=left.kind,
            lieu=place_of(left.path),
            chiffre=left.locked,
            sha256=left.sha256,
            agent_id=workplace.agent.id,
            at=now,
            chemin=left.path.absolute(),
            personne_id=personne_id,
            entretien_id=entretien_id,
            mandat_id=mandat_id,
        ),
    )
    return True


def place_of(path: Path) -> Lieu:
    """Tell this laptop's disk from a stick and from the network, as well as the system can."""
    text = str(path)
    if text.startswith(("\\\\", "//")):
        return Lieu.RESEAU
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows alone

        return _DRIVES.get(ctypes.windll.kernel32.GetDriveTypeW(path.anchor), Lieu.POSTE)
    return Lieu.AMOVIBLE if text.startswith(_DETACHABLE) else Lieu.POSTE
