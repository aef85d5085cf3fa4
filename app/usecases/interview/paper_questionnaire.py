"""The papers to take along: the blank questionnaire, and the notice with its unsigned slip."""

from typing import TYPE_CHECKING

from app.questionnaire.form.session import FormSession
from app.usecases.interview.papers import INDICATEURS, ProducedPaper
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.documents.blank_questionnaire_outline import Outline


def paper_outline(workplace: Workplace) -> "Outline":
    """Return the questions with the numbers and keys that the paper shows."""
    from app.documents.blank_questionnaire_outline import outline_of  # noqa: PLC0415 - only here

    questionnaire, clock = workplace.questionnaire, workplace.clock
    blank = FormSession(questionnaire.form, now=clock.now(), zone=clock.zone())
    return outline_of(questionnaire.form, questionnaire.guide, blank)


def blank_questionnaire(workplace: Workplace, repere: str = "") -> ProducedPaper:
    """Make the questionnaire to fill in by hand; 0.3 s and the import of reportlab: in a thread.

    `repere` numbers a paper of the carnet de secours.
    """
    from app.documents.blank_questionnaire import (  # noqa: PLC0415 - reportlab is slow
        TEMPLATE,
        BlankQuestionnaireData,
        blank_questionnaire_pdf,
    )

    data = BlankQuestionnaireData(
        convention=workplace.convention,
        structure=workplace.structure,
        outline=paper_outline(workplace),
        workbook_hash=workplace.questionnaire.hash,
        printed_on=workplace.clock.today(),
        repere=repere,
    )
    return _produced(TEMPLATE.title, "questionnaire-vierge", blank_questionnaire_pdf(data))


def blank_notice(workplace: Workplace, repere: str = "") -> ProducedPaper:
    """Make the notice with its slip, before anybody is known: no name, no box ticked.

    One of the carnet de secours bears its `repere`; who will fill it in is not known yet.
    """
    from app.documents.kinds import TEMPLATES, PapierKind  # noqa: PLC0415 - as above
    from app.documents.notice import NoticeData, notice_pdf  # noqa: PLC0415 - reportlab is slow

    asked = workplace.convention.indicateurs
    data = NoticeData(
        convention=workplace.convention,
        structure=workplace.structure,
        printed_on=workplace.clock.today(),
        agent="" if repere else workplace.agent.display_name,
        repere=repere,
        reference=repere,
        indicateurs=tuple(words for name, words in INDICATEURS.items() if name in asked),
    )
    title = TEMPLATES[PapierKind.NOTICE].title
    return _produced(title, "notice-vierge", notice_pdf(data))


def _produced(title: str, name: str, content: bytes) -> ProducedPaper:
    from app.documents.sheet import pdf_hash  # noqa: PLC0415 - reportlab is slow

    return ProducedPaper(
        title=title,
        file_name=f"{name}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=name.replace("-", "_"),
    )
