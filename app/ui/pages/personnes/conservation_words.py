"""Until when and why a record is kept, in words."""

from datetime import date

from app.domain.convention import Convention
from app.domain.retention import CONSERVER_AU_PLUS
from app.ui.dates import day_words
from app.ui.dossiers.holding import HOLD_REASONS
from app.ui.pages.personnes.state import Pick
from app.usecases.rule_words import rule_words as said_rule

REASONS = tuple(Pick(code, said) for code, said in HOLD_REASONS.items())


def kept_words(due_on: date | None, convention: Convention, *, prescribed: bool) -> str:
    """Return until when the record is kept, and by which rule."""
    if due_on is None:
        return ""
    rule = said_rule(convention.retention.source)
    why = f"Règle\u00a0: {rule}" if prescribed else "Règle\u00a0: 12 mois sans prescription"
    return f"Ce dossier sera effacé le {day_words(due_on)}. {why}."


def may_hold(due_on: date | None, today: date, *, held: bool) -> bool:
    """Tell whether a hold would change anything: the term comes within a year."""
    return due_on is not None and not held and due_on < CONSERVER_AU_PLUS.after(today)
