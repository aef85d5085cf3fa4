"""The headings of the sheets as a reader calls them."""

from typing import Final

from app.questionnaire.workbook.cells import Workbook

_FORM: Final = {
    "type": "type",
    "label": "texte",
    "hint": "aide",
    "guidance_hint": "aide détaillée",
    "relevant": "condition d’affichage",
    "constraint": "contrôle de la réponse",
    "constraint_message": "message du contrôle",
    "required": "réponse obligatoire",
    "required_message": "message si elle manque",
    "read_only": "lecture seule",
    "readonly": "lecture seule",
    "calculation": "calcul",
    "default": "réponse proposée",
    "appearance": "présentation",
    "choice_filter": "filtre des réponses",
    "repeat_count": "nombre de répétitions",
    "parameters": "paramètres",
    "pose_a": "posée à",
    "role": "rôle",
}
_GUIDE: Final = {
    "libelle": "libellé",
    "score_min": "score à partir de",
    "score_max": "score jusqu’à",
    "niveau_max": "niveau au plus",
    "texte_usager": "texte pour la personne",
    "texte_professionnel": "texte pour l’agent",
    "explication_usager": "explication pour la personne",
    "explication_professionnel": "explication pour l’agent",
    "libelle_usager": "libellé pour la personne",
    "phrase_usager": "phrase pour la personne",
    "consigne_usager": "consigne pour la personne",
    "attendu_etat": "état attendu",
    "a_verifier": "à vérifier",
    "seances": "séances",
    "seances_max": "séances au plus",
    "decisif": "décisif",
    "calcule_si": "calculé si",
    "priorite": "priorité",
    "categorie": "catégorie",
    "categories": "catégories",
    "pass_par_carnet": "Pass par carnet",
    "valeur_pass_eur": "valeur d’un Pass (euros)",
    "domaine_manquant": "domaine manquant",
}
SHEETS: Final = {
    "variables": "Calcul",
    "niveaux": "Niveau",
    "plafonds": "Plafond",
    "motivation": "Seuil de motivation",
    "services": "Règle",
    "suites": "Suite",
    "categories": "Catégorie de public",
    "carnets": "Carnets",
    "modules": "Module",
    "modules_limites": "Limite de modules",
    "messages": "Message",
    "freins": "Frein",
    "exercice": "Tâche de l’exercice",
    "exercice_niveaux": "Niveau de l’exercice",
    "profils": "Profil de convention",
    "requis": "Réponses nécessaires",
    "prestations": "Prestation",
    "domaines": "Domaine",
    "tranches_age": "Tranche d’âge",
    "reglages": "Réglage",
    "cas_tests": "Cas d’essai",
    "lisez_moi": "Notice du classeur",
}
SETTINGS: Final = {
    "form_title": "Titre",
    "form_id": "Identifiant",
    "version": "Version",
    "default_language": "Langue",
}


def form_heading(heading: str) -> str:
    """Return « texte (English) » for « label::English (en) »; French needs no mention."""
    base, _, language = heading.partition("::")
    words = _FORM.get(base, base.replace("_", " "))
    language = language.partition("(")[0].strip()
    return f"{words} ({language})" if language and language != "Français" else words


def guide_heading(heading: str) -> str:
    """Return the name of a column of the guide."""
    return _GUIDE.get(heading, heading.replace("_", " "))


def label_heading(workbook: Workbook, sheet: str) -> str:
    """Return the heading of the texts of a sheet, French first; empty when there is none."""
    found = workbook.sheets.get(sheet)
    labels = [
        name for name in (found.columns if found else ()) if name.partition("::")[0] == "label"
    ]
    return next((name for name in labels if "(fr)" in name), labels[0] if labels else "")
