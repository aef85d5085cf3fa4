"""The transmission of a rights request to whoever answers it, and the receipt for the person.

Source: documents.md b10; 000 art. 5 l. 126 (within 24 h, with the useful information held).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Bullets, Space, Style, Text, heading
from app.documents.kinds import Template
from app.documents.panels import Card, Fields
from app.documents.parties import contact_of, letterhead, mentions
from app.documents.sheet import Sheet, largest_that_fits, render, sheet_of
from app.documents.tokens import BODY, LARGE, MUTED, SMALL
from app.documents.typography import plain, rich
from app.domain.agent import Structure
from app.domain.convention import Convention

_TRANSMISSION: Final = Template(
    code="DROITS", version=1, title="Demande d’exercice de droits : transmission"
)
_RECU: Final = Template(code="DROITS-RECU", version=1, title="Votre demande a été reçue")
_SIZES: Final = (BODY, 10.5, 10.0, SMALL)
_NOTHING: Final = "Aucune donnée de cette personne n’est connue sur ce poste."


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestData:
    """What the two papers say. Moments are in words of the wall; `representative` may be empty.

    `recipient` is « le Département… », `to_recipient` « au Département… ». `held` is what this
    laptop holds about the person (« 2026-CCASILL-0001 », « prescrite le … »), `categories` the
    kinds of data, `done` what was done here already. `sent` is empty before the sending.
    """

    convention: Convention
    structure: Structure
    numero: str
    recipient: str
    to_recipient: str
    recipient_address: str
    received: str
    channel: str
    received_by: str
    rights: tuple[str, ...]
    person: str
    reach: str
    words: str
    representative: str
    doubt: str
    term: str
    hours: int
    answer_delay: str
    held: tuple[tuple[str, str], ...]
    categories: str
    recipients: str
    done: tuple[str, ...]
    agent: str
    printed_on: date
    sent: str = ""


def transmission_pdf(data: RequestData) -> bytes:
    """Return the paper that goes to the controller, one page wherever it can be."""
    return render(
        _sheet(_TRANSMISSION, data),
        largest_that_fits(lambda size: _transmission(data, size), _SIZES),
    )


def receipt_pdf(data: RequestData) -> bytes:
    """Return the receipt that the person takes away: short sentences, large letters."""
    return render(
        _sheet(_RECU, data), largest_that_fits(lambda size: _receipt(data, size), (LARGE, 13))
    )


def _sheet(template: Template, data: RequestData) -> Sheet:
    return sheet_of(template, data, reference=data.numero, final=True)


def _transmission(data: RequestData, size: float) -> Sequence[Block]:
    structure = data.structure
    small = Style(size=SMALL, color=MUTED, before=10, leading=1.3)
    contact = contact_of(structure.telephone, structure.courriel)
    held = data.held or (("Sur ce poste", _NOTHING),)
    return [
        *letterhead(data.convention, structure),
        heading("Demande d’exercice de droits", 1, size=22, before=10, after=0),
        Text(plain(f"Transmission n° {data.numero}", bold=True), Style(size=BODY + 1, after=6)),
        Card(
            [
                Text(
                    rich(
                        "**À transmettre au plus tard :** {term}. "
                        "**Réponse à la personne :** dans un délai d’{answer}.",
                        {"term": data.term, "answer": data.answer_delay},
                    ),
                    Style(size=size),
                )
            ]
        ),
        heading("La demande", 2, size=13, before=12),
        Fields(
            (
                ("Droits demandés", "\n".join(data.rights)),
                ("Destinataire", f"{data.recipient}\n{data.recipient_address}".strip()),
                ("Reçue le", data.received),
                ("Par", f"{data.received_by} – {data.channel.lower()}"),
                ("Personne", data.person),
                ("Pour lui répondre", data.reach),
                ("Agit par", data.representative),
                ("Identité", data.doubt),
                ("Ses mots", f"« {data.words} »" if data.words else ""),
                ("Transmise par", f"{data.agent}, {structure.name}\n{contact}".strip()),
                ("Transmise le", data.sent),
            ),
            size=size,
        ),
        heading("Informations utiles détenues", 2, size=13, before=12),
        Fields(held, size=size),
        Fields(
            (("Catégories de données", data.categories), ("Destinataires", data.recipients)),
            size=size,
        ),
        heading("Déjà fait sur ce poste", 2, size=13, before=12),
        Bullets([plain(done) for done in data.done] or [plain("Rien encore.")], Style(size=size)),
        Text(plain("Ce document contient des données personnelles."), small),
    ]


def _receipt(data: RequestData, size: float) -> Sequence[Block]:
    big = Style(size=size, before=8)
    structure = data.structure
    contact = contact_of(structure.telephone, structure.courriel)
    return [
        *letterhead(data.convention, structure),
        heading(_RECU.title, 1, size=24, before=14, after=4),
        Text(plain(f"Demande n° {data.numero}", bold=True), Style(size=size)),
        *([Text(plain(f"Pour : {data.person}"), big)] if data.person else []),
        Text(rich("Votre demande a été reçue le **{at}**.", {"at": data.received}), big),
        Text(plain("Vous demandez :"), big),
        Bullets([plain(right) for right in data.rights], Style(size=size), gap=5),
        Text(
            rich(
                "Elle est transmise {to} **sous {hours} heures**.",
                {"to": data.to_recipient, "hours": str(data.hours)},
            ),
            big,
        ),
        Text(rich("Il vous répond dans un délai d’**{in_}**.", {"in_": data.answer_delay}), big),
        Text(plain("Gardez ce papier. C’est gratuit."), big),
        Text(
            plain(
                "Sans réponse après ce délai, vous pouvez écrire à la CNIL : "
                "3 place de Fontenoy, TSA 80715, 75334 Paris cedex 07."
            ),
            big,
        ),
        Space(14),
        Fields(
            (
                ("Reçue par", f"{data.received_by}, {structure.name}"),
                ("Pour nous joindre", contact or ", ".join(structure.adresse)),
            ),
            size=BODY,
        ),
        *mentions(data.convention),
    ]
