"""What an expression can see while it is evaluated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from app.questionnaire.expressions.values import TreeNode, Value

if TYPE_CHECKING:
    from datetime import datetime, tzinfo


class Environment(Protocol):
    """The interview around an expression: its tree, its lists, its clock, its budget."""

    @property
    def zone(self) -> tzinfo:
        """The time zone that dates without an offset are read in."""
        ...

    @property
    def now(self) -> datetime:
        """The instant of the clock functions; given from outside, never read here."""
        ...

    @property
    def document(self) -> TreeNode:
        """The node above the root of the interview, where absolute paths start."""
        ...

    def instance(self, name: str) -> TreeNode | None:
        """Return a list of choices or an attached table by its name."""
        ...

    def translation(self, name: str) -> str:
        """Return a translated text in the language of the interview."""
        ...

    def choice_label(self, node: TreeNode, value: str) -> str:
        """Return the label of one choice of a question."""
        ...

    def evaluate(self, text: str, node: TreeNode) -> Value:
        """Evaluate an expression that is itself the value of an expression."""
        ...

    def spend(self, steps: int) -> None:
        """Count work done.

        Raises:
            BudgetExceededError: more than an honest form needs.
        """
        ...

    def random(self) -> float:
        """Return a number of [0, 1[."""
        ...

    def uuid(self) -> str:
        """Return a new random UUID."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """Where an expression stands: `node` is `.`, `origin` is `current()`.

    `position` counts from 1 among the `size` nodes that a predicate goes through.
    """

    environment: Environment
    node: TreeNode
    origin: TreeNode
    position: int = 1
    size: int = 1


Evaluator: TypeAlias = Callable[[Context], Value]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the language: its name, how many arguments it takes, what it does.

    `most` is `None` where any number of arguments is allowed.
    """

    name: str
    least: int
    most: int | None
    call: Callable[[Context, tuple[Evaluator, ...]], Value]
