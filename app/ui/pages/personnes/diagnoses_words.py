"""Diagnoses in words: what was advised, when, under which version, by whom."""

from typing import cast

from app.ui.dates import day_words
from app.ui.dossiers.words import at_words, carnets_words
from app.ui.pages.personnes.state import DiagnosesLine, DiagnosisLine
from app.ui.widgets.tones import Pill, Tone
from app.usecases.interview.interviewing import questionnaire_of
from app.usecases.interview.reevaluating import (
    Assessed,
    Assessments,
    Now,
    left_out_labels,
    service_label,
)
from app.usecases.workplace import Workplace

_FIRST = Pill("Premier diagnostic", Tone.INFO)
_AGAIN = Pill("Réévalué", Tone.NEUTRAL)
_INCOMPLETE = "incomplet"
_WHY_NOT = {
    Now.NO_ANSWERS: "Les réponses ne restent pas\u00a0: ce diagnostic ne peut pas être réévalué.",
}


def diagnoses_line(found: Assessments, workplace: Workplace) -> DiagnosesLine:
    """Return the diagnoses of one interview; in a thread: an older version may be read."""
    day = found.entretien.opened_at.astimezone(workplace.clock.zone()).date()
    number = workplace.questionnaire.guide.version
    possible = found.now is Now.POSSIBLE
    return DiagnosesLine(
        interview=found.entretien.id,
        heading=f"Entretien du {day_words(day)}",
        diagnoses=(
            _line(found, found.first, _FIRST, workplace),
            *(_line(found, one, _AGAIN, workplace) for one in found.later),
        ),
        proposal=f"Réévaluer avec la version {number}…" if possible else "",
        why_not=_WHY_NOT.get(found.now, ""),
    )


def _line(
    found: Assessments, assessed: Assessed, pill: Pill, workplace: Workplace
) -> DiagnosisLine:
    lines = [_origin(assessed, workplace)]
    if assessed.left_out:
        labels = left_out_labels(workplace, found.entretien, assessed)
        lines.append(
            "Réponses que cette version ne connaît pas, laissées de côté\u00a0: "
            + ", ".join(f"«\u00a0{label}\u00a0»" for label in labels)
        )
    return DiagnosisLine(pill=pill, result=_result(assessed, workplace), lines=tuple(lines))


def _result(assessed: Assessed, workplace: Workplace) -> str:
    content = assessed.content
    if content.get("etat") == _INCOMPLETE:
        missing = cast("list[str]", content.get("manquants", []))
        return f"Incomplet\u00a0: il manque {', '.join(missing)}"
    label = service_label(workplace, assessed)
    carnets = content.get("carnets")
    parts = [label]
    if isinstance(carnets, int):
        parts.append(carnets_words(carnets, workplace.convention.pass_numerique))
    level = _level(assessed, workplace)
    return ", ".join([*parts, *([f"niveau {level.lower()}"] if level else [])])


def _level(assessed: Assessed, workplace: Workplace) -> str:
    guide = questionnaire_of(workplace, assessed.guide_hash).guide
    code = assessed.content.get("niveau")
    return next((band.label for band in guide.niveaux if band.code == code), "")


def _origin(assessed: Assessed, workplace: Workplace) -> str:
    version = assessed.version
    number = f"version {version.numero}" if version else "version"
    by = f", par {assessed.by}" if assessed.by else ""
    at = at_words(assessed.established_at, workplace).capitalize()
    return f"{at}{by} · questionnaire {number} ({assessed.guide_hash[:12]})"
