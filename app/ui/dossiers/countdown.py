"""How long a dossier on Démarches simplifiées can still be opened."""

from datetime import datetime, timedelta

from app.ui.dossiers.words import plural_words
from app.ui.widgets.tones import Pill, Tone

_SOON = timedelta(days=1)


def countdown_pill(before: datetime | None, now: datetime) -> Pill:
    """Return how long a dossier can still be opened; somebody who took it has months."""
    if before is None:
        return Pill("Ouvert, pas déposé", Tone.INFO)
    left = before - now
    if left <= timedelta(0):
        return Pill("Sur le point d’expirer", Tone.WARNING)
    if left < _SOON:
        hours = max(1, int(left / timedelta(hours=1)))
        return Pill(f"Expire dans {hours}\u00a0h", Tone.WARNING)
    return Pill(f"Expire dans {plural_words(left.days, 'jour', 'jours')}", Tone.INFO)
