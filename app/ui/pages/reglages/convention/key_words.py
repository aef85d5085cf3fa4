"""The keys of a convention file as French words: in the file they have neither accent nor blank."""

import re
from collections.abc import Mapping
from typing import Final

_PARTS: Final = re.compile(r"[_.\[\] ]+")
_WORDS: Final[Mapping[str, str]] = {
    "activite": "activité",
    "activites": "activités",
    "amorcage": "amorçage",
    "annees": "années",
    "confies": "confiés",
    "conservees": "conservées",
    "consomme": "consommé",
    "critere": "critère",
    "debut": "début",
    "delai": "délai",
    "delais": "délais",
    "demandes": "demandés",
    "departement": "département",
    "departements": "départements",
    "donnees": "données",
    "dpo": "délégué",
    "duree": "durée",
    "durees": "durées",
    "echeance": "échéance",
    "ecrit": "écrit",
    "epcis": "EPCI",
    "eur": "(euros)",
    "evaluation": "évaluation",
    "finalite": "finalité",
    "frequence": "fréquence",
    "h": "(heures)",
    "identite": "identité",
    "journees": "journées",
    "legale": "légale",
    "libelle": "libellé",
    "libelles": "libellés",
    "liees": "liées",
    "modalite": "modalité",
    "operateur": "opérateur",
    "operations": "opérations",
    "ouvres": "ouvrés",
    "pass": "Pass",
    "periode": "période",
    "preavis": "préavis",
    "precision": "précision",
    "qualifiees": "qualifiées",
    "reference": "référence",
    "regle": "règle",
    "repere": "repère",
    "reponses": "réponses",
    "representant": "représentant",
    "role": "rôle",
    "securise": "sécurisé",
    "telephone": "téléphone",
    "tolerance": "tolérance",
    "unite": "unité",
    "validee": "validée",
    "verification": "vérification",
    "verifier": "vérifier",
}


def key_words(key: str) -> str:
    """Return « Carnets versements condition 2 » for `carnets.versements.condition[2]`."""
    parts = [part for part in _PARTS.split(key) if part]
    words = " ".join(_WORDS.get(part, part) for part in parts)
    return words[:1].upper() + words[1:]
