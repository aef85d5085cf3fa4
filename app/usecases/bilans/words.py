"""Sentences of the reports: where their figures come from, what is hidden, what is missing."""

from collections.abc import Sequence
from typing import Final

from app.domain.bilan import Partie, SourceChiffres
from app.domain.chiffres import Chiffres
from app.domain.petits_effectifs import SMALLEST_SHOWN
from app.domain.trimestre import Periode

HIDDEN: Final = "n.c."
_TAKEN_BACK: Final = (
    "Un nombre négatif reprend ce qui avait été compté dans une période d’avant : des carnets "
    "retrouvés, par exemple."
)
SOURCES: Final = {
    SourceChiffres.POSTE: "les actes comptés sur ce poste",
    SourceChiffres.STRUCTURE: "les postes de la structure, réunis par le Département",
}


def method(source: SourceChiffres, chiffres: Chiffres, periode: Periode) -> tuple[str, ...]:
    """Return the annex on method of a report."""
    found = [
        (
            f"Les nombres viennent des compteurs sans nom : {SOURCES[source]}. Aucun nombre n’est "
            "lié à une personne, et l’effacement d’un dossier n’en change aucun."
        ),
        (
            "Un acte est compté le mois où il est noté ; un atelier ou une permanence, le mois où "
            "ils ont lieu, ou, si ce mois est déjà transmis ou validé, le premier qui ne l’est pas."
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
    if missing := chiffres.missing_in(periode):
        found.append(
            f"Il manque des postes : {' ; '.join(missing)}. Ce qu’ils ont transmis après "
            "la clôture d’un trimestre compte dans un trimestre suivant."
        )
    return tuple(french(sentence) for sentence in found)


def taken_back(parties: Sequence[Partie]) -> tuple[str, ...]:
    """Say what a figure under zero is, where a table shows one."""
    shown = (
        figure
        for partie in parties
        for tableau in partie.tableaux
        for ligne in tableau.lignes
        for figure in (*ligne.figures, ligne.total)
    )
    under = any(figure is not None and figure < 0 for figure in shown)
    return (french(_TAKEN_BACK),) if under else ()


def french(sentence: str) -> str:
    """Set the blanks before double signs as French sets them."""
    for sign in ":;?!»":
        sentence = sentence.replace(f" {sign}", f"\u00a0{sign}")
    return sentence.replace("« ", "«\u00a0")
