"""The search is bounded by a count, not by a clock."""

import random

import pytest

from app.questionnaire.expressions.parser import parse
from app.questionnaire.expressions.syntax import names
from app.questionnaire.guide import search
from app.questionnaire.guide.compiling import compile_truth
from app.questionnaire.guide.diagnosis import diagnose
from app.questionnaire.guide.model import Condition, Guide
from app.questionnaire.guide.names import Kind, Name
from app.questionnaire.guide.outcomes import Evaluator, Situation
from app.questionnaire.guide.values import Ticked, TooManyCasesError

NAMES = {
    "x": Name(name="x", kind=Kind.TRUTH),
    "y": Name(name="y", kind=Kind.TRUTH),
    "n": Name(name="n", kind=Kind.CODE, codes=frozenset({"a", "b", "c"})),
    "t": Name(name="t", kind=Kind.TICKED, codes=frozenset({"u", "v"}), question=True),
}
MAYBE = frozenset({True, False})
SURE = frozenset({True})


def _table(*conditions: str, kept: tuple[str, ...] = ()) -> search.FirstRow:
    rows = [
        Condition(
            source=text,
            place="table!A1",
            tree=parse(text),
            names=tuple(sorted(names(parse(text)))),
            truth=compile_truth(parse(text), NAMES),
        )
        for text in conditions
    ]
    return search.FirstRow(rows, NAMES, kept=kept)


def _rows(found: search.Outcome) -> set[int]:
    return {row for row, _, _ in found.rows}


def test_cases_are_separated_so_that_only_what_can_happen_is_announced() -> None:
    # If the first row fails x is false: the second row always fails too.
    table = _table("${x}", "${x} and ${y}", "true()")
    found = table.search({"x": MAYBE, "y": SURE})
    assert _rows(found) == {0, 2}
    assert found.hesitations == {"x"}


def test_a_row_that_is_sure_ends_the_table_whatever_is_uncertain_after() -> None:
    found = _table("${n} != 'a'", "${x}").search({"n": frozenset({"b", "c"}), "x": MAYBE})
    assert _rows(found) == {0}
    assert found.hesitations == frozenset()


def test_ticks_are_never_separated_both_ways_stay_possible() -> None:
    table = _table("selected(${t}, 'u')", "true()")
    found = table.search({"t": Ticked(frozenset(), frozenset({"u"}))})
    assert _rows(found) == {0, 1}
    assert found.hesitations == {"t"}


def test_a_table_where_no_row_holds_says_so() -> None:
    found = _table("${x}").search({"x": frozenset({False})})
    assert _rows(found) == {1}


def test_the_kept_names_tell_the_case_in_which_a_row_is_first() -> None:
    found = _table("${n} = 'a'", "true()", kept=("n",)).search({"n": frozenset({"a", "b", "c"})})
    # b and c are told apart by nothing: one case stands for both
    assert {(row, kept) for row, kept, _ in found.rows} == {
        (0, (frozenset({"a"}),)),
        (1, (frozenset({"b"}),)),
    }


def test_the_name_with_the_fewest_values_is_separated_first() -> None:
    # x first: x false ends the first row, so the second hangs on n; were n first, so it would too,
    # but with n = a alone the row would be known without x.
    table = _table("${n} = 'a' or ${x}", "true()", kept=("n", "x"))
    found = table.search({"n": frozenset({"a", "b", "c"}), "x": MAYBE})
    assert (0, (frozenset({"a", "b"}), frozenset({True}))) in {(r, k) for r, k, _ in found.rows}


@pytest.mark.parametrize("profile", ["strasbourg", "lot-et-garonne"])
def test_a_blank_interview_separates_few_cases(profile: str, guide: Guide) -> None:
    evaluator = Evaluator(guide)
    evaluator.outcomes(Situation(profil=profile, answers={}))
    assert evaluator.cases_kept < 1_500


def test_too_many_cases_are_refused_rather_than_waited_for(
    guide: Guide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MAX_CASES", 20)
    with pytest.raises(TooManyCasesError):
        Evaluator(guide).outcomes(Situation(profil="strasbourg", answers={}))


def _rare() -> list[dict[str, str | list[str]]]:
    """Give what hardly comes at random, worked out by hand from the sheets."""
    gestures = ("P1", "P2", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10")
    at_home: dict[str, str | list[str]] = {
        "F4": "apprendre",
        "D1": ["caf"],
        "D3": "non",
        "D2": "avec_quelquun",
        "E4": ["groupe"],
        "E6": "possible",
        "A1": ["smartphone"],
        "B1": "jour",
        "F1": "beaucoup",
        "F3": ["emploi"],
    }

    def with_help(*helped: str) -> dict[str, str | list[str]]:
        return {**at_home, **{name: "avec_aide" if name in helped else "seul" for name in gestures}}

    return [
        with_help(),  # 36 points and a difficulty: S07
        with_help(*gestures[2:]),  # the basic gestures alone are sure: PL2
        with_help("C1", "C2", "C3", "C4", "C5", "C6"),  # 24 points, three domains missing: PL3
    ]


def test_every_row_of_the_guide_is_reached_by_some_interview(guide: Guide) -> None:
    draw = random.Random(7)  # noqa: S311  no secret
    seen: set[str] = set()
    for number in range(1_200):
        ease = draw.random()
        answers: dict[str, str | list[str]] = {}
        for name, question in guide.questions.items():
            codes = [choice.code for choice in question.choices]
            if question.role == "competence":
                answers[name] = codes[min(3, int(draw.betavariate(1 + 3 * ease, 4 - 3 * ease) * 4))]
            else:
                one = draw.choice(codes)
                answers[name] = [one] if question.several else one
        answers["F4"] = draw.choice(["apprendre", "ponctuelle", "accompagnement", "rien"])
        answers["D3"] = draw.choice(["oui", "non", "non"])
        answers["E6"] = draw.choice(["possible", str(answers["E6"])])
        found = diagnose(
            guide,
            profile=("strasbourg", "strasbourg", "lot-et-garonne")[number % 3],
            answers=answers,
            tranche_age=draw.choice(["18-24", "70+"]),
            simulation=draw.choice([None, None, draw.randint(0, 10)]),
        )
        seen.update((found.code_service, f"categorie {found.categorie}", found.suite))
        seen.update((found.plafond, *(row.code for row in found.freins)))
        seen.update(row.code for row in found.messages)
        seen.update(row.code for row in (*found.modules, *found.modules_suite))
    for rare in _rare():
        found = diagnose(guide, profile="strasbourg", answers=rare)
        seen.update((found.plafond, found.code_service))
    wanted = {rule.code for rule in guide.services} | {cap.code for cap in guide.plafonds}
    wanted |= {message.code for message in guide.messages} | {m.code for m in guide.modules}
    wanted |= {frein.code for frein in guide.freins} | {f"categorie {n}" for n in (0, 1, 2, 3)}
    wanted |= {rule.suite for rule in guide.suites if rule.suite} | {"puis_formation"}
    assert wanted - seen == set()
