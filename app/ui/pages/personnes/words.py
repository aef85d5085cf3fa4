"""Persons and their records in words."""

from app.documents.typography import apostrophes
from app.domain.convention import Convention
from app.domain.entretien import Canal, Entretien, Issue
from app.domain.personne import Personne
from app.ui.dates import day_words
from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import (
    Fact,
    address_words,
    carnets_words,
    plural_words,
    suivi_pill,
)
from app.ui.pages.personnes.state import Pick
from app.ui.widgets.tones import Pill, Tone
from app.usecases.people.persons import Dossier, Found
from app.usecases.records import MotifAcces, SuiviPrescription
from app.usecases.workplace import Workplace

REASONS = (
    Pick(MotifAcces.ACCUEIL.value, "La personne est devant moi"),
    Pick(MotifAcces.REMPLACEMENT.value, "Mon collègue est absent"),
    Pick(MotifAcces.DOUBLON.value, "Je vérifie que ce n’est pas un double"),
    Pick(MotifAcces.DROITS.value, "La personne veut voir, corriger ou effacer ses données"),
    Pick(MotifAcces.CONTROLE.value, "Contrôle du référent"),
)
CIVILITES = (Pick("Madame", "Madame"), Pick("Monsieur", "Monsieur"), Pick("", "Ne pas préciser"))
_ISSUES = {
    Issue.PRESCRIPTION: Pill("Prescription", Tone.SUCCESS),
    Issue.ORIENTATION: Pill("Orientation", Tone.INFO),
    Issue.AUCUNE_DIFFICULTE: Pill("Aucune difficulté", Tone.INFO),
    Issue.REFUS: Pill("Rien pour le moment", Tone.NEUTRAL),
    Issue.ABANDON: Pill("Abandonné", Tone.NEUTRAL),
}
_CANAUX = {Canal.SUR_PLACE: "Sur place", Canal.TELEPHONE: "Par téléphone"}


def _found_pill(found: Found) -> Pill | None:
    if found.limited:
        return Pill("Limité" if found.mine else "Limité, d’un collègue", Tone.WARNING)
    return None if found.mine else Pill("D’un collègue", Tone.NEUTRAL)


def found_row(found: Found) -> Row:
    """Return a person of the list."""
    personne = found.personne
    parts = [f"{personne.adresse.code_postal} {apostrophes(personne.adresse.commune)}"]
    if found.prescriptions:
        known = plural_words(found.prescriptions, "prescription", "prescriptions")
        last = f", la dernière le {day_words(found.last_on)}" if found.last_on else ""
        parts.append(known + last)
    return Row(
        id=personne.id,
        title=personne.display_name,
        about=" · ".join(parts),
        pill=_found_pill(found),
    )


def identity_of(personne: Personne, ages: tuple[Pick, ...]) -> tuple[Fact, ...]:
    """Return who the person is and where letters reach her."""
    age = next((one.words for one in ages if one.code == personne.tranche_age), "")
    label = "Domiciliée au CCAS" if personne.adresse.domiciliation_ccas else "Adresse"
    return (
        Fact("Civilité", personne.civilite),
        Fact("Prénom", personne.prenom),
        Fact("Nom", personne.nom),
        Fact("Âge", age),
        Fact(label, address_words(personne.adresse)),
    )


def household_row(other: Personne) -> Row:
    """Return somebody of the same home."""
    adresse = other.adresse
    return Row(
        id=other.id,
        title=other.display_name,
        about=f"{adresse.code_postal} {apostrophes(adresse.commune)}",
    )


def interview_row(entretien: Entretien, workplace: Workplace) -> Row:
    """Return an interview: when, how, and how it ended."""
    day = entretien.opened_at.astimezone(workplace.clock.zone()).date()
    pill = _ISSUES.get(entretien.issue) if entretien.issue else Pill("À finir", Tone.WARNING)
    return Row(
        id=entretien.id,
        title=f"Entretien du {day_words(day)}",
        about=_CANAUX[entretien.canal],
        pill=pill,
    )


def prescription_row(known: SuiviPrescription, convention: Convention, *, limited: bool) -> Row:
    """Return a prescription of the person."""
    prescription = known.prescription
    given = carnets_words(prescription.carnets, convention.pass_numerique)
    return Row(
        id=prescription.id,
        title=f"Prescription {prescription.reference}",
        about=f"{day_words(prescription.prescribed_on)} · {given}",
        pill=suivi_pill(known, convention, limited=limited),
    )


def about_words(dossier: Dossier, *, mine: bool) -> str:
    """Return whose record it is."""
    if mine:
        return "Dossier suivi par vous"
    return f"Dossier suivi par {dossier.owner or 'un collègue'}. Votre ouverture est notée."


def revised_words(references: tuple[str, ...]) -> str:
    """Return what was done, and which prescriptions the Département will be told of."""
    if not references:
        return "Correction enregistrée."
    return (
        f"Correction enregistrée. Elle partira au Département au prochain échange, pour "
        f"{', '.join(references)}."
    )


def corrected_words(left: tuple[str, ...]) -> str:
    """Return what was done, and who else has to hear of it (RGPD art. 19)."""
    if not left:
        return "Correction enregistrée."
    return (
        f"Correction enregistrée. Le Département a déjà reçu {', '.join(left)}\u00a0: signalez-lui "
        "la correction avec la demande."
    )
