"""Revisions in words: where each stands, why it is set aside, and what both sides say."""

from collections.abc import Sequence
from datetime import date

from app.domain.personne import AdressePostale
from app.domain.prescription import MotifRetrait, Suivi
from app.ui.dates import day_words
from app.ui.dossiers.words import Fact, address_words, at_words, carnets_words
from app.ui.pages.prescriptions.revision_state import FieldLine
from app.ui.widgets.choice_list import Choice
from app.usecases.exchange.comparing import Compare, Difference, Side
from app.usecases.exchange.revision_state import Revision, Revisions
from app.usecases.workplace import Workplace

MINE, THEIRS = "ici", "departement"
NOTHING = "Rien"
MOTIFS = (
    Choice(MotifRetrait.ERREUR.value, "Elle a été faite par erreur"),
    Choice(MotifRetrait.RENONCEMENT.value, "La personne n’en veut plus"),
    Choice(MotifRetrait.DOUBLON.value, "Elle en a déjà une autre pour la même chose"),
    Choice(MotifRetrait.DEPART.value, "La personne a déménagé, ou ne peut plus venir"),
)
_STATES = {
    Suivi.PREPAREE: "En attente d’envoi",
    Suivi.REMISE: "Envoyé, arrivée à confirmer",
    Suivi.ACCUSEE: "Reçu par le Département",
    Suivi.A_CORRIGER: "Mis de côté, à corriger",
}
_FIELDS = {
    Compare.SERVICE: "Service",
    Compare.CATEGORIE: "Catégorie de public",
    Compare.PRESCRITE: "Prescrite le",
    Compare.CIVILITE: "Civilité",
    Compare.PRENOM: "Prénom",
    Compare.NOM: "Nom",
    Compare.TRANCHE_AGE: "Tranche d’âge",
    Compare.ADRESSE: "Adresse",
}
_PLACES = {
    "nom": "nom",
    "prenom": "prénom",
    "civilite": "civilité",
    "tranche_age": "tranche d’âge",
    "adresse": "adresse",
    "code_postal": "code postal",
    "commune": "commune",
    "code_insee": "commune",
    "voie": "numéro et rue",
    "chez": "chez",
    "complement": "appartement, étage",
    "residence": "bâtiment, résidence",
    "lieu_dit": "lieu-dit",
    "service": "service",
    "carnets": "nombre de carnets",
    "categorie": "catégorie de public",
    "prescribed_on": "date de la prescription",
    "earlier": "prescription précédente",
    "structure": "structure",
    "reference": "référence",
}


def place_words(place: str) -> str:
    """Return the field that was refused, as the window calls it; empty for an unknown one."""
    return _PLACES.get(place.rpartition(".")[2], "")


def sentence_of(found: Revisions) -> str:
    """Return what the Département has now, and what may still be done."""
    if found.suivi is Suivi.RETIREE:
        return _withdrawn(found)
    if found.can_compare:
        return (
            "Le Département a un autre contenu que celui de ce poste. Comparez-les\u00a0: rien "
            "n’est perdu d’un côté ni de l’autre."
        )
    if found.can_undo_correction:
        return (
            "Une correction attend d’être envoyée. D’ici là, le Département a ce que vous aviez "
            "envoyé avant."
        )
    if found.can_take_up:
        return (
            "Le Département ne l’a pas prise. Corrigez le dossier de la personne\u00a0; ou, si le "
            "Département vous a dit qu’il la prend maintenant, remettez-la dans l’envoi."
        )
    if found.can_correct:
        return "Tant que le Département n’a pas décidé, vous pouvez la corriger ou la retirer."
    return ""


def revision_facts(found: Revisions, workplace: Workplace) -> tuple[Fact, ...]:
    """Return where each revision stands, first to last."""
    return tuple(Fact(_name(one), _standing(one, workplace)) for one in found.revisions)


def service_choices(found: Revisions, workplace: Workplace) -> tuple[Choice, ...]:
    """Return the services that it can be corrected to."""
    given = workplace.convention.pass_numerique
    return tuple(
        Choice(
            one.service,
            one.label,
            carnets_words(one.carnets, given) + (", conseillé" if one.advised else ""),
        )
        for one in found.services
    )


def field_lines(
    differences: Sequence[Difference], found: Revisions, workplace: Workplace
) -> tuple[FieldLine, ...]:
    """Return the fields on which both sides disagree."""
    labels = {one.service: one.label for one in found.services}
    return tuple(
        FieldLine(
            code=one.field.value,
            label=_FIELDS[one.field],
            base=_side(one.base, labels, workplace) if one.base else "",
            mine=_side(one.mine, labels, workplace),
            theirs=_side(one.theirs, labels, workplace),
        )
        for one in differences
    )


def _withdrawn(found: Revisions) -> str:
    if found.can_undo_withdrawal:
        return "Le retrait attend d’être envoyé. D’ici là, le Département a encore la prescription."
    if found.revisions:
        return "Le retrait est envoyé\u00a0; le Département ne l’a pas encore confirmé."
    return "Le Département a reçu le retrait\u00a0: il n’en garde que la référence."


def _name(one: Revision) -> str:
    if one.withdrawal:
        return "Retrait"
    return "Premier envoi" if one.number == 1 else f"Correction {one.number - 1}"


def _standing(one: Revision, workplace: Workplace) -> str:
    words = _STATES.get(one.state, "")
    if one.state is Suivi.A_CORRIGER:
        field = place_words(one.place)
        return f"{words} (champ «\u00a0{field}\u00a0»)" if field else words
    when = at_words(one.at, workplace) if one.at and one.state is not Suivi.PREPAREE else ""
    return f"{words}, {when}" if when else words


def _side(side: Side, labels: dict[str, str], workplace: Workplace) -> str:
    value = side.value
    if side.carnets:
        given = carnets_words(side.carnets, workplace.convention.pass_numerique)
        return f"{labels.get(str(value), str(value))}, {given}"
    if isinstance(value, AdressePostale):
        return address_words(value)
    if isinstance(value, date):
        return day_words(value)
    return NOTHING if value is None or not str(value) else str(value)
