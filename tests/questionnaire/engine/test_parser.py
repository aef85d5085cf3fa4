import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.questionnaire.expressions.parser import parse
from app.questionnaire.expressions.syntax import (
    BinaryOperation,
    ExpressionError,
    FunctionCall,
    NumberLiteral,
    Path,
    Reference,
    StringLiteral,
    names,
    walk,
)


def number(value: float) -> NumberLiteral:
    return NumberLiteral(value=value)


def test_multiplication_binds_tighter_than_addition() -> None:
    product = BinaryOperation(operator="*", left=number(2), right=number(3))
    assert parse("1 + 2 * 3") == BinaryOperation(operator="+", left=number(1), right=product)


def test_subtraction_groups_from_the_left() -> None:
    first = BinaryOperation(operator="-", left=number(3), right=number(2))
    assert parse("3 - 2 - 1") == BinaryOperation(operator="-", left=first, right=number(1))


def test_and_binds_tighter_than_or() -> None:
    tree = parse("1 or 2 and 3")
    assert isinstance(tree, BinaryOperation)
    assert tree.operator == "or"


def test_a_star_after_an_operand_multiplies_and_elsewhere_names_any_node() -> None:
    tree = parse("* * *")
    assert isinstance(tree, BinaryOperation)
    assert isinstance(tree.left, Path)
    assert tree.left.steps[0].test == "*"


def test_div_is_a_name_where_a_name_is_expected() -> None:
    tree = parse("div div mod")
    assert isinstance(tree, BinaryOperation)
    assert tree.operator == "div"


def test_a_name_may_hold_hyphens_and_points() -> None:
    tree = parse("a-b.c")
    assert isinstance(tree, Path)
    assert tree.steps[0].test == "a-b.c"


def test_references_of_the_workbook_are_read_with_or_without_spaces() -> None:
    tree = parse("if(${ age } < 18, ${tuteur}, ${last-saved#nom})")
    assert names(tree) == {"age", "tuteur"}
    assert Reference(name="nom", last_saved=True) in list(walk(tree))


def test_a_list_can_be_searched_by_a_condition() -> None:
    tree = parse("instance('communes')/root/item[name = ${commune}]/epci")
    assert isinstance(tree, Path)
    assert tree.start == FunctionCall(name="instance", arguments=(StringLiteral(value="communes"),))
    assert [step.test for step in tree.steps] == ["root", "item", "epci"]
    assert len(tree.steps[1].predicates) == 1


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("if(1, 2", 7, "jamais fermé"),
        ("${a} = ’oui’", 7, "apostrophe droite"),
        ("if(${a}>1;1;0)", 9, "point-virgule"),
        ("1,5", 1, "inattendu"),
        ("${a b}", 0, "nom de question"),
        ("", 0, "trop tôt"),
        ("1 +", 3, "trop tôt"),
        ("'abc", 0, "sans apostrophe fermante"),
        ("a b", 2, "opérateur"),
        ("x[1", 3, "jamais fermé"),
        ("wrong-axis::a", 0, "axe"),
    ],
)
def test_a_fault_is_told_in_french_with_its_place(text: str, position: int, words: str) -> None:
    with pytest.raises(ExpressionError, match=words) as caught:
        parse(text)
    assert caught.value.position == position


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(ExpressionError, match="imbriquée"):
        parse("(" * 10_000 + "1" + ")" * 10_000)


def test_a_long_sum_is_read_and_an_endless_one_refused() -> None:
    assert sum(1 for _ in walk(parse(" + ".join(["1"] * 1_000)))) == 1_999
    with pytest.raises(ExpressionError, match="opérateurs"):
        parse(" + ".join(["1"] * 5_000))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="abif(){}[]$/.,'\"*+-=<>!|:@ 0123456789éàdivmod\n’;&#", max_size=60))
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    try:
        parse(text)
    except ExpressionError as fault:
        assert 0 <= fault.position <= len(text)  # noqa: PT017 -- either way is right


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "if(",
                "(",
                ")",
                ",",
                "${a}",
                "'x'",
                "1",
                "or",
                "and",
                "div",
                "..",
                "/",
                "//",
                "[",
                "]",
            ]
        ),
        max_size=40,
    )
)
def test_any_order_of_words_is_read_or_refused_by_name(words: list[str]) -> None:
    text = " ".join(words)
    try:
        parse(text)
    except ExpressionError as fault:
        assert fault.message  # noqa: PT017 -- either way is right
