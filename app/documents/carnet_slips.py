"""The slips of carnets: transfer, return, loss or theft, the stock of a day, a sheet to count on.

Sources: 003 art. 7, l. 146-147 (deliveries, split between prescribers), art. 8, l. 172 (secure
place), art. 11, l. 205 (« justificatifs » of what is returned); 001 l. 235.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.documents.blocks import Block, Space, Style, Text, heading
from app.documents.fill_in import Blank
from app.documents.forms import Signatures
from app.documents.kinds import Template
from app.documents.panels import Fields
from app.documents.parties import letterhead, mentions
from app.documents.sheet import render, sheet_of
from app.documents.tables import Table
from app.documents.tokens import BODY
from app.documents.typography import french_date, plain
from app.domain.agent import Structure
from app.domain.convention import Convention


class SlipKind(StrEnum):
    """Which slip."""

    LIVRAISON = "livraison"
    TRANSFERT = "transfert"
    RESTITUTION = "restitution"
    PERTE_VOL = "perte_vol"
    ETAT = "etat"
    COMPTAGE = "comptage"


_TITLES: Final = {
    SlipKind.LIVRAISON: ("LIVRAISON", "Réception d’une livraison de carnets"),
    SlipKind.TRANSFERT: ("TRANSFERT", "Bordereau de transfert de carnets"),
    SlipKind.RESTITUTION: ("RESTITUTION", "Bordereau de restitution de carnets"),
    SlipKind.PERTE_VOL: ("PERTE-VOL", "Procès-verbal de perte ou de vol de carnets"),
    SlipKind.ETAT: ("ETAT-CARNETS", "État du stock de carnets"),
    SlipKind.COMPTAGE: ("COMPTAGE", "Feuille d’inventaire des carnets"),
}
_WORDS: Final = {
    SlipKind.LIVRAISON: "Les carnets ci-dessous ont été comptés à l’arrivée et rangés sous clé.",
    SlipKind.TRANSFERT: "Qui reçoit ces carnets les range dans un lieu sécurisé et répond de leur "
    "remise. Un exemplaire reste à la structure, l’autre va avec les carnets.",
    SlipKind.RESTITUTION: "Les carnets ci-dessous n’ont été remis à personne. Ils sont rendus avec "
    "ce bordereau, établi en deux exemplaires.",
    SlipKind.PERTE_VOL: "Les carnets ci-dessous manquent. Ils ne seront plus remis\u00a0; "
    "l’émetteur des Pass est prévenu pour qu’ils ne soient pas payés.",
    SlipKind.ETAT: "",
    SlipKind.COMPTAGE: "Comptez ce qui est là, sans regarder ce qui est attendu\u00a0: notez les "
    "numéros trouvés. Ils se saisissent ensuite à la page Carnets.",
}
_BY_HAND: Final = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipLine:
    """A line of the table; empty where it is written by hand."""

    lot: str
    numbers: str
    carnets: str
    valid_until: date | None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipData:
    """What a slip says. `signers` sign it side by side; `total` is in carnets."""

    kind: SlipKind
    convention: Convention
    structure: Structure
    reference: str
    day: date
    facts: tuple[tuple[str, str], ...]
    lines: tuple[SlipLine, ...]
    total: int
    signers: tuple[str, ...]
    printed_on: date


def template_of(kind: SlipKind) -> Template:
    """Return the model of a slip."""
    code, title = _TITLES[kind]
    return Template(code=code, version=1, title=title)


def slip_pdf(data: SlipData) -> bytes:
    """Return the slip, a page or more."""
    template = template_of(data.kind)
    sheet = sheet_of(template, data, reference=data.reference, final=True)
    return render(sheet, _blocks(data, template.title))


def _blocks(data: SlipData, title: str) -> list[Block]:
    words = _WORDS[data.kind]
    return [
        *letterhead(data.convention, data.structure),
        heading(title, 1, size=20, before=6, after=2),
        Fields(_facts(data), label_share=0.36),
        Space(6),
        *([Text(plain(words), Style(after=6))] if words else []),
        *([Blank("Endroit compté")] if data.kind is SlipKind.COMPTAGE else []),
        _table(data),
        *_end(data),
        *mentions(data.convention),
    ]


def _facts(data: SlipData) -> list[tuple[str, str]]:
    each = data.convention.pass_numerique.pass_par_carnet
    value = data.convention.pass_numerique.valeur_pass_eur
    passes = f"{_grouped(data.total * each)} Pass, {_grouped(data.total * each * value)}\u00a0€"
    amount = f"{_grouped(data.total)} carnet{'s' if data.total > 1 else ''}, soit {passes}"
    counted = data.kind is SlipKind.COMPTAGE
    dated = data.kind in {SlipKind.ETAT, SlipKind.COMPTAGE}  # the day is their reference
    return [
        ("Numéro", "" if dated else data.reference),
        ("Le" if data.kind is not SlipKind.ETAT else "À la fin du", french_date(data.day)),
        *data.facts,
        ("Reste à remettre" if dated else "En tout", "" if counted else amount),
    ]


def _table(data: SlipData) -> Block:
    placed = any(line.place for line in data.lines)
    if not placed:
        columns = [("Lot", 0.22), ("Numéros", 0.44), ("Carnets", 0.14), ("Valables jusqu’au", 0.2)]
    else:
        columns = [
            ("Endroit", 0.24),
            ("Lot", 0.16),
            ("Numéros", 0.3),
            ("Carnets", 0.12),
            ("Valables jusqu’au", 0.18),
        ]
    tall = data.kind is SlipKind.COMPTAGE
    return Table(columns, [_row(line, placed=placed, tall=tall) for line in data.lines])


def _row(line: SlipLine, *, placed: bool, tall: bool) -> Sequence[Sequence[Block]]:
    until = f"{line.valid_until:%d/%m/%Y}" if line.valid_until else ""
    cells = [line.lot, line.numbers, line.carnets, until]
    if placed:
        cells = [line.place, *cells]
    style = Style(size=BODY - 1)
    blank: list[Block] = [Space(_BY_HAND)] if tall else []
    return [[Text(plain(cell or "\u00a0"), style), *blank] for cell in cells]


def _end(data: SlipData) -> list[Block]:
    if not data.signers:
        return []
    more: list[Block] = []
    if data.kind is SlipKind.PERTE_VOL:
        more = [Blank("Circonstances"), Blank("Constaté par"), Blank("Plainte n°, le")]
    return [*more, Blank("Fait à"), Blank("Le"), Signatures(data.signers, height=86)]


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
