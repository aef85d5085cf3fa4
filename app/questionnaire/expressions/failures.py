"""What can go wrong while an expression is evaluated."""

from __future__ import annotations


class EvaluationError(Exception):
    """An expression that reads well and yet has no value; the message is French.

    The form is at fault, not the person who answers: its author has to correct it.
    """


class BudgetExceededError(EvaluationError):
    """An expression that asks for more work than any honest form needs."""
