"""The whole list of places that help, with its date and how it is sorted.

Source: 000, l. 81 (« rester neutre »: the list is whole, and says so); 001, l. 122; 003, l. 97.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Style, Text, heading
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.parties import mentions
from app.documents.sheet import render, sheet_of
from app.documents.tables import Table
from app.documents.texts import Texts, load
from app.documents.tokens import BODY, MUTED
from app.documents.typography import french_date, plain
from app.domain.agent import Structure
from app.domain.convenance import Tri
from app.domain.convention import Convention

_TEMPLATE: Final = TEMPLATES[PapierKind.LIEUX]
_SIZE: Final = BODY - 0.5
_SHARES: Final = (0.26, 0.28, 0.24, 0.22)


@dataclass(frozen=True, slots=True, kw_only=True)
class LieuListe:
    """A place as the list shows it; each text is empty where nobody knows."""

    nom: str
    contact: tuple[str, ...]
    horaires: str = ""
    services: tuple[str, ...] = ()
    distance: str = ""
    accessibilite: str = ""
    accepte_pass: bool = False
    verifie_le: date | None = None
    raisons: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuresListData:
    """What the list says, and `source`, what the list is called.

    `commune` is from where distances are counted, empty without any.
    `filtres` are those that are on, in words; `neutre` where the convention asks for it.
    """

    convention: Convention
    structure: Structure
    printed_on: date
    arretee_le: date
    source: str
    tri: Tri
    lieux: tuple[LieuListe, ...]
    commune: str = ""
    filtres: str = ""
    neutre: bool = True


def structures_list_pdf(data: StructuresListData) -> bytes:
    """Return the list, as many pages as it takes."""
    texts = load("lieux.toml", data.convention.profile)
    sheet = sheet_of(_TEMPLATE, data, title=texts.word("titres", "titre"), reference="", final=True)
    return render(sheet, _blocks(data, texts))


def _blocks(data: StructuresListData, texts: Texts) -> Sequence[Block]:
    count = len(data.lieux)
    values = {
        "date": french_date(data.arretee_le),
        "source": data.source,
        "nombre": f"{count} lieu{'x' if count > 1 else ''}",
        "commune": data.commune,
        "filtres": data.filtres,
    }
    keys = ["date", _order(data), *(["filtres"] if data.filtres else [])]
    last = ["neutre"] if data.neutre and not data.filtres else []
    style = Style(size=BODY, leading=1.35)
    words: list[Block] = [
        Text(texts.line("corps", key, values), style) for key in (*keys, *last, "appeler")
    ]
    columns = [
        (texts.word("titres", key), share)
        for key, share in zip(("lieu", "contact", "horaires", "services"), _SHARES, strict=True)
    ]
    rows = [_row(one, texts) for one in data.lieux]
    return [
        heading(texts.word("titres", "titre"), 1, size=24, before=0, after=4),
        *words,
        Table(columns, rows, size=_SIZE, before=10),
        *mentions(data.convention),
    ]


def _order(data: StructuresListData) -> str:
    if data.tri is Tri.CONVENANCE:
        return "convenance"
    return "du_plus_proche" if data.tri is Tri.DISTANCE and data.commune else "alphabet"


def _row(one: LieuListe, texts: Texts) -> list[list[Block]]:
    style, quiet = Style(size=_SIZE, leading=1.25), Style(size=_SIZE - 0.5, color=MUTED)
    name: list[Block] = [Text(plain(one.nom, bold=True), style)]
    said = [one.distance, _pass(one, texts), one.accessibilite, one.raisons]
    name += [Text(plain(line), quiet) for line in said if line]
    contact: list[Block] = [Text(plain(line), style) for line in one.contact if line]
    hours: list[Block] = [Text(plain(part), style) for part in one.horaires.split(" ; ") if part]
    services: list[Block] = [Text(plain(line), style) for line in one.services]
    return [name, contact, hours, services]


def _pass(one: LieuListe, texts: Texts) -> str:
    if not one.accepte_pass:
        return ""
    if one.verifie_le is None:
        return texts.word("corps", "pass")
    runs = texts.line("corps", "pass_verifie", {"date": french_date(one.verifie_le)})
    return "".join(run.text for run in runs)
