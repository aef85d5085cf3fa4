"""Formulas drawn at random over the questions asked so far."""

import random
from dataclasses import dataclass, field

_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    kind: str
    inside: tuple[str, ...]


@dataclass(slots=True)
class Formulas:
    """Draws formulas; mostly over questions of the repeats that `inside` says are open."""

    draw: random.Random
    inside: list[str]
    _known: list[_Known] = field(default_factory=list[_Known])

    def know(self, name: str, kind: str) -> None:
        """Let the formulas to come name a question."""
        self._known.append(_Known(name, kind, tuple(self.inside)))

    def mention(self) -> str:
        """Return a question to be shown in a label, now and then."""
        found = self._question()
        return f"${{{found.name}}}" if found and self.draw.random() < 0.3 else ""

    def _question(self) -> _Known | None:
        here = tuple(self.inside)
        near = [one for one in self._known if one.inside == here[: len(one.inside)]]
        everywhere = self.draw.random() < 0.12
        found = self._known if everywhere or not near else near
        return self.draw.choice(found) if found else None

    def number(self, depth: int = 0) -> str:
        """Return a formula that should give a number."""
        found = self._question()
        if found is None:
            return "2"
        name = f"${{{found.name}}}"
        if depth >= _DEEPEST:
            return name
        one, other = self.number(depth + 1), self.number(depth + 1)
        sign = self.draw.choice(["+", "-", "*", "div", "mod"])
        over = self.draw.choice(["sum", "max", "min", "count", "count-non-empty"])
        of = self.draw.choice(["int", "round", "number", "abs"])
        return self.draw.choice(
            [
                self.draw.choice(["0", "1", "3.5", "-1"]),
                name,
                name,
                f"coalesce({name}, {one})",
                f"({one} {sign} {other})",
                f"string-length({self.text(depth + 1)})",
                f"count-selected({name})",
                f"{over}({name})",
                f"{of}({one})",
                f"if({self.truth(depth + 1)}, {one}, {other})",
                "position(..)" if self.inside else f"round({one}, 1)",
            ]
        )

    def text(self, depth: int = 0) -> str:
        """Return a formula that gives a text."""
        found = self._question()
        if found is None:
            return "'a'"
        name = f"${{{found.name}}}"
        if depth >= _DEEPEST:
            return name
        one, other = self.text(depth + 1), self.text(depth + 1)
        label = f"concat({one}, '-', {other})"
        if found.kind.startswith("select_one"):
            label = f"jr:choice-name({name}, '{name}')"
        return self.draw.choice(
            [
                self.draw.choice(["'a'", "'oui'", "''", "'1'"]),
                name,
                label,
                f"concat({one}, {self.number(depth + 1)}, {other})",
                f"if({self.truth(depth + 1)}, {one}, {other})",
                f"substr({one}, 0, 3)",
                f"selected-at({name}, 1)",
                f"join(' ', {name})",
                f"normalize-space({one})",
            ]
        )

    def truth(self, depth: int = 0) -> str:
        """Return a formula that is true or false."""
        found = self._question()
        if found is None:
            return "true()"
        name = f"${{{found.name}}}"
        sign = self.draw.choice(["<", ">", "<=", ">=", "="])
        value = self.draw.choice(["''", "'a'", "'1'", "'oui'", "2"])
        code = self.draw.choice(["'a'", "'b'", "'oui'"])
        plain = [
            f"{name} {self.draw.choice(['=', '!='])} {value}",
            f"selected({name}, {code})",
            f"{name} != ''",
            f"regex({name}, '^[a-z]+$')",
            f"contains({name}, 'a')",
        ]
        if depth >= _DEEPEST - 1:
            return self.draw.choice(plain)
        one, other = self.truth(depth + 1), self.truth(depth + 1)
        return self.draw.choice(
            [
                *plain,
                f"{self.number(depth + 1)} {sign} {self.number(depth + 1)}",
                f"({one} {self.draw.choice(['and', 'or'])} {other})",
                f"not({one})",
                f"{self.text(depth + 1)} = {self.text(depth + 1)}",
            ]
        )
