"""The question before a date that leapt erases something."""

from app.ui.dates import day_words, long_day_words
from app.ui.widgets.confirm_dialog import Question
from app.usecases.dating import Doubt


def date_question(doubt: Doubt) -> Question:
    """Return « Sommes-nous bien le … ? », with what hangs on the answer."""
    several = doubt.records > 1
    waiting = (
        f"{doubt.records}\u00a0éléments arrivent à leur terme ce jour-là\u00a0: ils seront effacés"
        if several
        else "Un élément arrive à son terme ce jour-là\u00a0: il sera effacé"
    )
    return Question(
        title=f"Sommes-nous bien le {long_day_words(doubt.today)}\u00a0?",
        text=f"C’est la date de cet ordinateur. La dernière date sûre est le "
        f"{day_words(doubt.last)}.\n\n{waiting} pour toujours.\n\n"
        "Si la date est fausse, rien n’est effacé\u00a0: corrigez l’horloge de l’ordinateur, puis "
        "ouvrez de nouveau.",
        confirm="Oui, c’est la bonne date",
        cancel="Non, verrouiller",
        destructive=True,
    )
