"""A prescription as the form wants it, and what of it the platform would drop in silence.

Used twice: at the interview, without a network, against the form that the convention describes;
and before each draft, against the form as it is today. Formats: demarches-simplifiees.md § 1.3.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final

from app.domain.demarche import (
    ChampFormulaire,
    Demarche,
    Formulaire,
    Remplissage,
    TypeChamp,
    Valeur,
)
from app.sync.protocol.payload import AdresseSent, Payload, PersonneSent

_CODE: Final = 5
_OVERSEAS: Final = ("97", "98")
_GENRES: Final = {"Madame": "Mme", "Monsieur": "M.", "Mme": "Mme", "M.": "M."}
Value = str | list[str]
KnowsCommune = Callable[[str, str], bool]


class Probleme(StrEnum):
    """Why a field cannot be filled."""

    MANQUE = auto()  # the form requires it, and there is nothing to fill it with
    OPTION = auto()  # the form has no such option
    FORME = auto()  # not a commune, not a département
    CHANGE = auto()  # the form no longer has this field, or of another type


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A field of the form, by its label, and why it cannot be filled. Holds no value."""

    libelle: str
    probleme: Probleme
    valeur: Valeur | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Filled:
    """The body to send, of texts only, and what is wrong with it."""

    body: Mapping[str, Value]
    faults: tuple[Fault, ...]

    @property
    def empreinte(self) -> str:
        """Return the SHA-256 of the body: the same content asks for no second draft."""
        return hashlib.sha256(json.dumps(self.body, sort_keys=True).encode()).hexdigest()


def fill(
    demarche: Demarche,
    formulaire: Formulaire,
    payload: Payload,
    item: str,
    *,
    knows_commune: KnowsCommune = lambda _code, _insee: True,
) -> Filled:
    """Fill the fields of `formulaire`, which is the convention's or the one in force today."""
    body: dict[str, Value] = {}
    faults: list[Fault] = []
    for remplissage in demarche.remplissages:
        champ = formulaire.champ(remplissage.champ.id)
        found = _filled(remplissage, champ, payload, item, knows_commune)
        if isinstance(found, Probleme):
            label, valeur = remplissage.champ.libelle, remplissage.valeur
            faults.append(Fault(libelle=label, probleme=found, valeur=valeur))
        elif found:
            body[remplissage.champ.key] = found
    if demarche.identite and payload.personne is not None:
        body.update(_identite(payload.personne))
    return Filled(body=body, faults=tuple(faults))


def newly_required(demarche: Demarche, formulaire: Formulaire) -> tuple[str, ...]:
    """Return the labels of what the form requires today and the convention does not know."""
    known = {champ.id for champ in demarche.formulaire.champs}
    return tuple(
        champ.libelle
        for champ in formulaire.champs
        if champ.obligatoire and not champ.prive and champ.id not in known
    )


def _filled(
    remplissage: Remplissage,
    champ: ChampFormulaire | None,
    payload: Payload,
    item: str,
    knows_commune: KnowsCommune,
) -> Value | Probleme:
    """Return the value to send, "" for none."""
    described = remplissage.champ
    if champ is None or (champ.type, champ.prive) != (described.type, described.prive):
        return Probleme.CHANGE
    if remplissage.valeur is Valeur.COMMUNE:
        return _commune(payload, champ, knows_commune)
    given = remplissage.constante or _text(remplissage.valeur, payload, item)
    if not given:
        return Probleme.MANQUE if champ.obligatoire else ""
    return _written(champ, given, remplissage.traduction.get(given, given))


def _written(champ: ChampFormulaire, given: str, word: str) -> Value | Probleme:
    """Return the form's word as its type wants it."""
    if champ.type in {TypeChamp.LIST, TypeChamp.MULTIPLE}:
        if word not in champ.options and not champ.libre:
            return Probleme.OPTION
        return [word] if champ.type == TypeChamp.MULTIPLE else word
    return _GENRES.get(given, Probleme.FORME) if champ.type == TypeChamp.CIVILITE else word


def _commune(payload: Payload, champ: ChampFormulaire, knows: KnowsCommune) -> Value | Probleme:
    """Return postal code and INSEE code, which the platform drops together when one is unknown."""
    adresse = _adresse_of(payload)
    if adresse is None:
        return Probleme.MANQUE if champ.obligatoire else ""
    pair = [adresse.code_postal, adresse.code_insee]
    well_formed = all(len(code) == _CODE and code.isalnum() for code in pair)
    return pair if well_formed and knows(*pair) else Probleme.FORME


def _text(valeur: Valeur | None, payload: Payload, item: str) -> str:
    personne = payload.personne or PersonneSent()
    adresse = _adresse_of(payload)
    categorie = "" if payload.categorie is None else str(payload.categorie)
    day = payload.prescribed_on.isoformat() if payload.prescribed_on else ""
    found: Mapping[Valeur, str] = {
        Valeur.IDENTIFIANT: item,
        Valeur.REFERENCE: payload.reference,
        Valeur.STRUCTURE: payload.structure,
        Valeur.PRESCRITE_LE: day,
        Valeur.SERVICE: payload.service,
        Valeur.CARNETS: str(payload.carnets),
        Valeur.CATEGORIE: categorie,
        Valeur.NOM: personne.nom,
        Valeur.PRENOM: personne.prenom,
        Valeur.CIVILITE: personne.civilite,
        Valeur.TRANCHE_AGE: personne.tranche_age,
        Valeur.ADRESSE: _one_line(adresse) if adresse else "",
        Valeur.COMPLEMENT: _complement(adresse) if adresse else "",
        Valeur.DEPARTEMENT: _departement(adresse.code_insee) if adresse else "",
    }
    return found[valeur] if valeur is not None else ""


def _adresse_of(payload: Payload) -> AdresseSent | None:
    return payload.personne.adresse if payload.personne else None


def _one_line(adresse: AdresseSent) -> str:
    parts = (adresse.voie or adresse.lieu_dit, adresse.code_postal, adresse.commune)
    return " ".join(part for part in parts if part)


def _complement(adresse: AdresseSent) -> str:
    chez = f"chez {adresse.chez}" if adresse.chez else ""
    lieu_dit = adresse.lieu_dit if adresse.voie else ""
    parts = (chez, adresse.complement, adresse.residence, lieu_dit)
    return ", ".join(part for part in parts if part)


def _departement(code_insee: str) -> str:
    return code_insee[: 3 if code_insee.startswith(_OVERSEAS) else 2]


def _identite(personne: PersonneSent) -> Mapping[str, str]:
    genre = _GENRES.get(personne.civilite, "")
    found = {
        "identite_prenom": personne.prenom,
        "identite_nom": personne.nom,
        "identite_genre": genre,
    }
    return {name: text for name, text in found.items() if text}
