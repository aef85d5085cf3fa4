"""What the page of the evaluation shows."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its answer; `wrong` says why the answer does not do.

    One that does not apply after the answers given so far is not shown.
    """

    path: str
    label: str
    hint: str
    choices: Sequence[tuple[str, str]]
    several: bool
    picked: tuple[str, ...]
    applies: bool = True
    wrong: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationState:
    """Everything the page shows. `counted`: the questionnaire was just counted."""

    questions: Sequence[Asked] = ()
    of_year: int = 0
    carnets: int = 0  # handed over in the year: a questionnaire is to be filled in for each
    counted: bool = False
    said: str = ""
    problem: str = ""
    working: bool = False
    loading: bool = True
