"""The journal of accesses and acts on paper, for the référent or the data protection officer.

It names workers, never a person: records stand under their pseudonyms (docs/decisions/0022). The
result of the check stands first, with the digest of each month: a copy kept elsewhere shows whether
the journal was written anew later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Piece, Style, Text, draw_stack, heading, stacked
from app.documents.kinds import Template
from app.documents.panels import Card, Fields
from app.documents.parties import letterhead
from app.documents.pen import Pen
from app.documents.sheet import render, sheet_of
from app.documents.structure import Node
from app.documents.tokens import BODY, INK, MUTED, RULE, SMALL
from app.documents.typography import plain
from app.domain.agent import Structure
from app.domain.convention import Convention

_TEMPLATE: Final = Template(code="JOURNAL", version=1, title="Journal des accès et des actes")
_ENTRIES: Final = (("Heure", 0.1), ("Qui", 0.24), ("Quoi", 0.46), ("Dossier", 0.2))
_MONTHS: Final = (("Mois", 0.24), ("Lignes", 0.12), ("État", 0.38), ("Empreinte", 0.26))
_ABOUT: Final = (
    "Les personnes aidées n’y ont pas de nom. Un numéro de dossier n’existe que dans ce journal et "
    "ne mène plus à personne quand le dossier est effacé. Chaque ligne est gardée douze mois au "
    "plus (recommandation de la CNIL sur la journalisation)."
)
_KEEP: Final = (
    "Les empreintes résument toutes les lignes de leur mois. Gardez cette copie ailleurs que sur "
    "le poste : si un mois passé était réécrit, son empreinte ne serait plus la même."
)
_LEFT_OUT: Final = (
    "{} lignes plus anciennes de cette période ne tiennent pas sur ce papier : choisissez un seul "
    "mois, ou enregistrez le tableau, qui les a toutes."
)
_NOTHING: Final = "Aucune ligne dans cette période pour ce choix."


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalDay:
    """A day with its entries, each « hour, who, what, record »."""

    day: str
    entries: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalData:
    """What the paper says, in words. `result` is what the check found, `whole` whether it is well.

    `left_out` is how many older entries are too many for a paper. `months` are « month, number of
    entries, state, digest ».
    """

    convention: Convention
    structure: Structure
    period: str
    choice: str
    agent: str
    result: str
    whole: bool
    months: tuple[tuple[str, str, str, str], ...]
    days: tuple[JournalDay, ...]
    left_out: int
    printed_on: date


def journal_pdf(data: JournalData) -> bytes:
    """Return the journal; 1 000 entries take two seconds, so in a thread of its own."""
    sheet = sheet_of(
        _TEMPLATE, data, title=f"{_TEMPLATE.title}, {data.period}", reference="", final=True
    )
    return render(sheet, _blocks(data))


def _blocks(data: JournalData) -> Sequence[Block]:
    small = Style(size=SMALL, color=MUTED, before=8, leading=1.3)
    days: list[Block] = []
    for one in data.days:
        days += [heading(one.day, 3, size=12, before=12), Grid(_ENTRIES, one.entries)]
    return [
        *letterhead(data.convention, data.structure),
        heading(_TEMPLATE.title, 1, size=22, before=18, after=2),
        Fields(
            (
                ("Structure", data.structure.name),
                ("Période", data.period),
                ("Lignes choisies", data.choice),
                ("Établi par", data.agent),
            )
        ),
        Card([Text(plain(data.result, bold=not data.whole), Style(size=BODY))], bar=True),
        heading("Mois vérifiés", 2, size=14),
        Grid(_MONTHS, data.months),
        Text(plain(_KEEP), small),
        heading("Lignes, la plus récente d’abord", 2, size=14),
        Text(plain(_ABOUT), Style(size=SMALL, color=MUTED, leading=1.3)),
        *(days or [Text(plain(_NOTHING), Style(before=8))]),
        *([Text(plain(_LEFT_OUT.format(data.left_out)), small)] if data.left_out else []),
    ]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of short cells under their headings; `columns` are heading and share of the width."""

    columns: Sequence[tuple[str, float]]
    rows: Sequence[Sequence[str]]

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return one piece a row; the headings stay with the first one."""
        if not self.rows:
            return []
        table = parent.child("Table")
        heads = tuple(title for title, _ in self.columns)
        return [
            self._row(heads, width, table.child("TR"), head=True),
            *(self._row(row, width, table.child("TR"), head=False) for row in self.rows),
        ]

    def _row(self, cells: Sequence[str], width: float, row: Node, *, head: bool) -> Piece:
        style = Style(size=SMALL, color=MUTED if head else INK, leading=1.25)
        stacks: list[tuple[float, list[Piece]]] = []
        left = 0.0
        for cell, (_, share) in zip(cells, self.columns, strict=True):
            node = row.child("TH", scope="Column") if head else row.child("TD")
            room = width * share - 8
            stacks.append((left, Text(plain(cell), style).pieces(room, node) if cell else []))
            left += width * share
        height = max(stacked(stack) for _, stack in stacks) + 5

        def draw(pen: Pen, x: float, top: float) -> None:
            for at, stack in stacks:
                draw_stack(stack, pen, x + at, top + 2.5)
            pen.stroke([(x, top + height), (x + width, top + height)], color=RULE, line=0.4)

        return Piece(height, draw, keep=head)
