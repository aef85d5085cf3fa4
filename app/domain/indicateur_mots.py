"""The words of the anonymous counters: indicators and their values, here and at the Département."""

import re
from collections.abc import Sequence
from typing import Final

from app.domain.indicateurs import PREFIX_CRITERE

_MONTHS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)
_CODE: Final = re.compile(r"[a-z0-9_]+")  # else it is the name of a place, as it is written

NAMES: Final = {
    "entretien": "Entretiens terminés",
    "beneficiaire": "Bénéficiaires d’un Pass",
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
    "coop_type_activite": "Activités",
    "coop_accompagnements": "Accompagnements",
    "coop_minutes": "Durée totale, en minutes",
    "coop_thematique_mediation": "Thèmes de médiation numérique",
    "coop_thematique_demarche": "Démarches administratives",
    "coop_materiel": "Matériel utilisé",
    "coop_type_lieu": "Où cela s’est passé",
    "coop_duree_stat": "Durée",
    "coop_lieu": "Lieux",
    "coop_autonomie": "Autonomie",
    "coop_structure_de_redirection": "Vers qui la personne a été orientée",
    "coop_niveau_atelier": "Niveau des ateliers",
    "coop_genre": "Genre",
    "coop_tranche_age": "Tranche d’âge",
    "coop_statut_social": "Statut",
    "mission": "Missions",
    "atelier_sensibilisation": "Ateliers de sensibilisation",
    "atelier_objectif": "Ateliers demandés par la convention",
    "enquete_fiches": "Fiches de satisfaction",
    "evaluation": "Questionnaires d’évaluation",
    "navette": "Fiches navettes",
    "orientation": "Orientation vers un lieu",
    "prescription": "Prescriptions",
    "decision": "Réponses du Département",
    "refus": "Motifs de refus",
    "satisfaction": "Satisfaction",
    "permanence": "Permanences tenues",
    "permanence_minutes": "Durée des permanences, en minutes",
    "carnet_remis": "Carnets remis",
    "carnet_categorie": "Carnets remis, par catégorie de public",
    "carnet_recu": "Carnets reçus",
    "carnet_rendu": "Carnets rendus",
    "carnet_perdu": "Carnets perdus ou volés",
    "carnet_perime": "Carnets périmés",
}
_CSP: Final = (  # INSEE, PCS: as resources/territory/csp.csv
    "Agriculteurs exploitants",
    "Artisans, commerçants et chefs d’entreprise",
    "Cadres et professions intellectuelles supérieures",
    "Professions intermédiaires",
    "Employés",
    "Ouvriers",
    "Retraités",
    "Autres personnes sans activité professionnelle",
)
_OF: Final = {
    ("mandat_acte", "compte"): "Comptes ouverts ou mis à jour",
    ("sexe", "F"): "Femme",
    ("sexe", "M"): "Homme",
    **{("csp", str(at)): words for at, words in enumerate(_CSP, 1)},
    **{
        (name, str(at)): f"Catégorie {at}" if at else "Aucune catégorie"
        for name in ("categorie", "carnet_categorie")
        for at in range(4)
    },
}
"""Values that mean something else in one indicator than in the others: « 1 » is no total there."""

VALUES: Final = {
    "NC": "Non communiqué",
    "debutant": "Débutant",
    "intermediaire": "Intermédiaire",
    "avance": "Avancé",
    "confirme": "Confirmé",
    "amorcage": "Amorçage",
    "tout_a_fait": "Tout à fait",
    "plutot": "Plutôt oui",
    "plutot_pas": "Plutôt non",
    "peut_etre": "Peut-être",
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
    "individuel": "Individuels",
    "collectif": "Collectifs (ateliers)",
    "preparee": "Préparées",
    "annulee": "Annulées avant l’envoi",
    "acceptee": "Acceptées",
    "refusee": "Refusées",
    "emise": "Remises",
    "retour_diagnostic": "Revenues : diagnostic fait",
    "retour_pass": "Revenues : Pass remis",
    "retour_autre": "Revenues : autre suite",
    "lieu": "Un lieu donné",
    "liste": "La liste imprimée",
    "rempli": "Remplis",
    "sans_reponse": "Sans réponse",
}


def name_words(name: str) -> str:
    """Name an indicator, or a crossing of two."""
    if name in NAMES:
        return NAMES[name]
    whose, criterion, code = name.partition(PREFIX_CRITERE)
    if criterion:
        kind = "Critère des ateliers" if whose else "Critère"
        return f"{kind} de la convention\u00a0: {_plain(code)}"
    return " × ".join(NAMES.get(part, _plain(part)) for part in name.split("*"))


def value_words(name: str, value: str) -> str:
    """Name a value of an indicator, that of a crossing by its sides."""
    if "*" in name:
        sides = zip(name.split("*"), value.split("*"), strict=False)
        return " × ".join(value_words(side, part) for side, part in sides)
    return _OF.get((name, value)) or VALUES.get(value, _plain(value))


def months_words(months: Sequence[str]) -> str:
    """Write months of one year (« 2026-03 »): « mars et avril 2026 »."""
    named = [_MONTHS[int(month[5:]) - 1] for month in months]
    listed = " et ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    return f"{listed} {months[0][:4]}"


def _plain(code: str) -> str:
    words = code.replace("_", " ") if _CODE.fullmatch(code) else code
    return words[:1].upper() + words[1:]
