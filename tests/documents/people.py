"""Three persons whose names and addresses are hard on a page, and what a paper must give back."""

from dataclasses import dataclass, replace

from app.domain.agent import Structure
from app.domain.personne import AdressePostale, Personne
from tests.documents.examples import PERSONNE, STRUCTURE


@dataclass(frozen=True, slots=True)
class Who:
    """A person, and the structure and agent that receive her."""

    personne: Personne
    structure: Structure
    agent: tuple[str, str]


def _who(prenom: str, nom: str, adresse: AdressePostale, structure: str, agent: str) -> Who:
    return Who(
        replace(PERSONNE, prenom=prenom, nom=nom, adresse=adresse),
        replace(STRUCTURE, name=structure),
        (agent.split(" ", 1)[0], agent.split(" ", 1)[1]),
    )


LONG = _who(
    "Marie-Bérengère-Anastasie",
    "de La Rochefoucauld-Imaginaire d’Harcourt",
    AdressePostale(
        voie="128 bis avenue du Maréchal-de-Lattre-Inventé",
        code_postal="51290",
        commune="Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson",  # 45 signs: the longest of France
        code_insee="51513",
        complement="Appartement 1204, étage 12, escalier B",
        residence="Résidence des Grands Champs du Haut-Pré",
    ),
    "Centre communal d’action sociale et de l’accompagnement numérique d’Illkirch-Graffenstaden",
    "Anne-Charlotte-Élisabeth Formatrice-Longuenom de Saint-Exemple",
)
ACCENTS = _who(
    "Zoë-Maÿlis",
    "L’Œuvré d’Aÿ-Nuñez",
    AdressePostale(
        voie="3 côte de l’Écluse-à-l’Âne",
        code_postal="76790",
        commune="L’Haÿ-les-Œillets",
        code_insee="76254",
    ),
    "Maison « L’Été » & Cie",
    "Gaëlle O’Çelik",
)
RIGHT_TO_LEFT = _who(
    "فاطمة",
    "الزهراء المغربي",
    AdressePostale(
        voie="7 rue de l’Exemple", code_postal="66500", commune="Prades", code_insee="66149"
    ),
    STRUCTURE.name,
    "Noëlle Formatrice",
)
PEOPLE = {"long": LONG, "accents": ACCENTS, "droite à gauche": RIGHT_TO_LEFT}
