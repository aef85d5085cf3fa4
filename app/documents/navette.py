"""The shuttle sheet: somebody who welcomes sends a person to somebody who prescribes.

It carries a first name and the contact that the person chose, and comes back as a coupon.
Source: documents.md b7 (7a); 003, l. 63-64 and 148 (facilitateurs).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Space, Style, Text, heading
from app.documents.fill_in import Blank, Cut
from app.documents.forms import Box, Signatures, Statements
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.panels import Columns
from app.documents.parties import letterhead, mentions
from app.documents.sheet import largest_that_fits, render, sheet_of
from app.documents.texts import Texts, load
from app.documents.tokens import LARGE, MUTED
from app.documents.typography import french_date, plain, rich
from app.documents.values import Contact
from app.domain.agent import Structure
from app.domain.convention import Convention, Remise

_TEMPLATE: Final = TEMPLATES[PapierKind.NAVETTE]
MOTIFS: Final = ("apprendre", "demarche", "pass", "autre")


@dataclass(frozen=True, slots=True, kw_only=True)
class NavetteData:
    """What the sheet says; what is empty is written by hand.

    `motifs` are keys of `MOTIFS`; `oral` that the person agreed by word of mouth. `blank` sheets
    have neither a day nor an agent, to be filled in at a desk without a laptop.
    """

    convention: Convention
    structure: Structure
    printed_on: date
    agent: str = ""
    prenom: str = ""
    contact: str = ""
    vers: str = ""
    rendez_vous: str = ""
    motifs: tuple[str, ...] = ()
    oral: bool = False
    blank: bool = False
    back_to: Contact | None = None


def navette_pdf(data: NavetteData) -> bytes:
    """Return the sheet with its coupon, on one page."""
    sheet = sheet_of(_TEMPLATE, data, reference="", final=True)
    texts = load("navette.toml", data.convention.profile)
    return render(
        sheet, largest_that_fits(lambda size: _blocks(data, texts, size), (LARGE, 13, 12, 11, 10))
    )


def motifs_of(convention: Convention) -> dict[str, str]:
    """Return the reasons that may be ticked, in words; no Pass where there are none."""
    texts = load("navette.toml", convention.profile)
    without = convention.pass_numerique.remise is Remise.AUCUNE
    kept = [key for key in MOTIFS if not (without and key == "pass")]
    return {key: texts.word("motifs", key) for key in kept}


def _blocks(data: NavetteData, texts: Texts, size: float) -> Sequence[Block]:
    style = Style(size=size)
    day = "" if data.blank else french_date(data.printed_on)
    ticks = [
        Box(words, key in data.motifs, size) for key, words in motifs_of(data.convention).items()
    ]
    return [
        *letterhead(data.convention, data.structure),
        heading(texts.word("titres", "titre"), 1, size=24, before=2, after=0),
        Text(texts.line("titres", "sous_titre", {}), Style(size=size, color=MUTED)),
        _title(texts, "origine", size),
        *_filled(
            texts,
            [("structure", data.structure.name), ("agent", data.agent), ("date", day)],
            size,
        ),
        _title(texts, "vers", size),
        *_filled(texts, [("lieu", data.vers), ("rendez_vous", data.rendez_vous)], size),
        _title(texts, "personne", size),
        *_filled(texts, [("prenom", data.prenom), ("contact", data.contact)], size),
        _title(texts, "motif", size),
        Statements(ticks),
        _title(texts, "accord", size),
        Text(texts.line("accord", "texte", {}), style),
        Text(texts.line("accord", "sans_nom", {}), style),
        Statements([Box(texts.word("accord", "oral"), data.oral, size)]),
        Signatures([texts.word("accord", "signature")], height=44, before=6),
        *_coupon(data, texts, size),
        *mentions(data.convention),
    ]


def _title(texts: Texts, key: str, size: float) -> Text:
    return heading(texts.word("titres", key), 2, size=size + 1, before=8, after=1)


def _filled(texts: Texts, rows: Sequence[tuple[str, str]], size: float) -> list[Block]:
    blocks: list[Block] = []
    for key, value in rows:
        label = texts.word("champs", key)
        if value:
            said = {"label": label, "value": value}
            blocks.append(Text(rich("{label} : **{value}**", said), Style(size=size)))
        else:
            blocks.append(Blank(label, size=size, label_share=0.26, room=1.5))
    return blocks


def _coupon(data: NavetteData, texts: Texts, size: float) -> list[Block]:
    small = Style(size=size - 1)
    back = data.back_to or Contact(
        nom=data.structure.name,
        telephone=data.structure.telephone,
        courriel=data.structure.courriel,
    )
    ends = ["diagnostic", "autre"]
    if data.convention.pass_numerique.remise is not Remise.AUCUNE:
        ends.insert(1, "pass")
    outcomes = Statements([Box(texts.word("coupon", key), False, size - 1) for key in ends])
    told: list[Block] = [
        Text(texts.line("coupon", "renvoyer", {"structure": back.line}), small),
        Text(plain(f"{texts.word('champs', 'prenom')} : {data.prenom}"), small)
        if data.prenom
        else Blank(texts.word("champs", "prenom"), size=size - 1, room=1.5),
        Blank(texts.word("coupon", "recu"), size=size - 1, label_share=0.45, room=1.5),
    ]
    suite: list[Block] = [Text(texts.line("coupon", "suite", {}), small), outcomes]
    return [
        Cut(),
        heading(texts.word("titres", "coupon"), 2, size=size + 1, before=2, after=1),
        Columns((told, suite)),
        Space(2),
    ]
