"""An interview at its papers: what is to be handed over, and what may still be asked."""

from dataclasses import dataclass

from app.domain.entretien import Entretien, Etape
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId
from app.storage import limitations, personnes, prescriptions
from app.storage.limitations import Limitation
from app.usecases.interview import papers, receiving
from app.usecases.interview.paper_states import PaperState
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class AtPapers:
    """`prescribed` when a prescription stands; `may_count` when the person's traits may be asked.

    Source: 001 art. 6, l. 172: the traits go to the counters, nothing of them stays with the
    person, and only if she agreed.
    """

    entretien: Entretien
    who: str
    papers: tuple[PaperState, ...]
    prescribed: bool
    may_count: bool
    limitation: Limitation | None = None


def at_papers(workplace: Workplace, entretien_id: EntretienId) -> AtPapers:
    """Return an interview with its papers, in the order they were wanted.

    Raises:
        InterviewGoneError: it was erased, or its term has come.
    """
    require(workplace, Acte.CONSULTER)
    entretien = receiving.load_interview(workplace, entretien_id)
    with workplace.database.reading() as session:
        personne = personnes.load(session, entretien.personne_id) if entretien.personne_id else None
        known = prescriptions.of_entretien(session, entretien_id)
        limitation = limitations.of(session, personne.id) if personne else None
    consent = entretien.consentement
    prescribed = known is not None and known.suivi.stands
    return AtPapers(
        entretien=entretien,
        who=personne.display_name if personne else "",
        papers=tuple(papers.papers_of(workplace, entretien_id)),
        prescribed=prescribed,
        may_count=entretien.etape is not Etape.TERMINE
        and consent is not None
        and consent.indicateurs
        and (prescribed or not workplace.convention.beneficiaires_seuls),
        limitation=limitation,
    )
