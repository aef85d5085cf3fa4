"""XForms: built of parts that fit more or less, then damaged."""

from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import quoteattr

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.form.definition import load_form
from app.questionnaire.form.failures import AnswerRefusedError, FormError
from app.questionnaire.form.session import FormSession
from tests.questionnaire.engine.forms import NOW, PARIS, xform
from tests.questionnaire.fuzz.expressions import formulas

_NAMES: Final = ("a", "b", "c", "r", "s")
_TYPES: Final = ("int", "decimal", "date", "time", "dateTime", "string", "boolean", "", "zut")
_CONTROLS: Final = ("input", "select1", "select", "trigger", "range", "odk:rank", "upload", "zut")
_EVENTS: Final = (
    "odk-instance-first-load",
    "odk-new-repeat",
    "xforms-value-changed",
    "odk-instance-load odk-new-repeat",
    "zut",
)
_VALUES: Final = ("", "1", "-3", "a b", "oui", "2026-08-14", "10:00:00.000", "OK", "é" * 50, "nan")
_RULES: Final = ("relevant", "readonly", "required", "constraint", "calculate")
_MOST_STATES: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """A form and answers to give to it."""

    xml: str
    answers: tuple[tuple[str, str], ...]


def forms() -> SearchStrategy[Hostile]:
    """Return forms, half of them damaged after they were written."""
    whole = _forms()
    return st.one_of(whole, whole.flatmap(_damaged))


def _damaged(form: Hostile) -> SearchStrategy[Hostile]:
    place = st.integers(0, len(form.xml))
    pieces = ["", "<", ">", "&", "</", "<x>", '"', "\x00", "<!DOCTYPE x>", "<![CDATA[", "data"]
    return st.tuples(place, st.integers(0, 12), st.sampled_from(pieces)).map(
        lambda cut: Hostile(
            xml=form.xml[: cut[0]] + cut[2] + form.xml[cut[0] + cut[1] :], answers=form.answers
        )
    )


@st.composite
def _forms(draw: DrawFn) -> Hostile:
    paths: list[str] = []
    nodes = _nodes(draw, "/data", paths, depth=0)
    where = st.sampled_from([*paths, "/data", "/data/absent", "/", ""])
    binds = "".join(_bind(draw, path) for path in draw(st.lists(where, max_size=6)))
    actions = "".join(_action(draw, where) for _ in range(draw(st.integers(0, 2))))
    body = "".join(_control(draw, where) for _ in range(draw(st.integers(0, 6))))
    answers = draw(st.lists(st.tuples(where, st.sampled_from(_VALUES)), max_size=6))
    lists = '<instance id="l"><root><item><name>a</name></item></root></instance>'
    xml = xform(nodes=nodes, binds=binds + actions, body=body, model=lists)
    return Hostile(xml=xml, answers=tuple(answers))


def _nodes(draw: DrawFn, path: str, paths: list[str], *, depth: int) -> str:
    written = ""
    for name in draw(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=4)):
        below = f"{path}/{name}"
        paths.append(below)
        inner = draw(st.sampled_from(_VALUES))
        if depth < 3 and draw(st.booleans()):
            inner = _nodes(draw, below, paths, depth=depth + 1)
        template = ' jr:template=""' if draw(st.integers(0, 4)) == 0 else ""
        written += f"<{name}{template}>{inner}</{name}>"
    return written


def _bind(draw: DrawFn, path: str) -> str:
    rules = {
        name: draw(formulas())
        for name in draw(st.lists(st.sampled_from(_RULES), max_size=3, unique=True))
    }
    rules["type"] = draw(st.sampled_from(_TYPES))
    if draw(st.integers(0, 4)) == 0:
        rules["jr:preload"] = draw(st.sampled_from(["uid", "date", "timestamp", "zut"]))
        rules["jr:preloadParams"] = draw(st.sampled_from(["today", "start", "end", ""]))
    return f"<bind nodeset={quoteattr(path)} {_written(rules)}/>"


def _written(attributes: dict[str, str]) -> str:
    kept = {name: text for name, text in attributes.items() if _is_xml(text)}
    return " ".join(f"{name}={quoteattr(text)}" for name, text in kept.items())


def _is_xml(text: str) -> bool:
    return all(one in "\t\n\r" or " " <= one < "\ud800" or one > "\udfff" for one in text)


def _action(draw: DrawFn, where: SearchStrategy[str]) -> str:
    event, value = draw(st.sampled_from(_EVENTS)), draw(formulas())
    return f"<setvalue {_written({'event': event, 'ref': draw(where), 'value': value})}/>"


def _control(draw: DrawFn, where: SearchStrategy[str], depth: int = 0) -> str:
    ref = quoteattr(draw(where))
    kind = draw(st.sampled_from(_CONTROLS if depth > 1 else (*_CONTROLS, "group", "repeat")))
    if kind in {"group", "repeat"}:
        inner = "".join(_control(draw, where, depth + 1) for _ in range(draw(st.integers(0, 3))))
        if kind == "group":
            return f"<group ref={ref}><label>G</label>{inner}</group>"
        count = {"jr:count": draw(formulas())} if draw(st.booleans()) else {}
        return f"<repeat nodeset={ref} {_written(count)}>{inner}</repeat>"
    inside = _action(draw, where) if draw(st.integers(0, 3)) == 0 else ""
    label = f"<label>L <output {_written({'value': draw(formulas())})}/></label>"
    if kind in {"select1", "select", "odk:rank"}:
        predicate = _written({"nodeset": f"instance('l')/root/item[{draw(formulas())}]"})
        inside += f'<itemset {predicate}><value ref="name"/><label ref="name"/></itemset>'
        inside += "<item><label>X</label><value>x</value></item>"
    bounds = 'start="0" end="5" step="1"' if kind == "range" and draw(st.booleans()) else ""
    return f"<{kind} ref={ref} {bounds}>{label}{inside}</{kind}>"


def try_form(hostile: Hostile) -> None:
    """Load a form both ways, then interview somebody with it, and take the interview up again."""
    for strict in (True, False):
        try:
            definition = load_form(hostile.xml, strict=strict)
        except FormError:
            continue
        try:
            session = FormSession(definition, now=NOW, zone=PARIS)
            for path, value in hostile.answers:
                _answer(session, path, value)
            if len(session.states()) < _MOST_STATES:
                for step in session.steps():
                    session.step_after(step)
            kept = session.answers()
            FormSession(definition, now=NOW, zone=PARIS, restored=kept).states()
        except EvaluationError:
            continue


def _answer(session: FormSession, path: str, value: str) -> None:
    try:
        session.answer(path, value)
        session.add_repeat(path)
    except (KeyError, AnswerRefusedError):
        return
