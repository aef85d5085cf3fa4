"""The letter that goes with the Pass, and the letter of refusal, for an envelope with a window.

Posted by the Département (000, step 6) or handed over with the carnet (001, 003): the words differ.
Signed by the President. Source: documents.md b5 and e1; refusal: 000 l. 102.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from app.documents.blocks import Block, Bullets, PageBreak, Space, Style, Text, heading
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.letter_wording import worded
from app.documents.panels import Card, Columns
from app.documents.parties import letter_sender, mentions, signature_line, wording_source
from app.documents.pen import Pen
from app.documents.postal import PostalAddress
from app.documents.sheet import Sheet, data_hash, draw, fits, largest_that_fits, render
from app.documents.structure import Node
from app.documents.texts import Texts
from app.documents.tokens import ACCENT, INK, MARGIN_SIDE, MARGIN_TOP, MM, SMALL
from app.documents.typography import NBSP, Run, french_date, plain
from app.documents.values import (
    CarnetRemis,
    Contact,
    Lieu,
    carnets_in_words,
    numbers_in_words,
    pass_count,
    value_eur,
)
from app.documents.window import Offset, draw_address, draw_folds
from app.domain.agent import Structure
from app.domain.convention import Convention, Motif, Remise

_TEMPLATE: Final = TEMPLATES[PapierKind.LETTRE]
_BODY_TOP: Final = 90 * MM  # below the window, above the first fold
_SIZES: Final = (12.0, 11.5, 11.0, 10.5)
_LIST_SIZE: Final = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterData:
    """What the letter says.

    `address` comes from `postal.compose`, which refuses what the window cannot show. `motif` makes
    it a letter of refusal. Without `lieux`, the letter says that the list is attached; `catalogue`
    is the day of that list. `wording` is the text that the Département published, empty for the
    program's own.
    """

    convention: Convention
    structure: Structure
    address: PostalAddress
    reference: str
    printed_on: date
    contact: Contact
    civilite: str = ""
    ville: str = ""
    service: str = ""
    carnets_count: int = 1
    carnets: tuple[CarnetRemis, ...] = ()
    valid_until: date | None = None
    lieux: tuple[Lieu, ...] = ()
    catalogue: date | None = None
    motif: Motif | None = None
    offset: Offset = field(default_factory=Offset)
    final: bool = True
    wording: str = ""

    def __post_init__(self) -> None:
        if len(self.lieux) == 1:
            raise ValueError("a list of one place is a recommendation (000, l. 81: neutrality)")


def letter_pdf(data: LetterData) -> bytes:
    """Return the letter, with the address in the window and marks where it is folded."""
    return render(
        _sheet(data),
        _blocks(data),
        first_top=_BODY_TOP,
        opening=lambda pen, node: _head(pen, node, data),
    )


def letter_fits(data: LetterData) -> bool:
    """Tell whether the letter stands on one page at its smallest size, without the places."""
    texts = worded(data.convention.profile, data.wording)
    return fits(_letter(data, texts, _values(data), _SIZES[-1]), first_top=_BODY_TOP)


def draw_letter(pen: Pen, root: Node, data: LetterData) -> None:
    """Draw the letter on new pages of a file that holds others too."""
    draw(
        pen,
        root,
        _sheet(data),
        _blocks(data),
        first_top=_BODY_TOP,
        opening=lambda pen, node: _head(pen, node, data),
    )


def _sheet(data: LetterData) -> Sheet:
    texts = worded(data.convention.profile, data.wording)
    return Sheet(
        template=_TEMPLATE,
        title=texts.word(_part(data), "objet"),
        author=data.convention.departement.name,
        reference=data.reference,
        printed_on=data.printed_on,
        digest=data_hash(_TEMPLATE, data),
        final=data.final,
    )


def _blocks(data: LetterData) -> Sequence[Block]:
    texts = worded(data.convention.profile, data.wording)
    values = _values(data)
    letter = largest_that_fits(
        lambda size: _letter(data, texts, values, size), _SIZES, first_top=_BODY_TOP
    )
    return [*letter, *_places(data, texts, values)]


def _part(data: LetterData) -> str:
    return "refus" if data.motif else _delivery(data.convention)


def _delivery(convention: Convention) -> str:
    match convention.pass_numerique.remise:
        case Remise.ENVOI:
            return "envoi"
        case Remise.MAIN_PROPRE:
            return "main_propre"
        case Remise.AUCUNE:
            raise ValueError("this convention gives no Pass: there is no letter about them")


def _greeting(civilite: str) -> str:
    return civilite or "Madame, Monsieur"


def _values(data: LetterData) -> dict[str, str]:
    convention = data.convention
    protection = convention.protection
    until = data.valid_until or next(
        (carnet.valid_until for carnet in data.carnets if carnet.valid_until), None
    )
    return {
        "structure": data.structure.name,
        "nombre_pass": str(pass_count(convention, data.carnets_count)),
        "carnets": carnets_in_words(data.carnets_count),
        "valeur": str(value_eur(convention, data.carnets_count)),
        "valeur_unitaire": str(convention.pass_numerique.valeur_pass_eur),
        "operateur": convention.pass_numerique.operateur,
        "numeros": numbers_in_words(data.carnets),
        "valable": french_date(until) if until else "",
        "service": data.service,
        "contact": data.contact.line,
        "duree": protection.duree,
        "droits_courriel": protection.droits_courriel or _rights_contact(data),
        "catalogue": french_date(data.catalogue) if data.catalogue else "",
        "motif": data.motif.explanation if data.motif else "",
    }


def _letter(
    data: LetterData, texts: Texts, values: Mapping[str, str], size: float
) -> Sequence[Block]:
    part = _part(data)
    body = _refusal if data.motif else _accepted
    return [
        heading(texts.word(part, "objet"), 1, size=18, before=0, after=4),
        Text(plain(f"{_greeting(data.civilite)},"), Style(size=size)),
        *_paragraphs(texts, part, ("ouverture",), values, size),
        *body(texts, values, size),
        Columns((_contact(data, texts, values, size), _closing(data, texts, size)), before=12),
        *mentions(data.convention),
        *(wording_source(texts.version) if data.wording else ()),
    ]


def _paragraphs(
    texts: Texts, part: str, keys: Sequence[str], values: Mapping[str, str], size: float
) -> list[Block]:
    style = Style(size=size, before=2)
    return [Text(line, style) for key in keys for line in texts.lines(part, key, values)]


def _accepted(texts: Texts, values: Mapping[str, str], size: float) -> list[Block]:
    style = Style(size=size)
    facts = _paragraphs(texts, "commun", ("numeros", "validite"), values, size)
    return [
        *([Card(facts, padding=9)] if facts else []),
        _title(texts, "usage_titre", size),
        *_paragraphs(texts, "commun", ("usage", "service"), values, size),
        _title(texts, "comment_titre", size),
        Bullets(texts.lines("commun", "comment", values), style, numbered=True, gap=1),
        _title(texts, "savoir_titre", size),
        Bullets(texts.lines("commun", "savoir", values), style, gap=1),
    ]


def _refusal(texts: Texts, values: Mapping[str, str], size: float) -> list[Block]:
    return [
        heading(texts.word("refus", "suite_titre"), 2, size=size + 1, before=10),
        *_paragraphs(texts, "refus", ("suite", *_appeal(texts)), values, size),
    ]


def _appeal(texts: Texts) -> tuple[str, ...]:
    """Return the key of the ways of appeal, which the Département alone can word (b5)."""
    return ("recours",) if "recours" in texts.parts["refus"] else ()


def _title(texts: Texts, key: str, size: float) -> Text:
    return heading(texts.word("commun", key), 2, size=size + 1, before=8, after=1)


def _rights_contact(data: LetterData) -> str:
    """Return who is written to about one's data; the Département is not, where it decides nothing.

    A structure that is controller itself (003, l. 58) answers for them, not who gives the Pass.
    """
    convention, courriel = data.convention, data.contact.courriel
    elsewhere = courriel == convention.departement.courriel
    return "" if convention.protection.structure_decides and elsewhere else courriel


def _contact(data: LetterData, texts: Texts, values: Mapping[str, str], size: float) -> list[Block]:
    part = "refus" if data.motif else "commun"
    attached = () if data.lieux or data.motif else ("liste_jointe",)
    return [
        _title(texts, "contact_titre", size),
        *_paragraphs(texts, "commun", ("contact", *attached), values, size),
        *_paragraphs(texts, part, ("donnees",), values, size),
        *_paragraphs(texts, "commun", ("droits",), values, size),
    ]


def _closing(data: LetterData, texts: Texts, size: float) -> list[Block]:
    title, name = signature_line(data.convention.departement.representant)
    style = Style(size=size)
    salute = Text(texts.line("commun", "salut", {}), Style(size=size, after=10))
    return [salute, *(Text(plain(line), style) for line in (title, name) if line)]


def _places(data: LetterData, texts: Texts, values: Mapping[str, str]) -> list[Block]:
    """Return the list of places on a page of its own: people keep that page."""
    if not data.lieux or data.motif:
        return []
    style = Style(size=_LIST_SIZE)
    blocks: list[Block] = [
        PageBreak(),
        heading(texts.word("commun", "liste_titre"), 1, size=18, before=0),
        *_paragraphs(texts, "commun", ("liste_note",), values, _LIST_SIZE),
        Space(6),
    ]
    for lieu in data.lieux:
        name = Text(plain(lieu.nom, bold=True), Style(size=_LIST_SIZE, before=8), keep=True)
        blocks += [name, Text(plain(lieu.details), style)]
    return blocks


def _head(pen: Pen, node: Node, data: LetterData) -> None:
    """Draw the sender, the place and day, and the address in the window."""
    top = MARGIN_TOP + 10
    for index, line in enumerate(letter_sender(data.convention)):
        size, color = (SMALL + 1.5, ACCENT) if index == 0 else (SMALL, INK)
        run = Run(line, bold=index == 0)
        pen.line(node.child("P"), (MARGIN_SIDE, top), (run,), size, color)
        top += 15 if index == 0 else 12.5
    draw_address(pen, data.address, data.offset, node)
    day = f"le {french_date(data.printed_on)}"
    where = f"{data.ville}, {day}" if data.ville else day.capitalize()
    for index, line in enumerate(
        (where, f"Référence : {data.reference}".replace(" :", f"{NBSP}:"))
    ):
        at = (MARGIN_SIDE, 72 * MM + index * 14)
        pen.line(node.child("P"), at, (Run(line),), SMALL + 1, INK)
    draw_folds(pen)
