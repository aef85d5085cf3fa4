"""The questions asked before somebody acts on Démarches simplifiées, wherever the button stands."""

from app.ui.widgets.confirm_dialog import Question


def opening_question(who: str) -> Question:
    """Return what is asked before a dossier opens in the browser."""
    return Question(
        title="Ouvrir ce dossier dans le navigateur\u00a0?",
        text=f"Le dossier prérempli de {who} s’ouvre sur Démarches simplifiées. Connectez-vous "
        "avec votre compte\u00a0: qui l’ouvre le premier en devient titulaire. Vérifiez-le, "
        "joignez les pièces demandées, puis déposez-le. L’adresse donne accès aux données\u00a0: "
        "ne la transmettez à personne.",
        confirm="Ouvrir le dossier",
        cancel="Pas maintenant",
    )


def again_question(reference: str) -> Question:
    """Return what is asked before a second dossier is made."""
    return Question(
        title="Refaire ce dossier\u00a0?",
        text=f"Le dossier de la prescription {reference} n’est plus visible sur Démarches "
        "simplifiées. Regardez d’abord là-bas dans vos dossiers et dans la corbeille\u00a0: s’il "
        "y est encore, un second dossier serait un doublon.",
        confirm="Refaire le dossier",
        cancel="Ne rien faire",
        destructive=True,
    )


def removed_question(numero: str) -> Question:
    """Return what is asked before a dossier is said to be removed."""
    return Question(
        title="Le dossier est supprimé là-bas\u00a0?",
        text=f"Passerelle ne peut pas le vérifier. Une fois que vous l’aurez dit, il ne restera "
        f"rien ici du dossier {numero}.",
        confirm="Oui, il est supprimé",
        cancel="Pas encore",
        destructive=True,
    )
