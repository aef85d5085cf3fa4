"""The evaluation forms handed over together: a page a beneficiary, no name, no number, no day.

The footer bears the day on which they were printed together, the same on each. Source: 003, art. 8,
l. 165. Their order is drawn by lot before they come here (docs/decisions/0053).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from app.documents.activity_sheets import unaddressed
from app.documents.blocks import Block, PageBreak, Style, Text, heading
from app.documents.forms import Box, Ticks
from app.documents.kinds import Template
from app.documents.parties import letterhead, mentions
from app.documents.sheet import largest_that_fits, render
from app.documents.tokens import MUTED
from app.documents.typography import plain
from app.domain.agent import Structure
from app.domain.convention import Convention

FICHES: Final = Template(code="EVALUATION", version=1, title="Questionnaire d’évaluation")
_ABOUT: Final = "Une page par bénéficiaire, sans nom ni date. L’ordre des pages est tiré au sort."
_SIZES: Final = (12.0, 11.0, 10.0, 9.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswer:
    """A question in words, and its answers with whether each was given."""

    question: str
    answers: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormsData:
    """What the forms show; questions that were not asked are not in a form."""

    convention: Convention
    structure: Structure
    printed_on: date
    fiches: tuple[tuple[FormAnswer, ...], ...]


def forms_pdf(data: FormsData) -> bytes:
    """Return the forms, each on its page."""
    blocks: list[Block] = []
    for number, form in enumerate(data.fiches):
        page = largest_that_fits(partial(_form, data, form), _SIZES)
        blocks += [*([PageBreak()] if number else []), *page]
    return render(unaddressed(FICHES, data.structure, data.printed_on, data), blocks)


def _form(data: FormsData, form: Sequence[FormAnswer], size: float) -> list[Block]:
    blocks: list[Block] = [
        *letterhead(data.convention, data.structure),
        heading(FICHES.title, 1, size=22, before=6, after=2),
        Text(plain(_ABOUT), Style(size=size, color=MUTED)),
    ]
    for one in form:
        blocks.append(heading(one.question, 2, size=size + 1, before=14, after=2))
        blocks.append(Ticks([Box(words, given, size) for words, given in one.answers]))
    return [*blocks, *mentions(data.convention)]
