"""A decision as a letter: to whom, at which address, with which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from app.documents.letter import LetterData
from app.documents.postal import MAX_SIGNS, PostalAddress, Refused, Role, compose
from app.documents.values import Contact
from app.documents.window import Offset
from app.domain.agent import Structure
from app.domain.convention import Convention, Motif, Remise
from app.domain.personne import AdressePostale
from app.domain.prescription import Sens

_ATTEMPTS: Final = 3  # shortening one line may still leave a line too many
_OTHER_REASON: Final = "Le Département a donné une autre raison."


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Letter:
    """What a letter is made from: one decision and the prescription it is about."""

    prescription_id: str
    number: int
    reference: str
    structure: Structure
    sens: Sens
    motif: str
    payload: Mapping[str, Any]


def letters_of(convention: Convention | None) -> frozenset[Sens]:
    """Return which decisions the Département writes about.

    Where the structure hands the Pass over (001), it hands the letter over with them; where there
    are no Pass, nothing is accepted by letter.
    """
    if convention is None:
        return frozenset()
    if convention.pass_numerique.remise is Remise.ENVOI:
        return frozenset(Sens)
    return frozenset({Sens.REFUSEE})


def address_of(payload: Mapping[str, Any]) -> PostalAddress | Refused | None:
    """Return the address for the window, what is wrong with it, or None when none was sent."""
    return _composed(payload, {})


def shortened(payload: Mapping[str, Any]) -> PostalAddress | None:
    """Return an address that fits, with the shorter lines that `postal` proposes."""
    replaced: dict[Role, str] = {}
    for _ in range(_ATTEMPTS):
        address = _composed(payload, replaced)
        if not isinstance(address, Refused):
            return address
        for fault in address.faults:
            replaced[fault.role] = fault.proposal
            if fault.role is Role.COMPLEMENT and len(fault.text) <= MAX_SIGNS:
                replaced[Role.RESIDENCE] = ""  # a line too many: both became one
    return None


def letter_data(  # noqa: PLR0913 - a letter is said by all of these
    letter: Letter,
    address: PostalAddress,
    *,
    convention: Convention,
    dated: date,
    service: str,
    offset: Offset,
    wording: str = "",
) -> LetterData:
    """Return what the letter says."""
    departement = convention.departement
    personne = _personne(letter.payload)
    return LetterData(
        convention=convention,
        structure=letter.structure,
        address=address,
        reference=letter.reference,
        printed_on=dated,
        contact=Contact(
            nom=departement.service or departement.name,
            telephone=departement.telephone,
            courriel=departement.courriel,
        ),
        civilite=str(personne.get("civilite", "")),
        service=service,
        carnets_count=int(letter.payload.get("carnets", 1)),
        motif=_motif(convention, letter.motif) if letter.sens is Sens.REFUSEE else None,
        offset=offset,
        wording=wording,
    )


def _motif(convention: Convention, code: str) -> Motif:
    """Return the motive; one that the convention no longer has is told without its words."""
    known = next((motif for motif in convention.motifs if motif.code == code), None)
    return known or Motif(code=code, label=code, explanation=_OTHER_REASON)


def _composed(
    payload: Mapping[str, Any], replaced: Mapping[Role, str]
) -> PostalAddress | Refused | None:
    personne = _personne(payload)
    adresse = cast("Mapping[str, Any]", personne.get("adresse", {}))
    if not adresse or not personne.get("nom"):
        return None
    lines: dict[str, Any] = {"voie": "", **adresse}
    return compose(
        civilite=str(personne.get("civilite", "")),
        prenom=str(personne.get("prenom", "")),
        nom=str(personne["nom"]),
        adresse=AdressePostale(**lines),
        replaced=replaced,
    )


def _personne(payload: Mapping[str, Any]) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", payload.get("personne", {}))
