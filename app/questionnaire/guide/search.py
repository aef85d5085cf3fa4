"""Find which rows of a decision table may be the first that holds.

Where a row's condition is neither surely true nor surely false, the cases are separated on the
names that are still uncertain, so that what is announced as possible can really happen. The names
that caused a hesitation are gathered: they tell what remains to be asked.

Three things keep it quick (a blank interview separates thousands of cases otherwise): values that
no condition of the table tells apart are one case; what later rows do not look at is forgotten;
and what has been worked out once is remembered.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from app.questionnaire.guide.compiling import Names, TruthFunction, atoms
from app.questionnaire.guide.model import Condition
from app.questionnaire.guide.names import Kind
from app.questionnaire.guide.values import (
    FALSE,
    TRUE,
    Atom,
    Scalar,
    Ticked,
    TooManyCasesError,
    Value,
    is_uncertain,
)

MAX_ROWS: Final = 200
"""Most rows of a decision table: the search goes a step deeper at each."""

MAX_CASES: Final = 100_000
"""Most cases separated for one table; the guide of the repository needs a few hundred."""

MAX_REMEMBERED: Final = 5_000
"""Most situations remembered by a table; beyond, memory starts anew."""

Kept: TypeAlias = tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Which rows may be first, and which names made it uncertain.

    A row number equal to the number of rows says that none may hold. Each row comes with the
    values of the kept names in the case where it is first, and with which were uncertain there.
    """

    rows: frozenset[tuple[int, Kept, frozenset[str]]]
    hesitations: frozenset[str]


class FirstRow:
    """A decision table with the policy « the first row that holds », ready to be searched.

    `kept` names values wanted in the outcome; `beside` are conditions that will look at them.
    """

    def __init__(
        self,
        conditions: Sequence[Condition],
        known_names: Names,
        *,
        kept: Sequence[str] = (),
        beside: Iterable[Condition] = (),
    ) -> None:
        self._conditions = tuple(conditions)
        self._kept = tuple(kept)
        self._needed = self._names_needed_from_each_row()
        self._classes = _Classes([*conditions, *beside], known_names)
        self._remembered: dict[object, Outcome] = {}
        self._limit = MAX_CASES

    @property
    def cases_kept(self) -> int:
        """Return how many situations are remembered: what the search has cost so far."""
        return len(self._remembered)

    def _names_needed_from_each_row(self) -> tuple[tuple[str, ...], ...]:
        needed = [tuple(sorted(self._kept))]
        for condition in reversed(self._conditions):
            needed.append(tuple(sorted({*needed[-1], *condition.names})))
        return tuple(reversed(needed))

    def search(self, known: Mapping[str, Value]) -> Outcome:
        """Return the rows that may be the first to hold, given what is known.

        Cases are separated on the name with the fewest values left, then by name: the order
        settles which names count as hesitations, so it is fixed.

        Raises:
            TooManyCasesError: more than `MAX_CASES` would have to be told apart.
        """
        return self.search_case(
            known, {name: known[name] for name in self._needed[0] if is_uncertain(known[name])}
        )

    def search_case(self, known: Mapping[str, Value], uncertain: Mapping[str, Value]) -> Outcome:
        """Search one case of another table, told which names are `uncertain` in it.

        In such a case equal values have been put together, so that a name with a single value
        left may still be uncertain; `uncertain` gives all its values.
        """
        names = self._needed[0]
        order = tuple(
            sorted(
                (
                    name
                    for name, value in uncertain.items()
                    if name in names and not isinstance(value, Ticked)
                ),
                key=lambda name: (len(uncertain[name]), name),
            )
        )
        if len(self._remembered) > MAX_REMEMBERED:
            self._remembered.clear()
        self._limit = len(self._remembered) + MAX_CASES
        start = {name: self._classes.representatives(name, known[name]) for name in names}
        return self._from(0, start, frozenset(uncertain), order)

    def _from(
        self,
        row: int,
        known: dict[str, Value],
        uncertain: frozenset[str],
        order: tuple[str, ...],
    ) -> Outcome:
        needed = self._needed[row]
        still = uncertain.intersection(needed)
        key = (row, tuple(known[name] for name in needed), still, order)
        found = self._remembered.get(key)
        if found is None:
            if len(self._remembered) > self._limit:
                raise TooManyCasesError("table trop enchevêtrée : trop de cas à distinguer")
            found = self._work_out(row, known, still, order)
            self._remembered[key] = found
        return found

    def _work_out(
        self,
        row: int,
        known: dict[str, Value],
        uncertain: frozenset[str],
        order: tuple[str, ...],
    ) -> Outcome:
        at_end = row == len(self._conditions)
        truth = TRUE if at_end else self._conditions[row].truth(known)
        if truth == FALSE:
            return self._from(row + 1, known, uncertain, order)
        kept = tuple(known[name] for name in self._kept)
        here = frozenset({(row, kept, uncertain.intersection(self._kept))})
        if truth == TRUE:
            return Outcome(rows=here, hesitations=frozenset())
        condition = self._conditions[row]
        doubtful = uncertain.intersection(condition.names)
        split = next((name for name in order if name in doubtful), None)
        if split is None:  # only ticks are uncertain: the row may be the first, or not
            after = self._from(row + 1, known, uncertain, order)
            return Outcome(rows=here | after.rows, hesitations=doubtful | after.hesitations)
        rows: set[tuple[int, Kept, frozenset[str]]] = set()
        hesitations = set(doubtful)
        rest = uncertain - {split}
        values = known[split]
        for value in () if isinstance(values, Ticked) else values:
            case = self._from(row, {**known, split: frozenset({value})}, rest, order)
            rows |= case.rows
            hesitations |= case.hesitations
        return Outcome(rows=frozenset(rows), hesitations=frozenset(hesitations))


class _Classes:
    """Puts together the values of a name that no condition tells apart."""

    def __init__(self, conditions: Sequence[Condition], known_names: Names) -> None:
        self._deciders: dict[str, list[TruthFunction]] = {}
        self._whole: set[str] = set()
        for condition in conditions:
            for names, decide in atoms(condition.tree, known_names):
                single = [name for name in names if known_names[name].kind is not Kind.TICKED]
                if len(single) == len(names) == 1:
                    self._deciders.setdefault(single[0], []).append(decide)
                else:
                    self._whole.update(single)
        self._signatures: dict[tuple[str, Atom], tuple[int, ...]] = {}
        self._remembered: dict[tuple[str, Scalar], Scalar] = {}

    def representatives(self, name: str, value: Value) -> Value:
        """Return one value for each class present in `value`."""
        if isinstance(value, Ticked) or name in self._whole:
            return value
        found = self._remembered.get((name, value))
        if found is None:
            firsts: dict[tuple[int, ...], Atom] = {}
            for one in sorted(value, key=str):
                firsts.setdefault(self._signature(name, one), one)
            found = frozenset(firsts.values())
            self._remembered[name, value] = found
        return found

    def _signature(self, name: str, value: Atom) -> tuple[int, ...]:
        found = self._signatures.get((name, value))
        if found is None:
            alone: dict[str, Value] = {name: frozenset({value})}
            found = tuple(decide(alone) for decide in self._deciders.get(name, ()))
            self._signatures[name, value] = found
        return found
