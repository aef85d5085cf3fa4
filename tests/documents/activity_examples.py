"""The papers of acts without a name, for the structure of somebody."""

from datetime import date

from app.conventions.enquetes import load_enquete
from app.documents.activity_sheets import ComptageData, EnqueteData
from app.documents.evaluation_forms import FormAnswer, FormsData
from app.documents.workshop_papers import InvitationData, ProgrammeData
from tests.documents.examples import DAY, STRASBOURG
from tests.documents.other_examples import CANIGO
from tests.documents.people import Who


def count_sheet(who: Who) -> ComptageData:
    """Return the count sheet of a convention that asks who came."""
    return ComptageData(
        convention=CANIGO,
        structure=who.structure,
        printed_on=DAY,
        publics=(
            ("Genre", ("Féminin", "Masculin", "Non communiqué")),
            ("Statut", ("Scolarisé", "Sans emploi", "En emploi", "Retraité")),
        ),
        listes=(
            ("Sujets", ("E-mail", "Santé", "Prévention en sécurité numérique", "Parentalité")),
            ("Niveau", ("Débutant", "Intermédiaire", "Avancé")),
        ),
    )


def survey(who: Who) -> EnqueteData:
    """Return the satisfaction survey."""
    return EnqueteData(
        convention=STRASBOURG,
        structure=who.structure,
        printed_on=DAY,
        enquete=load_enquete("satisfaction"),
    )


def evaluations(who: Who) -> FormsData:
    """Return two evaluation forms, the second without the question that was not asked."""
    known = FormAnswer(
        question="Comment la personne a-t-elle connu les Pass numériques ?",
        answers=(("Par cette structure", False), ("Par un facilitateur", True)),
    )
    chosen = FormAnswer(
        question="A-t-elle choisi un lieu où utiliser son carnet ?",
        answers=(("Oui", True), ("Non", False)),
    )
    return FormsData(
        convention=STRASBOURG,
        structure=who.structure,
        printed_on=DAY,
        fiches=((known, chosen), (known,)),
    )


def programme(who: Who) -> ProgrammeData:
    """Return the programme of a catalogue of three workshops."""
    return ProgrammeData(
        convention=CANIGO,
        structure=who.structure,
        printed_on=DAY,
        rows=(
            ("Reconnaître un faux message", "E-mail, sécurité", "1 h 30", "Débutant"),
            ("Vérifier une information", "Culture numérique", "2 h", "Intermédiaire"),
            ("Suivre l’école en ligne", "Scolarité et numérique", "1 h", ""),
        ),
    )


def invitation(who: Who) -> InvitationData:
    """Return the invitation to a workshop."""
    return InvitationData(
        convention=CANIGO,
        structure=who.structure,
        printed_on=DAY,
        titre="Première impression 3D",
        sujets=("Créer avec le numérique",),
        jour=date(2026, 11, 26),
        duree="2 h",
        lieu="Médiathèque de Prades",
        niveau="Débutant",
    )
