"""The programme of the Département's workshops, and the invitation to one.

Source: 002, art. 1.2, l. 142-146 (catalogue, programme in annex 2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.activity_sheets import unaddressed
from app.documents.blocks import Block, Style, Text, heading
from app.documents.fill_in import Blank
from app.documents.kinds import Template
from app.documents.parties import letterhead, mentions, party_logos
from app.documents.sheet import largest_that_fits, render
from app.documents.tables import Table
from app.documents.typography import french_date, plain
from app.domain.agent import Structure
from app.domain.convention import Convention

PROGRAMME: Final = Template(code="PROGRAMME", version=1, title="Programme des ateliers")
INVITATION: Final = Template(code="INVITATION", version=1, title="Invitation à un atelier")
_POSTER: Final = (30.0, 28.0, 26.0, 24.0, 20.0)  # documents.md b11: large print
_TABLE: Final = (13.0, 12.0, 11.0)
_MENTION: Final = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeData:
    """The catalogue: title, subjects, duration and level of each workshop, in words."""

    convention: Convention
    structure: Structure
    printed_on: date
    rows: Sequence[tuple[str, str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationData:
    """A workshop as it is announced; what is empty is written by hand."""

    convention: Convention
    structure: Structure
    printed_on: date
    titre: str
    sujets: Sequence[str]
    jour: date | None
    duree: str
    lieu: str
    niveau: str = ""


def programme_pdf(data: ProgrammeData) -> bytes:
    """Return the programme, on as many pages as it needs."""
    sheet = unaddressed(PROGRAMME, data.structure, data.printed_on, data)
    return render(sheet, largest_that_fits(lambda size: _programme(data, size), _TABLE))


def invitation_pdf(data: InvitationData) -> bytes:
    """Return the invitation, on one page."""
    sheet = unaddressed(INVITATION, data.structure, data.printed_on, data)
    return render(sheet, largest_that_fits(lambda size: _invitation(data, size), _POSTER))


def _programme(data: ProgrammeData, size: float) -> Sequence[Block]:
    columns = (("Atelier", 0.34), ("Sujets", 0.33), ("Durée", 0.12), ("Niveau", 0.21))
    rows = [[[Text(plain(cell), Style(size=size - 1))] for cell in row] for row in data.rows]
    return [
        *letterhead(data.convention, data.structure),
        heading(PROGRAMME.title, 1, size=24, before=2, after=4),
        Table(columns=columns, rows=rows, size=size),
        *mentions(data.convention),
    ]


def _invitation(data: InvitationData, size: float) -> Sequence[Block]:
    style = Style(size=size, leading=1.25)
    day = french_date(data.jour) if data.jour else ""
    said = ((data.lieu, "Où"), (day, "Le"))
    known = [Text(plain(f"{label} : {words}"), style) for words, label in said if words]
    call = data.structure.telephone
    return [
        heading("Atelier numérique", 1, size=44, before=0, after=4),
        Text(plain(data.titre or ", ".join(data.sujets), bold=True), Style(size=size + 6)),
        *([Text(plain(", ".join(data.sujets)), style)] if data.titre else []),
        heading("Quand ? Où ?", 2, size=size + 2, before=14, after=2),
        *known,
        Blank("À quelle heure", size=size, label_share=0.45, room=1.3),
        Text(plain(f"Durée : {data.duree}"), style),
        *([Text(plain(f"Niveau : {data.niveau}"), style)] if data.niveau else []),
        heading("Pour venir", 2, size=size + 2, before=14, after=2),
        Text(plain(f"S’inscrire : {call}" if call else "S’inscrire à l’accueil."), style),
        *party_logos(data.convention, data.structure),
        *mentions(data.convention, size=_MENTION),
    ]
