"""What happened to a record, said to the person whom it is about."""

from typing import Final

from app.domain.prescription import Sens, Suivi
from app.storage.evenements import Evenement
from app.usecases.demarches_simplifiees.demarches_words import EVENTS
from app.usecases.mandats.history_words import EVENTS as MANDATES

_EVENTS: Final = {
    "enregistree": "dossier ouvert",
    "reconnue": "reçue de nouveau",
    "corrigee": "corrigé",
    "reevaluee": "diagnostic refait",
    "conservee": "gardé plus longtemps",
    "conservation_levee": "plus gardé plus longtemps",
    "hors_territoire": "reçue bien que l’adresse soit ailleurs",
    "prescrite": "préparée",
    "annulee": "annulée",
    "correction_preparee": "correction préparée pour le Département",
    "correction_annulee": "correction annulée avant l’envoi",
    "correction_tardive": "correction arrivée après la décision",
    "retiree": "retirée après l’envoi",
    "retrait_annule": "retrait annulé avant l’envoi",
    "retrait_tardif": "retrait arrivé après la décision",
    "decision_oubliee": "décision que le Département n’a plus",
    "decision_precisee": "réponse du Département précisée",
    "comparee": "comparée à ce que le Département avait",
    "acces": "copie de vos données préparée",
    "portabilite": "fichier de vos données préparé",
    "limitee": "dossier limité",
    "limitation_levee": "limitation levée",
    "opposition": "opposition notée",
    "accord_retire": "accord retiré",
    "reponses_effacees": "réponses et diagnostics effacés",
    "correction_a_transmettre": "correction à transmettre au Département",
    Suivi.PREPAREE.value: "remise en attente d’envoi",
    Suivi.A_CORRIGER.value: "à corriger avant l’envoi",
    Suivi.REMISE.value: "envoi vers le Département commencé",
    Suivi.ACCUSEE.value: "reçue par le Département",
    Sens.ACCEPTEE.value: "acceptée par le Département",
    Sens.REFUSEE.value: "refusée par le Département",
    **{kind: f"{words[0].lower()}{words[1:]}" for kind, words in {**EVENTS, **MANDATES}.items()},
}
_FIELDS: Final = {
    "civilite": "civilité",
    "nom": "nom",
    "prenom": "prénom",
    "adresse": "adresse",
    "tranche_age": "tranche d’âge",
    "foyer": "foyer",
}


def event_words(event: Evenement) -> str:
    """Return what happened, in a few words."""
    words = _EVENTS.get(event.kind, "dossier modifié")
    field = _FIELDS.get(event.detail, "") if event.kind == "corrigee" else ""
    return f"{words} ({field})" if field else words
