"""The words of Aujourd’hui."""

from collections.abc import Sequence
from datetime import date, tzinfo

from app.documents.kinds import ORDER, TEMPLATES, PapierKind
from app.domain.conformite import EtatAipd
from app.domain.entretien import Etape
from app.domain.prescription import Sens
from app.ui.dates import day_words, moment_words
from app.ui.dossiers.limited import LIMITED
from app.ui.pages.aujourdhui.state import PlainRow, TrayRow
from app.ui.widgets.tones import Pill, Tone
from app.usecases.backup.saving_late import Standing, Suite
from app.usecases.conformity.conformite import Rappel
from app.usecases.interview.receiving import Unfinished
from app.usecases.people.overview import ToPrint
from app.usecases.records import Attente, Source, SuiviPrescription
from app.usecases.versions.questionnaire_waiting import WaitingVersion

_NOWHERE = (
    "Rien n’est sauvegardé\u00a0: si cet ordinateur est perdu, vos dossiers le sont avec lui."
)
_BACKUPS = "Voir les sauvegardes"
TOLD = (
    "Ce poste tient un journal\u00a0: qui l’ouvre, quels dossiers sont consultés, ce qui y est "
    "fait, à votre nom, pendant douze mois au plus. Il protège les personnes aidées\u00a0; il ne "
    "mesure pas votre travail. Vous pouvez tout relire dans Réglages, Journal."
)
STEPS = {
    Etape.NOTICE: "Information de la personne",
    Etape.PERSONNE: "Identité et adresse",
    Etape.QUESTIONNAIRE: "Questionnaire",
    Etape.EXERCICE: "Exercice pratique",
    Etape.DIAGNOSTIC: "Diagnostic",
    Etape.PAPIERS: "Papiers",
    Etape.TERMINE: "Terminé",
}


def roles_words(labels: Sequence[str], *, conflict: bool) -> str:
    """Return why an agent with these roles finds no interview here."""
    held = ", ".join(labels) or "aucun"
    if conflict:
        return (
            f"Vos rôles sur ce poste\u00a0: {held}. La convention ne les permet pas ensemble. "
            "Demandez au référent lequel vous gardez."
        )
    return (
        f"Vos rôles sur ce poste\u00a0: {held}. Les entretiens et les dossiers sont tenus par les "
        "prescripteurs\u00a0: orientez vers eux."
    )


def tray_row(found: Unfinished, *, today: date, zone: tzinfo) -> TrayRow:
    """Return an interview of the tray: who, step, how many answers, when."""
    parts = [STEPS[found.etape]]
    if found.answered:
        plural = "s" if found.answered > 1 else ""
        parts.append(f"{found.answered}\u00a0réponse{plural} gardée{plural}")
    parts.append(moment_words(found.touched_at, today=today, zone=zone))
    pill = Pill("En attente", Tone.INFO) if found.on_hold else Pill("Interrompu", Tone.WARNING)
    return TrayRow(
        id=found.id,
        who=found.who or "Personne pas encore nommée",
        about=" · ".join(parts),
        pill=LIMITED if found.limited else pill,
        limited=found.limited,
    )


def paper_rows(found: Sequence[ToPrint]) -> tuple[PlainRow, ...]:
    """Return who waits for papers: one row for the papers of one interview, oldest first.

    A row bears the id of its first paper; the page it leads to shows them all.
    """
    together: dict[str, list[ToPrint]] = {}
    for one in found:
        papier = one.papier
        key = papier.entretien_id or papier.prescription_id or papier.id
        together.setdefault(key, []).append(one)
    return tuple(_paper_row(sorted(ones, key=_rank)) for ones in together.values())


def _rank(found: ToPrint) -> int:
    known = [kind.value for kind in ORDER]
    kind = found.papier.kind
    return known.index(kind) if kind in known else len(known)


def _paper_row(ones: Sequence[ToPrint]) -> PlainRow:
    first = ones[0]
    titles = ", ".join(TEMPLATES[PapierKind(one.papier.kind)].title for one in ones)
    count = f"{len(ones)}\u00a0papier{'s' if len(ones) > 1 else ''}"
    return PlainRow(
        id=first.papier.id,
        title=first.who,
        about=f"{count} du {day_words(first.papier.wanted_on)}\u00a0: {titles}",
        pill=LIMITED if first.limited else None,
    )


