"""The words of the anonymous counters: indicators, values, periods."""

from collections.abc import Sequence
from typing import Final

NAMES: Final = {
    "entretien": "Entretiens terminés",
    "canal": "Où s’est passé l’entretien",
    "issue": "Comment l’entretien s’est terminé",
    "niveau": "Niveau",
    "motivation": "Motivation",
    "service": "Prestation retenue",
    "categorie": "Catégorie de public",
    "suivi_du_conseil": "Conseil suivi",
    "aide_rapide": "Aides rapides",
    "mandat": "Mandats",
    "mandat_demarche": "Ce que les mandats autorisent",
    "mandat_acte": "Actes faits sous mandat",
    "tranche_age": "Tranche d’âge",
    "sexe": "Sexe",
    "csp": "Catégorie socio-professionnelle",
    "allophone": "Personne allophone",
    "handicap": "Situation de handicap",
}
_VALUES: Final = {
    "1": "Total",
    "oui": "Oui",
    "non": "Non",
    "sur_place": "Sur place",
    "telephone": "Par téléphone",
    "coup_de_pouce": "Coup de pouce",
    "aucune_difficulte": "Aucune difficulté",
    "email": "Un e-mail, une messagerie",
    "demarche": "Une démarche en ligne",
    "ordinateur": "Un ordinateur, une imprimante",
    "smartphone": "Un téléphone, une tablette",
    "compte": "Un compte, un mot de passe",
    "signe": "Signés",
    "abouti": "Aboutis",
    "retire": "Retirés",
    "expire": "Arrivés à leur terme",
    "renonce": "Abandonnés par l’agent",
    "remplace": "Remplacés",
    "caduc": "Caducs",
    "communication": "Informations demandées",
    "social_sante": "Social, santé",
    "etranger": "Étranger",
    "depot": "Demandes déposées",
    "pieces": "Documents ajoutés",
    "demande": "Informations demandées",
    "declaration": "Déclarations",
    "rendez_vous": "Rendez-vous pris",
}
_MONTHS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)
HIDDEN: Final = "n.c."


def name_words(name: str) -> str:
    """Name an indicator, or a crossing of two."""
    if name in NAMES:
        return NAMES[name]
    return " × ".join(NAMES.get(part, _plain(part)) for part in name.split("*"))


def value_words(name: str, value: str) -> str:
    """Name a value of an indicator."""
    parts = value.split("*") if "*" in name else [value]
    return " × ".join(_VALUES.get(part, _plain(part)) for part in parts)


def months_words(months: Sequence[str]) -> str:
    """Write months of one year: « mars et avril 2026 »."""
    named = [_MONTHS[int(month[5:]) - 1] for month in months]
    listed = " et ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    return f"{listed} {months[0][:4]}"


def _plain(code: str) -> str:
    return code.replace("_", " ").capitalize()
