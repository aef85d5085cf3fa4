"""The language of a person's papers: which there are, and the one chosen for an interview."""

from app.documents.languages import FRENCH, Language, languages
from app.domain.entretien import Etape
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId
from app.storage import entretiens, langues
from app.usecases.interview.receiving import InterviewGoneError
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_interview
from app.usecases.workplace import Workplace

NOTICE = "notice.toml"


def offered(workplace: Workplace) -> tuple[Language, ...]:
    """Return the languages that papers may be followed by; files are read, so in a thread."""
    require(workplace, Acte.CONSULTER)
    return languages(NOTICE, workplace.convention.profile)


def chosen(workplace: Workplace, entretien_id: EntretienId) -> str:
    """Return the code of the language chosen for an interview, that of French before."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_interview(session, workplace, entretien_id)
        return langues.load(session, entretien_id) or FRENCH


def choose(workplace: Workplace, entretien_id: EntretienId, code: str) -> None:
    """Remember a language for an interview under way; it goes with the answers.

    Once the interview is over nothing more is noted: its answers may be gone already.

    Raises:
        InterviewGoneError: it was erased, or its term has come.
    """
    require(workplace, Acte.RECEVOIR)
    with workplace.database.writing() as session:
        require_interview(session, workplace, entretien_id)
        found = entretiens.load(session, entretien_id)
        if found is None:
            raise InterviewGoneError
        if found.etape is not Etape.TERMINE:
            langues.keep(session, entretien_id, "" if code == FRENCH else code)
