"""« Votre point numérique »: the diagnosis for the person, on a plain sheet in large print.

It says what the person can do already, what she wants to learn, the advice and what comes next.
Never a score, a rule, a language, a health matter or an income. Source: documents.md b6 and e2.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Bullets, Space, Style, Text, heading
from app.documents.forms import Seedlings, Stairs
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.panels import Card, Columns
from app.documents.parties import mentions, with_article
from app.documents.sheet import largest_that_fits, render, sheet_of
from app.documents.tokens import LARGE, MUTED
from app.documents.typography import french_date, plain, rich
from app.documents.values import Contact, carnets_in_words, pass_count
from app.domain.agent import Structure
from app.domain.convention import Convention, Remise

_TEMPLATE: Final = TEMPLATES[PapierKind.DIAGNOSTIC]
_MOST: Final = 3  # documents.md b6: three abilities at most, nobody remembers more


@dataclass(frozen=True, slots=True, kw_only=True)
class NiveauFeuille:
    """The level in words, its step (1 to 4), and the guide's sentence for the person."""

    rang: int
    label: str
    explication: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvieFeuille:
    """The wish to learn on a scale of three, in words that judge nobody."""

    rang: int

    @property
    def label(self) -> str:
        """Return the words for the person."""
        return _WISHES[self.rang - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProchaineEtape:
    """What comes next; only what is known is printed."""

    quoi: str
    lieu: str = ""
    quand: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalSheetData:
    """What the sheet says. Every text is a sentence addressed to « vous ».

    `fait` are the things done together today, `acquis` and `apprendre` short groups of words of
    which three are printed, `conseil` the service in words, `pourquoi` the guide's sentences.
    `carnets` is 0 when no Pass was prescribed.
    """

    convention: Convention
    structure: Structure
    prenom: str
    agent_prenom: str
    printed_on: date
    conseil: str
    pourquoi: str
    contact: Contact
    lieu: str = ""
    fait: tuple[str, ...] = ("Nous avons fait le point sur le numérique.",)
    acquis: tuple[str, ...] = ()
    apprendre: tuple[str, ...] = ()
    niveau: NiveauFeuille | None = None
    envie: EnvieFeuille | None = None
    messages: tuple[str, ...] = ()
    carnets: int = 0
    etapes: tuple[ProchaineEtape, ...] = ()
    reference: str = ""
    final: bool = True


def personal_sheet_pdf(data: PersonalSheetData) -> bytes:
    """Return the sheet: one page where it fits in large print, never smaller than 14 points."""
    sheet = sheet_of(_TEMPLATE, data, reference=data.reference, final=data.final)
    return render(sheet, largest_that_fits(lambda size: _blocks(data, size), (16, 15, LARGE)))


def _blocks(data: PersonalSheetData, size: float) -> Sequence[Block]:
    style = Style(size=size, leading=1.32)
    return [
        heading(_TEMPLATE.title, 1, size=30, before=0, after=0),
        Text(plain(_whom(data)), Style(size=size, color=MUTED)),
        Card([Text(rich(line), style) for line in _PROMISES], before=8),
        *_section("Aujourd’hui", [*data.fait, *data.messages], size),
        Space(8),
        *_abilities(data, size),
        *_pictures(data, size),
        *_advice(data, size),
        *_next(data, size),
        heading("Qui appeler ?", 2, size=size + 2, before=10),
        Text(plain(data.contact.line), style),
        *mentions(data.convention),
    ]


_WISHES: Final = ("Pas pour le moment", "Un peu", "Beaucoup")
_PROMISES: Final = (
    "**Ce papier est à vous.** Ce n’est pas un examen.",
    "Vous pouvez demander à changer une réponse.",
)


def _whom(data: PersonalSheetData) -> str:
    where = " – ".join(part for part in (f"avec {data.agent_prenom}", data.lieu) if part)
    return f"{data.prenom}, le {french_date(data.printed_on)} – {where}"


def _section(title: str, sentences: Sequence[str], size: float) -> list[Block]:
    style = Style(size=size, leading=1.32)
    if not sentences:
        return []
    return [
        heading(title, 2, size=size + 2, before=10),
        *(Text(plain(sentence), style) for sentence in sentences),
    ]


def _abilities(data: PersonalSheetData, size: float) -> list[Block]:
    """Return what is known and what is wished, side by side when there are both."""
    style = Style(size=size, leading=1.28)
    columns: list[list[Block]] = [
        [
            _small_title(title, size),
            Bullets([plain(item) for item in items[:_MOST]], style, gap=1),
        ]
        for title, items in (
            ("Vous savez déjà", data.acquis),
            ("Vous voulez apprendre", data.apprendre),
        )
        if items
    ]
    return [Columns(columns, before=8)] if columns else []


def _pictures(data: PersonalSheetData, size: float) -> list[Block]:
    """Return the level and the wish to learn as pictures side by side, then the level's words."""
    columns: list[list[Block]] = []
    if data.niveau:
        level = Stairs(data.niveau.rang, data.niveau.label, size)
        columns.append([_small_title("Votre point de départ", size), level])
    if data.envie:
        wish = Seedlings(data.envie.rang, data.envie.label, size)
        columns.append([_small_title("Votre envie d’apprendre", size), wish])
    if not columns:
        return []
    words = data.niveau.explication if data.niveau else ""
    after = [Text(plain(words), Style(size=size, leading=1.32))] if words else []
    return [Columns(columns, before=10), *after]


def _small_title(title: str, size: float) -> Text:
    return heading(title, 2, size=size + 1, before=0)


def _advice(data: PersonalSheetData, size: float) -> list[Block]:
    style = Style(size=size, leading=1.32)
    blocks: list[Block] = [
        heading("Notre conseil", 2, size=size + 2, before=0),
        Text(plain(data.conseil, bold=True), Style(size=size + 1, leading=1.32)),
        Text(plain(data.pourquoi), style),
    ]
    blocks += [Text(plain(sentence), style) for sentence in _pass_sentences(data)]
    return [Card(blocks, before=10)]


def _pass_sentences(data: PersonalSheetData) -> list[str]:
    if not data.carnets:
        none = data.convention.pass_numerique.remise is Remise.AUCUNE
        return [] if none else ["Pas de Pass numérique cette fois."]
    count = f"{pass_count(data.convention, data.carnets)} Pass numériques"
    paying = "Les Pass paient des ateliers pour apprendre."
    if data.convention.pass_numerique.remise is Remise.MAIN_PROPRE:
        return [f"Vous recevez {carnets_in_words(data.carnets)} : {count}.", paying]
    who = with_article(data.convention.departement.name)
    return [
        f"Nous demandons {count} pour vous.",
        f"La réponse vient de : {who}.",
        paying,
    ]


def _next(data: PersonalSheetData, size: float) -> list[Block]:
    if not data.etapes:
        return []
    style = Style(size=size, leading=1.3)
    steps = [rich("{step}", {"step": _step(etape)}) for etape in data.etapes]
    return [
        heading("La suite", 2, size=size + 2, before=10),
        Bullets(steps, style, numbered=len(steps) > 1, gap=1),
    ]


def _step(etape: ProchaineEtape) -> str:
    facts = ", ".join(part for part in (etape.lieu, etape.quand, etape.telephone) if part)
    return f"{etape.quoi} {facts}." if facts else etape.quoi
