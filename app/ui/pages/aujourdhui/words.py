"""The words of Aujourd’hui."""

from datetime import date, tzinfo

from app.documents.kinds import TEMPLATES, PapierKind
from app.domain.entretien import Etape
from app.domain.prescription import Sens
from app.storage.outbox import Attente
from app.storage.prescriptions import SuiviPrescription
from app.ui.dates import day_words, moment_words
from app.ui.pages.aujourdhui.state import PlainRow, TrayRow
from app.ui.widgets.tones import Pill, Tone
from app.usecases.overview import ToPrint
from app.usecases.receiving import Unfinished

STEPS = {
    Etape.NOTICE: "Information de la personne",
    Etape.PERSONNE: "Identité et adresse",
    Etape.QUESTIONNAIRE: "Questionnaire",
    Etape.EXERCICE: "Exercice pratique",
    Etape.DIAGNOSTIC: "Diagnostic",
    Etape.PAPIERS: "Papiers",
    Etape.TERMINE: "Terminé",
}


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
        pill=pill,
    )


def paper_row(found: ToPrint) -> PlainRow:
    """Return a paper to print, and for whom."""
    papier = found.papier
    return PlainRow(
        id=papier.id,
        title=TEMPLATES[PapierKind(papier.kind)].title,
        about=f"{found.who} · demandé le {day_words(papier.wanted_on)}",
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
    if not waiting.total:
        return ""
    words = (
        f"{waiting.total}\u00a0prescriptions attendent d’être envoyées au Département"
        if waiting.total > 1
        else "Une prescription attend d’être envoyée au Département"
    )
    if days >= 1:
        since = f"{days}\u00a0jour{'s' if days > 1 else ''}"
        words += f", la plus ancienne depuis {since}" if waiting.total > 1 else f" depuis {since}"
    if waiting.a_corriger:
        words += f"\u00a0; {waiting.a_corriger}\u00a0à corriger avant l’envoi"
    return f"{words}."
