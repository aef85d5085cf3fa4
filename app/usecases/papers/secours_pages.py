"""The pages of a numbered blank paper: nothing on them but its number and the structure."""

from typing import Final

from app.domain.habilitation import Acte
from app.usecases.interview.paper_questionnaire import blank_notice, blank_questionnaire
from app.usecases.interview.papers import ProducedPaper
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace

ACCORD: Final = "accord"
QUESTIONNAIRE: Final = "questionnaire"
MANDAT: Final = "mandat"


def pages_of(workplace: Workplace, numero: str, part: str) -> ProducedPaper:
    """Make one part of the paper `numero`; 0.3 s and the import of reportlab: in a thread."""
    require(workplace, Acte.CONSULTER)
    if part == ACCORD:
        return blank_notice(workplace, numero)
    if part == QUESTIONNAIRE:
        return blank_questionnaire(workplace, numero)
    return _mandate(workplace, numero)


def _mandate(workplace: Workplace, numero: str) -> ProducedPaper:
    from app.documents.kinds import TEMPLATES, PapierKind  # noqa: PLC0415 - reportlab is slow
    from app.documents.mandate import mandate_blank, mandate_pdf  # noqa: PLC0415 - as above
    from app.documents.sheet import pdf_hash  # noqa: PLC0415 - as above

    place, today = workplace, workplace.clock.today()
    content = mandate_pdf(mandate_blank(place.convention, place.structure, numero, today))
    return ProducedPaper(
        title=TEMPLATES[PapierKind.MANDAT].title,
        file_name=f"{numero}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code="carnet_secours",
    )
