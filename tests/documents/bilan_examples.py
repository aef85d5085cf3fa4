"""Reports for the tests of papers: every part that one may have."""

from datetime import date

from app.documents.bilan import BilanData
from app.domain.bilan import Cible, Contenu, Ligne, Partie, Saisie, SourceChiffres, Tableau
from app.usecases.bilans.words import french
from tests.documents.examples import STRASBOURG
from tests.documents.people import Who

QUARTERS = ("T1", "T2", "T3", "T4")


def _table() -> Tableau:
    return Tableau(
        code="tranche_age",
        titre="Âge",
        colonnes=QUARTERS,
        lignes=(
            Ligne(code="18-24", libelle="18 à 24 ans", figures=(None, None, 6, 9), total=None),
            Ligne(code="60-69", libelle="60 à 69 ans", figures=(11, 15, 9, 21), total=56),
            Ligne(code="70+", libelle="70 ans et plus", figures=(0, 7, 12, 1204), total=1223),
        ),
        n=1500,
        manquants=None,
        partiel=True,
    )


def report(who: Who) -> BilanData:
    """Return a validated report."""
    contenu = Contenu(
        modele="annuel",
        titre="Rapport annuel et livrables",
        convention=STRASBOURG.title,
        reference=STRASBOURG.reference,
        structure=who.structure.name,
        destinataire="l’Eurométropole de Strasbourg",
        periode="année 2026",
        debut=date(2026, 1, 1),
        fin=date(2026, 12, 31),
        source=SourceChiffres.POSTE,
        parties=(
            Partie(code="public", titre="Bénéficiaires", tableaux=(_table(),)),
            Partie(
                code="actions",
                titre="Programme d’actions",
                question="Les actions réalisées en dehors des Pass, et les projets.",
                texte="Deux journées portes ouvertes.\nUn bus itinérant en 2027.",
                cibles=(
                    Cible(libelle="Ateliers demandés", minimum=2, atteint=3, tenu=True),
                    Cible(libelle="Autres ateliers", minimum=2, atteint=None, tenu=None),
                ),
                saisies=(Saisie(code="etablissements", libelle="Établissements", nombre=7),),
            ),
            Partie(code="ecarts", titre="Écarts", question="D’où viennent les écarts\u00a0?"),
        ),
        methode=(french("Un nombre de 1 à 4 n’est pas écrit (n.c.) : « petits effectifs »."),),
    )
    return BilanData(
        contenu=contenu,
        convention=STRASBOURG,
        structure=who.structure,
        printed_on=date(2027, 1, 12),
        validateur="le Président",
        valide_par=" ".join(who.agent),
        valide_le=date(2027, 1, 11),
    )
