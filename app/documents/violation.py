"""The notification of a breach to the controller, initial or complementary.

Source: documents.md b9 (fields 1 to 13); 000 art. 5 l. 128; RGPD art. 33. It names no person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Style, Text, heading
from app.documents.kinds import Template
from app.documents.panels import Card, Fields
from app.documents.parties import letterhead
from app.documents.sheet import render, sheet_of
from app.documents.tokens import BODY, MUTED, SMALL
from app.documents.typography import plain, rich
from app.domain.agent import Structure
from app.domain.convention import Convention

_TEMPLATE: Final = Template(
    code="VIOLATION", version=1, title="Notification d’une violation de données"
)
_SIZE: Final = 10.0

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachData:
    """What the notification says, in words. `sections` are titles with their rows, in order.

    `kind` is « initiale » or « complémentaire » with its rank; `missing` is what is not known yet.
    """

    convention: Convention
    structure: Structure
    numero: str
    kind: str
    known: str
    term: str
    recipient: str
    sections: tuple[tuple[str, Rows], ...]
    missing: str
    printed_on: date


def breach_pdf(data: BreachData) -> bytes:
    """Return the notification."""
    sheet = sheet_of(_TEMPLATE, data, reference=data.numero, final=True)
    return render(sheet, _blocks(data))


def _blocks(data: BreachData) -> Sequence[Block]:
    small = Style(size=SMALL, color=MUTED, before=12, leading=1.3)
    parts: list[Block] = [
        *letterhead(data.convention, data.structure),
        heading(_TEMPLATE.title, 1, size=21, before=10, after=0),
        Text(
            plain(f"Violation n° {data.numero} – notification {data.kind}", bold=True),
            Style(size=BODY + 1, after=6),
        ),
        Card(
            [
                Text(
                    rich(
                        "**Connue le :** {known}. **À notifier au plus tard :** {term}.",
                        {"known": data.known, "term": data.term},
                    ),
                    Style(size=BODY),
                )
            ]
        ),
    ]
    for title, rows in data.sections:
        if not any(value for _, value in rows):
            continue
        parts += [heading(title, 2, size=12.5, before=11, after=2), Fields(rows, size=_SIZE)]
    if data.missing:
        parts.append(
            Text(
                rich(
                    "**Pas encore connu :** {missing}. Une notification complémentaire suivra.",
                    {"missing": data.missing},
                ),
                Style(size=BODY, before=12),
            )
        )
    parts.append(
        Text(
            plain(
                "Notification faite au titre de l’article 33 du RGPD et de la convention. "
                "Les personnes concernées ne sont prévenues que sur instruction du responsable "
                "de traitement."
            ),
            small,
        )
    )
    return parts
