"""Three values: true, false, and « it hangs on what is missing »."""

import pytest

from app.questionnaire.expressions.parser import parse
from app.questionnaire.guide.checking import check_condition
from app.questionnaire.guide.compiling import Known, compile_truth
from app.questionnaire.guide.corrections import proposal
from app.questionnaire.guide.names import Kind, Name
from app.questionnaire.guide.values import FALSE, TRUE, UNKNOWN, Ticked

POINTS = {"jamais": 0, "aide": 1, "seul": 3}
NAMES = {
    "niveau": Name(name="niveau", kind=Kind.CODE, codes=frozenset({"bas", "moyen", "haut"})),
    "geste": Name(
        name="geste", kind=Kind.CODE, codes=frozenset(POINTS), points=POINTS, question=True
    ),
    "besoins": Name(
        name="besoins",
        kind=Kind.TICKED,
        codes=frozenset({"vue", "audio", "rien"}),
        points={"vue": 1, "audio": 2},
        genres={"vue": "S", "audio": "S", "rien": "N"},
        question=True,
    ),
    "score": Name(name="score", kind=Kind.NUMBER),
    "urgence": Name(name="urgence", kind=Kind.TRUTH),
}
MAYBE = frozenset({True, False})
YES = frozenset({True})
NO = frozenset({False})
AUDIO = Ticked(frozenset({"audio"}), frozenset({"audio"}))
NOTHING = Ticked(frozenset({"rien"}), frozenset({"rien"}))


def truth(condition: str, known: Known) -> int:
    tree = parse(condition)
    assert check_condition(tree, NAMES) == []
    return compile_truth(tree, NAMES)(known)


@pytest.mark.parametrize(
    ("condition", "known", "expected"),
    [
        ("${niveau} = 'bas'", {"niveau": frozenset({"bas"})}, TRUE),
        ("${niveau} = 'bas'", {"niveau": frozenset({"bas", "haut"})}, UNKNOWN),
        ("${niveau} = 'bas'", {"niveau": frozenset({"moyen", "haut"})}, FALSE),
        ("${niveau} != 'bas'", {"niveau": frozenset({"moyen", "haut"})}, TRUE),
        # both remaining values satisfy one side or the other: certain
        (
            "${niveau} = 'moyen' or ${niveau} = 'haut'",
            {"niveau": frozenset({"moyen", "haut"})},
            TRUE,
        ),
        ("${score} <= 10", {"score": frozenset(range(3, 9))}, TRUE),
        ("${score} <= 10", {"score": frozenset(range(3, 12))}, UNKNOWN),
        ("${score} > 10", {"score": frozenset(range(3, 9))}, FALSE),
        ("points(${geste}) <= 1", {"geste": frozenset({"jamais", "aide"})}, TRUE),
        ("points(${geste}) <= 1", {"geste": frozenset({"aide", "seul"})}, UNKNOWN),
        ("points(${geste}) = 0", {"geste": frozenset({""})}, TRUE),  # not asked: no point
        ("selected(${besoins}, 'vue')", {"besoins": Ticked(frozenset(), frozenset())}, FALSE),
        (
            "selected(${besoins}, 'vue')",
            {"besoins": Ticked(frozenset(), frozenset({"vue"}))},
            UNKNOWN,
        ),
        (
            "selected(${besoins}, 'vue')",
            {"besoins": Ticked(frozenset({"vue"}), frozenset({"vue", "audio"}))},
            TRUE,
        ),
        ("genre(${besoins}, 'S')", {"besoins": AUDIO}, TRUE),
        ("genre(${besoins}, 'S')", {"besoins": NOTHING}, FALSE),
        (
            "points(${besoins}) >= 2",
            {"besoins": Ticked(frozenset({"vue"}), frozenset({"vue", "audio"}))},
            UNKNOWN,
        ),
        ("true()", {}, TRUE),
        ("false()", {}, FALSE),
    ],
)
def test_a_condition_is_as_certain_as_what_is_known(
    condition: str, known: Known, expected: int
) -> None:
    assert truth(condition, known) == expected


@pytest.mark.parametrize(
    ("urgence", "score", "both", "either"),
    [
        (YES, frozenset({9}), TRUE, TRUE),
        (YES, frozenset({1}), FALSE, TRUE),
        (NO, frozenset({1}), FALSE, FALSE),
        (MAYBE, frozenset({9}), UNKNOWN, TRUE),
        (MAYBE, frozenset({1}), FALSE, UNKNOWN),
        (MAYBE, frozenset({1, 9}), UNKNOWN, UNKNOWN),
    ],
)
def test_and_or_follow_kleene(
    urgence: frozenset[str | int | float | bool],
    score: frozenset[str | int | float | bool],
    both: int,
    either: int,
) -> None:
    known = {"urgence": urgence, "score": score}
    assert truth("${urgence} and ${score} > 5", known) == both
    assert truth("${urgence} or ${score} > 5", known) == either
    assert (
        truth("not(${urgence}) or not(${score} > 5)", known)
        == {
            TRUE: FALSE,
            FALSE: TRUE,
            UNKNOWN: UNKNOWN,
        }[both]
    )


@pytest.mark.parametrize(
    ("condition", "words", "correction"),
    [
        ("${nivau} = 'bas'", "nom inconnu", "${niveau} = 'bas'"),
        ("${niveau} = 'basse'", "n’est pas une valeur", "${niveau} = 'bas'"),
        ('${niveau} = "basse"', "n’est pas une valeur", '${niveau} = "bas"'),
        ("${geste} <= 1", "comparé à un nombre", "points(${geste}) <= 1"),
        ("${niveau} <= 1", "comparé à un nombre", ""),
        ("${niveau} < 'bas'", "qu’avec = ou !=", ""),
        ("${besoins} = 'vue'", "selected", ""),
        ("selectd(${besoins}, 'vue')", "fonction inconnue", "selected(${besoins}, 'vue')"),
        ("selected(${besoins})", "attend 2", ""),
        ("selected(${niveau}, 'bas')", "n’en est pas une", ""),
        ("genre(${besoins}, 'Z')", "genre", ""),
        ("${score}", "ni vrai ni faux", ""),
        ("${score} and ${urgence}", "de chaque côté", ""),
        ("${urgence} = 'oui'", "même nature", ""),
        ("../a = 'b'", "ne sait pas évaluer", ""),
    ],
)
def test_a_condition_is_checked_before_it_runs(condition: str, words: str, correction: str) -> None:
    complaint = check_condition(parse(condition), NAMES)[0]
    assert words in complaint.message
    assert complaint.corrected(condition) == correction


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("${a} = ’oui’", "${a} = 'oui'"),
        ("${a} = «\u00a0oui\u00a0»", "${a} = 'oui'"),
        ("${a} = “oui”", '${a} = "oui"'),
        ("if(${a} > 1,5;2,5;0) = 2,5", "if(${a} > 1.5,2.5,0) = 2.5"),
        ("(${a} = 'x' or (${b} = 'y')", "(${a} = 'x' or (${b} = 'y'))"),
        ("(${a} = 'x'))", "(${a} = 'x')"),
        ("${a} = 'x' ET ${b} = 'y'", "${a} = 'x' and ${b} = 'y'"),
        ("VRAI()", "true()"),
        ("${a} == 'x' && ${b} <> 'y'", "${a} = 'x'  and  ${b} != 'y'"),
        ("${a} = 'et ; ou' and (", ""),
        ("{a} = 'x'", "${a} = 'x'"),
    ],
)
def test_what_a_french_spreadsheet_changed_is_put_right(written: str, meant: str) -> None:
    assert proposal(written) == meant
