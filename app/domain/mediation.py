"""A place of digital mediation, as the national standard describes one (schema 1.0.2).

Source: LaMednum/standard-mediation-num, schema 1.0.2 (25/07/2024). The standard says no more who
accepts the Pass: `AcceptePass` is ours, with the day on which it was verified (decision 0047).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from app.domain.distance import Point


class Service(StrEnum):
    """What people can learn or do there."""

    DEMARCHES = "Aide aux démarches administratives"
    QUOTIDIEN = "Maîtrise des outils numériques du quotidien"
    EMPLOI = "Insertion professionnelle via le numérique"
    SECURITE = "Utilisation sécurisée du numérique"
    PARENTALITE = "Parentalité et éducation avec le numérique"
    LOISIRS = "Loisirs et créations numériques"
    COMPREHENSION = "Compréhension du monde numérique"
    ACCES = "Accès internet et matériel informatique"
    ACQUISITION = "Acquisition de matériel informatique à prix solidaire"


class Public(StrEnum):
    """Whom a place is for in particular; none of these: everybody."""

    JEUNES = "Jeunes"
    ETUDIANTS = "Étudiants"
    FAMILLES = "Familles et/ou enfants"
    SENIORS = "Seniors"
    FEMMES = "Femmes"


class PriseEnCharge(StrEnum):
    """What a place is ready for."""

    SURDITE = "Surdité"
    MOTEUR = "Handicaps moteurs"
    MENTAL = "Handicaps mentaux"
    ILLETTRISME = "Illettrisme"
    ANGLAIS = "Langues étrangères (anglais)"
    LANGUES = "Langues étrangères (autres)"
    VISUEL = "Déficience visuelle"


class Frais(StrEnum):
    """What it costs."""

    GRATUIT = "Gratuit"
    SOUS_CONDITION = "Gratuit sous condition"
    PAYANT = "Payant"


class Acces(StrEnum):
    """How one comes in touch."""

    SE_PRESENTER = "Se présenter"
    TELEPHONER = "Téléphoner"
    COURRIEL = "Contacter par mail"
    RDV_EN_LIGNE = "Prendre un RDV en ligne"
    SANS_PUBLIC = "Ce lieu n'accueille pas de public"
    FICHE = "Envoyer un mail avec une fiche de prescription"


class Accompagnement(StrEnum):
    """How people are helped."""

    AUTONOMIE = "En autonomie"
    INDIVIDUEL = "Accompagnement individuel"
    ATELIER = "Dans un atelier collectif"
    DISTANCE = "À distance"


class AcceptePass(StrEnum):
    """Whether a Pass pays there; never read out of « Gratuit sous condition »."""

    OUI = "oui"
    NON = "non"
    INCONNU = ""


WordT = TypeVar("WordT", bound=StrEnum)


def bits(words: Iterable[WordT]) -> int:
    """Return a set of the standard's words as bits, in the order of the enumeration."""
    found = 0
    for word in words:
        found |= 1 << list(type(word)).index(word)
    return found


def words_of(kind: type[WordT], value: int) -> Iterator[WordT]:
    """Give the words of `kind` that stand in bits."""
    return (word for place, word in enumerate(kind) if value >> place & 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureMediation:
    """A line of the catalogue. Texts are empty where the list says nothing.

    `horaires` is in the syntax of OpenStreetMap, or a text as somebody wrote it. `autres` are the
    columns of the standard that are shown as they stand, by their names.
    """

    id: str
    pivot: str
    nom: str
    commune: str
    code_postal: str
    adresse: str = ""
    date_maj: date | None = None
    code_insee: str = ""
    complement_adresse: str = ""
    point: Point | None = None
    telephone: str = ""
    courriels: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    horaires: str = ""
    presentation: str = ""
    itinerant: bool = False
    services: frozenset[Service] = frozenset()
    publics: frozenset[Public] = frozenset()
    prises_en_charge: frozenset[PriseEnCharge] = frozenset()
    frais: frozenset[Frais] = frozenset()
    acces: frozenset[Acces] = frozenset()
    accompagnements: frozenset[Accompagnement] = frozenset()
    programmes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    fiche_acces_libre: str = ""
    prise_rdv: str = ""
    accepte_pass: AcceptePass = AcceptePass.INCONNU
    pass_verifie_le: date | None = None

    def __post_init__(self) -> None:
        if not (self.id and self.nom and self.commune):
            raise ValueError("a place has an identifier, a name and a commune")

    @property
    def ligne_adresse(self) -> str:
        """Return the address on one line."""
        parts = (self.adresse, self.complement_adresse, f"{self.code_postal} {self.commune}")
        return ", ".join(part for part in parts if part)


V01_SERVICES: Final[dict[str, Service]] = {
    "Devenir autonome dans les démarches administratives": Service.DEMARCHES,
    "Réaliser des démarches administratives avec un accompagnement": Service.DEMARCHES,
    "Accompagner les démarches de santé": Service.DEMARCHES,
    "Prendre en main un smartphone ou une tablette": Service.QUOTIDIEN,
    "Prendre en main un ordinateur": Service.QUOTIDIEN,
    "Utiliser le numérique au quotidien": Service.QUOTIDIEN,
    "Approfondir ma culture numérique": Service.COMPREHENSION,
    "Favoriser mon insertion professionnelle": Service.EMPLOI,
    "Accéder à une connexion internet": Service.ACCES,
    "Accéder à du matériel": Service.ACCES,
    "S'équiper en matériel informatique": Service.ACQUISITION,
    "Créer et développer mon entreprise": Service.EMPLOI,
    "Créer avec le numérique": Service.LOISIRS,
    "Promouvoir la citoyenneté numérique": Service.COMPREHENSION,
    "Soutenir la parentalité et l'éducation avec le numérique": Service.PARENTALITE,
}
"""The 15 services of schema 0.1 among the 9 of 1.0: the mapping of the national cartography."""

V01_PUBLICS: Final[dict[str, Public | PriseEnCharge | None]] = {
    "Seniors (+ 65 ans)": Public.SENIORS,
    "Familles/enfants": Public.FAMILLES,
    "Adultes": None,  # everybody: 1.0 names only whom a place is for in particular
    "Jeunes (16-26 ans)": Public.JEUNES,
    "Public langues étrangères": PriseEnCharge.LANGUES,
    "Déficience visuelle": PriseEnCharge.VISUEL,
    "Surdité": PriseEnCharge.SURDITE,
    "Handicaps psychiques": PriseEnCharge.MENTAL,
    "Handicaps mentaux": PriseEnCharge.MENTAL,
    "Uniquement femmes": Public.FEMMES,
    "Personnes en situation d'illettrisme": PriseEnCharge.ILLETTRISME,
}
V01_ACCOMPAGNEMENTS: Final[dict[str, Accompagnement]] = {
    "Seul": Accompagnement.AUTONOMIE,
    "Avec de l'aide": Accompagnement.INDIVIDUEL,
    "Dans un atelier": Accompagnement.ATELIER,
    "A ma place": Accompagnement.INDIVIDUEL,
}
V01_FRAIS: Final[dict[str, Frais]] = {
    "Gratuit": Frais.GRATUIT,
    "Gratuit sous condition": Frais.SOUS_CONDITION,
    "Payant": Frais.PAYANT,
    "Adhésion": Frais.PAYANT,
}
V01_CONDITION_ACCEPTE: Final = "Accepte le Pass numérique"
V01_LABEL_ACCEPTE: Final = "APTIC"
