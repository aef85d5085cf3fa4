"""The answers of an interview as the guide takes them."""

from collections.abc import Mapping

from app.domain.clock import Clock
from app.questionnaire.form.markdown import verbatim
from app.questionnaire.form.session import FormSession
from app.questionnaire.guide.model import Guide
from app.usecases.interview.interviewing import LANGUAGE, Taken

Given = dict[str, str | tuple[str, ...]]


def session_of(taken: Taken, clock: Clock) -> FormSession:
    """Return the form session of an interview, as its kept answers left it."""
    kept = {path: value for path, value in taken.answers.items() if path != LANGUAGE}
    return FormSession(
        taken.questionnaire.form,
        now=clock.now(),
        zone=clock.zone(),
        restored=kept or None,
        echo=verbatim,
    )


def given_of(guide: Guide, relevant: Mapping[str, str]) -> Given:
    """Return the answers that apply by the name of their question; other questions are left out."""
    found: Given = {}
    for path, value in relevant.items():
        question = guide.questions.get(path.rsplit("/", 1)[-1])
        if question is not None:
            found[question.name] = tuple(value.split()) if question.several else value
    return found


def given(taken: Taken, clock: Clock) -> Given:
    """Return what was answered in an interview and still applies."""
    session = session_of(taken, clock)
    return given_of(taken.questionnaire.guide, session.relevant_answers())
