"""« Votre feuille »: the one page in large print that a person takes home.

What was done, the next appointment, whom to call; the rest on request. It needs no name, so it
serves after a quick help and after a mandate too. Source: documents.md b6 and e2.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Bullets, PageBreak, Style, Text, heading
from app.documents.fill_in import Blank
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.languages import FRENCH, Translation, said, translation
from app.documents.panels import Card
from app.documents.parties import mentions
from app.documents.sheet import largest_that_fits, render, sheet_of
from app.documents.texts import Texts, load
from app.documents.tokens import LARGE, MUTED
from app.documents.typography import french_date, plain
from app.documents.values import Contact
from app.domain.agent import Structure
from app.domain.convention import Convention

_TEMPLATE: Final = TEMPLATES[PapierKind.FEUILLE]
_TEXTS: Final = "feuille.toml"
_SIZES: Final = (18.0, 17.0, 16.0, 15.0, LARGE)
_NUMBER: Final = 6  # how much larger the telephone number is


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One thing that was done: a key of the texts' part « fait », and the values it takes.

    `theme` names a subject by its key in the part « aides », said in each language as `quoi`.
    """

    key: str
    values: tuple[tuple[str, str], ...] = ()
    theme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What was advised: the code of a service, its words and why, as the guide has them."""

    service: str
    label: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeHomeData:
    """What the page says. `quand` and `lieu` of an appointment, where not known, are written in.

    `with_assessment` when there is one, whose details may be asked for. `langue` is the language of
    the page that follows the French one.
    """

    convention: Convention
    structure: Structure
    printed_on: date
    agent: str
    contact: Contact
    done: tuple[Done, ...]
    prenom: str = ""
    advice: Advice | None = None
    quand: str = ""
    lieu: str = ""
    with_assessment: bool = False
    reference: str = ""
    langue: str = FRENCH
    final: bool = True


def take_home_pdf(data: TakeHomeData) -> bytes:
    """Return the page, and the same page in the person's language after it."""
    sheet = sheet_of(_TEMPLATE, data, reference=data.reference, final=data.final)
    texts = load(_TEXTS, data.convention.profile)
    blocks = largest_that_fits(
        lambda size: [*_blocks(data, texts, None, size), *mentions(data.convention)], _SIZES
    )
    found = translation(_TEXTS, data.convention.profile, data.langue)
    if found is None:
        return render(sheet, blocks)
    other = largest_that_fits(
        lambda size: [found.page(_blocks(data, found.texts, found, size), size=size)], _SIZES
    )
    return render(sheet, [*blocks, PageBreak(), *other])


def _blocks(
    data: TakeHomeData, texts: Texts, found: Translation | None, size: float
) -> list[Block]:
    style = Style(size=size, leading=1.32)
    ask = "demander" if data.with_assessment else "demander_court"
    return [
        heading(texts.word("titres", "titre"), 1, size=30, before=8 if found else 0, after=0),
        *_whom(data, texts, found, size),
        *([_title(texts, "fait", size)] if data.done else []),
        Bullets([plain(line) for line in _done(data, texts, found)], style, gap=2),
        *_advice(data, texts, found, size),
        *_appointment(data, texts, size),
        _call(data, texts, size),
        _title(texts, "demander", size),
        Bullets(texts.lines("feuille", ask, {}), style, gap=1),
    ]


def _title(texts: Texts, key: str, size: float) -> Text:
    return heading(texts.word("titres", key), 2, size=size + 2, before=12, after=2)


def _whom(data: TakeHomeData, texts: Texts, found: Translation | None, size: float) -> list[Block]:
    day = found.date(data.printed_on) if found else french_date(data.printed_on)
    values = {"prenom": data.prenom, "date": day, "agent": data.agent}
    if found:
        values = found.values(values)
    line = texts.line("feuille", "pour" if data.prenom else "sans_nom", values)
    yours = texts.line("feuille", "a_vous", {})
    return [Text(line, Style(size=size, color=MUTED)), Text(yours, Style(size=size, color=MUTED))]


def _done(data: TakeHomeData, texts: Texts, found: Translation | None) -> list[str]:
    lines: list[str] = []
    for done in data.done:
        values = dict(done.values)
        if done.theme:
            values["quoi"] = texts.word("aides", done.theme)
        if found:
            values = found.values(values)
        runs = texts.line("fait", done.key, values)
        lines.append("".join(run.text for run in runs))
    return lines


def _advice(
    data: TakeHomeData, texts: Texts, found: Translation | None, size: float
) -> list[Block]:
    advice = data.advice
    if advice is None:
        return []
    label = said(texts, "services", advice.service, advice.label, {}) if found else advice.label
    why = "" if found else advice.why  # the guide's sentence, which is in French
    words = [
        _title(texts, "conseil", size),
        Text(plain(label[:1].upper() + label[1:], bold=True), Style(size=size + 1)),
    ]
    return [*words, *([Text(plain(why), Style(size=size, leading=1.32))] if why else [])]


def _appointment(data: TakeHomeData, texts: Texts, size: float) -> list[Block]:
    """Return the appointment, or room to write it in by hand."""
    style = Style(size=size, leading=1.32)
    title = _title(texts, "rendez_vous", size)
    if data.quand:
        known = [
            *texts.lines("feuille", "rendez_vous_connu", {"quand": data.quand}),
            *texts.lines("feuille", "rendez_vous_lieu", {"lieu": data.lieu}),
        ]
        return [title, *(Text(line, style) for line in known)]
    there = texts.lines("feuille", "rendez_vous_lieu", {"lieu": data.lieu})  # none without a place
    keys = ("jour", "heure") if data.lieu else ("jour", "heure", "endroit")
    labels = [texts.word("feuille", key) for key in keys]
    blanks = (Blank(label, size=size) for label in labels)
    return [title, *(Text(line, style) for line in there), *blanks]


def _call(data: TakeHomeData, texts: Texts, size: float) -> Card:
    contact = data.contact
    number = contact.telephone or contact.courriel
    words: list[Block] = [
        heading(texts.word("titres", "appeler"), 2, size=size + 2, before=0, after=2),
        Text(texts.line("feuille", "appeler", {}), Style(size=size, leading=1.32)),
        Text(plain(contact.nom), Style(size=size, leading=1.32)),
    ]
    if number:
        large = Style(size=size + (_NUMBER if contact.telephone else 0), leading=1.32)
        words.append(Text(plain(number, bold=True), large))
    return Card(words, before=14)
