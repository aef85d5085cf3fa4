"""Sentences of the reports: where their figures come from, what is hidden, what is missing."""

from typing import Final

from app.domain.bilan import SourceChiffres
from app.domain.chiffres import Chiffres
from app.domain.petits_effectifs import SMALLEST_SHOWN
from app.domain.trimestre import Periode

HIDDEN: Final = "n.c."
SOURCES: Final = {
    SourceChiffres.POSTE: "les actes comptés sur ce poste",
    SourceChiffres.STRUCTURE: "les postes de la structure, réunis par le Département",
}


def method(source: SourceChiffres, chiffres: Chiffres, periode: Periode) -> tuple[str, ...]:
    """Return the annex on method of a report."""
    found = [
        (
            f"Les nombres viennent des compteurs sans nom : {SOURCES[source]}. Chaque acte est "
            "compté le mois où il a lieu ; aucun nombre n’est lié à une personne, et l’effacement "
            "d’un dossier n’en change aucun."
        ),
        f"Période : {periode.words}, par trimestres entiers et finis.",
        (
            f"Un nombre de personnes de 1 à {SMALLEST_SHOWN - 1} n’est pas écrit ({HIDDEN}), ni "
            "ceux qui le donneraient par soustraction, dans ce bilan et dans ceux d’autres "
            "périodes. Un total n’est écrit que s’il n’apprend rien de plus. Un zéro est écrit."
        ),
        (
            "« n » est le nombre d’actes dont un tableau est une partie ; « non renseigné » est ce "
            "que personne n’a dit, ou n’a voulu dire ; il est écrit même petit."
        ),
    ]
    if chiffres.depuis is not None and periode.first < chiffres.depuis:
        found.append(
            f"Les premiers actes comptés sont du {chiffres.depuis.words} : avant, un zéro ou "
            f"« {HIDDEN} » ne dit pas qu’il n’y a rien eu."
        )
    if chiffres.missing:
        found.append(
            f"Il manque des postes : {' ; '.join(chiffres.missing)}. Ce qu’ils ont transmis après "
            "la clôture d’un trimestre compte dans un trimestre suivant."
        )
    return tuple(french(sentence) for sentence in found)


def french(sentence: str) -> str:
    """Set the blanks before double signs as French sets them."""
    for sign in ":;?!»":
        sentence = sentence.replace(f" {sign}", f"\u00a0{sign}")
    return sentence.replace("« ", "«\u00a0")
