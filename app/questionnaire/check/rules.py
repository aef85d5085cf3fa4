"""Check what the guide would do: rows that never apply, test cases, too many cases."""

from collections.abc import Iterable, Iterator, Mapping

from app.questionnaire.guide.diagnosis import diagnose
from app.questionnaire.guide.model import CaseTest, Condition, Guide, SuiteRule
from app.questionnaire.guide.outcomes import Evaluator, Outcomes, Situation
from app.questionnaire.guide.values import FALSE, TooManyCasesError
from app.questionnaire.workbook.cells import Fault


def check_rules(guide: Guide) -> list[Fault]:
    """Return what is wrong with the guide as a whole; every sheet of it reads well already."""
    evaluator = Evaluator(guide)
    try:
        blank = list(_blank_interviews(guide, evaluator))
        endless = list(_endless(guide, evaluator))
    except TooManyCasesError as problem:
        return [Fault(sheet="services", cell="", message=str(problem))]
    return [*endless, *_never(guide, blank), *_sensitive(guide), *_cases(guide)]


def _blank_interviews(
    guide: Guide, evaluator: Evaluator, forced: Mapping[str, bool] | None = None
) -> Iterator[tuple[str, Outcomes]]:
    """Evaluate an interview without any answer, for each profile and outcome of the exercise."""
    exercises = [None, *(band.low for band in guide.exercise_bands)]
    for profil in guide.profiles:
        for points in exercises:
            about = Situation(profil=profil, answers={}, simulation=points, forced=forced or {})
            yield profil, evaluator.outcomes(about)


def _endless(guide: Guide, evaluator: Evaluator) -> Iterator[Fault]:
    """Report suites that would apply the guide a second time, and then once more."""
    again = [rule for rule in guide.suites if rule.recalculer_sans]
    for variable in dict.fromkeys(rule.recalculer_sans for rule in again):
        found = list(_blank_interviews(guide, evaluator, {variable: False}))
        following = {code for _, outcomes in found for code in outcomes.suite_rows}
        for rule in again:
            if rule.code in following:
                services = _leading_to(rule, [outcomes for _, outcomes in found])
                yield _recalled(rule, variable, services)


def _leading_to(rule: SuiteRule, found: list[Outcomes]) -> list[str]:
    """Return the codes of the services' rules that `rule` may follow."""
    codes = {
        str(code)
        for outcomes in found
        for code in outcomes.results["code_service"]
        if rule.condition.holds({**outcomes.known, "code_service": frozenset({code})}) != FALSE
    }
    return sorted(codes)


def _recalled(rule: SuiteRule, variable: str, services: list[str]) -> Fault:
    sheet, _, cell = rule.condition.place.partition("!")
    which = ", ".join(services)
    applies = f"la règle {which} s’applique" if len(services) == 1 else f"{which} s’appliquent"
    return Fault(
        sheet=sheet,
        cell=cell,
        message=f"sans {variable}, {applies} encore : la suite {rule.code} tournerait en rond.",
        correction=f"({rule.condition.source}) and ${{{variable}}}",
    )


def _never(guide: Guide, blank: list[tuple[str, Outcomes]]) -> Iterator[Fault]:
    """Report rows that no interview can reach.

    What is possible without any answer contains all that is possible: a row outside is dead.
    """
    reached = {code for _, outcomes in blank for code in outcomes.results["code_service"]}
    for rule in guide.services:
        if rule.code not in reached:
            yield _dead(rule.condition, f"la règle {rule.code} n’est jamais atteinte")
    following = {code for _, outcomes in blank for code in outcomes.suite_rows}
    for suite in guide.suites:
        if suite.code not in following:
            yield _dead(suite.condition, f"la suite {suite.code} n’est jamais atteinte")
    sought = [outcomes for profil, outcomes in blank if guide.profiles[profil].categories]
    found = {value for outcomes in sought for value in outcomes.results["categorie"]}
    for category in guide.categories:
        if sought and (category.categorie if category.categorie is not None else "") not in found:
            yield _dead(category.condition, "cette catégorie n’est jamais atteinte")
    yield from _false(guide, [outcomes for _, outcomes in blank])


def _false(guide: Guide, blank: list[Outcomes]) -> Iterator[Fault]:
    rows: list[tuple[str, Condition]] = [
        *((f"le plafond {cap.code}", cap.condition) for cap in guide.plafonds),
        *((f"le message {message.code}", message.condition) for message in guide.messages),
        *((f"le module {module.code}", module.condition) for module in guide.modules),
        *((f"le frein {frein.code}", frein.condition) for frein in guide.freins),
    ]
    for what, condition in rows:
        if all(condition.holds(outcomes.known) == FALSE for outcomes in blank):
            yield _dead(condition, f"{what} ne s’applique jamais")


def _dead(condition: Condition, message: str) -> Fault:
    sheet, _, cell = condition.place.partition("!")
    return Fault(sheet=sheet, cell=cell, message=message)


def _sensitive(guide: Guide) -> Iterator[Fault]:
    """A sensitive question always offers a way not to answer, which gives no point."""
    for question in guide.questions.values():
        sheet, _, cell = question.place.partition("!")
        if question.sensitive and not any(choice.code == "nr" for choice in question.choices):
            message = f"{question.name} est sensible : sa liste doit offrir « nr »"
            yield Fault(sheet=sheet, cell=cell, message=message, warning=True)
        if question.points.get("nr", 0):
            message = f"{question.name} : « nr » donne des points"
            yield Fault(sheet=sheet, cell=cell, message=message, warning=True)


def _cases(guide: Guide) -> Iterator[Fault]:
    for case in guide.cases:
        yield from _case(guide, case)


def _case(guide: Guide, case: CaseTest) -> Iterator[Fault]:
    try:
        found = diagnose(
            guide,
            profile=case.profil,
            answers=case.answers,
            tranche_age=case.tranche_age or None,
            simulation=case.simulation,
        )
    except ValueError as problem:
        yield Fault(sheet="cas_tests", cell=f"A{case.row}", message=f"{case.case} : {problem}")
        return
    obtained = found.as_json()
    for name, expected in case.expected.items():
        if str(obtained[name]) != expected:
            message = (
                f"{case.case} : {name} attendu {_shown(expected)}, obtenu {_shown(obtained[name])}"
            )
            yield Fault(sheet="cas_tests", cell=case.cells[name], message=message)
    yield from _missing(case, found.missing)


def _missing(case: CaseTest, missing: Iterable[str]) -> Iterator[Fault]:
    absent = [name for name in case.missing if name not in missing]
    if absent:
        message = f"{case.case} : devrait manquer {', '.join(absent)}"
        yield Fault(sheet="cas_tests", cell=case.cells["manquants"], message=message)


def _shown(value: object) -> str:
    return f"« {value} »"
