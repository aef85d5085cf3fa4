"""What a person takes along to a place that helps: where, when, what to bring, whom to call.

Neither her name nor a reason stands on it. Source: 003, l. 171 (« aide à la localisation du lieu
ou à la prise d'un premier rendez-vous »), 001, l. 122.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Bullets, Style, Text, heading
from app.documents.fill_in import Blank
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.panels import Card
from app.documents.parties import letterhead, mentions
from app.documents.sheet import largest_that_fits, render, sheet_of
from app.documents.texts import Texts, load
from app.documents.tokens import LARGE
from app.documents.typography import french_date, plain
from app.domain.agent import Structure
from app.domain.convention import Convention
from app.domain.horaires import JOURS

_TEMPLATE: Final = TEMPLATES[PapierKind.RENDEZ_VOUS]
_SIZES: Final = (17.0, 16.0, 15.0, LARGE)
_NUMBER: Final = 6.0  # how much larger the telephone number is


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentData:
    """What the slip says. Without `jour`, lines are left to write day and hour by hand.

    `adresse` is one line an element, `telephone` as people dial it; `horaires` in words.
    """

    convention: Convention
    structure: Structure
    printed_on: date
    lieu: str
    adresse: tuple[str, ...]
    telephone: str = ""
    courriel: str = ""
    horaires: str = ""
    accessibilite: str = ""
    jour: date | None = None
    heure: str = ""
    apporter: tuple[str, ...] = ()
    accepte_pass: bool = False
    payant: bool = False
    final: bool = True


def appointment_pdf(data: AppointmentData) -> bytes:
    """Return the slip, in large print, on one page."""
    texts = load("rendez_vous.toml", data.convention.profile)
    sheet = sheet_of(_TEMPLATE, data, title=_title(data, texts), reference="", final=data.final)
    return render(sheet, largest_that_fits(lambda size: _blocks(data, texts, size), _SIZES))


def _title(data: AppointmentData, texts: Texts) -> str:
    return texts.word("titres", "titre" if data.jour else "sans_date")


def _blocks(data: AppointmentData, texts: Texts, size: float) -> Sequence[Block]:
    style = Style(size=size, leading=1.32)
    return [
        *letterhead(data.convention, data.structure),
        heading(_title(data, texts), 1, size=26, before=10, after=2),
        Text(texts.line("corps", "avec", {}), style),
        heading(texts.word("titres", "ou"), 2, size=size + 2, before=10, after=2),
        Card(_place(data, size), before=4),
        heading(texts.word("titres", "quand"), 2, size=size + 2, before=10, after=2),
        *_when(data, texts, style),
        heading(texts.word("titres", "apporter"), 2, size=size + 2, before=10, after=2),
        Bullets([plain(line) for line in _bring(data, texts)], style, gap=3),
        *([Text(texts.line("corps", "frais", {}), style)] if data.payant else []),
        *_call(data, texts, size),
        Text(texts.line("corps", "liste", {}), Style(size=size, before=8, leading=1.32)),
        *mentions(data.convention),
    ]


def _place(data: AppointmentData, size: float) -> list[Block]:
    style = Style(size=size, leading=1.32)
    lines = [*data.adresse, data.accessibilite]
    name = Text(plain(data.lieu, bold=True), Style(size=size + 2, leading=1.25))
    return [name, *(Text(plain(line), style) for line in lines if line)]


def _when(data: AppointmentData, texts: Texts, style: Style) -> list[Block]:
    found: list[Block] = []
    if data.jour is not None:
        values = {
            "jour": f"{JOURS[data.jour.weekday()]} {french_date(data.jour)}",
            "heure": data.heure,
        }
        large = Style(size=style.size + 2, leading=1.32)
        found.append(Text(texts.line("corps", "heure" if data.heure else "quand", values), large))
    if data.jour is None:
        found.append(Blank(texts.word("corps", "jour"), size=style.size))
    if not data.heure:
        found.append(Blank(texts.word("corps", "a_quelle_heure"), size=style.size))
    if data.horaires and not (data.jour and data.heure):  # who has an hour needs no other
        values = {"horaires": data.horaires}
        found.append(Text(texts.line("corps", "ouvert", values), style))
    return found


def _bring(data: AppointmentData, texts: Texts) -> list[str]:
    keys = (["pass"] if data.accepte_pass else []) + ["papiers", "telephone"]
    return [texts.word("corps", key) for key in keys] + list(data.apporter)


def _call(data: AppointmentData, texts: Texts, size: float) -> list[Block]:
    """Return the number of the place, else its address; nothing where it gives neither."""
    means, key = data.telephone, "appeler"
    if not means:
        means, key = data.courriel, "ecrire"
    if not means:
        return []
    larger = _NUMBER if data.telephone else 0.0
    words: list[Block] = [
        heading(texts.word("titres", "appeler"), 2, size=size + 2, before=0, after=2),
        Text(texts.line("corps", key, {}), Style(size=size, leading=1.32)),
        Text(plain(means, bold=True), Style(size=size + larger, leading=1.32)),
    ]
    return [Card(words, before=8)]
