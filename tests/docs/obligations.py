"""docs/obligations.md beside the markers of the tests: each row of the conventions, who shows it.

`python -m tests.docs.obligations` writes the last column of the table anew from the markers.
"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
TESTS: Final = ROOT / "tests"
PAGE: Final = ROOT / "docs" / "obligations.md"
RANGES: Final = {0: 58, 1: 58, 2: 45, 3: 40, 4: 35}
"""How many rows obligations.md counts in each of the documents 000 to 004: 236 in all."""
FLAGS: Final = frozenset({"APP", "CONFIG", "PRINT", "REPORT"})
OUT: Final = "OUT"
NONE: Final = "—"
SHOWN: Final = 2  # tests named in the table; the others bear the marker too

_ROW = re.compile(r"^\| (S[0-4]-\d\d) \|(.+)\|$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the table; of one that is out, `where` is the reason, the rest is « — »."""

    code: str
    requirement: str
    flags: tuple[str, ...]
    where: str
    module: str
    tests: tuple[str, ...]

    @property
    def is_out(self) -> bool:
        """Tell whether the program has nothing to do for it."""
        return self.flags == (OUT,)


def every_code() -> list[str]:
    """Return S0-01 … S4-35."""
    return [f"S{seed}-{one:02}" for seed, last in RANGES.items() for one in range(1, last + 1)]


def rows() -> list[Row]:
    """Return the rows of docs/obligations.md in their order."""
    text = PAGE.read_text(encoding="utf-8")
    return [_row(code, rest) for code, rest in _ROW.findall(text)]


def marked() -> dict[str, tuple[str, ...]]:
    """Return the tests (`usecases/test_day.py::test_…`) that bear the marker of each row."""
    found: dict[str, list[str]] = {}
    for file in sorted(TESTS.rglob("test_*.py")):
        text = file.read_text(encoding="utf-8")
        if ".obligation(" not in text:
            continue
        place = file.relative_to(TESTS).as_posix()
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for code in _codes(node):
                    found.setdefault(code, []).append(f"{place}::{node.name}")
    return {code: tuple(tests) for code, tests in found.items()}


def renew() -> None:
    """Write who shows each row; what is named already and still bears the marker stays first."""
    found = marked()

    def renewed(match: re.Match[str]) -> str:
        row = _row(match[1], match[2])
        if row.is_out:
            return match[0]
        now = found.get(row.code, ())
        kept = [one for one in row.tests if one in now]
        named = (kept + [one for one in now if one not in kept])[:SHOWN]
        words = " · ".join(f"`{one}`" for one in named) or NONE
        flags = " ".join(row.flags)
        cells = (row.code, row.requirement, flags, row.where, f"`{row.module}`", words)
        return f"| {' | '.join(cells)} |"

    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_ROW.sub(renewed, text), encoding="utf-8")


def _codes(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """Return what the obligation markers above a test name."""
    return [
        str(argument.value)
        for one in node.decorator_list
        if isinstance(one, ast.Call)
        and isinstance(one.func, ast.Attribute)
        and one.func.attr == "obligation"
        for argument in one.args
        if isinstance(argument, ast.Constant)
    ]


def _row(code: str, rest: str) -> Row:
    requirement, flags, where, module, tests = (cell.strip() for cell in rest.split(" | "))
    return Row(
        code=code,
        requirement=requirement,
        flags=tuple(flags.split()),
        where=where,
        module=module.strip("`"),
        tests=tuple(one.strip("`") for one in tests.split(" · ") if one != NONE),
    )


if __name__ == "__main__":
    renew()
