"""The certificate of destruction: what was erased, by which rule, and what is out of reach.

Source: documents.md b3. It names nobody but the agent: the person may take it away, and the
structure may keep it for ever.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Bullets, Style, Text, heading
from app.documents.kinds import Template
from app.documents.mandate_data import MandatDetruit
from app.documents.mandate_parts import moment
from app.documents.panels import Card, Columns, Fields
from app.documents.parties import letterhead
from app.documents.sheet import largest_that_fits, render, sheet_of
from app.documents.tokens import BODY, MUTED, SMALL
from app.documents.typography import plain
from app.domain.agent import Structure
from app.domain.convention import Convention

_TEMPLATE: Final = Template(code="DESTRUCTION", version=3, title="Attestation de destruction")
_SIZES: Final = (BODY, 10.0, SMALL)  # the largest that keeps it on one page
_COUNTED: Final = 0.78
_GONE: Final = (
    "Plus aucune donnée permettant d’identifier les personnes concernées n’est conservée dans "
    "l’application au titre de cette destruction."
)
_GONE_MANDATE: Final = (
    "Plus aucune donnée permettant de vous identifier n’est conservée dans l’application pour ce "
    "mandat."
)
_SENT: Final = (
    "Les données transmises à {organisme} avant cette date relèvent de cet organisme : "
    "adressez-vous à lui."
)
_ON_PAPER: Final = "L’original du mandat, sur papier, reste à la structure. Le vôtre reste à vous."
_METHOD: Final = (
    "Suppression des lignes de la base chiffrée avec écrasement, vidage du journal d’écriture, "
    "puis réécriture de tout le fichier. Les compteurs anonymes n’ont pas changé."
)
_NOTHING: Final = "Aucune donnée de personne"
_CHECK: Final = (
    "Cette attestation est signée par la clé de ce poste. Le fichier PDF se vérifie dans "
    "Passerelle : Réglages, Effacements, « Vérifier une attestation… ». Une copie imprimée se "
    "compare au fichier."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateData:
    """What the certificate says. `counts` are pairs of words and number; `beyond` are sentences.

    `agent` is empty when the program erased by itself at the term.
    """

    convention: Convention
    structure: Structure
    numero: str
    event: str
    rule: str
    agent: str
    begun: str  # day and hour on the wall of the laptop
    ended: str
    counts: tuple[tuple[str, int], ...]
    beyond: tuple[str, ...]
    device: str
    key: str
    printed_on: date
    certified: str  # who vouches for the key
    remade: bool = False  # printed by the key that came after a restore
    method: str = _METHOD
    check: str = _CHECK
    signer: str = "Poste"  # « Service » on the Département's own certificates
    mandat: MandatDetruit | None = None  # what was destroyed is one mandate (002 l. 160)


def certificate_pdf(data: CertificateData) -> bytes:
    """Return the certificate; the seal is added by the caller, who has the key."""
    sheet = sheet_of(_TEMPLATE, data, reference=data.numero, final=True)
    return render(sheet, largest_that_fits(lambda size: _blocks(data, size), _SIZES))


def _blocks(data: CertificateData, size: float) -> Sequence[Block]:
    small = Style(size=SMALL, color=MUTED, before=14, leading=1.3)
    return [
        *letterhead(data.convention, data.structure),
        heading(_TEMPLATE.title, 1, size=22, before=18, after=2),
        Text(plain(f"Destruction n° {data.numero}", bold=True), Style(size=BODY + 2, after=8)),
        Fields(
            (
                ("Mandat", data.mandat.reference if data.mandat else ""),
                ("Événement", data.event),
                ("Date de l’événement", moment(data.mandat.event_on) if data.mandat else ""),
                ("Règle appliquée", data.rule),
                ("Commencée le", data.begun),
                ("Achevée le", data.ended),
                ("Agent", data.agent or "Effacement automatique, sans intervention"),
                ("Seconde personne", data.mandat.second if data.mandat else ""),
                ("Méthode", data.method),
            ),
            size=size,
        ),
        heading("Ce qui a été détruit", 2, size=14),
        _counts(data.counts, size),
        Card([Text(plain(_gone(data), bold=True), Style(size=size))], padding=9, before=10),
        heading("Ce qui est hors de portée du programme", 2, size=14),
        Bullets([plain(sentence) for sentence in _beyond(data)], Style(size=size)),
        Text(plain(data.check), small),
        Text(
            plain(f"{data.signer} {data.device} – clé {data.key}. {data.certified}{_again(data)}"),
            Style(size=SMALL, color=MUTED, leading=1.3),
        ),
    ]


def _gone(data: CertificateData) -> str:
    return _GONE_MANDATE if data.mandat else _GONE


def _beyond(data: CertificateData) -> list[str]:
    """Return what the program cannot destroy: for a mandate, the papers and what was sent."""
    if data.mandat is None:
        return list(data.beyond)
    sent = [_SENT.format(organisme=name) for name in dict.fromkeys(data.mandat.organismes)]
    return [_ON_PAPER, *sent, *data.beyond]


def _counts(counts: Sequence[tuple[str, int]], size: float) -> Block:
    """Return the numbers in two columns: a long list still leaves room for what is out of reach.

    An end may find nobody left: the certificate says so.
    """
    if not counts:
        return Text(plain(_NOTHING), Style(size=size))
    rows = [(label, str(number)) for label, number in counts]
    half = (len(rows) + 1) // 2
    halves = [part for part in (rows[:half], rows[half:]) if part]
    return Columns([[Fields(part, size=size, label_share=_COUNTED)] for part in halves], gap=24)


def _again(data: CertificateData) -> str:
    if not data.remade:
        return ""
    return " Papier refait après une restauration ; la signature d’origine est gardée."
