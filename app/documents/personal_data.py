"""« Vos données »: everything held about a person, in words, part by part.

It is the person's own paper: large enough to read, one subject a part, the oldest first. What is
in it is decided by the use case; this module only lays it out.
Source: RGPD art. 12 (concise, intelligible, plain) and 15; documents.md b10.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Bullets, Style, Text, heading
from app.documents.kinds import Template
from app.documents.panels import Card, Fields
from app.documents.parties import letterhead
from app.documents.sheet import Sheet, data_hash, render
from app.documents.tokens import BODY, LARGE, MUTED
from app.documents.typography import french, french_date, plain
from app.domain.agent import Structure
from app.domain.convention import Convention

TEMPLATE: Final = Template(code="VOS-DONNEES", version=1, title="Vos données")
_SIZE: Final = 12.0
_SHARE: Final = 0.42


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What belongs together in a part: an interview, a prescription. The title may be empty."""

    title: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A subject: who she is, her interviews, her rights."""

    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """What the paper says. `who` is the person; `summary` the few lines to read first."""

    convention: Convention
    structure: Structure
    who: str
    made_on: date
    summary: tuple[str, ...]
    parts: tuple[Part, ...]


def personal_data_pdf(data: PersonalData) -> bytes:
    """Return the paper; as many pages as there is to say."""
    sheet = Sheet(
        template=TEMPLATE,
        title=TEMPLATE.title,
        author=data.structure.name,
        reference="",
        printed_on=data.made_on,
        digest=data_hash(TEMPLATE, data),
        final=True,
    )
    return render(sheet, [*_head(data), *(block for part in data.parts for block in _part(part))])


def _head(data: PersonalData) -> Sequence[Block]:
    day = french_date(data.made_on)
    return [
        *letterhead(data.convention, data.structure),
        heading(TEMPLATE.title, 1, size=26, before=10, after=0),
        Text(plain(data.who, bold=True), Style(size=LARGE, after=2)),
        Text(
            plain(f"Ce qui est gardé sur vous, au {day}. Ce papier est à vous."),
            Style(size=_SIZE, color=MUTED, after=6),
        ),
        Card([Bullets([plain(french(line)) for line in data.summary], Style(size=_SIZE))]),
    ]


def _part(part: Part) -> Iterator[Block]:
    yield heading(part.title, 2, size=16, before=20)
    for group in part.groups:
        if group.title:
            yield heading(group.title, 3, size=13, before=10, after=2)
        for line in group.lines:
            yield Text(plain(french(line)), Style(size=_SIZE, before=6, after=4), keep=True)
        yield Fields(
            tuple((french(label), french(value)) for label, value in group.rows),
            size=BODY,
            label_share=_SHARE,
        )
        if group.points:
            yield Bullets([plain(french(point)) for point in group.points], Style(size=_SIZE))
