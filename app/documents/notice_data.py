"""What the notice needs, what it says, and which version of it a consent names."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.languages import FRENCH
from app.documents.notice_parts import identity_words
from app.documents.parties import contact_of
from app.documents.texts import Texts, load
from app.documents.typography import Line
from app.domain.agent import Structure
from app.domain.convention import Champ, Convention
from app.domain.entretien import Consentement

FIELD_WORDS: Final = {
    Champ.NOM: "nom", Champ.PRENOM: "prénom", Champ.ADRESSE: "adresse postale",
    Champ.CIVILITE: "civilité", Champ.TRANCHE_AGE: "tranche d’âge",
    Champ.CATEGORIE: "catégorie de public",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeData:
    """What the notice needs.

    `answer` is None on the copy given at the counter: then no box is ticked. `oral` says that the
    answer was given by word of mouth and is attested by the agent. `indicateurs` are the words of
    what is counted without a name (« la tranche d’âge »), asked for purpose 3. `langue` is the
    language of the pages that follow the French ones (« en »); in French there are none. `repere`
    numbers a slip printed ahead: name and day are then left to write by hand.
    """

    convention: Convention
    structure: Structure
    printed_on: date
    personne: str = ""
    agent: str = ""
    reference: str = ""
    answer: Consentement | None = None
    oral: bool = False
    indicateurs: tuple[str, ...] = ()
    langue: str = FRENCH
    repere: str = ""
    final: bool = True


def notice_version(convention: Convention, structure: Structure) -> str:
    """Return the version that a proof of consent names: the text's and a mark of what it says.

    The same text under another convention, or filled in otherwise, is another version.
    """
    texts = load("notice.toml", convention.profile)
    said = [
        texts.raw,
        *(f"{key}={value}" for key, value in notice_values(convention, structure).items()),
    ]
    mark = hashlib.sha256("\n".join(said).encode()).hexdigest()[:6]
    return f"{texts.version}-{mark}"


def notice_values(convention: Convention, structure: Structure) -> dict[str, str]:
    """Return the values that the texts of the notice take."""
    protection = convention.protection
    hours = protection.droits_delai_h
    return {
        "structure": structure.name,
        "structure_adresse": ", ".join(structure.adresse),
        "structure_contact": contact_of(structure.telephone, structure.courriel),
        "role_structure": protection.role_structure,
        "responsable": protection.responsable,
        "responsable_adresse": _controller_address(convention, structure),
        "finalite": protection.finalite,
        "base_legale": protection.base_legale[:1].upper() + protection.base_legale[1:],
        "destinataires": " et ".join(protection.destinataires),
        "duree": protection.duree,
        "dpo_courriel": protection.dpo_courriel,
        "droits_courriel": protection.droits_courriel or structure.courriel,
        "droits_delai": "" if hours is None else str(hours),
        "operateur": convention.pass_numerique.operateur,
        "donnees": _kept_fields(convention),
        "identite": ", ".join(words for _, words in identity_words(convention)),
    }


def _controller_address(convention: Convention, structure: Structure) -> str:
    """Return the controller's address, where the convention names one of its parties."""
    name = convention.protection.responsable.lower()
    for party in (convention.departement, convention.partenaire, structure):
        if party.name.lower() in name:
            return ", ".join(party.adresse)
    return ""


def _kept_fields(convention: Convention) -> str:
    words = [word for champ, word in FIELD_WORDS.items() if convention.allows(champ)]
    return ", ".join(words).capitalize()


def said_in(texts: Texts, part: str, keys: Sequence[str], values: Mapping[str, str]) -> list[Line]:
    """Return the sentences of several texts, one after the other."""
    return [line for key in keys for line in texts.lines(part, key, values)]


def joined(lines: Sequence[Line]) -> str:
    """Return lines as one text, without their bold."""
    return "\n".join("".join(run.text for run in line) for line in lines)
