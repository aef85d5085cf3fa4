"""The information notice on two pages, simple and complete, and the slip for the person's answer.

Source: RGPD art. 13 and 7; 000 § 5 l. 122; 001 art. 4 l. 128-131; documents.md b4.
"""

from collections.abc import Mapping
from typing import Final

from app.documents.blocks import Block, PageBreak, Space, Style, Text, heading
from app.documents.consent_slip import slip_blocks
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.notice_data import (
    NoticeData,
    joined,
    notice_values,
    notice_version,
    said_in,
)
from app.documents.notice_parts import (
    asks_agreement,
    compulsory,
    deciding,
    noted,
    refusing,
    why,
)
from app.documents.notice_translated import translated_pages
from app.documents.panels import Fields, Sections
from app.documents.parties import letterhead, mentions
from app.documents.sheet import largest_that_fits, render, sheet_of
from app.documents.texts import Texts, load
from app.documents.tokens import LARGE, MUTED

__all__ = ["NoticeData", "notice_pdf", "notice_version"]

_TEMPLATE: Final = TEMPLATES[PapierKind.NOTICE]


def notice_pdf(data: NoticeData) -> bytes:
    """Return the notice: simple page, complete page, slip; then what is there in her language.

    There is no slip where a convention has no agreement to collect.
    """
    texts = load("notice.toml", data.convention.profile)
    values = notice_values(data.convention, data.structure)
    simple = largest_that_fits(
        lambda size: _simple(data, texts, values, size), (15.5, 15, 14.5, LARGE)
    )
    complete = largest_that_fits(
        lambda size: complete_blocks(data, texts, values, size), (11, 10.5, 10, 9.5)
    )
    blocks = [*simple, PageBreak(), *complete]
    if asks_agreement(data.convention):
        slip = largest_that_fits(
            lambda size: slip_blocks(data, texts, values, size), (LARGE, 13, 12)
        )
        blocks += [PageBreak(), *slip]
    blocks += translated_pages(data)
    sheet = sheet_of(_TEMPLATE, data, reference=data.reference, final=data.final)
    return render(sheet, blocks)


def _simple(data: NoticeData, texts: Texts, values: Mapping[str, str], size: float) -> list[Block]:
    return [
        *letterhead(data.convention, data.structure),
        *simple_blocks(data, texts, values, size),
        *mentions(data.convention),
    ]


def simple_blocks(
    data: NoticeData, texts: Texts, values: Mapping[str, str], size: float
) -> list[Block]:
    """Return the « version simple », in the language of `texts`."""
    convention = data.convention
    keys: dict[str, tuple[str, ...]] = {
        "pourquoi": why(convention),
        "donnees": noted(convention),
        "qui": ("qui",),
        "duree": ("duree",),
        "droits": ("droits", "droits_ecrire"),
        "non": refusing(convention),
        "decide": (deciding(convention),),
    }
    rows = [
        (texts.word("simple", f"{name}_titre"), said_in(texts, "simple", parts, values))
        for name, parts in keys.items()
    ]
    subtitle = Style(size=size, color=MUTED)
    return [
        heading(texts.word("titres", "simple"), 1, size=26, before=8, after=0),
        Text(texts.line("titres", "simple_sous_titre", {}), subtitle),
        Space(8),
        Sections(rows, size=size),
    ]


def complete_blocks(
    data: NoticeData, texts: Texts, values: Mapping[str, str], size: float
) -> list[Block]:
    """Return the complete notice, in the language of `texts`."""
    convention = data.convention
    named = bool(convention.fields_kept)
    dpo = "dpo" if values["dpo_courriel"] else "dpo_absent"
    keys: dict[str, tuple[str, ...]] = {
        "responsable": ("responsable",),
        "structure": ("structure",),
        "dpo": (dpo,),
        "finalite": ("finalite",),
        "base": ("base",),
        "donnees": (*noted(convention), "origine" if named else "origine_sans_nom"),
        "destinataires": ("destinataires",),
        "hors_ue": ("hors_ue",),
        "duree": ("duree",),
        "obligatoire": compulsory(convention),
        "decision": ("decision" if asks_agreement(convention) else "decision_sans_questions",),
        "droits": ("droits",),
        "exercer": ("exercer", "exercer_delai", "exercer_reponse"),
        "reclamation": ("reclamation",),
    }
    rows = [
        (texts.word("complete", f"{name}_titre"), joined(said_in(texts, "complete", parts, values)))
        for name, parts in keys.items()
    ]
    version = notice_version(data.convention, data.structure)
    intro = texts.line("complete", "intro", {"version": version})
    return [
        heading(texts.word("titres", "complete"), 1, size=20, before=0),
        Text(intro, Style(size=size, color=MUTED, after=6)),
        Fields(rows, size=size, label_share=0.27),
    ]
