"""The journal in words: its entries and what a check found."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from app.domain.journal import ILLISIBLE
from app.ui.dates import day_words, month_words
from app.ui.dossiers.rows import Row
from app.ui.pages.reglages.journal.kinds import (
    ACTORS,
    DEPARTEMENT,
    DETAILS,
    FIELDS,
    KINDS,
    PAPERS,
    REASONS,
)
from app.ui.widgets.tones import Tone
from app.usecases.journal import Ligne
from app.usecases.records import Etat, Mois

_TRIES, _IDLE, _MADE_ON, _SURE = "essais_", "verrouillage_", "du_", "sure_"
_PRINTED = ("impression", "enregistrement")
_WRONG = {
    Etat.ENTREE: "une ligne a été modifiée",
    Etat.MANQUE: "il manque des lignes, ou il y en a trop",
    Etat.SCEAU: "le sceau ne correspond pas",
    Etat.SUITE: "ce mois ne suit pas celui d’avant",
}


def row_of(number: int, line: Ligne, zone: tzinfo) -> Row:
    """Return an entry as a row of the list."""
    about = " · ".join(part for part in (moment(line.at, zone), *_about(line)) if part)
    return Row(id=str(number), title=_title(line), about=about)


def moment(at: datetime, zone: tzinfo) -> str:
    """Return « 22 novembre 2026, 10 h 12 » on the laptop's wall."""
    if at == ILLISIBLE:
        return "date illisible"
    return f"{day_words(at.astimezone(zone).date())}, {hour_words(at, zone)}"


def hour_words(at: datetime, zone: tzinfo) -> str:
    """Return « 10 h 12 » on the laptop's wall."""
    if at == ILLISIBLE:
        return "illisible"
    local = at.astimezone(zone)
    return f"{local.hour}\u00a0h\u00a0{local.minute:02}"


def _title(line: Ligne) -> str:
    return f"{actor(line)}\u00a0: {act(line)}"


def actor(line: Ligne) -> str:
    """Return who did it: a worker, the program, or the Département."""
    return line.agent or ACTORS.get(line.kind, DEPARTEMENT)


def act(line: Ligne) -> str:
    """Return what was done, without a capital: « dossier consulté »."""
    what = KINDS.get(line.kind, line.kind.replace("_", " ").capitalize())
    return what if what.startswith("Passerelle") else f"{what[0].lower()}{what[1:]}"


def _about(line: Ligne) -> tuple[str, ...]:
    return detail(line), f"dossier {dossier_words(line.dossier)}" if line.dossier else ""


def detail(line: Ligne) -> str:
    """Return what more is known of an entry, empty when nothing is."""
    code = line.detail
    if code.startswith(_TRIES):
        number = code.removeprefix(_TRIES)
        return (
            "après 1 mauvaise phrase de passe"
            if number == "1"
            else (f"après {number}\u00a0mauvaises phrases de passe")
        )
    if code.startswith(_IDLE):
        return f"verrouillage après {code.removeprefix(_IDLE)}\u00a0minutes"
    if code.startswith(_MADE_ON):
        made_on = datetime.strptime(code, f"{_MADE_ON}%Y%m%d")  # noqa: DTZ007 - a day of the wall
        return f"celle du {day_words(made_on.date())}"
    if code.startswith(_SURE):
        sure = datetime.strptime(code, f"{_SURE}%Y%m%d")  # noqa: DTZ007 - likewise
        return f"date sûre jusque-là\u00a0: {day_words(sure.date())}"
    if line.kind in _PRINTED:
        return PAPERS.get(code, "")
    return DETAILS.get((line.kind, code)) or REASONS.get(code) or FIELDS.get(code, "")


def dossier_words(pseudonym: str) -> str:
    """Return a pseudonym as people read it out: « 3F2A-91C0 »."""
    return f"{pseudonym[:4]}-{pseudonym[4:8]}".upper()


def verdict(months: Sequence[Mois]) -> tuple[Tone, str]:
    """Return what a check found, in words."""
    wrong = [one for one in months if not one.etat.is_whole]
    if wrong:
        found = " ".join(f"{_month(one)}\u00a0: {_WRONG[one.etat]}{_rank(one)}." for one in wrong)
        return Tone.DANGER, (
            f"Le journal a été modifié. {found} Vos dossiers ne sont pas touchés. "
            "Prévenez votre référent et le délégué à la protection des données."
        )
    entries = sum(one.entrees for one in months if one.etat is not Etat.RETIRE)
    said = f"Le journal est entier\u00a0: {_count(entries, 'ligne vérifiée', 'lignes vérifiées')}."
    if gone := [one for one in months if one.etat is Etat.RETIRE]:
        said += f" {_count(len(gone), 'mois effacé', 'mois effacés')} à son terme."
    if any(one.etat is Etat.AUTRE_CLE for one in months):
        said += " Une partie a été scellée par un autre poste, avant une restauration."
    return Tone.SUCCESS, said


def _month(one: Mois) -> str:
    words = month_words(one.segment)
    return words[0].upper() + words[1:]


def _rank(one: Mois) -> str:
    return f" (ligne {one.rang})" if one.rang else ""


def _count(number: int, one: str, many: str) -> str:
    return f"{number}\u00a0{one if number < 2 else many}"  # noqa: PLR2004 - French plural
