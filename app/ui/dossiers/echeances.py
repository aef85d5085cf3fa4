"""Deadlines in the words of lists."""

from datetime import date

from app.domain.echeance import Echeance, EtatEcheance
from app.ui.dates import day_words, long_day_words
from app.ui.dossiers.rows import Row
from app.ui.widgets.tones import Pill, Tone


def row_of(one: Echeance, today: date) -> Row:
    """Return an item of the list."""
    day = long_day_words(one.jour)
    if one.provisoire:
        day = f"au plus tard {day}"
    parts = [day[:1].upper() + day[1:], *_facts(one)]
    return Row(id=one.cle, title=one.titre, about=" · ".join(parts), pill=pill_of(one, today))


def pill_of(one: Echeance, today: date) -> Pill:
    """Return where an item stands."""
    match one.etat(today):
        case EtatEcheance.FAITE:
            return Pill("fait", Tone.SUCCESS)
        case EtatEcheance.EN_RETARD:
            return Pill("en retard", Tone.DANGER)
        case EtatEcheance.PASSEE:
            return Pill("passé", Tone.NEUTRAL)
        case EtatEcheance.PROCHE:
            return Pill(near_words((one.jour - today).days), Tone.WARNING)
        case EtatEcheance.A_VENIR:
            return Pill("à venir", Tone.NEUTRAL)


def near_words(days: int) -> str:
    """Say how many days are left: « aujourd’hui », « demain », « dans 12 jours »."""
    if days <= 1:
        return "demain" if days else "aujourd’hui"
    return f"dans {days}\u00a0jours"


def _facts(one: Echeance) -> list[str]:
    said: list[str] = []
    if one.date_saisie and not one.provisoire:
        said.append(f"date fixée par {one.jour_par}" if one.jour_par else "date fixée")
    if one.faite_le is not None:
        by = f" par {one.faite_par}" if one.faite_par else ""
        late = ", après l’échéance" if one.faite_en_retard else ""
        said.append(f"fait le {day_words(one.faite_le)}{by}{late}")
    return said
