"""A Département's form on Démarches simplifiées, as its convention describes it.

The platform drops what it does not take without saying so, so the form is known here in advance:
its fields, their types and options, and what fills each. Source: `demarches-simplifiees.md` § 1.3
and § 7 (« Offline validation against the snapshot at interview time »).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from app.domain.convention import Champ


class Valeur(StrEnum):
    """What of a prescription may fill a field."""

    IDENTIFIANT = "identifiant"  # the prescription's UUID, for the Département to find doubles
    REFERENCE = "reference"
    STRUCTURE = "structure"
    PRESCRITE_LE = "prescrite_le"
    SERVICE = "service"
    CARNETS = "carnets"
    CATEGORIE = "categorie"
    NOM = "nom"
    PRENOM = "prenom"
    CIVILITE = "civilite"
    TRANCHE_AGE = "tranche_age"
    ADRESSE = "adresse"  # on one line, as the national address base writes it
    COMPLEMENT = "complement"  # « chez », floor, building, lieu-dit
    COMMUNE = "commune"  # postal code and INSEE code together
    DEPARTEMENT = "departement"


class TypeChamp(StrEnum):
    """The types of fields that a program may fill (§ 1.3); the words are the platform's."""

    TEXT = "text"
    TEXTAREA = "textarea"
    EMAIL = "email"
    PHONE = "phone"
    FORMATTED = "formatted"
    INTEGER = "integer_number"
    DECIMAL = "decimal_number"
    DATE = "date"
    CIVILITE = "civilite"
    YES_NO = "yes_no"
    CHECKBOX = "checkbox"
    LIST = "drop_down_list"
    MULTIPLE = "multiple_drop_down_list"
    DEPARTEMENT = "departements"
    COMMUNE = "communes"
    ADDRESS = "address"


NEEDS: Final[Mapping[Valeur, Champ]] = MappingProxyType(
    {
        Valeur.NOM: Champ.NOM,
        Valeur.PRENOM: Champ.PRENOM,
        Valeur.CIVILITE: Champ.CIVILITE,
        Valeur.TRANCHE_AGE: Champ.TRANCHE_AGE,
        Valeur.CATEGORIE: Champ.CATEGORIE,
        Valeur.ADRESSE: Champ.ADRESSE,
        Valeur.COMPLEMENT: Champ.ADRESSE,
        Valeur.COMMUNE: Champ.ADRESSE,
        Valeur.DEPARTEMENT: Champ.ADRESSE,
    }
)
"""The field that a convention must send for a value to be there."""

_WORDS: Final = frozenset({TypeChamp.TEXT, TypeChamp.TEXTAREA, TypeChamp.FORMATTED})
_LISTS: Final = frozenset({TypeChamp.LIST, TypeChamp.MULTIPLE})
_FITS: Final[Mapping[TypeChamp, frozenset[Valeur]]] = {
    TypeChamp.DATE: frozenset({Valeur.PRESCRITE_LE}),
    TypeChamp.INTEGER: frozenset({Valeur.CARNETS, Valeur.CATEGORIE}),
    TypeChamp.DECIMAL: frozenset({Valeur.CARNETS, Valeur.CATEGORIE}),
    TypeChamp.CIVILITE: frozenset({Valeur.CIVILITE}),
    TypeChamp.COMMUNE: frozenset({Valeur.COMMUNE}),
    TypeChamp.DEPARTEMENT: frozenset({Valeur.DEPARTEMENT}),
    TypeChamp.ADDRESS: frozenset({Valeur.ADRESSE}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChampFormulaire:
    """A field of the form; `id` is the platform's, without its final « = ».

    `prive` is an annotation of the administration, which who deposits does not see. `type` is the
    platform's word: some types no program can fill.
    """

    id: str
    type: str
    libelle: str
    obligatoire: bool = False
    prive: bool = False
    options: tuple[str, ...] = ()
    libre: bool = False  # a list that takes words beside its options

    @property
    def key(self) -> str:
        """Return the name under which its value is sent."""
        return f"champ_{self.id}"

    def takes(self, valeur: Valeur) -> bool:
        """Tell whether a value can be written as this type wants it."""
        if self.type in _WORDS:
            return valeur is not Valeur.COMMUNE
        if self.type in _LISTS:
            return valeur not in {Valeur.COMMUNE, Valeur.ADRESSE}
        found = next((fit for kind, fit in _FITS.items() if kind == self.type), frozenset[Valeur]())
        return valeur in found


@dataclass(frozen=True, slots=True, kw_only=True)
class Remplissage:
    """What fills one field: a value of the prescription or always the same words.

    `traduction` gives the form's word for each of our codes; without one the code itself is sent.
    """

    champ: ChampFormulaire
    valeur: Valeur | None = None
    constante: str = ""
    traduction: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulaire:
    """The fields of a form; from the convention, or as the platform describes it today."""

    champs: tuple[ChampFormulaire, ...]
    etat: str = "publiee"

    def champ(self, id_: str) -> ChampFormulaire | None:
        """Return a field, None when the form has no such."""
        return next((one for one in self.champs if one.id == id_), None)

    @property
    def empreinte(self) -> str:
        """Return a SHA-256 of identifiers, types and options: another one asks for a check."""
        said = sorted(
            [one.id, one.type, one.prive, one.libre, *sorted(one.options)] for one in self.champs
        )
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Demarche:
    """The form in force for a convention, where it is and what fills it.

    `hotes` are other hosts at which the platform may give the address of a draft. `identite` says
    that the form is for a person: her names then go to the platform's own identity page.
    """

    adresse: str
    numero: int
    chemin: str
    formulaire: Formulaire
    remplissages: tuple[Remplissage, ...]
    identite: bool
    fermeture: date | None = None
    hotes: tuple[str, ...] = ()
