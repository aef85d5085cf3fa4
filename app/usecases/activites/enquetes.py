"""The satisfaction survey: its paper sheet is counted, by heaps of sheets (S1-46, S4-29)."""

from dataclasses import dataclass

from app.conventions.enquetes import load_enquete
from app.domain.enquete import Depouillement, Enquete
from app.storage import indicateurs
from app.storage.indicateurs import Fait
from app.usecases.interview.counting import counting_month
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Comptees:
    """Sheets that were counted, and what is needed to take them back."""

    depouillement: Depouillement
    month: str


def enquete(workplace: Workplace) -> Enquete | None:
    """Return the survey of the convention, None where it asks for none.

    Raises:
        UnusableFileError: its questions cannot be read.
    """
    asked = workplace.convention.activites.satisfaction
    return None if asked is None else load_enquete(asked.questions)


def count(workplace: Workplace, enquete: Enquete, found: Depouillement) -> Comptees:
    """Count sheets in the month that is open.

    Raises:
        ValueError: a question or an answer that the survey does not have.
    """
    known = {one.code: {answer.code for answer in one.reponses} for one in enquete.questions}
    for question, answers in found.reponses.items():
        if not set(answers) <= known.get(question, set()):
            raise ValueError("this answer stands in no question of the survey")
    with workplace.database.writing() as session:
        month = counting_month(session, workplace)
        changes = [(Fait(*fait), number) for fait, number in found.faits(enquete)]
        indicateurs.ajouter(session, month, changes)
    return Comptees(depouillement=found, month=month)


def take_back(workplace: Workplace, enquete: Enquete, counted: Comptees) -> bool:
    """Take sheets back; tell whether it could be: a month that was told keeps its figures."""
    with workplace.database.writing() as session:
        if indicateurs.is_frozen(session, counted.month):
            return False
        changes = [(Fait(*fait), -number) for fait, number in counted.depouillement.faits(enquete)]
        indicateurs.ajouter(session, counted.month, changes)
    return True


def sheets_counted(workplace: Workplace, year: int) -> int:
    """Return how many sheets were counted in a year; a number of papers says nothing of anybody."""
    with workplace.database.reading() as session:
        found = indicateurs.exact_by_month(session)
    return sum(
        figures.get(Fait("enquete_fiches", "1"), 0)
        for month, figures in found.items()
        if month.startswith(f"{year}-")
    )
