"""Until when and why a record is kept, and what an erasure takes, in words."""

import re
from datetime import date

from app.domain.convention import Convention
from app.domain.retention import CONSERVER_AU_PLUS
from app.ui.dates import day_words
from app.ui.dossiers.holding import HOLD_REASONS, IN_A_SENTENCE
from app.ui.dossiers.words import plural_words
from app.ui.pages.personnes.state import Pick
from app.usecases.erasing import Loss
from app.usecases.records import Conservation

REASONS = tuple(Pick(code, said) for code, said in HOLD_REASONS.items())
_WRITTEN = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


def kept_words(due_on: date | None, convention: Convention, *, prescribed: bool) -> str:
    """Return until when the record is kept, and by which rule."""
    if due_on is None:
        return ""
    rule = convention.retention.source
    why = f"Règle\u00a0: {rule}" if prescribed else "Règle\u00a0: 12 mois sans prescription"
    return f"Ce dossier sera effacé le {day_words(due_on)}. {why}."


def held_words(hold: Conservation | None) -> str:
    """Return why the record outlives its term, empty when it does not."""
    if hold is None:
        return ""
    reason = IN_A_SENTENCE[hold.motif.value]
    return f"Conservé malgré l’échéance jusqu’au {day_words(hold.until)}\u00a0: {reason}."


def may_hold(due_on: date | None, today: date, *, held: bool) -> bool:
    """Tell whether a hold would change anything: the term comes within a year."""
    return due_on is not None and not held and due_on < CONSERVER_AU_PLUS.after(today)


def parse_day(text: str) -> date | None:
    """Read « 15/03/2031 », None when it is no such day."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def erasure_words(name: str, loss: Loss) -> str:
    """Return what the question says: what goes, what is out of reach, that nothing undoes it."""
    gone = ", ".join(
        plural_words(number, one, many)
        for number, one, many in (
            (loss.entretiens, "entretien", "entretiens"),
            (loss.prescriptions, "prescription", "prescriptions"),
            (loss.papiers, "papier", "papiers"),
        )
        if number
    )
    lines = [
        f"{name}\u00a0: identité, adresse, réponses et histoire du dossier"
        + (f", {gone}." if gone else "."),
        "C’est immédiat et définitif. Les compteurs anonymes ne changent pas.",
    ]
    if loss.hold is not None:
        lines.append(held_words(loss.hold))
    beyond: list[str] = []
    if loss.transmises:
        sent = plural_words(loss.transmises, "prescription transmise", "prescriptions transmises")
        beyond.append(f"{sent} au Département")
    if loss.imprimes:
        beyond.append(plural_words(loss.imprimes, "papier imprimé", "papiers imprimés"))
    beyond.append("les fichiers enregistrés ailleurs")
    lines.append(f"Hors de portée du programme\u00a0: {', '.join(beyond)}.")
    lines.append("Une attestation de destruction sans nom, signée par ce poste, s’affichera.")
    return "\n\n".join(lines)
