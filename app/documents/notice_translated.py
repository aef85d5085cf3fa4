"""The notice and the slip in the person's language, to understand what the French pages say.

The slip has neither boxes nor room to sign: the French one is ticked and signed (documents.md e3).
"""

from collections.abc import Mapping
from typing import Final

from app.documents.blocks import Block, Bullets, PageBreak, Space, Style, Text, heading
from app.documents.languages import Translation, said, translation
from app.documents.notice_data import NoticeData, notice_values, notice_version
from app.documents.notice_parts import asks_agreement, identity_words, purposes
from app.documents.sheet import largest_that_fits
from app.documents.texts import Texts
from app.documents.tokens import LARGE, MUTED
from app.domain.convention import SOUS_TRAITANT, Convention

_ARTICLES: Final = ("le ", "la ", "les ", "l’")


def translated_pages(data: NoticeData) -> list[Block]:
    """Return the pages in the person's language, each beginning a page; none in French."""
    found = translation("notice.toml", data.convention.profile, data.langue)
    if found is None:
        return []
    from app.documents.notice import complete_blocks, simple_blocks  # noqa: PLC0415 - they call us

    texts, values = found.texts, translated_values(data, found)
    pages = [
        largest_that_fits(
            lambda size: [found.page(simple_blocks(data, texts, values, size), size=size)],
            (15.5, 15, 14.5, LARGE),
        ),
    ]
    if asks_agreement(data.convention):
        pages.append(
            largest_that_fits(
                lambda size: [found.page(_slip(data, texts, values, size), size=size)],
                (15, LARGE, 13, 12),
            )
        )
    if "complete" in texts.parts:
        complete = largest_that_fits(
            lambda size: [found.page(complete_blocks(data, texts, values, size), size=size)],
            (11, 10.5, 10, 9.5),
        )
        pages.insert(1, complete)
    return [block for page in pages for block in (PageBreak(), *page)]


def translated_values(data: NoticeData, found: Translation) -> dict[str, str]:
    """Return the values of the notice in another language, French where it has no words for them.

    Names of parties stay as they are, without their French article.
    """
    convention, texts = data.convention, found.texts
    values = notice_values(convention, data.structure)
    own = f"profil_{convention.profile}"
    protection = convention.protection
    for key in ("responsable", "finalite", "base_legale"):
        values[key] = said(texts, own, key, _bare(values[key]), {})
    role = "sous_traitant" if protection.role_structure == SOUS_TRAITANT else "responsable"
    values["role_structure"] = said(texts, "roles", role, values["role_structure"], {})
    values["destinataires"] = ", ".join(_bare(one) for one in protection.destinataires)
    values["duree"] = said(texts, own, "duree", _years(convention, texts), {})
    words = texts.parts.get("identite", {})
    values["identite"] = ", ".join(
        words.get(champ, (french,))[0] for champ, french in identity_words(convention)
    )
    values["donnees"] = _fields(convention, texts) or values["donnees"]
    version = data.answer.notice_version if data.answer else None
    values["version"] = version or notice_version(convention, data.structure)
    return found.values(values)


def _years(convention: Convention, texts: Texts) -> str:
    years = str(convention.retention.years)
    written = convention.protection.duree
    if written != f"{years} ans":  # not a number of years: the convention's own words
        return written
    return said(texts, "valeurs", "annees", written, {"annees": years})


def _fields(convention: Convention, texts: Texts) -> str:
    names = texts.parts.get("champs", {})
    kept = [lines[0] for champ, lines in names.items() if champ in convention.fields_kept]
    return ", ".join(kept).capitalize()


def _bare(name: str) -> str:
    """Return a French name without its article: « Département de Lot-et-Garonne »."""
    lower = name[:1].lower() + name[1:]
    article = next((one for one in _ARTICLES if lower.startswith(one)), "")
    return name[len(article) :]


def _slip(data: NoticeData, texts: Texts, values: Mapping[str, str], size: float) -> list[Block]:
    keys = [key for _, key in purposes(data.convention)]
    style = Style(size=size)
    return [
        heading(texts.word("titres", "accord"), 1, size=24, before=8),
        Text(texts.line("accord", "signer", {}), Style(size=size, color=MUTED)),
        Space(8),
        Text(texts.line("accord", "recu", values), style),
        Text(texts.line("accord", "consigne", values), style),
        Space(4),
        Bullets([texts.line("accord", key, values) for key in keys], style, gap=8),
        Space(8),
        Text(texts.line("accord", "sans_effet", values), style),
        Text(texts.line("accord", "retrait", values), style),
    ]
