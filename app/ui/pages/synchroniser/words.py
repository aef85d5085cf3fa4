"""The page Synchroniser in words."""

from collections.abc import Mapping

from app.storage.outbox import Attente
from app.storage.rapports import EtatRapport, IssueItem, Rapport
from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import at_words, plural_words
from app.ui.messages import outcome_text
from app.ui.outcome_words import REPORTS, item_pill, report_summary, report_text
from app.ui.pages.synchroniser.state import ItemLine, ReportDetail
from app.usecases.sending import Progress
from app.usecases.workplace import Workplace

ERASED = "Prescription effacée depuis"


def waiting_words(waiting: Attente) -> str:
    """Return what waits, by the reason."""
    if not waiting.total:
        return "Rien n’attend\u00a0: tout est arrivé au Département."
    parts = []
    if waiting.preparees:
        parts.append(
            f"{plural_words(waiting.preparees, 'prescription', 'prescriptions')} à envoyer"
        )
    if waiting.sans_accuse:
        parts.append(f"{waiting.sans_accuse}\u00a0dont l’arrivée reste à confirmer")
    if waiting.a_corriger:
        parts.append(f"{waiting.a_corriger}\u00a0à corriger avant l’envoi")
    return ", ".join(parts).capitalize() + "."


def progress_words(progress: Progress) -> str:
    """Return how far a run is."""
    if not progress.total:
        words = "Lecture des réponses du Département…"
    else:
        words = f"Envoi\u00a0: {progress.sent} sur {progress.total}"
    if progress.decisions:
        words += f" · {plural_words(progress.decisions, 'décision', 'décisions')}"
    return words


def report_row(rapport: Rapport, workplace: Workplace) -> Row:
    """Return a report of the list."""
    about = report_summary(rapport)
    if rapport.state is EtatRapport.ECHOUEE and not rapport.items:
        about = outcome_text(rapport.code).partition(".")[0]
    return Row(
        id=str(rapport.id),
        title=at_words(rapport.started_at, workplace).capitalize(),
        about=about,
        pill=REPORTS[rapport.state],
    )


def report_detail(
    rapport: Rapport, references: Mapping[str, str], workplace: Workplace
) -> ReportDetail:
    """Return a report whole: how it ended, and what became of each item."""
    return ReportDetail(
        heading=f"Synchronisation commencée {at_words(rapport.started_at, workplace)}",
        sentence=report_text(rapport),
        items=tuple(_item(item, references) for item in rapport.items),
    )


def _item(item: IssueItem, references: Mapping[str, str]) -> ItemLine:
    known = item.item_id in references
    return ItemLine(
        row=Row(
            id=item.item_id if known else "",
            title=references.get(item.item_id, ERASED),
            pill=item_pill(item.code),
        ),
        sentence=outcome_text(item.code),
    )
