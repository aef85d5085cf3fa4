"""An interview at its diagnosis: the advice, the services that may be chosen, what came before."""

from dataclasses import dataclass

from app.domain.entretien import Entretien, Etape
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId
from app.questionnaire.guide.changes import Change
from app.questionnaire.guide.diagnosis import Diagnosis, changes
from app.storage import personnes, prescriptions
from app.storage.prescriptions import SuiviPrescription
from app.usecases.interview import deciding, interviewing, receiving
from app.usecases.interview.answers import answers_by_name
from app.usecases.interview.deciding import Offer
from app.usecases.interview.interviewing import Taken
from app.usecases.interview.receiving import InterviewGoneError
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class AtDiagnosis:
    """`earlier` is what a new prescription would follow; `decided` when one is already made."""

    taken: Taken
    who: str
    diagnosis: Diagnosis
    offers: tuple[Offer, ...]
    earlier: SuiviPrescription | None
    decided: bool


def at_diagnosis(workplace: Workplace, entretien_id: EntretienId) -> AtDiagnosis:
    """Go through the answers again and return the diagnosis; takes a moment, so in a thread.

    Raises:
        InterviewGoneError: it was erased, or its term has come.
    """
    require(workplace, Acte.CONSULTER)
    taken = interviewing.take(workplace, entretien_id)
    answers = answers_by_name(taken.questionnaire, taken.answers, workplace.clock)
    entretien = taken.entretien
    diagnosis = interviewing.assess(workplace, taken, answers, exercice=entretien.exercice)
    return AtDiagnosis(
        taken=taken,
        who=_who(workplace, entretien),
        diagnosis=diagnosis,
        offers=tuple(deciding.offers(workplace, entretien, diagnosis)),
        earlier=_earlier(workplace, entretien),
        decided=_is_decided(workplace, entretien_id),
    )


def nearest(found: AtDiagnosis) -> tuple[Change, ...]:
    """Return what one other answer would have changed; takes a tenth of a second."""
    return changes(found.taken.questionnaire.guide, found.diagnosis)


def back_to(workplace: Workplace, found: AtDiagnosis, question: str = "") -> None:
    """Let the interview stand at the questionnaire, at `question` when one is named.

    Raises:
        InterviewGoneError: it was erased, or its term has come.
    """
    require(workplace, Acte.RECEVOIR)
    entretien_id = found.taken.entretien.id
    receiving.go_to(workplace, entretien_id, Etape.QUESTIONNAIRE)
    path = next(
        (
            path
            for path in found.taken.questionnaire.form.by_path
            if path.rpartition("/")[2] == question
        ),
        "",
    )
    if path:
        interviewing.keep_position(workplace, entretien_id, path)


def _who(workplace: Workplace, entretien: Entretien) -> str:
    if entretien.personne_id is None:
        raise InterviewGoneError
    with workplace.database.reading() as session:
        personne = personnes.load(session, entretien.personne_id)
    if personne is None:
        raise InterviewGoneError
    return personne.display_name


def _earlier(workplace: Workplace, entretien: Entretien) -> SuiviPrescription | None:
    """Return the prescription that a new one would follow, as `deciding` links it."""
    if entretien.personne_id is None:
        return None
    with workplace.database.reading() as session:
        latest = prescriptions.latest_of(session, entretien.personne_id)
        found = prescriptions.load(session, latest) if latest else None
    own = found is not None and found.prescription.entretien_id == entretien.id
    return None if own else found


def _is_decided(workplace: Workplace, entretien_id: EntretienId) -> bool:
    with workplace.database.reading() as session:
        return prescriptions.of_entretien(session, entretien_id) is not None
