"""The words about the structure's key and about the keyring."""

from datetime import date

from app.ui.dates import day_words
from app.ui.pages.reglages.cles.state import ClesState, Proposed
from app.ui.widgets.confirm_dialog import Question

ABOUT_STRUCTURE = (
    "Gardée par la structure (informatique ou délégué à la protection des données), elle rouvre ce "
    "poste quand une phrase de passe et la feuille de secours sont perdues. Une même clé sert pour "
    "tous les postes de la structure."
)
ABOUT_KEYRING = (
    "Avec le trousseau, une copie volée du coffre ou d’une sauvegarde ne s’ouvre pas, même avec la "
    "phrase de passe. En échange, si le trousseau est vidé, ou sur un autre ordinateur, il faut la "
    "feuille de secours ou la clé de la structure."
)
REMOVE = Question(
    title="Retirer la clé de la structure\u00a0?",
    text="Elle n’ouvrira plus ce poste. La feuille de secours reste bonne.",
    confirm="Retirer la clé",
    destructive=True,
)


def put_question(proposed: Proposed) -> Question:
    """Return the question before a key gets its share."""
    return Question(
        title="Mettre cette clé en place\u00a0?",
        text=f"{proposed.name}. Empreinte\u00a0: {proposed.fingerprint}. Comparez-la avec celle "
        "que la structure a imprimée\u00a0: qui garde cette clé pourra ouvrir ce poste.",
        confirm="Mettre en place",
    )


def structure_words(state: ClesState) -> str:
    """Return whether a structure's key opens this laptop."""
    if state.fingerprint:
        return f"En place. Empreinte\u00a0: {state.fingerprint}"
    return "Aucune clé de structure n’ouvre ce poste."


def keyring_words(state: ClesState) -> str:
    """Return whose passphrase is tied, and when the others' will be."""
    if state.wanted:
        said = f"Déjà liés\u00a0: {', '.join(state.tied)}." if state.tied else ""
        if state.untied:
            said += f" À leur prochaine ouverture\u00a0: {', '.join(state.untied)}."
        return said.strip()
    if state.tied:
        return f"Encore liés jusqu’à leur prochaine ouverture\u00a0: {', '.join(state.tied)}."
    return "Le trousseau ne sert pas\u00a0: la phrase de passe ouvre seule."


def printed_text(name: str, fingerprint: str, today: date) -> str:
    """Return what is kept on paper about the key: nothing secret."""
    return (
        f"Passerelle, clé de la structure\n\n{name}\nCréée le {day_words(today)}\n\n"
        f"Empreinte\u00a0:\n{fingerprint}\n\n"
        "Comparez cette empreinte avant de mettre la clé publique en place sur un poste.\n"
        "La moitié privée (fichier «\u00a0.cle-privee\u00a0») et sa phrase de passe rouvrent tous "
        "ces postes\u00a0:\ngardez-les séparément, sous clé, en deux exemplaires.\n"
    )
