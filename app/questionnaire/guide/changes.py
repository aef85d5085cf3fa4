"""What else the guide would have advised: the nearest rows, and the one answer leading there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from app.questionnaire.guide.dependencies import Dependencies
from app.questionnaire.guide.findings import Findings
from app.questionnaire.guide.model import Guide, Question
from app.questionnaire.guide.outcomes import Evaluator
from app.questionnaire.guide.values import TRUE
from app.questionnaire.guide.wording import Wording

MAX_TRIED: Final = 250
"""Most answers tried: the questionnaire of the repository has some hundred."""

MAX_SHOWN: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One answer that, alone, would have led to another row of the services.

    `answer` and `instead` are labels; `place` and `condition` are those of the other row.
    """

    code: str
    service: str
    label: str
    place: str
    condition: str
    explication: str
    question: str
    libelle: str
    answer: str
    instead: str


def nearest_changes(guide: Guide, evaluator: Evaluator, found: Findings) -> tuple[Change, ...]:
    """Return the other rows one answer away: other services first, then the nearest rows.

    Empty while the service is not settled. A row reached by several answers is shown with the one
    asked first. Takes up to a tenth of a second: not for the thread of the window.
    """
    reached: dict[str, Change] = {}
    current = str(found.values["code_service"])
    if not current:
        return ()
    wording = Wording(guide)
    for question, codes in _tried(guide, found):
        answers = {**found.situation.answers, question.name: codes}
        outcomes = evaluator.outcomes(replace(found.situation, answers=answers))
        rows = outcomes.results["code_service"]
        code = str(next(iter(rows)))
        if len(rows) == 1 and code != current and code not in reached:
            reached[code] = _change(guide, wording, found, question, codes, code)
    ranks = {rule.code: rank for rank, rule in enumerate(guide.services)}

    def distance(change: Change) -> tuple[bool, int]:
        return change.service == found.values["service"], abs(ranks[change.code] - ranks[current])

    return tuple(sorted(reached.values(), key=distance)[:MAX_SHOWN])


def _tried(guide: Guide, found: Findings) -> Iterator[tuple[Question, frozenset[str]]]:
    """Yield the single changes worth trying: questions answered, shown, and that count."""
    count = _that_count(guide, found)
    tried = 0
    for name, question in guide.questions.items():
        given = found.situation.answers.get(name)
        if given is None or name not in count or found.outcomes.shown[name] != TRUE:
            continue
        for codes in one_click_away(question, given):
            tried += 1
            if tried > MAX_TRIED:
                return
            yield question, codes


def _that_count(guide: Guide, found: Findings) -> frozenset[str]:
    jeu = guide.profiles[found.situation.profil].jeu
    dependencies = Dependencies(guide)
    names = {name for r in guide.services if r.jeu == jeu for name in r.condition.names}
    return frozenset[str]().union(*(dependencies.questions_of(name) for name in names))


def one_click_away(question: Question, given: frozenset[str]) -> Iterator[frozenset[str]]:
    """Yield the answers one click away from `given`."""
    for choice in question.choices:
        if not question.several or choice.exclusive:
            if choice.code not in given:
                yield frozenset({choice.code})
            continue
        exclusive = {other.code for other in question.choices if other.exclusive}
        changed = (given ^ {choice.code}) - exclusive
        if changed:
            yield changed


def _change(  # noqa: PLR0913, PLR0917  what a change is made of
    guide: Guide,
    wording: Wording,
    found: Findings,
    question: Question,
    codes: frozenset[str],
    code: str,
) -> Change:
    rule = next(rule for rule in guide.services if rule.code == code)
    given = sorted(found.situation.answers[question.name])
    return Change(
        code=code,
        service=rule.service,
        label=wording.code("service", rule.service),
        place=rule.condition.place,
        condition=wording.condition(rule.condition.tree),
        explication=rule.texte_professionnel,
        question=question.name,
        libelle=question.label,
        answer=wording.codes(question.name, given),
        instead=wording.codes(question.name, sorted(codes)),
    )
