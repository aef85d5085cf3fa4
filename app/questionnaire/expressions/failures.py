"""What can go wrong while an expression is evaluated."""

from __future__ import annotations


class EvaluationError(Exception):
    """An expression that reads well and yet has no value; the message is French.

    The form is at fault, not the person who answers: its author has to correct it. `place` is
    the path of the node that wanted the value, `formula` its text; both blank when the fault
    lies in no formula alone.
    """

    place: str = ""
    formula: str = ""

    def stood(self, place: str, formula: str) -> None:
        """Note where the expression stands, unless that is known already."""
        if not self.place:
            self.place, self.formula = place, formula


class BudgetExceededError(EvaluationError):
    """An expression that asks for more work than any honest form needs."""
