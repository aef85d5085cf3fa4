"""Keep computed values up to date, computing again only what a change can have touched.

A cell remembers which cells it read while it was computed: the dependency graph is the one that
the last evaluation really followed, through repeats, positions and predicates alike. A change
marks what depends on it, nearest first as `STALE`, further away as `DOUBTFUL`; a doubtful cell is
computed again only if one of those it read did change.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable
from enum import IntEnum
from typing import Generic, TypeVar

from app.questionnaire.expressions.failures import BudgetExceededError, EvaluationError

T = TypeVar("T", bound=Hashable)

MAX_ROUNDS = 200
"""Times that what has just been settled may be unsettled; honest forms need two or three."""

STEPS_AN_EXPRESSION = 400_000
"""Nodes one evaluation may visit: some hundred times what the largest real form needs."""

STEPS_AN_ACTION = 4_000_000
"""Nodes that everything computed after one answer may visit."""

AFTER_ALL_VALUES = 1 << 60
"""Place of what no value reads but through another: rules, labels."""


class _State(IntEnum):
    FRESH = 0
    DOUBTFUL = 1
    STALE = 2


class Graph:
    """The cells of one interview, and the work they may do."""

    __slots__ = (
        "_cells",
        "_failed",
        "_left_action",
        "_left_expression",
        "changed",
        "reading",
        "waiting",
    )

    def __init__(self) -> None:
        self.reading: Dependent | None = None
        self.waiting: list[Dependent] = []
        self.changed: set[object] = set()
        self._cells = 0
        self._failed: list[tuple[Dependent, EvaluationError]] = []
        self._left_action = STEPS_AN_ACTION
        self._left_expression = STEPS_AN_EXPRESSION

    def numbered(self) -> int:
        """Return the number of a new cell."""
        self._cells += 1
        return self._cells

    def begin_action(self) -> None:
        """Grant the work of one action of the user, and forget what changed before it.

        What could not be computed is tried again.
        """
        self.changed = set()
        self._left_action = STEPS_AN_ACTION
        self._left_expression = STEPS_AN_EXPRESSION
        failed, self._failed = self._failed, []
        for cell, _ in failed:
            cell.invalidate()

    def failed(self, cell: Dependent, fault: EvaluationError) -> None:
        """Note that `cell` could not be computed: it keeps the value it had."""
        self._failed.append((cell, fault))

    def tell(self) -> None:
        """Raise the first fault of this action, if there was one.

        Raises:
            EvaluationError: a formula has no value, or demands too much.
        """
        if self._failed:
            raise self._failed[0][1]

    def begin_expression(self) -> int:
        """Grant the work of one expression; give the result back to `end_expression`."""
        before = self._left_expression
        self._left_expression = STEPS_AN_EXPRESSION
        return before

    def end_expression(self, before: int) -> None:
        """Return to the expression around."""
        self._left_expression = before

    def spend(self, steps: int) -> None:
        """Count work.

        Raises:
            BudgetExceededError: nothing is left for this expression or this action.
        """
        self._left_expression -= steps
        self._left_action -= steps
        if self._left_expression < 0 or self._left_action < 0:
            raise BudgetExceededError("une formule du questionnaire demande trop de calcul")

    def settle(self) -> None:
        """Compute again every marked cell that somebody has ever read.

        In the order of the form's own calculations, then of the ranks, then of creation, so
        that what a cell reads is settled before it: a long chain that begins to apply all at
        once is not followed by recursion.

        Raises:
            EvaluationError: the cells set each other off without end, or one of them could not
                be computed; all others have been.
        """
        for _ in range(MAX_ROUNDS):
            if not self.waiting:
                self.tell()
                return
            waiting, self.waiting = self.waiting, []
            waiting.sort(key=lambda cell: (cell.place, cell.rank, cell.number))
            for place, cell in enumerate(waiting):
                try:
                    cell.refresh()
                except Exception:
                    self.waiting.extend(waiting[place:])  # nothing marked is ever forgotten
                    raise
        raise EvaluationError("des calculs du questionnaire se répondent sans fin")


class Dependent(ABC):
    """Its place in the dependency graph, whatever the kind of the value.

    `place` is the turn that the form gives to a value, `rank` one more than the highest rank
    read at the last computation, `number` the order of creation.
    """

    __slots__ = (
        "_checking",
        "_graph",
        "_observers",
        "_sources",
        "_state",
        "computing",
        "number",
        "place",
        "rank",
    )

    def __init__(self, graph: Graph, state: _State) -> None:
        self._graph = graph
        self._state = state
        self._observers: dict[Dependent, None] | None = None
        self._sources: dict[Dependent, None] | None = None
        self._checking = False
        self.computing = False
        self.number = graph.numbered()
        self.place = AFTER_ALL_VALUES
        self.rank = 0

    @abstractmethod
    def _recompute(self) -> None: ...

    def refresh(self) -> None:
        """Compute the value again if it may have changed."""
        if self._state is _State.DOUBTFUL:
            if self._checking:
                return  # values that wait for each other: this one stays as it was
            self._refresh_sources()
        if self._state is _State.STALE and not self.computing:
            self._recompute()
        self._state = _State.FRESH

    def invalidate(self) -> None:
        """Have the value computed again although nothing it read has changed."""
        fresh = self._state is _State.FRESH
        self._state = _State.STALE
        if fresh:
            self._graph.waiting.append(self)
            self._doubt_beyond()

    def _refresh_sources(self) -> None:
        self._checking = True
        try:
            for source in tuple(self._sources or ()):
                source.refresh()
                if self._state is _State.STALE:
                    return
        finally:
            self._checking = False

    def _read_by(self, reader: Dependent) -> None:
        if reader._sources is None:
            reader._sources = {}
        reader._sources[self] = None
        if self._observers is None:
            self._observers = {}
        self._observers[reader] = None

    def _forget_sources(self) -> None:
        if self._sources:
            for source in self._sources:
                source.unread_by(self)
            self._sources.clear()

    def unread_by(self, reader: Dependent) -> None:
        """Forget a reader that has been computed without this value, or removed."""
        if self._observers:
            self._observers.pop(reader, None)

    def _mark_observers(self) -> None:
        for observer in self._observers or ():
            if not observer.computing:
                observer.invalidate()

    def doubted(self) -> Iterable[Dependent]:
        """Mark this value as perhaps changed, and return who reads it if that is news."""
        if self._state is not _State.FRESH or self.computing:
            return ()
        self._state = _State.DOUBTFUL
        self._graph.waiting.append(self)
        return self._observers or ()

    def _doubt_beyond(self) -> None:
        far = list(self._observers or ())
        while far:
            far.extend(far.pop().doubted())


class Cell(Dependent, Generic[T]):
    """A value that is either set from outside or computed from other cells.

    `owner` is reported in `Graph.changed` when the value changes.
    """

    __slots__ = ("_compute", "_owner", "_value")

    def __init__(
        self, graph: Graph, owner: object, start: T, compute: Callable[[], T] | None = None
    ) -> None:
        super().__init__(graph, _State.FRESH if compute is None else _State.STALE)
        self._owner = owner
        self._value = start
        self._compute = compute

    def get(self) -> T:
        """Return the value, computed if need be, and note who reads it.

        A cell that is read while it is being computed gives its former value: a question
        may refer to itself. So does one that cannot be computed; `Graph.tell` says so.
        """
        if self.computing:
            return self._value
        reader = self._graph.reading
        if reader is not None:
            self._read_by(reader)
        if self._state is not _State.FRESH:
            self.refresh()
        if reader is not None and reader.rank <= self.rank:
            reader.rank = self.rank + 1
        return self._value

    def peek(self) -> T:
        """Return the value as it stands, without noting who reads it."""
        return self._value

    def set(self, value: T) -> None:
        """Set a value from outside and mark what depends on it."""
        if value != self._value:
            self._change(value)

    def dispose(self) -> None:
        """Forget what was read: a removed node is computed no more."""
        self._forget_sources()
        self._compute = None
        self._state = _State.FRESH

    def _change(self, value: T) -> None:
        self._value = value
        self._graph.changed.add(self._owner)
        self._mark_observers()

    def _recompute(self) -> None:
        compute = self._compute
        if compute is None:
            return
        self._forget_sources()
        graph = self._graph
        outer, graph.reading = graph.reading, self
        before = graph.begin_expression()
        self.computing, self.rank = True, 0
        try:
            value = compute()
        except EvaluationError as fault:
            graph.failed(self, fault)
            return
        except RecursionError:
            message = "les calculs du questionnaire s’enchaînent trop loin"
            graph.failed(self, EvaluationError(message))
            return
        finally:
            self.computing = False
            graph.end_expression(before)
            graph.reading = outer
        if value != self._value:
            self._change(value)
