"""A backup in words: what is known before it is opened, and what it holds."""

from collections.abc import Sequence

from app.domain.clock import Clock
from app.ui.dates import moment_words
from app.ui.dossiers.words import Fact
from app.ui.pages.restauration.state import Entry
from app.ui.sizes import size_words
from app.usecases.backup.restoring import Found, Preview, Proposed


def backup_entries(found: Sequence[Proposed], clock: Clock) -> tuple[Entry, ...]:
    """Return the backups to pick from, the latest first."""
    return tuple(
        Entry(
            code=one.path.name,
            words=_capital(moment_words(one.made_at, today=clock.today(), zone=clock.zone())),
            hint=size_words(one.size),
        )
        for one in found
    )


def file_facts(found: Found, clock: Clock) -> tuple[Fact, ...]:
    """Return what a backup says before anybody opens it."""
    return (
        Fact("Faite", moment_words(found.made_at, today=clock.today(), zone=clock.zone())),
        Fact("Version de Passerelle", found.program),
        Fact("Taille", size_words(found.size)),
    )


def content_facts(preview: Preview, clock: Clock) -> tuple[Fact, ...]:
    """Return what the opened backup holds: numbers, no person."""
    held = preview.counts
    return (
        Fact("Faite", moment_words(preview.made_at, today=clock.today(), zone=clock.zone())),
        Fact("Structure", preview.structure),
        Fact("Personnes", str(held.personnes)),
        Fact("Entretiens", str(held.entretiens)),
        Fact("Prescriptions", str(held.prescriptions)),
        Fact("Collègues", str(held.agents)),
        Fact("Registre des effacements", _ledger(preview, clock)),
        Fact("Effacés de nouveau", _erased(preview.erased)),
    )


def warnings(preview: Preview) -> tuple[str, ...]:
    """Return what to know before restoring."""
    found = [
        "Ce poste devra être activé de nouveau auprès du Département avant de synchroniser.",
    ]
    if preview.replaces:
        found.insert(
            0,
            "Ce qui est sur ce poste maintenant est mis de côté sept jours\u00a0: ce qui a été "
            "saisi depuis cette sauvegarde n’apparaîtra plus.",
        )
    if not preview.ledger_found:
        found.append(
            "Le registre des effacements n’est pas à côté de la sauvegarde. Activez ce poste avant "
            "de recevoir quelqu’un\u00a0: le Département fera effacer de nouveau ce qui l’était."
        )
    elif preview.ledger_is_behind:
        found.append(
            "Le registre des effacements n’est pas plus récent que la sauvegarde\u00a0: qui a été "
            "effacé depuis reviendrait. Activez ce poste avant de recevoir quelqu’un\u00a0: le "
            "Département fera effacer de nouveau ce qui l’était."
        )
    return tuple(found)


def _ledger(preview: Preview, clock: Clock) -> str:
    if not preview.ledger_found:
        return "introuvable"
    if preview.ledger_at is None:
        return "sans date"
    return moment_words(preview.ledger_at, today=clock.today(), zone=clock.zone())


def _erased(number: int) -> str:
    if not number:
        return "rien"
    lines = "1 élément" if number == 1 else f"{number} éléments"
    return f"{lines}, effacés depuis cette sauvegarde"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
