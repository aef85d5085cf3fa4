"""What can be wrong with a form or with an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class FormProblem:
    """One fault of a form: `place` is the path of the question, empty for the form itself.

    `part` tells which column is at fault: `relevant`, `calculate`, `label`…
    """

    message: str
    place: str = ""
    part: str = ""

    def __str__(self) -> str:
        where = " ".join(word for word in (self.place, self.part) if word)
        return f"{where} : {self.message}" if where else self.message


class FormError(Exception):
    """A form that cannot be used; says everything that is wrong with it, in French."""

    def __init__(self, problems: Sequence[FormProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)

    @classmethod
    def of(cls, message: str) -> FormError:
        """Return the error of a form with one fault that has no place."""
        return cls([FormProblem(message=message)])


class AnswerRefusedError(Exception):
    """An answer or an action that the form does not allow; the message is French."""
