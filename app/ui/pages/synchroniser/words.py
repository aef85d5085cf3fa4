"""The page Synchroniser in words."""

from collections.abc import Mapping

from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import at_words, plural_words
from app.ui.messages import outcome_text
from app.ui.outcome_words import (
    PUBLISHED,
    is_of_stick,
    item_pill,
    report_pill,
    report_summary,
    report_text,
)
from app.ui.pages.synchroniser.state import ItemLine, ReportDetail
from app.usecases.exchange.sending import Progress
from app.usecases.exchange.stick_notes import StickState
from app.usecases.records import Attente, IssueItem, Rapport
from app.usecases.workplace import Workplace

ERASED = "Prescription effacée depuis"
_OF_NO_PRESCRIPTION = {
    "formulaire_elargi": "Formulaire du Département",
    "motifs_en_attente": "Motifs du Département",
}


def waiting_words(waiting: Attente, *, to_deposit: int = 0) -> str:
    """Return what waits, by the reason."""
    deposits = plural_words(to_deposit, "dossier", "dossiers") + " à déposer"
    if not waiting.total and not waiting.retenues:
        return f"{deposits}." if to_deposit else "Rien n’attend d’être envoyé."
    parts: list[str] = [deposits] if to_deposit else []
    if waiting.preparees:
        count = plural_words(waiting.preparees, "prescription", "prescriptions")
        parts.append(f"{count} à envoyer")
    if waiting.sans_accuse:
        count = plural_words(waiting.sans_accuse, "envoyée", "envoyées")
        parts.append(f"{count}, arrivée à confirmer")
    if waiting.a_corriger:
        parts.append(f"{waiting.a_corriger}\u00a0à corriger avant l’envoi")
    if waiting.retenues:
        held = plural_words(waiting.retenues, "retenue", "retenues")
        parts.append(f"{held}, dossier limité à la demande de la personne")
    return "\u00a0; ".join(parts) + "."


def progress_words(progress: Progress) -> str:
    """Return how far a run is."""
    if not progress.total:
        words = "Lecture des réponses du Département…"
    else:
        words = f"Envoi\u00a0: {progress.sent} sur {progress.total}"
    if progress.decisions:
        words += f" · {plural_words(progress.decisions, 'décision', 'décisions')}"
    return words


def stick_words(found: StickState, workplace: Workplace) -> str:
    """Return where the last stick is, and what is still awaited of it."""
    notes = found.notes
    if notes.made_at is None:
        return ""
    count = plural_words(notes.items, "prescription", "prescriptions") if notes.items else ""
    what = f"Dernière clé préparée {at_words(notes.made_at, workplace)}"
    what = f"{what}, {count}" if count else what
    return f"{what}. Réponse pas encore lue." if found.waits else f"{what}. Réponse lue."


def report_row(rapport: Rapport, workplace: Workplace) -> Row:
    """Return a report of the list."""
    about = report_summary(rapport)
    if is_of_stick(rapport):
        about = f"Clé préparée · {about}"
    elif rapport.code:
        happened = outcome_text(rapport.code).partition(".")[0]
        about = f"{happened} · {about}" if rapport.items or rapport.decisions else happened
    return Row(
        id=str(rapport.id),
        title=at_words(rapport.started_at, workplace).capitalize(),
        about=about,
        pill=report_pill(rapport),
    )


def report_detail(
    rapport: Rapport, references: Mapping[str, str], workplace: Workplace
) -> ReportDetail:
    """Return a report whole: how it ended, and what became of each item."""
    on_stick = is_of_stick(rapport)
    begun = "Clé préparée" if on_stick else "Synchronisation commencée"
    said = outcome_text(rapport.code) if on_stick else report_text(rapport)
    return ReportDetail(
        heading=f"{begun} {at_words(rapport.started_at, workplace)}",
        sentence=report_text(rapport),
        items=tuple(_item(item, references, said=said) for item in rapport.items),
    )


def _item(item: IssueItem, references: Mapping[str, str], *, said: str) -> ItemLine:
    """Return what became of one item; a sentence that was said already is not said again."""
    if item.code in PUBLISHED:
        words = PUBLISHED[item.code]
        row = Row(id="", title=words.title, pill=words.pill)
        return ItemLine(row=row, sentence=words.sentence)
    sentence = outcome_text(item.code)
    known = item.item_id in references
    unnamed = _OF_NO_PRESCRIPTION.get(item.code, ERASED)
    return ItemLine(
        row=Row(
            id=item.item_id if known else "",
            title=references.get(item.item_id, unnamed),
            pill=item_pill(item.code),
        ),
        sentence="" if sentence == said else sentence,
    )
