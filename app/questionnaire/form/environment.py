"""What the formulas of one interview see around them."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from app.questionnaire.expressions.context import Context, Evaluator
from app.questionnaire.expressions.evaluation import compiled
from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.expressions.parser import parse
from app.questionnaire.expressions.syntax import ExpressionError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime, tzinfo

    from app.questionnaire.expressions.values import TreeNode, Value
    from app.questionnaire.form.lists import ListNode
    from app.questionnaire.form.reactive import Graph


@lru_cache(maxsize=256)
def _compiled(text: str) -> Evaluator:
    try:
        return compiled(parse(text))
    except ExpressionError as fault:
        raise EvaluationError(str(fault)) from None


@dataclass(slots=True, kw_only=True)
class Interview:
    """The environment of the formulas of one session.

    `generator` makes identifiers and random numbers; give a seeded one to repeat an interview.
    """

    graph: Graph
    document: TreeNode
    lists: Mapping[str, ListNode]
    now: datetime
    zone: tzinfo
    translate: Callable[[str], str]
    label_of_choice: Callable[[TreeNode, str], str]
    generator: random.Random = field(default_factory=random.SystemRandom)

    def instance(self, name: str) -> TreeNode | None:
        """Return a list by its name."""
        return self.lists.get(name)

    def translation(self, name: str) -> str:
        """Return a text in the language of the interview."""
        return self.translate(name)

    def choice_label(self, node: TreeNode, value: str) -> str:
        """Return the label of a choice of a question."""
        return self.label_of_choice(node, value)

    def evaluate(self, text: str, node: TreeNode) -> Value:
        """Evaluate an expression that another one gave."""
        return _compiled(text)(Context(self, node, node))

    def spend(self, steps: int) -> None:
        """Count work."""
        self.graph.spend(steps)

    def random(self) -> float:
        """Return a number of [0, 1[."""
        return self.generator.random()

    def uuid(self) -> str:
        """Return a new random UUID."""
        return str(uuid.UUID(int=self.generator.getrandbits(128), version=4))
