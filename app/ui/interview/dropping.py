"""The question before a draft of a mandate is erased, from its steps or from the tray."""

from app.ui.widgets.confirm_dialog import Question


def drop_question() -> Question:
    """Return the question."""
    return Question(
        title="Abandonner ce projet de mandat\u00a0?",
        text="Le projet est effacé de ce poste, et la personne aussi si elle n’y était que pour "
        "lui. Un papier déjà imprimé\u00a0: rendez-le à la personne ou détruisez-le.",
        confirm="Abandonner et effacer",
        cancel="Garder le projet",
        destructive=True,
    )
