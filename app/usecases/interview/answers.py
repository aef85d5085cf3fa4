"""Answers as the guide wants them: by name of question, only those that apply."""

from collections.abc import Mapping

from app.domain.clock import Clock
from app.questionnaire.form.markdown import verbatim
from app.questionnaire.form.session import FormSession
from app.usecases.versions.questionnaires import Questionnaire


def session_of(questionnaire: Questionnaire, kept: Mapping[str, str], clock: Clock) -> FormSession:
    """Return the form as it stood when these answers (by path) had been given."""
    return FormSession(
        questionnaire.form,
        now=clock.now(),
        zone=clock.zone(),
        restored=kept or None,  # nothing kept yet: the form begins with its own first values
        echo=verbatim,
    )


def named_answers(
    questionnaire: Questionnaire, session: FormSession
) -> dict[str, str | tuple[str, ...]]:
    """Return the answers that apply, by name of question, several codes as a tuple."""
    found: dict[str, str | tuple[str, ...]] = {}
    for path, value in session.relevant_answers().items():
        name = path.rpartition("/")[2].partition("[")[0]
        question = questionnaire.guide.questions.get(name)
        if question is not None:
            found[name] = tuple(value.split()) if question.several else value
    return found


def answers_by_name(
    questionnaire: Questionnaire, kept: Mapping[str, str], clock: Clock
) -> dict[str, str | tuple[str, ...]]:
    """Return kept answers (by path) as the guide wants them."""
    return named_answers(questionnaire, session_of(questionnaire, kept, clock))
