"""T5: a fraudulent message on a telephone."""

from app.ui.pages.exercice.taches.choosing import ChoosingPage
from app.ui.widgets.card import Card
from app.ui.widgets.choice_list import Choice
from app.ui.widgets.labels import body

_UNDER_HEADING = 2
_DEEDS = (
    Choice("lien", "Je touche le lien pour payer"),
    Choice("repondre", "Je réponds au message"),
    Choice("supprimer", "Je supprime le message"),
    Choice("signaler", "Je signale le message"),
    Choice("demander", "Je demande l’avis de quelqu’un"),
)
_SAID = {
    "lien": "toucherait le lien.",
    "repondre": "répondrait au message.",
    "supprimer": "supprimerait le message.",
    "signaler": "signalerait le message.",
    "demander": "demanderait l’avis de quelqu’un.",
}


class MessagePage(ChoosingPage):
    """The message, and what one might do."""

    def __init__(self) -> None:
        about = "Message reçu à 10\u00a0h\u00a012, d’un numéro inconnu."
        super().__init__("Message", about, _DEEDS, _SAID)
        bubble = Card(soft=True)
        bubble.body.addWidget(
            body(
                "Votre colis est bloqué. Payez 1,99\u00a0\N{EURO SIGN} ici pour le recevoir\u00a0: "
                "colis-suivi.example"
            )
        )
        self.body.insertWidget(_UNDER_HEADING, bubble)
