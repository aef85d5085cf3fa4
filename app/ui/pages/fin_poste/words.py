"""The end of a laptop in words."""

from app.ui.dossiers.words import Fact
from app.ui.widgets.confirm_dialog import Question
from app.usecases.laptop.ending_laptop import Holding

TITLE = "Détruire toutes les données de ce poste"
SUBTITLE = "Quand l’ordinateur change de mains, ou quand la structure n’en a plus l’usage."
NOT_REFERENT = (
    "Seul le référent de ce poste peut détruire ses données. Demandez-le-lui\u00a0: rien n’a été "
    "modifié."
)
PAPER_FIRST = "Choisissez d’abord où enregistrer l’attestation\u00a0: le poste ne la gardera pas."
TYPE_FIRST = "Écrivez votre phrase de passe\u00a0: c’est la dernière vérification."
BY_NETWORK = "&Synchroniser d’abord"
BY_STICK = "Préparer une &clé d’abord"
_NOWHERE = "aucun dossier choisi"
QUESTION = Question(
    title="Tout détruire pour toujours\u00a0?",
    text="Les clés sont détruites en premier\u00a0: dès cet instant plus personne n’ouvre ce "
    "coffre, ni avec une phrase de passe, ni avec la feuille de secours. Puis les sauvegardes à "
    "portée et tous les fichiers du poste, réglages, journaux, copies d’avant une mise à jour et "
    "entraînement compris. Rien ne permet de revenir en arrière.",
    confirm="Tout détruire",
    destructive=True,
)


def facts(held: Holding) -> tuple[Fact, ...]:
    """Return what would go, the kinds that there are."""
    places = "\n".join(str(one) for one in held.backups)
    backups = f"celles-ci, si leur support est branché\u00a0:\n{places}" if places else _NOWHERE
    counted = tuple(Fact(words, str(number)) for words, number in held.counts)
    return (*counted, Fact("Sauvegardes", backups))


def unsent(number: int) -> str:
    """Return what is lost if nothing is sent before."""
    if number == 1:
        return "Un envoi attend encore\u00a0: détruit ici, il n’arrivera jamais au Département."
    return (
        f"{number}\u00a0envois attendent encore\u00a0: détruits ici, ils n’arriveront jamais au "
        "Département."
    )
