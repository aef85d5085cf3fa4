"""Sheets filled in by hand and counted afterwards: a workshop's count, the satisfaction survey.

Nobody is named on either: people are strokes in a table, answers are ticks (obligations S2-07,
S1-46, S4-29).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Space, Style, Text, heading
from app.documents.fill_in import Blank
from app.documents.forms import Box, Ticks
from app.documents.kinds import Template
from app.documents.parties import letterhead, mentions
from app.documents.sheet import Sheet, data_hash, largest_that_fits, render
from app.documents.tables import Table
from app.documents.tokens import MUTED
from app.documents.typography import plain
from app.domain.agent import Structure
from app.domain.convention import Convention
from app.domain.enquete import Enquete

COMPTAGE: Final = Template(code="COMPTAGE", version=1, title="Feuille de comptage d’un atelier")
ENQUETE: Final = Template(code="ENQUETE", version=1, title="Enquête de satisfaction")
_SIZES: Final = (13.0, 12.0, 11.0, 10.0, 9.0)
_NO_NAME: Final = "Aucun nom sur cette feuille : un bâton par personne, rien d’autre."


@dataclass(frozen=True, slots=True, kw_only=True)
class ComptageData:
    """What the count sheet offers: kinds of people by heading, and lists to tick."""

    convention: Convention
    structure: Structure
    printed_on: date
    publics: Sequence[tuple[str, Sequence[str]]]
    listes: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnqueteData:
    """The survey as it is printed."""

    convention: Convention
    structure: Structure
    printed_on: date
    enquete: Enquete


def count_sheet_pdf(data: ComptageData) -> bytes:
    """Return the count sheet of a workshop, on one page where it can be."""
    sheet = unaddressed(COMPTAGE, data.structure, data.printed_on, data)
    return render(sheet, largest_that_fits(lambda size: _count(data, size), _SIZES))


def survey_pdf(data: EnqueteData) -> bytes:
    """Return the survey, on one page where it can be."""
    sheet = unaddressed(ENQUETE, data.structure, data.printed_on, data)
    return render(sheet, largest_that_fits(lambda size: _survey(data, size), _SIZES))


def unaddressed(template: Template, structure: Structure, day: date, data: object) -> Sheet:
    """Return the sheet of a paper that concerns nobody: no reference, final as it is."""
    return Sheet(
        template=template,
        title=template.title,
        author=structure.name,
        reference="",
        printed_on=day,
        digest=data_hash(template, data),
        final=True,
    )


def _count(data: ComptageData, size: float) -> Sequence[Block]:
    blanks = ("Date", "Lieu", "Intitulé", "Durée", "Participants en tout")
    blocks: list[Block] = [
        *letterhead(data.convention, data.structure),
        heading(COMPTAGE.title, 1, size=22, before=2, after=0),
        Text(plain(_NO_NAME), Style(size=size, color=MUTED)),
        *(Blank(label, size=size, label_share=0.3, room=1.5) for label in blanks),
    ]
    for title, kinds in data.listes:
        blocks.append(heading(title, 2, size=size + 1, before=8, after=1))
        blocks.append(Ticks([Box(kind, False, size - 1) for kind in kinds]))
    for title, kinds in data.publics:
        style = Style(size=size - 1)
        rows: list[list[list[Block]]] = [
            [[Text(plain(kind), style)], [Space(size)]] for kind in kinds
        ]
        blocks.append(
            Table(columns=((title, 0.4), ("Bâtons", 0.6)), rows=rows, size=size - 1, before=8)
        )
    return [*blocks, *mentions(data.convention)]


def _survey(data: EnqueteData, size: float) -> Sequence[Block]:
    enquete = data.enquete
    blocks: list[Block] = [
        *letterhead(data.convention, data.structure),
        heading(enquete.titre, 1, size=24, before=2, after=2),
        Text(plain(enquete.introduction), Style(size=size, color=MUTED)),
    ]
    for question in enquete.questions:
        blocks.append(heading(question.libelle, 2, size=size + 1, before=14, after=2))
        blocks.append(Ticks([Box(one.libelle, False, size) for one in question.reponses]))
    blocks.append(heading(enquete.libre, 2, size=size + 1, before=14, after=2))
    blocks += [Blank("", size=size, label_share=0.01, room=1.6) for _ in range(4)]
    return [*blocks, *mentions(data.convention)]
