"""The evaluation forms, one a beneficiary, handed to the Métropole together (003, art. 8, l. 165).

A form says answers and nothing else. One alone would point at whoever just took a carnet: forms
leave by five at least, in an order drawn by lot, without a day, and are then forgotten here
(docs/decisions/0053). Their sums go with the counters as before.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.petits_effectifs import SMALLEST_SHOWN
from app.storage import evaluations as kept
from app.storage import journal
from app.storage.evaluations import Answers
from app.storage.journal import Entree
from app.usecases.activites.evaluations import QuestionEvaluation, questions
from app.usecases.interview.papers import ProducedPaper
from app.usecases.laptop.habilitations import actes, require
from app.usecases.practice.refusing import require_real
from app.usecases.workplace import Workplace
from app.whole_files import laid_beside

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LEAST: Final = SMALLEST_SHOWN  # forms that leave together: the threshold of every figure here
SAVED: Final = "evaluations_enregistrees"
HANDED: Final = "evaluations_transmises"  # in the journal


class FewFormsError(AppError):
    """Too few forms wait: one of them would point at somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """Forms drawn together: what was printed or saved is what is then forgotten."""

    fiches: Sequence[Answers]
    questions: Sequence[QuestionEvaluation]


def waiting(workplace: Workplace) -> int:
    """Return how many forms wait."""
    with workplace.database.reading() as session:
        return len(kept.waiting(session))


def may_hand(workplace: Workplace) -> bool:
    """Tell whether this agent hands forms over: who answers for reports does."""
    return Acte.RAPPORTER in actes(workplace)


def is_drawn(workplace: Workplace) -> bool:
    """Tell whether forms were drawn that nobody has noted as handed over."""
    with workplace.database.reading() as session:
        return bool(kept.drawn(session))


def draw(workplace: Workplace) -> Lot:
    """Return every form that waits, in an order drawn by lot; the same ones until they are handed.

    Two files that differ by what came in between would tell whose that one is.

    Raises:
        NotAllowedError: only who reports hands them over.
        FewFormsError: they are too few to leave.
        UnusableFileError: the workbook of the questions is missing or has a fault.
    """
    require(workplace, Acte.RAPPORTER)
    with workplace.database.writing() as session:
        forms = list(kept.drawn(session) or kept.waiting(session))
        if len(forms) < LEAST:
            raise FewFormsError
        kept.keep_drawn(session, forms)
    secrets.SystemRandom().shuffle(forms)
    return Lot(fiches=tuple(forms), questions=tuple(questions(workplace)))


def paper(workplace: Workplace, lot: Lot) -> ProducedPaper:
    """Make the forms on paper, one a page; some tenths of a second, so in a thread."""
    from app.documents.evaluation_forms import (  # noqa: PLC0415 - reportlab is slow
        FICHES,
        FormAnswer,
        FormsData,
        forms_pdf,
    )
    from app.documents.sheet import pdf_hash  # noqa: PLC0415 - as above

    content = forms_pdf(
        FormsData(
            convention=workplace.convention,
            structure=workplace.structure,
            printed_on=workplace.clock.today(),
            fiches=tuple(
                tuple(
                    FormAnswer(
                        question=one.libelle,
                        answers=tuple(
                            (words, code in form[one.code]) for code, words in one.reponses
                        ),
                    )
                    for one in lot.questions
                    if one.code in form
                )
                for form in lot.fiches
            ),
        )
    )
    return ProducedPaper(
        title=FICHES.title,
        file_name=f"fiches-evaluation-{workplace.structure.code.lower()}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=FICHES.code.lower(),
    )


def table(workplace: Workplace, lot: Lot) -> bytes:
    """Return the forms as CSV, a line a form, in the words of the questions."""
    from app.documents.cells import csv_bytes  # noqa: PLC0415 - as above

    words = [dict(one.reponses) for one in lot.questions]
    rows = [
        [
            ", ".join(known.get(code, code) for code in form.get(one.code, ()))
            for one, known in zip(lot.questions, words, strict=True)
        ]
        for form in lot.fiches
    ]
    head = [one.libelle for one in lot.questions]
    return csv_bytes([["structure", *head], *([workplace.structure.code, *row] for row in rows)])


def save(workplace: Workplace, lot: Lot, place: Path) -> None:
    """Write the forms as a table where somebody chose; the journal has noted it before.

    Raises:
        NotAllowedError: only who reports does this.
        OSError: it could not be written there: as `laid_beside`.
    """
    require(workplace, Acte.RAPPORTER)
    require_real(workplace)
    content = table(workplace, lot)
    with laid_beside(place, content), workplace.database.writing() as session:
        _journal(session, workplace, SAVED)


def handed(workplace: Workplace, lot: Lot) -> int:
    """Note that forms were handed over: they are forgotten here; return how many.

    Raises:
        NotAllowedError: only who reports does this.
        PracticeError: in practice nothing leaves.
    """
    require(workplace, Acte.RAPPORTER)
    require_real(workplace)
    with workplace.database.writing() as session:
        _journal(session, workplace, HANDED)
        return kept.hand_over(session, lot.fiches)


def _journal(session: "Session", workplace: Workplace, kind: str) -> None:
    entry = Entree(at=workplace.clock.now(), kind=kind, agent_id=workplace.agent.id, detail="")
    journal.append(session, entry)
