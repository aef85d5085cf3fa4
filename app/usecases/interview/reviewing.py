"""Read the questions and answers of an interview again, without resuming it and without a change.

They are read under the version of the questionnaire that they were given to, which is kept for
that (docs/decisions/0003), and as they stood when the interview was last touched.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.documents.languages import french_name
from app.domain.convention import Convention
from app.domain.entretien import Entretien
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId
from app.questionnaire.form.markdown import verbatim
from app.questionnaire.form.session import FormSession
from app.questionnaire.form.state import NodeState
from app.questionnaire.guide.model import ExerciseTask
from app.storage import (
    agents,
    entretiens,
    exercices,
    langues,
    limitations,
    materiel,
    personnes,
    reponses,
)
from app.storage.exercices import Essai
from app.storage.limitations import Limitation
from app.storage.materiel import KindMateriel, Version
from app.usecases.interview.receiving import InterviewGoneError
from app.usecases.laptop.habilitations import require
from app.usecases.laptop.opening import kept_convention
from app.usecases.people.openings import require_interview
from app.usecases.versions.questionnaires import Questionnaire, kept_questionnaire
from app.usecases.workplace import Workplace

_UNASKED = frozenset({"note", "calculated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that applied, in the words of the form; `values` are those of its answer."""

    section: str
    label: str
    values: tuple[str, ...]
    by_agent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """An interview to read. `asked` is empty when the answers or their questions are gone."""

    entretien: Entretien
    who: str
    agent: str
    convention: Convention
    version: Version | None
    version_number: str
    asked: tuple[Asked, ...]
    tasks: tuple[ExerciseTask, ...]
    tries: tuple[Essai, ...]
    erased_on: date | None
    limitation: Limitation | None = None


def review(workplace: Workplace, entretien_id: EntretienId) -> Review:
    """Return what was asked and answered in an interview, finished or not.

    Raises:
        InterviewGoneError: it was erased, or its term has come.
        ReasonNeededError: it is a colleague's, and its record was not opened today with a reason.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        entretien = entretiens.load(session, entretien_id)
        if entretien is None:
            raise InterviewGoneError
        require_interview(session, workplace, entretien_id)
        personne = personnes.load(session, entretien.personne_id) if entretien.personne_id else None
        limitation = limitations.of(session, personne.id) if personne else None
        agent = agents.load(session, entretien.agent_id)
        kept = {path: str(value) for path, value in reponses.load(session, entretien_id).items()}
        tries = tuple(exercices.load(session, entretien_id))
        language = langues.load(session, entretien_id)
        erased_on = reponses.erased_on(session, entretien_id)
        versions = materiel.versions(session, KindMateriel.FORMULAIRE)
    found = kept_questionnaire(workplace.database, entretien.questionnaire_hash)
    return Review(
        entretien=entretien,
        who=personne.display_name if personne else "",
        agent=agent.display_name if agent else "",
        convention=kept_convention(workplace, entretien.convention_hash),
        version=next((v for v in versions if v.sha256 == entretien.questionnaire_hash), None),
        version_number=found.guide.version if found else "",
        asked=_asked(workplace, found, entretien, kept) + _language(language)
        if found and erased_on is None
        else (),
        tasks=found.guide.exercise if found else (),
        tries=tries,
        erased_on=erased_on,
        limitation=limitation,
    )


def _asked(
    workplace: Workplace,
    questionnaire: Questionnaire,
    entretien: Entretien,
    kept: Mapping[str, str],
) -> tuple[Asked, ...]:
    session = FormSession(
        questionnaire.form,
        now=entretien.touched_at,  # « today » in a formula is the day of the interview
        zone=workplace.clock.zone(),
        restored=kept or None,
        echo=verbatim,
    )
    found: list[Asked] = []
    for step in session.steps():
        section = step.headings[-1] if step.headings else ""
        for path in step.questions:
            state = session.state(path)
            if state.kind not in _UNASKED:
                found.append(_one(questionnaire, section, state))
    return tuple(found)


def _language(code: str) -> tuple[Asked, ...]:
    """Return the language of the papers: it is kept, so it is shown to who asks what is kept."""
    if not code:
        return ()
    return (Asked(section="Papiers", label="Langue des papiers", values=(french_name(code),)),)


def _one(questionnaire: Questionnaire, section: str, state: NodeState) -> Asked:
    name = state.path.rsplit("/", 1)[-1].partition("[")[0]
    question = questionnaire.guide.questions.get(name)
    return Asked(
        section=section,
        label=state.label or name,
        values=_values(state),
        by_agent=question is not None and question.noted_by_worker,
    )


def _values(state: NodeState) -> tuple[str, ...]:
    """Return the answer in words, a choice by its label, else by its code."""
    if not state.value:
        return ()
    if state.options is None:
        return (state.value,)
    labels = {option.value: option.label for option in state.options}
    return tuple(labels.get(code, code) for code in state.value.split())
