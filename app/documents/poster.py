"""The poster of a permanence: large print, times from the schedule of the place alone.

A3 is the A4 page enlarged. Source: documents.md b11; 002, l. 126 and 188-189 (hours displayed,
free), l. 240-242 (exact mention, logos of one height).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Style, Text, heading
from app.documents.fill_in import Blank
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.panels import Card, Columns
from app.documents.parties import mentions, party_logos
from app.documents.pictures import Picture, Pictured
from app.documents.sheet import largest_that_fits, render, sheet_of
from app.documents.texts import Texts, load
from app.documents.tokens import ACCENT, PAPER
from app.documents.typography import plain
from app.domain.agent import Structure
from app.domain.convention import Convention

_TEMPLATE: Final = TEMPLATES[PapierKind.AFFICHE]
BODY_PT: Final = 24.0  # documents.md b11: never below, on A4 or on A3
_NOTE: Final = 15.0
_MENTION: Final = 12.0
_PICTURES: Final = (Picture.SCREEN, Picture.ENVELOPE, Picture.PHONE)


@dataclass(frozen=True, slots=True)
class _Look:
    """How large the words are, those beside the hours too; whether what is done there is said."""

    size: float
    note: float
    helps: bool = True


_LOOKS: Final = (
    *(_Look(size, size) for size in (30.0, 28.0, 26.0, BODY_PT)),
    _Look(BODY_PT, BODY_PT, helps=False),  # what is done there gives way to when it is done
    # then the size of what stands beside it; at last that of all, which A3 makes 24 points again
    *(_Look(size, _NOTE, helps=False) for size in (BODY_PT, 20.0, 17.0)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Horaire:
    """A line of the table: « mardi », « 9 h », « 12 h »; else how long, « 1/2 journée ».

    `heures` says several openings of a day at once: « de 9 h à 12 h et de 14 h à 17 h ».
    """

    jour: str = ""
    debut: str = ""
    fin: str = ""
    heures: str = ""
    duree: str = ""
    frequence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterData:
    """What the poster says. `accessible` is None where nobody has stated it.

    `fermetures` are sentences, `du` and `au` the days between which the hours hold, in words.
    Not `final` before the Département has validated it (002, l. 236).
    """

    convention: Convention
    structure: Structure
    printed_on: date
    lieu: str
    adresse: tuple[str, ...]
    horaires: tuple[Horaire, ...]
    accessible: bool | None = None
    agent: str = ""
    telephone: str = ""
    fermetures: tuple[str, ...] = ()
    du: str = ""
    au: str = ""
    final: bool = False


def poster_pdf(data: PosterData) -> bytes:
    """Return the poster, on one page."""
    sheet = sheet_of(
        _TEMPLATE, data, title=f"{_TEMPLATE.title} – {data.lieu}", reference="", final=data.final
    )
    texts = load("affiche.toml", data.convention.profile)
    blocks = largest_that_fits(lambda at: _blocks(data, texts, _LOOKS[int(at)]), range(len(_LOOKS)))
    return render(sheet, blocks)


def _blocks(data: PosterData, texts: Texts, look: _Look) -> Sequence[Block]:
    size, style = look.size, Style(size=look.size, leading=1.2)
    helps = texts.lines("affiche", "aide", {}) if look.helps else ()
    return [
        heading(texts.word("affiche", "titre"), 1, size=44, before=0, after=2),
        _badges(texts, size),
        Text(plain(data.lieu, bold=True), Style(size=size, leading=1.2, before=8)),
        *([Text(plain(", ".join(data.adresse)), style)] if data.adresse else []),
        *([Text(texts.line("affiche", "accessible", {}), style)] if data.accessible else []),
        heading(texts.word("affiche", "quand"), 2, size=size + 2, before=8, after=0),
        *_hours(data, texts, size),
        *(Text(plain(one), Style(size=look.note, leading=1.2)) for one in data.fermetures),
        *_call(data, texts, size),
        *(
            Pictured(picture, line, size, before=6 if index == 0 else 0)
            for index, (picture, line) in enumerate(zip(_PICTURES, helps, strict=False))
        ),
        *(
            Text(line, Style(size=look.note, leading=1.2, before=6))
            for key in ("apporter", "jamais")
            for line in texts.lines("affiche", key, {})
        ),
        *party_logos(data.convention, data.structure),
        *_valid(data, texts),
        *mentions(data.convention, size=_MENTION),
    ]


def _badges(texts: Texts, size: float) -> Block:
    words = [texts.word("affiche", key) for key in ("gratuit", "confidentiel")]
    style = Style(size=size, bold=True, color=PAPER, leading=1.2)
    cards = [[Card([Text(plain(word), style)], fill=ACCENT, bar=False, before=0)] for word in words]
    return Columns(cards, before=2)


def _hours(data: PosterData, texts: Texts, size: float) -> list[Block]:
    """Return days and hours; where the table has none yet, room to write them by hand."""
    style = Style(size=size, leading=1.2)
    blocks: list[Block] = []
    for one in data.horaires:
        if one.jour and one.heures:
            said = {"jour": one.jour.capitalize(), "heures": one.heures}
            blocks += [Text(line, style) for line in texts.lines("affiche", "heures", said)]
        elif one.jour and one.debut and one.fin:
            said = {"jour": one.jour.capitalize(), "debut": one.debut, "fin": one.fin}
            blocks += [Text(line, style) for line in texts.lines("affiche", "jour", said)]
        else:
            said = {"duree": one.duree, "frequence": one.frequence}
            blocks += [Text(line, style) for line in texts.lines("affiche", "duree", said)]
            blocks.append(
                Blank(texts.word("affiche", "jour_ecrit"), size=size, label_share=0.4, room=1.3)
            )
    return blocks


def _valid(data: PosterData, texts: Texts) -> list[Block]:
    """Return until when the hours hold, beside the mentions: whoever keeps the poster reads it."""
    key = "valables" if data.au else "depuis"
    lines = texts.lines("affiche", key, {"du": data.du, "au": data.au}) if data.du else ()
    return [Text(line, Style(size=_NOTE, leading=1.2, before=6)) for line in lines]


def _call(data: PosterData, texts: Texts, size: float) -> list[Block]:
    if not data.telephone:
        return []
    style = Style(size=size, leading=1.2, before=6)
    large = Style(size=size + 8, leading=1.15, bold=True, color=ACCENT)
    who = texts.lines("affiche", "qui" if data.agent else "rendez_vous", {"agent": data.agent})
    return [*(Text(line, style) for line in who), Text(plain(data.telephone), large)]
