"""The evaluation questionnaire, one a beneficiary (003, art. 8, l. 165): counted, without a name.

The questions are those of a small workbook, run by the same engine as an interview. Their sums are
told with the month (docs/decisions/0045); the forms wait to be handed over together (`fiches`,
docs/decisions/0053).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from app.domain.enquete import SANS_REPONSE
from app.domain.failures import UnusableFileError
from app.questionnaire.form.definition import FormDefinition, load_form
from app.questionnaire.form.markdown import verbatim
from app.questionnaire.form.session import FormSession
from app.storage import evaluations as fiches
from app.storage import indicateurs
from app.storage.evaluations import Answers
from app.storage.indicateurs import Fait
from app.usecases.interview.counting import counting_month
from app.usecases.workplace import Workplace

FILLED: Final = Fait("evaluation", "rempli")
_PREFIX: Final = "evaluation_"
_HANDED: Final = "carnet_remis"  # counted where a carnet is handed over
_ASKED: Final = frozenset({"select1", "select"})


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionEvaluation:
    """A question of the workbook, with its answers in words."""

    code: str
    libelle: str
    reponses: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remplie:
    """A questionnaire that was counted, and what is needed to take it back."""

    faits: Sequence[Fait]
    month: str
    fiche: Answers


def begin(workplace: Workplace) -> FormSession | None:
    """Return an empty questionnaire, None where the convention has none; 1.5 s the first time.

    Raises:
        UnusableFileError: the workbook is missing or has a fault.
    """
    asked = workplace.convention.activites.evaluation
    if asked is None:
        return None
    form = _form(workplace.resources.folder / "questionnaires" / f"{asked.questions}.xlsx")
    clock = workplace.clock
    return FormSession(form, now=clock.now(), zone=clock.zone(), echo=verbatim)


def questions(workplace: Workplace) -> Sequence[QuestionEvaluation]:
    """Return the questions in words, those that are not always asked too."""
    session = begin(workplace)
    return [] if session is None else [_question(session, path) for path in paths(session)]


def paths(session: FormSession) -> Sequence[str]:
    """Return the paths of the questions, in their order."""
    return [path for path, state in session.states().items() if state.kind in _ASKED]


def count(workplace: Workplace, session: FormSession) -> Remplie:
    """Count a questionnaire in the month that is open; its answers wait among the other forms."""
    faits, fiche = [FILLED], dict[str, Sequence[str]]()
    for path in paths(session):
        state = session.state(path)
        if state.relevant:
            given = state.value.split()
            fiche[_code(path)] = given
            faits += [Fait(_name(path), value) for value in given or [SANS_REPONSE]]
    with workplace.database.writing() as database:
        month = counting_month(database, workplace)
        indicateurs.ajouter(database, month, [(fait, 1) for fait in faits])
        fiches.add(database, fiche)
    return Remplie(faits=faits, month=month, fiche=fiche)


def take_back(workplace: Workplace, filled: Remplie) -> bool:
    """Take a questionnaire back; tell whether it could be: a month that was told stays."""
    with workplace.database.writing() as database:
        if indicateurs.is_frozen(database, filled.month):
            return False
        fiches.take_back(database, filled.fiche)
        indicateurs.ajouter(database, filled.month, [(fait, -1) for fait in filled.faits])
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Annee:
    """How many questionnaires of a year were filled in, for how many carnets handed over."""

    remplis: int
    carnets: int


def of_year(workplace: Workplace, year: int) -> Annee:
    """Return the two numbers that are to be equal: one questionnaire a beneficiary."""
    with workplace.database.reading() as database:
        found = indicateurs.exact_by_month(database)
    faits = [
        (fait, number)
        for month, figures in found.items()
        if month[:4] == str(year)
        for fait, number in figures.items()
    ]
    return Annee(
        remplis=sum(number for fait, number in faits if fait == FILLED),
        carnets=sum(number for fait, number in faits if fait.name == _HANDED),
    )


def _question(session: FormSession, path: str) -> QuestionEvaluation:
    state = session.state(path)
    return QuestionEvaluation(
        code=_code(path),
        libelle=state.label or "",
        reponses=tuple((one.value, one.label) for one in state.options or ()),
    )


def _code(path: str) -> str:
    return path.rpartition("/")[2].lower()


def _name(path: str) -> str:
    return f"{_PREFIX}{_code(path)}"


@cache
def _form(file: Path) -> FormDefinition:
    from app.questionnaire.form.workbook import xform_of  # noqa: PLC0415 - pyxform is slow

    try:
        return load_form(xform_of(file.read_bytes()))
    except OSError as error:
        raise UnusableFileError(file.name, "ce classeur est introuvable.") from error
