"""The register and the breach log in words."""

from datetime import datetime

from app.domain.clock import Clock
from app.domain.convention import Convention
from app.domain.demande import Demande
from app.domain.identifiers import DemandeId, ViolationId
from app.ui.clock_words import before_words, clock_pill
from app.ui.dates import day_words, moment_words
from app.ui.dossiers.rows import Row
from app.ui.widgets.tones import Pill, Tone
from app.usecases.registers import violation_words
from app.usecases.registers.demande_words import droits_words, to_recipient
from app.usecases.registers.demandes import Suivie
from app.usecases.registers.violations import ViolationSuivie
from app.usecases.rule_words import rule_words as said_rule

_REQUEST, _BREACH = "demande:", "violation:"
_ERASED, _CLOSED = "Personne effacée", "Demande close, sans nom"


def rule_words(convention: Convention) -> str:
    """Return the terms of the convention, with their source."""
    delais = convention.delais
    known = convention.sources.get("delais")
    source = f" Source\u00a0: {said_rule(known.reference)}." if known else ""
    return (
        f"Une demande se transmet {to_recipient(convention)} sous {delais.droits_h}\u00a0heures, "
        f"une violation se notifie sous {delais.violation_h}\u00a0heures, jours fermés "
        f"compris.{source}"
    )


def title_of(demande: Demande) -> str:
    """Return whose request it is, or why nobody can say it any more."""
    return demande.personne or (_ERASED if demande.is_nameless else _CLOSED)


def request_row(one: Suivie, now: datetime, clock: Clock) -> Row:
    """Return a request: who, which rights, how urgent."""
    demande = one.demande
    parts = [droits_words(demande)]
    if one.runs:
        parts.append(f"à transmettre {before_words(one.compte, clock)}")
    elif demande.transmise:
        at = moment_words(demande.transmise.at, today=clock.today(), zone=clock.zone())
        parts.append(f"transmise {at}")
    parts.append(demande.numero)
    return Row(
        id=f"{_REQUEST}{demande.id}",
        title=title_of(demande),
        about=" · ".join(parts),
        pill=request_pill(one, now),
    )


def request_pill(one: Suivie, now: datetime) -> Pill:
    """Return where a request stands: its clock, then what came of it."""
    demande = one.demande
    if not demande.is_open:
        return Pill("Close", Tone.NEUTRAL)
    if demande.transmise is None and demande.is_nameless:
        return Pill("À clore", Tone.NEUTRAL)
    if demande.transmise is None:
        return clock_pill(one.compte, now)
    if demande.repondue_on:
        return Pill("Répondue", Tone.INFO)
    return Pill("Reçue", Tone.INFO) if demande.accusee_at else Pill("Transmise", Tone.INFO)


def breach_row(one: ViolationSuivie, now: datetime, clock: Clock) -> Row:
    """Return a breach: what happened, and how urgent."""
    violation = one.violation
    parts: list[str] = []
    if one.runs:
        parts.append(f"à notifier {before_words(one.compte, clock)}")
    elif violation.initial:
        sent = violation.envois[-1].transmission.at
        parts.append(f"notifiée {moment_words(sent, today=clock.today(), zone=clock.zone())}")
    parts.append(violation.numero)
    return Row(
        id=f"{_BREACH}{violation.id}",
        title=violation_words.title_of(violation.constat),
        about=" · ".join(parts),
        pill=breach_pill(one, now),
    )


def breach_pill(one: ViolationSuivie, now: datetime) -> Pill:
    """Return where a breach stands."""
    if not one.violation.is_open:
        return Pill("Close", Tone.NEUTRAL)
    if one.runs:
        return clock_pill(one.compte, now)
    if one.violation.may_be_completed:
        return Pill("À compléter", Tone.WARNING)
    return Pill("Notifiée", Tone.INFO)


def closed_row(row: Row, closed_on: str) -> Row:
    """Return a row of what is over."""
    return Row(id=row.id, title=row.title, about=f"{row.about} · close le {closed_on}")


def closed_words(one: Suivie | ViolationSuivie) -> str:
    """Return the day on which something was closed."""
    kept = one.demande if isinstance(one, Suivie) else one.violation
    return day_words(kept.closed_on) if kept.closed_on else ""


def request_of(row_id: str) -> DemandeId | None:
    """Return the request of a row, None when it is a breach."""
    if row_id.startswith(_REQUEST):
        return DemandeId(row_id.removeprefix(_REQUEST))
    return None


def breach_of(row_id: str) -> ViolationId:
    """Return the breach of a row."""
    return ViolationId(row_id.removeprefix(_BREACH))
