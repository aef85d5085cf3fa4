"""The journal in words: its entries, what a check found, and the text that is printed or saved."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from app.domain.prescription import Sens, Suivi
from app.ui.dates import day_words, month_words
from app.ui.dossiers.rows import Row
from app.ui.widgets.tones import Tone
from app.usecases.journal import Ligne
from app.usecases.records import Etat, Mois, MotifAcces

_DEPARTEMENT = "Le Département"
_KINDS = {
    "ouverture": "Poste ouvert",
    "ouverture_secours": "Poste ouvert avec la feuille de secours",
    "collegue_ajoute": "Collègue ajouté",
    "collegue_retire": "Accès d’un collègue retiré",
    "phrase_changee": "Phrase de passe changée",
    "feuille_refaite": "Nouvelle feuille de secours",
    "consultation": "Dossier consulté",
    "acces_collegue": "Dossier d’un collègue consulté",
    "enregistree": "Dossier créé",
    "reconnue": "Personne reçue de nouveau",
    "corrigee": "Dossier corrigé",
    "reevaluee": "Diagnostic réévalué",
    "conservee": "Dossier conservé malgré l’échéance",
    "conservation_levee": "Conservation levée",
    "hors_territoire": "Personne d’un autre territoire reçue",
    "prescrite": "Prescription préparée",
    "annulee": "Prescription annulée avant l’envoi",
    "saisie_papier": "Questionnaire papier saisi",
    "version_importee": "Version du questionnaire importée",
    "version_activee": "Version du questionnaire mise en service",
    Suivi.PREPAREE.value: "Prescription remise en attente d’envoi",
    Suivi.A_CORRIGER.value: "Prescription à corriger avant l’envoi",
    Suivi.REMISE.value: "Prescription envoyée",
    Suivi.ACCUSEE.value: "Prescription reçue par le Département",
    Sens.ACCEPTEE.value: "Prescription acceptée",
    Sens.REFUSEE.value: "Prescription refusée",
}
_REASONS = {
    MotifAcces.ACCUEIL.value: "la personne était là",
    MotifAcces.REMPLACEMENT.value: "collègue absent",
    MotifAcces.DOUBLON.value: "vérification d’un double",
    MotifAcces.DROITS.value: "droits de la personne",
    MotifAcces.CONTROLE.value: "contrôle du référent",
}
_FIELDS = {
    "civilite": "civilité",
    "nom": "nom",
    "prenom": "prénom",
    "adresse": "adresse",
    "tranche_age": "tranche d’âge",
    "foyer": "foyer",
}
_TRIES = "essais_"
_WRONG = {
    Etat.ENTREE: "une ligne a été modifiée",
    Etat.MANQUE: "il manque des lignes, ou il y en a trop",
    Etat.SCEAU: "le sceau ne correspond pas",
    Etat.SUITE: "ce mois ne suit pas celui d’avant",
}


def row_of(number: int, line: Ligne, zone: tzinfo) -> Row:
    """Return an entry as a row of the list."""
    about = " · ".join(part for part in (moment(line.at, zone), *_about(line)) if part)
    return Row(id=str(number), title=_title(line), about=about)


def moment(at: datetime, zone: tzinfo) -> str:
    """Return « 22 novembre 2026, 10 h 12 » on the laptop's wall."""
    local = at.astimezone(zone)
    return f"{day_words(local.date())}, {local.hour}\u00a0h\u00a0{local.minute:02}"


def _title(line: Ligne) -> str:
    what = _KINDS.get(line.kind, line.kind.replace("_", " ").capitalize())
    return f"{line.agent or _DEPARTEMENT}\u00a0: {what[0].lower()}{what[1:]}"


def _about(line: Ligne) -> tuple[str, ...]:
    return _detail(line), f"dossier {dossier_words(line.dossier)}" if line.dossier else ""


def _detail(line: Ligne) -> str:
    if line.detail.startswith(_TRIES):
        number = line.detail.removeprefix(_TRIES)
        return (
            "après 1 mauvaise phrase de passe"
            if number == "1"
            else (f"après {number}\u00a0mauvaises phrases de passe")
        )
    return _REASONS.get(line.detail) or _FIELDS.get(line.detail, "")


def dossier_words(pseudonym: str) -> str:
    """Return a pseudonym as people read it out: « 3F2A-91C0 »."""
    return f"{pseudonym[:4]}-{pseudonym[4:8]}".upper()


def verdict(months: Sequence[Mois]) -> tuple[Tone, str]:
    """Return what a check found, in words."""
    wrong = [one for one in months if not one.etat.is_whole]
    if wrong:
        found = " ".join(f"{_month(one)}\u00a0: {_WRONG[one.etat]}{_rank(one)}." for one in wrong)
        return Tone.DANGER, (
            f"Le journal a été modifié. {found} Vos dossiers ne sont pas touchés. "
            "Prévenez votre référent et le délégué à la protection des données."
        )
    entries = sum(one.entrees for one in months if one.etat is not Etat.RETIRE)
    said = f"Le journal est entier\u00a0: {_count(entries, 'ligne vérifiée', 'lignes vérifiées')}."
    if gone := [one for one in months if one.etat is Etat.RETIRE]:
        said += f" {_count(len(gone), 'mois effacé', 'mois effacés')} à son terme."
    if any(one.etat is Etat.AUTRE_CLE for one in months):
        said += " Une partie a été scellée par un autre poste, avant une restauration."
    return Tone.SUCCESS, said


def text_of(
    lines: Sequence[Ligne], months: Sequence[Mois], *, structure: str, zone: tzinfo, today: date
) -> str:
    """Return the journal as a text for paper or a file, with the result of its check."""
    _, result = verdict(months)
    head = [f"Journal de Passerelle, {structure}", f"Établi le {day_words(today)}", result, ""]
    return "\n".join([*head, *(f"{moment(one.at, zone)} · {_line_text(one)}" for one in lines), ""])


def _line_text(line: Ligne) -> str:
    return " · ".join(part for part in (_title(line), *_about(line)) if part)


def _month(one: Mois) -> str:
    words = month_words(one.segment)
    return words[0].upper() + words[1:]


def _rank(one: Mois) -> str:
    return f" (ligne {one.rang})" if one.rang else ""


def _count(number: int, one: str, many: str) -> str:
    return f"{number}\u00a0{one if number < 2 else many}"  # noqa: PLR2004 - French plural
