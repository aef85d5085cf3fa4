"""Formulas: well-formed, nearly well-formed, and words in any order."""

from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from app.questionnaire.expressions.evaluation import compiled
from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.expressions.functions import FUNCTIONS
from app.questionnaire.expressions.parser import parse
from app.questionnaire.expressions.syntax import ExpressionError
from app.questionnaire.form.failures import FormError
from tests.questionnaire.engine.forms import session, xform

PATHS: Final = (
    ".",
    "..",
    "/",
    "/data",
    "/data/a",
    "/data/b",
    "/data/r/v",
    "/data/r",
    "../a",
    "/data/*",
    "//v",
    "current()/.",
    "instance('l')/root/item",
    "instance('l')/root/item/name",
    "@id",
    "/data/absent",
    "ancestor::*",
    "/data/r[1]/v",
)
LITERALS: Final = (
    "''",
    "'a'",
    '"b c"',
    "0",
    "1",
    "-1",
    "2.5",
    "1e308",
    "'2026-02-28'",
    "'2026-08-14T10:00:00.000+02:00'",
    "'10:30:00.000'",
    "'é😀'",
    "'^(a+)+$'",
    "'%Y-%m-%d %H'",
    "99999999999999999999",
    "'/data/a'",
    "'['",
)
_SIGNS: Final = ("+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or", "|")
_WORDS: Final = (*_SIGNS, *PATHS, *LITERALS, *"()[],/", "${a}", "::", "’", ";", "&", "\x00", " ")
_FUNCTIONS: Final = sorted(FUNCTIONS)


def formulas() -> SearchStrategy[str]:
    """Return formulas; about half of them can be read."""
    leaves = st.sampled_from([*PATHS, *LITERALS])
    grown = st.recursive(leaves, _larger, max_leaves=12)
    words = st.lists(st.sampled_from([*_WORDS, *_FUNCTIONS]), max_size=12).map(" ".join)
    return st.one_of(grown, grown.flatmap(_damaged), words, st.text(max_size=30))


def _larger(inner: SearchStrategy[str]) -> SearchStrategy[str]:
    calls = st.tuples(st.sampled_from(_FUNCTIONS), st.lists(inner, max_size=4)).map(
        lambda call: f"{call[0]}({', '.join(call[1])})"
    )
    pairs = st.tuples(inner, st.sampled_from(_SIGNS), inner).map(" ".join)
    filters = st.tuples(st.sampled_from(PATHS), inner).map(lambda both: f"{both[0]}[{both[1]}]")
    return st.one_of(calls, pairs, filters, inner.map("({})".format), inner.map("-{}".format))


def _damaged(text: str) -> SearchStrategy[str]:
    """Take a slice out, and put something else in its place."""
    place = st.integers(0, len(text))
    return st.tuples(place, place, st.sampled_from(["", *_WORDS])).map(
        lambda cut: text[: min(cut[:2])] + cut[2] + text[max(cut[:2]) :]
    )


def try_formula(text: str) -> None:
    """Read and compile a formula, then use it as every kind of rule of a form."""
    try:
        compiled(parse(text))
    except ExpressionError:
        return
    try:
        form = session(_form(text))
        form.answer("/data/a", "3")
        form.answer("/data/b", "a b")
        form.add_repeat("/data/r")
        form.states()
    except (FormError, EvaluationError):
        return


def _form(text: str) -> str:
    written = "".join(f"&#{ord(one)};" for one in text)
    items = "".join(f"<item><name>{name}</name></item>" for name in "abc")
    return xform(
        nodes="<a>1</a><b/><r><v>4</v></r><r><v/></r><out/><list/>",
        model=f'<instance id="l"><root>{items}</root></instance>',
        binds=f"""<bind nodeset="/data/a" type="int" constraint="{written}"/>
            <bind nodeset="/data/b" relevant="{written}" required="{written}"/>
            <bind nodeset="/data/r/v" readonly="{written}"/>
            <bind nodeset="/data/out" calculate="{written}"/>""",
        body=f"""<input ref="/data/a"><label><output value="{written}"/></label></input>
            <input ref="/data/b"/><repeat nodeset="/data/r"><input ref="/data/r/v"/></repeat>
            <select1 ref="/data/list"><itemset nodeset="instance('l')/root/item[{written}]">
            <value ref="name"/><label ref="name"/></itemset></select1>""",
    )
