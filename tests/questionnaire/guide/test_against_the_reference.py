"""The same results as the reference interpreter, on interviews drawn at random.

The interpreter lies beside the repository, with the tables it reads; where it is absent, the
fictitious persons and the hand-made cases remain. The whole campaign of 10,000 is a command:
`python -m tests.questionnaire.campaign`.
"""

import random
from typing import Any

import pytest

from app.questionnaire.guide.diagnosis import diagnose
from app.questionnaire.guide.model import Guide

from .drawing import COMPARED, differences, interview, reference_interpreter

INTERVIEWS = 320


@pytest.fixture(scope="module")
def reference() -> Any:  # noqa: ANN401  a module of other people
    found = reference_interpreter()
    if found is None:
        pytest.skip("the reference interpreter is not beside the repository")
    return found


@pytest.mark.parametrize("part", range(4))
def test_random_interviews_give_the_same_as_the_reference(
    part: int,
    reference: Any,  # noqa: ANN401  see the fixture
    guide: Guide,
) -> None:
    draw = random.Random(20260814 + part)  # noqa: S311  no secret
    for number in range(INTERVIEWS // 4):
        answers = interview(draw, guide, number % 4)
        assert not differences(draw, guide, reference, answers)


@pytest.mark.parametrize("profile", ["strasbourg", "lot-et-garonne", "grand-paris", "sans-pass"])
def test_a_blank_interview_gives_the_same_as_the_reference(
    profile: str,
    reference: Any,  # noqa: ANN401  see the fixture
    guide: Guide,
) -> None:
    expected = reference.diagnostiquer({}, profil=profile)
    found = diagnose(guide, profile=profile, answers={}).as_json()
    assert {key: found[key] for key in COMPARED} == {key: expected[key] for key in COMPARED}
