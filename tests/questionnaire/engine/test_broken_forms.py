"""Forms damaged at random: refused, stopped, or run; never a crash."""

import random
import re

import pytest

from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.form.definition import load_form
from app.questionnaire.form.failures import AnswerRefusedError, FormError
from app.questionnaire.form.session import FormSession
from tests.questionnaire.engine.forms import NOW, PARIS, session, xform
from tests.questionnaire.engine.test_session import HOUSEHOLD, LANGUAGES

ODD = ["", ".", "..", "/", "//*", "position(..)", "x[", "/data", "current()", "int", "../../../.."]


def damaged(xml: str, chance: random.Random) -> str:
    quoted = list(re.finditer(r'"[^"]*"', xml))
    place = chance.choice(quoted)
    other = chance.choice([f'"{chance.choice(ODD)}"', chance.choice(quoted).group()])
    return xml[: place.start()] + other + xml[place.end() :]


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_form_is_refused_or_stopped_or_runs(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 -- a test repeats itself
    for _ in range(60):
        xml = damaged(damaged(chance.choice([HOUSEHOLD, LANGUAGES]), chance), chance)
        try:
            definition = load_form(xml, strict=chance.random() < 0.5)
            form = FormSession(definition, now=NOW, zone=PARIS)
            for path in chance.sample(sorted(form.states()), 4):
                answer_if_allowed(form, path, chance.choice(["1", "x", ""]))
            again = FormSession(definition, now=NOW, zone=PARIS, restored=form.answers())
            assert again.states().keys() == form.states().keys()
        except (FormError, EvaluationError) as fault:
            assert str(fault)  # noqa: PT017 -- either way is right


def answer_if_allowed(form: FormSession, path: str, value: str) -> None:
    try:
        form.answer(path, value)
    except (AnswerRefusedError, KeyError) as refusal:  # closed, or gone with its instance
        assert str(refusal)  # noqa: PT017 -- either way is right


def test_a_calculation_that_reads_its_own_group_ends() -> None:
    xml = xform(
        nodes="<g><a>x</a><b/></g>",
        binds='<bind nodeset="/data/g/b" calculate="concat(string(..), 1)"/>',
        body='<input ref="/data/g/a"/>',
    )
    form = session(xml)
    assert form.state("/data/g/b").value == "x1"
    form.answer("/data/g/a", "y")
    assert form.state("/data/g/b").value == "yx11"
