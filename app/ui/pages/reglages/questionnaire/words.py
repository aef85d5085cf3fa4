"""Versions, findings and differences in words."""

from collections.abc import Sequence

from app.questionnaire.difference.model import Change, Difference, Happened
from app.questionnaire.difference.text import SAID, detail_text, difference_text
from app.questionnaire.workbook.cells import Fault
from app.ui.dossiers.words import at_words, plural_words
from app.ui.pages.reglages.questionnaire.state import (
    ChangeWords,
    CheckWords,
    Entry,
    VersionLine,
)
from app.ui.widgets.tones import Pill, Tone
from app.usecases.records import Source, VersionQuestionnaire
from app.usecases.versions.questionnaire_import import Imported, Step
from app.usecases.versions.questionnaire_versions import Held
from app.usecases.workplace import Workplace

STEPS = {
    Step.READING: "Lecture du classeur…",
    Step.CHECKING: "Vérification\u00a0: questions, guide, cas d’essai…",
    Step.COMPILING: "Préparation du questionnaire…",
    Step.KEEPING: "Enregistrement de la version…",
}
_SHOWN = 120  # more is in the file that can be saved: nobody reads so much in a window
_PILLS = {
    Happened.ADDED: Tone.SUCCESS,
    Happened.REMOVED: Tone.WARNING,
    Happened.CHANGED: Tone.INFO,
    Happened.MOVED: Tone.NEUTRAL,
}


def version_name(version: VersionQuestionnaire) -> str:
    """Return « Questionnaire d’autonomie numérique, version 1 »."""
    return f"{version.titre or version.fichier}, version {version.numero or '?'}"


def version_line(held: Held, workplace: Workplace, *, current: bool = False) -> VersionLine:
    """Return a version: what it is, how it came, since when it is or was in force."""
    version = held.version
    came = {
        Source.PROGRAMME: "Livrée avec Passerelle",
        Source.FICHIER: f"Importée du fichier «\u00a0{version.fichier}\u00a0»",
        Source.DEPARTEMENT: "Publiée par le Département, reçue par Synchroniser",
    }[version.source]
    by = f" par {held.by}" if held.by else ""
    facts = [f"{came}{by}, {at_words(version.imported_at, workplace)}"]
    if held.since is not None:
        chosen = f" par {held.activated_by}" if held.activated_by else ""
        since = at_words(held.since, workplace)
        facts.append(f"Depuis {since}{chosen}" if current else f"Mise en service{chosen} {since}")
    else:
        facts.append("Jamais mise en service")
    return VersionLine(
        id=version.sha256,
        title=version_name(version),
        facts=tuple(facts),
        code=version.sha256[:12],
        back=held.since is not None,
    )


def refused_words(found: Imported | None) -> str:
    """Return that the last published questionnaire was refused; empty when none was."""
    if found is None:
        return ""
    faults = plural_words(len(found.errors), "faute", "fautes")
    return (
        f"Le questionnaire publié par le Département a été refusé\u00a0: {faults}. La version en "
        "service n’a pas changé. Transmettez la liste au Département."
    )


def check_words(found: Imported) -> CheckWords:
    """Return what the checker found."""
    errors, warnings = len(found.errors), len(found.warnings)
    if errors:
        pill = Pill("Refusé", Tone.DANGER)
        sentence = (
            f"{plural_words(errors, 'faute', 'fautes')} à corriger dans le classeur. Rien n’a été "
            "gardé\u00a0: la version en service n’a pas changé."
        )
    else:
        pill = Pill("Accepté", Tone.SUCCESS)
        kept = "La version est gardée" if found.new else "Cette version était déjà gardée"
        sentence = f"Aucune faute. {kept}, à côté des autres."
    if warnings:
        sentence += f" {plural_words(warnings, 'avertissement', 'avertissements')}."
    return CheckWords(
        heading=f"Vérification de «\u00a0{found.file}\u00a0»",
        pill=pill,
        sentence=sentence,
        faults=_findings(found.errors, Pill("À corriger", Tone.DANGER)),
        warnings=_findings(found.warnings, Pill("Avertissement", Tone.WARNING)),
        more=_more(errors, warnings),
    )


def check_text(found: Imported, workplace: Workplace) -> str:
    """Return the findings and the difference as plain text, to be printed or sent."""
    now = at_words(workplace.clock.now(), workplace)
    lines = [
        f"Vérification du classeur {found.file}",
        f"{workplace.structure.name}, {now}",
        f"Empreinte\u00a0: {found.sha256}" if found.sha256 else "",
        "",
        check_words(found).sentence,
        "",
    ]
    for heading, faults in (("À CORRIGER", found.errors), ("AVERTISSEMENTS", found.warnings)):
        if faults:
            lines += [heading, *(_numbered(faults)), ""]
    if found.difference is not None:
        lines += ["CE QUI CHANGE DE LA VERSION EN SERVICE", ""]
        lines.append(difference_text(found.difference))
    return "\n".join(lines)


def change_words(difference: Difference, *, name: str, sha256: str) -> ChangeWords:
    """Return what the version called `name` changes of the one in force."""
    counts = (len(difference.questions), len(difference.guide))
    if difference.is_empty:
        sentence = "Aucune différence dans les questions ni dans le guide."
    else:
        sentence = (
            f"{plural_words(counts[0], 'changement', 'changements')} dans les questions et les "
            f"réponses, {counts[1]} dans le guide."
        )
    return ChangeWords(
        id=sha256,
        heading=f"Ce que change «\u00a0{name}\u00a0»",
        sentence=sentence,
        general=tuple(Entry(title=detail_text(one)) for one in difference.general),
        questions=_changes(difference.questions),
        guide=_changes(difference.guide),
        more=_more(*counts),
    )


def _findings(faults: Sequence[Fault], pill: Pill) -> tuple[Entry, ...]:
    return tuple(
        Entry(title=_place(fault), lines=_said(fault), pill=pill) for fault in faults[:_SHOWN]
    )


def _place(fault: Fault) -> str:
    if not fault.sheet:
        return "Classeur entier"
    return f"Feuille {fault.sheet}" + (f", cellule {fault.cell}" if fault.cell else "")


def _said(fault: Fault) -> tuple[str, ...]:
    message = fault.message[:1].upper() + fault.message[1:]
    return (message, f"Écrire\u00a0: {fault.correction}") if fault.correction else (message,)


def _numbered(faults: Sequence[Fault]) -> list[str]:
    return [
        f"{number}. {_place(fault)}\u00a0: " + "\n   ".join(_said(fault))
        for number, fault in enumerate(faults, start=1)
    ]


def _changes(changes: Sequence[Change]) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            title=change.title,
            lines=tuple(detail_text(one, change.happened) for one in change.details),
            pill=Pill(SAID[change.happened].capitalize(), _PILLS[change.happened]),
        )
        for change in changes[:_SHOWN]
    )


def _more(*counts: int) -> str:
    if max(counts) <= _SHOWN:
        return ""
    return f"Les {_SHOWN}\u00a0premiers sont affichés\u00a0; le fichier enregistré les a tous."
