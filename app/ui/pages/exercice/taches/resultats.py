"""T3: the true site among the results of a search."""

from app.ui.pages.exercice.taches.choosing import ChoosingPage
from app.ui.widgets.choice_list import Choice

_RESULTS = (
    Choice(
        "annonce",
        "Carte grise en 5 minutes, paiement en 4 fois",
        "Annonce · www.carte-grise-express.example · À partir de 29,90\u00a0\N{EURO SIGN}",
    ),
    Choice(
        "copie",
        "Service Carte Grise, le portail des usagers",
        "www.service-public-cartegrise.example · Traitement prioritaire 39\u00a0\N{EURO SIGN}",
    ),
    Choice(
        "officiel",
        "Carte grise (certificat d’immatriculation)",
        "www.service-public.gouv.fr · Le site officiel de l’administration française",
    ),
    Choice(
        "forum",
        "Carte grise\u00a0: qui a payé trop cher\u00a0?",
        "forum-auto-conseils.example · 212 messages",
    ),
)
_SAID = {
    "annonce": "l’annonce payante est choisie.",
    "copie": "un site payant qui imite l’administration est choisi.",
    "officiel": "le vrai site est choisi.",
    "forum": "un forum est choisi.",
}


class ResultatsPage(ChoosingPage):
    """Four results, one of them official."""

    def __init__(self) -> None:
        about = "Recherche\u00a0: carte grise. Page fictive\u00a0: aucun site ne s’ouvre."
        super().__init__("Résultats de la recherche", about, _RESULTS, _SAID)
