"""Find formulas that need their own result."""

from dataclasses import dataclass, field

from app.questionnaire.check.repair import without
from app.questionnaire.workbook.cells import Fault, Row


@dataclass(slots=True)
class Dependencies:
    """What each row needs: by the formulas of its columns, and by the groups around it."""

    rows: dict[str, Row] = field(default_factory=dict[str, Row])
    _named: dict[str, dict[str, frozenset[str]]] = field(
        default_factory=dict[str, dict[str, frozenset[str]]]
    )
    _around: dict[str, str] = field(default_factory=dict[str, str])

    def add(self, row: Row, column: str, named: frozenset[str]) -> None:
        """Note what a formula of `row` names."""
        self.rows[row["name"]] = row
        self._named.setdefault(row["name"], {})[column] = named

    def inside(self, row: Row, group: str) -> None:
        """Note that `row` is asked only when `group` is."""
        self._around[row["name"]] = group

    def needs(self, name: str) -> list[str]:
        """Return all that must be known before `name`."""
        found = {other for named in self._named.get(name, {}).values() for other in named}
        if name in self._around:
            found.add(self._around[name])
        return sorted(found)

    def names(self) -> list[str]:
        """Return every row that needs something, in the order of the form."""
        return list(self._named | self._around)

    def column(self, name: str, needed: str) -> str:
        """Return the column of `name` that names `needed`, blank for a group around it."""
        columns = self._named.get(name, {})
        return next((column for column, named in columns.items() if needed in named), "")


def circles(dependencies: Dependencies) -> list[Fault]:
    """Report each circle once, at the formula that names a question further down."""
    faults: list[Fault] = []
    done: set[str] = set()
    for start in dependencies.names():
        loop = _loop(dependencies, start, done)
        if loop:
            faults.append(_fault(dependencies, loop))
    return faults


def _loop(dependencies: Dependencies, start: str, done: set[str]) -> list[str]:
    """Walk the dependencies without recursion; return the first loop met, or nothing."""
    path: list[str] = []
    waiting: list[tuple[str, bool]] = [(start, False)]
    while waiting:
        name, leaving = waiting.pop()
        if leaving:
            path.pop()
            done.add(name)
        elif name in path:
            done.update(path)
            return path[path.index(name) :]
        elif name not in done:
            path.append(name)
            waiting.append((name, True))
            waiting.extend((used, False) for used in dependencies.needs(name))
    return []


def _fault(dependencies: Dependencies, loop: list[str]) -> Fault:
    steps = [
        (name, needed, column)
        for name, needed in zip(loop, [*loop[1:], loop[0]], strict=True)
        if (column := dependencies.column(name, needed))
    ]
    rows = dependencies.rows
    name, needed, column = next(
        (step for step in steps if step[1] in rows and rows[step[1]].number > rows[step[0]].number),
        steps[0],
    )
    row = rows[name]
    return Fault(
        sheet=row.sheet,
        cell=row.cell(column),
        message=f"ces formules tournent en rond : {' → '.join([*loop, loop[0]])}.",
        correction=without(row[column], needed, condition=column == "relevant"),
    )
