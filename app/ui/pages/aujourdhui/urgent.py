"""What has to leave within hours: rights requests and breaches, in one sentence."""

from dataclasses import dataclass

from app.ui.clock_words import before_words, clock_pill
from app.ui.widgets.tones import Tone
from app.usecases.registers import demandes, violations
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgent:
    """The sentence of the page, empty when nothing waits, and how urgent it is."""

    words: str = ""
    tone: Tone = Tone.INFO


def urgent(workplace: Workplace) -> Urgent:
    """Return what waits; in a thread: it reads the database."""
    register, open_breaches = demandes.still_open(workplace), violations.still_open(workplace)
    requests = [one.compte for one in register.ouvertes if one.runs]
    breaches = [one.compte for one in open_breaches if one.runs]
    running = [*requests, *breaches]
    if not running:
        return _followed(len(register.ouvertes) + len(open_breaches))
    first = min(running, key=lambda compte: compte.ends_at)
    parts = [
        f"{len(found)}\u00a0{many if len(found) > 1 else one}"
        for found, one, many in (
            (requests, "demande de droits à transmettre", "demandes de droits à transmettre"),
            (breaches, "violation de données à notifier", "violations de données à notifier"),
        )
        if found
    ]
    pill = clock_pill(first, register.now)
    before = before_words(first, workplace.clock)
    when = f", la première {before}" if len(running) > 1 else f" {before}"
    tone = Tone.INFO if pill.tone is Tone.SUCCESS else pill.tone
    return Urgent(words=f"{' et '.join(parts)}{when}. {pill.words}.", tone=tone)


def _followed(number: int) -> Urgent:
    if not number:
        return Urgent()
    many = "demandes ou violations attendent une réponse ou leur clôture"
    one = "demande ou violation attend une réponse ou sa clôture"
    return Urgent(words=f"{number}\u00a0{many if number > 1 else one}.")
