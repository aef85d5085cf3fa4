"""The explanatory document that goes with a carnet: the letter of its prescription, and its facts.

Sources: 003 art. 3, l. 97 (« chaque chéquier sera accompagné d'un document explicatif ») and art.
8, l. 170; 001 art. 5, l. 150. It says how Pass are used and where; when it was printed and handed
stands with the papers of the prescription, like that of any other paper.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.documents.kinds import PapierKind
from app.domain.habilitation import Acte
from app.domain.identifiers import PapierId, PrescriptionId
from app.domain.papier import Fait
from app.storage import papiers
from app.storage.papiers import Papier
from app.usecases.carnets.keeping import rules
from app.usecases.interview import papers
from app.usecases.interview.papers import ProducedPaper
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_prescription
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_DOCUMENT = PapierKind.LETTRE.value


def document(workplace: Workplace, prescription_id: PrescriptionId) -> Papier | None:
    """Return the document of a prescription with its facts; None where there is none.

    Raises:
        ReasonNeededError: the record is a colleague's, and was not opened today.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_prescription(session, workplace, prescription_id)
        return _of(session, prescription_id, _DOCUMENT)


def produce(workplace: Workplace, papier_id: PapierId) -> ProducedPaper:
    """Make the document; up to 0.2 s, so in a thread.

    Raises:
        PaperGoneError, LimitedRecordError, AddressTooLongError: as for any paper.
    """
    return papers.produce(workplace, papier_id)


def went_out(workplace: Workplace, papier_id: PapierId, pdf_hash: str, act: str) -> None:
    """Note that it was printed, or saved for another's printer."""
    papers.mark_printed(workplace, papier_id, pdf_hash, act=act)


def note_handed(
    session: "Session",
    workplace: Workplace,
    prescription_id: PrescriptionId,
    gestes: Sequence[str],
    on: date,
) -> None:
    """Note the day on which papers among `gestes` were handed with the carnet, unless before it."""
    for one in rules(workplace).gestes:
        found = _of(session, prescription_id, one.papier) if one.code in gestes else None
        if found is not None and found.handed_on is None:
            papiers.note(session, found.id, Fait.REMIS, on=on, by=workplace.agent.id)


def take_back(
    session: "Session",
    workplace: Workplace,
    prescription_id: PrescriptionId,
    gestes: Sequence[str],
    on: date,
) -> None:
    """Forget that they were handed with a carnet of that day, which came back."""
    for one in rules(workplace).gestes:
        found = _of(session, prescription_id, one.papier) if one.code in gestes else None
        if found is not None and found.handed_on == on:
            papiers.take_back(session, found.id, Fait.REMIS)


def _of(session: "Session", prescription_id: PrescriptionId, kind: str) -> Papier | None:
    known = papiers.of_prescription(session, prescription_id)
    return next((one for one in known if one.kind == kind), None)
