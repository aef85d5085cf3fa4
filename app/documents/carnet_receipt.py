"""The receipt of a carnet handed over: once for the person, once for the structure.

Source: documents.md b7; 001 art. 4, l. 114; 003, l. 163 (« remise d'un carnet »).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, PageBreak, Space, Style, Text, heading
from app.documents.fill_in import Blank
from app.documents.forms import Signatures
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.panels import Card, Fields
from app.documents.parties import letterhead, mentions
from app.documents.sheet import render, sheet_of
from app.documents.tokens import LARGE, MUTED
from app.documents.typography import french_date, plain
from app.documents.values import CarnetRemis, pass_count, value_eur
from app.domain.agent import Structure
from app.domain.convention import Convention

_TEMPLATE: Final = TEMPLATES[PapierKind.RECU]
_COPIES: Final = (
    "Exemplaire 1/2 – remis à la personne",
    "Exemplaire 2/2 – conservé par la structure",
)
_KEEP: Final = (
    "Gardez le carnet dans un endroit sûr. Ce n’est pas de l’argent.",
    "Vous l’avez perdu ? Appelez-nous.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptData:
    """Who receives which carnets from whom; without a known carnet its number is written by hand.

    `count` is how many carnets are handed over.
    """

    convention: Convention
    structure: Structure
    personne: str
    agent: str
    printed_on: date
    reference: str = ""
    count: int = 1
    carnets: tuple[CarnetRemis, ...] = ()
    final: bool = True


def receipt_pdf(data: ReceiptData) -> bytes:
    """Return both copies, a page each."""
    sheet = sheet_of(_TEMPLATE, data, reference=data.reference, final=data.final)
    first, second = (_copy(data, words) for words in _COPIES)
    return render(sheet, [*first, PageBreak(), *second])


def _copy(data: ReceiptData, copy: str) -> Sequence[Block]:
    style = Style(size=LARGE)
    return [
        *letterhead(data.convention, data.structure),
        heading(_TEMPLATE.title, 1, size=24, before=6, after=0),
        Text(plain(copy), Style(size=LARGE, color=MUTED, after=8)),
        Fields(_rows(data), LARGE),
        *[block for one in _carnets(data) for block in _carnet(data, one)],
        Space(8),
        *(Text(plain(line), style) for line in _KEEP),
        Blank("Fait à", size=LARGE),
        Blank("Le", size=LARGE),
        Signatures(
            (f"Signature de {data.personne}", f"Signature de l’agent, {data.agent}"), height=96
        ),
        *mentions(data.convention),
    ]


def _rows(data: ReceiptData) -> list[tuple[str, str]]:
    count = f"{pass_count(data.convention, data.count)} Pass numériques"
    return [
        ("Remis à", data.personne),
        ("Remis par", f"{data.agent}, {data.structure.name}"),
        ("Quantité", f"{count}, soit {value_eur(data.convention, data.count)} €"),
        ("Prescription", data.reference),
    ]


def _carnets(data: ReceiptData) -> Sequence[CarnetRemis | None]:
    return data.carnets or (None,) * data.count


def _carnet(data: ReceiptData, carnet: CarnetRemis | None) -> list[Block]:
    """Return what the person declares of one carnet (b7: « J’ai reçu le carnet n° … »)."""
    each = data.convention.pass_numerique.pass_par_carnet
    if carnet is None or not carnet.numero:
        return [
            Card(
                [
                    Text(plain(f"J’ai reçu un carnet de {each} Pass."), Style(size=LARGE)),
                    Blank("Carnet n°", size=LARGE),
                    Blank("Valable jusqu’au", size=LARGE),
                ],
                before=12,
            )
        ]
    said = f"J’ai reçu le carnet n° {carnet.numero} de {each} Pass"
    until = f" valables jusqu’au {french_date(carnet.valid_until)}." if carnet.valid_until else "."
    blocks: list[Block] = [Text(plain(said + until), Style(size=LARGE))]
    if carnet.valid_until is None:
        blocks.append(Blank("Valable jusqu’au", size=LARGE))
    return [Card(blocks, before=12)]
