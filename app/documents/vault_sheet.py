"""The recovery sheet of a laptop's vault: its groups in large signs, what they are for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from app.documents.blocks import Block, Bullets, Style, Text, heading
from app.documents.kinds import Template
from app.documents.panels import Card, Columns, Fields
from app.documents.sheet import Sheet, render
from app.documents.tokens import BODY, LARGE, MUTED
from app.documents.typography import plain

_TEMPLATE: Final = Template(code="SECOURS", version=1, title="Feuille de secours")
_COLUMNS: Final = 2
_WARNING: Final = (
    "Cette feuille ouvre les dossiers du poste quand une phrase de passe est perdue. Qui la "
    "possède peut tout lire : gardez-la sous clé, loin de l’ordinateur. Ne la photographiez pas "
    "et ne l’envoyez pas."
)
_STEPS: Final = (
    "Sur la page d’ouverture, choisissez « J’ai perdu ma phrase de passe ».",
    "Recopiez les groupes dans l’ordre des numéros.",
    "Une feuille plus récente remplace celle-ci : détruisez alors celle-ci.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultSheet:
    """What the sheet shows; `groups` are the secret, in order."""

    number: int
    groups: tuple[str, ...] = field(repr=False)
    structure: str
    printed_on: date


def vault_sheet_pdf(data: VaultSheet) -> bytes:
    """Return the sheet, one page."""
    sheet = Sheet(
        template=_TEMPLATE,
        title=_TEMPLATE.title,
        author=data.structure or "Passerelle",
        reference=f"Feuille n° {data.number}",
        printed_on=data.printed_on,
        digest="",  # of a secret, even a hash stays where the secret is
        final=True,
    )
    return render(sheet, _blocks(data))


def _blocks(data: VaultSheet) -> Sequence[Block]:
    return [
        *([Text(plain(data.structure), Style(size=BODY, color=MUTED))] if data.structure else []),
        heading(f"Passerelle – feuille de secours n° {data.number}", 1, size=22, before=8, after=6),
        Card([Text(plain(_WARNING, bold=True), Style(size=BODY + 1))], padding=12),
        heading("Le code de secours", 2, size=15, before=18, after=4),
        _groups(data.groups),
        heading("Pour s’en servir", 2, size=15, before=18, after=2),
        Bullets([plain(step) for step in _STEPS], Style(size=BODY + 1), numbered=True),
    ]


def _groups(groups: Sequence[str]) -> Block:
    """Return the groups with their numbers, read down the left column, then the right one."""
    rows = [(f"{number}", group) for number, group in enumerate(groups, 1)]
    half = (len(rows) + 1) // _COLUMNS
    columns = [part for part in (rows[:half], rows[half:]) if part]
    return Columns([[Fields(part, LARGE + 4, 0.18)] for part in columns], gap=36)
