"""The journal as a PDF for the référent or the DPO; the window brings the words of its entries."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.usecases.interview.papers import ProducedPaper
from app.usecases.workplace import Workplace

CODE = "journal"


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalWords:
    """A period of the journal in words; `days` are a day and its entries, the newest first."""

    period: str
    choice: str
    result: str
    whole: bool
    months: Sequence[tuple[str, str, str, str]]
    days: Sequence[tuple[str, Sequence[tuple[str, str, str, str]]]]
    left_out: int  # older entries, too many for a paper
    name: str  # of the file, without its end: « journal-2026-11 »


def produce_journal(workplace: Workplace, words: JournalWords) -> ProducedPaper:
    """Make the PDF; two seconds for 1 000 entries and the import of reportlab: in a slow thread."""
    from app.documents.journal import (  # noqa: PLC0415 - reportlab is slow
        JournalData,
        JournalDay,
        journal_pdf,
    )
    from app.documents.sheet import pdf_hash  # noqa: PLC0415 - likewise

    content = journal_pdf(
        JournalData(
            convention=workplace.convention,
            structure=workplace.structure,
            period=words.period,
            choice=words.choice,
            agent=workplace.agent.display_name,
            result=words.result,
            whole=words.whole,
            months=tuple(words.months),
            days=tuple(JournalDay(day=day, entries=tuple(entries)) for day, entries in words.days),
            left_out=words.left_out,
            printed_on=workplace.clock.today(),
        )
    )
    return ProducedPaper(
        title="Journal des accès et des actes",
        file_name=f"{words.name}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=CODE,
    )