def answer_row(found: SuiviPrescription) -> PlainRow:
    """Return a decision of the Département."""
    decision = found.decision
    accepted = decision is not None and decision.sens is Sens.ACCEPTEE
    decided = f" · décidée le {day_words(decision.decided_on)}" if decision else ""
    return PlainRow(
        id=found.prescription.id,
        title=found.personne.display_name,
        about=f"Prescription {found.prescription.reference}{decided}",
        pill=Pill("Acceptée", Tone.SUCCESS) if accepted else Pill("Refusée", Tone.WARNING),
    )


def waiting_words(waiting: Attente, *, days: int) -> str:
    """Return what waits to be sent, the oldest since `days`; empty when nothing waits."""
    count = waiting.a_traiter
    if not count:
        return ""
    words = (
        f"{count}\u00a0prescriptions attendent d’être envoyées au Département"
        if count > 1
        else "Une prescription attend d’être envoyée au Département"
    )
    if days >= 1:
        since = f"{days}\u00a0jour{'s' if days > 1 else ''}"
        words += f", la plus ancienne depuis {since}" if count > 1 else f" depuis {since}"
    if waiting.a_corriger:
        words += f"\u00a0; {waiting.a_corriger}\u00a0à corriger avant l’envoi"
    return f"{words}."


def backup_words(found: Standing) -> tuple[str, str]:
    """Return what is wrong with the backups and the words of the button; empty when all is well."""
    days = f"{found.days}\u00a0jour{'s' if found.days > 1 else ''}"
    match found.suite:
        case Suite.A_JOUR:
            return "", ""
        case Suite.AUCUN_DOSSIER:
            return _NOWHERE, "Choisir où sauvegarder"
        case Suite.JAMAIS:
            return f"Aucune sauvegarde n’a encore été faite. {found.problem}".rstrip(), _BACKUPS
        case Suite.EN_RETARD:
            missing = found.problem or "Branchez la clé, ou choisissez un autre dossier."
            return f"La dernière sauvegarde a {days}. {missing}", _BACKUPS
        case Suite.ECHEC:
            return f"La dernière sauvegarde n’a pas réussi. {found.problem}", _BACKUPS


def aipd_words(found: Rappel | None) -> str:
    """Return that the impact assessment has no date, or an old one; empty when all is well."""
    if found is None:
        return ""
    if found.aipd is EtatAipd.A_REVOIR:
        why = "la convention a changé, ou trois ans ont passé"
        return f"L’analyse d’impact (AIPD) est à revoir\u00a0: {why}."
    when = "ce poste sert déjà avec le Département" if found.pressing else "avant l’usage réel"
    return f"La date de l’analyse d’impact (AIPD) est à renseigner\u00a0: {when}."


def version_words(found: WaitingVersion | None) -> str:
    """Return that a version of the questionnaire waits, and for whom; empty when none does."""
    if found is None:
        return ""
    came = {
        Source.DEPARTEMENT: "Le Département a publié une version du questionnaire",
        Source.PROGRAMME: "Passerelle apporte une autre version du questionnaire",
        Source.FICHIER: "Une autre version du questionnaire a été importée",
    }[found.source]
    if found.may_activate:
        return f"{came}\u00a0: elle sert dès que vous la mettez en service."
    who = found.referent or "le référent de ce poste"
    return f"{came}\u00a0: {who} peut la mettre en service."


def typed_words(papers: int) -> str:
    """Say how many papers are being typed, or what paper is for."""
    if not papers:
        return "Imprimer avant une sortie, saisir au retour"
    return f"{papers}\u00a0papier{'s' if papers > 1 else ''} en cours de saisie"


def letters_words(letters: int) -> str:
    """Say how many letters wait."""
    if letters > 1:
        return f"{letters}\u00a0lettres attendent, à imprimer en une fois"
    return f"{letters}\u00a0lettre attend"
