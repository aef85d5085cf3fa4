"""Forms and interviews drawn at random, for the comparison with the official engine."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pyxform.xls2xform import convert

from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.form.definition import load_form
from app.questionnaire.form.failures import AnswerRefusedError
from app.questionnaire.form.model import FormDefinition, ValueType
from app.questionnaire.form.session import FormSession
from app.questionnaire.form.state import NodeState
from tests.questionnaire.official.comparing import NOW, PARIS
from tests.questionnaire.official.formulas import Formulas

STEPS: Final = 45
_CLOSED: Final = frozenset({"root", "group", "instance", "repeat", "calculated", "note"})
_COLUMNS: Final = (
    "type",
    "name",
    "label",
    "relevant",
    "calculation",
    "constraint",
    "constraint_message",
    "required",
    "readonly",
    "choice_filter",
    "repeat_count",
)
_CHOICES: Final = """| choices |
| | list_name | name | label | p |
| | l1 | a | Aa | 1 |
| | l1 | b | Bb | 2 |
| | l1 | oui | Oui | 3 |
| | l2 | a | A2 | 3 |
| | l2 | b | B2 | 1 |
| | l2 | c | C2 |  |
| | l2 | 1 | One | 0 |"""
_KINDS: Final = (
    "text",
    "integer",
    "decimal",
    "date",
    "select_one l1",
    "select_one l2",
    "select_multiple l2",
    "calculate",
    "calculate",
    "note",
)
_VALUES: Final = {
    ValueType.INT: ("0", "1", "2", "3", "12", "-4", ""),
    ValueType.DECIMAL: ("0.5", "2", "-1.25", ""),
    ValueType.DATE: ("2026-01-01", "2026-08-14", "2000-02-29", "1950-12-31", ""),
}
_PLAIN: Final = ("x", "Odile", "abc def", "12", "oui", "")


@dataclass(slots=True)
class _Sheet:
    """A survey sheet being drawn; `inside` are the repeats that are open, outermost first."""

    draw: random.Random
    rows: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    open: list[str] = field(default_factory=list[str])
    inside: list[str] = field(default_factory=list[str])
    formulas: Formulas = field(init=False)

    def __post_init__(self) -> None:
        self.formulas = Formulas(self.draw, self.inside)

    def name(self, letter: str) -> str:
        return f"{letter}{len(self.rows)}"

    def label(self) -> str:
        return f"L{len(self.rows)} {self.formulas.mention()}"

    def sometimes(self, chance: float, formula: str) -> str:
        return formula if self.draw.random() < chance else ""

    def begin(self, kind: str) -> None:
        name = self.name("g" if kind == "group" else "r")
        row = {"type": f"begin {kind}", "name": name, "label": self.label()}
        row["relevant"] = self.sometimes(0.4, self.formulas.truth())
        if kind == "repeat":
            counts = ["2", f"if({self.formulas.truth()}, 2, 1)"]
            row["repeat_count"] = self.sometimes(0.4, self.draw.choice(counts))
            self.inside.append(name)
        self.open.append(kind)
        self.rows.append(row)
        self.question("text")

    def end(self) -> None:
        kind = self.open.pop()
        self.rows.append({"type": f"end {kind}"})
        if kind == "repeat":
            self.inside.pop()

    def question(self, kind: str) -> None:
        name, formulas = self.name("q"), self.formulas
        row = {"type": kind, "name": name}
        if kind == "calculate":
            row["calculation"] = self.draw.choice(
                [formulas.number, formulas.text, formulas.truth]
            )()
        else:
            row |= self._rules(kind)
        row["relevant"] = self.sometimes(0.35, formulas.truth())
        self.rows.append(row)
        formulas.know(name, kind)

    def _rules(self, kind: str) -> dict[str, str]:
        rules = {"label": self.label()}
        if kind == "note":
            return rules
        formulas = self.formulas
        rules["calculation"] = self.sometimes(0.15, formulas.text())
        rules["required"] = self.sometimes(0.3, formulas.truth())
        rules["readonly"] = self.sometimes(0.1, formulas.truth())
        judged = self.draw.choice([". > 1", "string-length(.) < 4", f". >= {formulas.number()}"])
        rules["constraint"] = self.sometimes(0.25, judged)
        rules["constraint_message"] = f"no {self.label()}"
        if kind.startswith("select"):
            chosen = self.draw.choice([f"p > {formulas.number()}", formulas.truth(), "p = ''"])
            rules["choice_filter"] = self.sometimes(0.3, chosen)
        return rules

    def text(self) -> str:
        lines = [_COLUMNS, *([row.get(name, "") for name in _COLUMNS] for row in self.rows)]
        return "| survey |\n" + "\n".join(f"| | {' | '.join(line)} |" for line in lines)


def drawn_form(draw: random.Random) -> str:
    """Return a form of twenty questions or so, with groups and repeats in each other."""
    sheet = _Sheet(draw)
    sheet.question("text")
    for _ in range(draw.randint(15, 28)):
        chance = draw.random()
        if chance < 0.1 and len(sheet.open) < 3:
            sheet.begin("group")
        elif chance < 0.2 and len(sheet.open) < 3 and len(sheet.inside) < 2:
            sheet.begin("repeat")
        elif chance < 0.3 and sheet.open:
            sheet.end()
        else:
            sheet.question(draw.choice(_KINDS))
    while sheet.open:
        sheet.end()
    return str(convert(f"{sheet.text()}\n{_CHOICES}", file_type=".md", validate=False).xform)


def drawn_steps(draw: random.Random, xml: str, files: Mapping[str, str]) -> list[Any]:
    """Return steps of an interview that can be made, but for a few."""
    definition = load_form(xml, strict=False, files=files)
    session = FormSession(definition, now=NOW, zone=PARIS)
    steps: list[Any] = []
    for _ in range(STEPS):
        step = _step(draw, definition, session)
        if step is not None:
            steps.append(step)
            _play(session, step)
    return steps


def _step(draw: random.Random, definition: FormDefinition, session: FormSession) -> Any:  # noqa: ANN401 -- JSON
    states = session.states().values()
    chance = draw.random()
    if len(definition.languages) > 1 and chance < 0.05:
        return {"lang": draw.choice(definition.languages)}
    repeats = [state for state in states if state.kind == "repeat" and not state.counted]
    if repeats and chance < 0.2:
        repeat = draw.choice(repeats)
        path = repeat.path.removesuffix("[range]")
        if repeat.count and draw.random() < 0.4:
            return {"remove": path, "index": draw.randint(1, repeat.count)}
        return {"add": path}
    open_ = [state for state in states if state.kind not in _CLOSED and not state.readonly]
    if not open_:
        return None
    question = draw.choice(open_)
    return [question.path, _value(draw, definition, question)]


def _value(draw: random.Random, definition: FormDefinition, question: NodeState) -> str:
    offered = [option.value for option in question.options or ()]
    match question.kind:
        case "rank":
            draw.shuffle(offered)
            return " ".join(offered)
        case "trigger":
            return draw.choice(["OK", ""])
        case "select1":
            return draw.choice([*offered, ""])
        case "select":
            return " ".join(draw.sample(offered, draw.randint(0, min(3, len(offered)))))
        case _:
            bind = definition.by_path[re.sub(r"\[\d+\]", "", question.path)].bind
            return draw.choice(_VALUES.get(bind.type, _PLAIN))


def _play(session: FormSession, step: Any) -> None:  # noqa: ANN401 -- JSON
    try:
        match step:
            case [path, value]:
                session.answer(path, value)
            case {"add": path}:
                session.add_repeat(path)
            case {"remove": path, "index": index}:
                session.remove_repeat(path, index)
            case _:
                session.set_language(step["lang"])
    except (KeyError, AnswerRefusedError, EvaluationError):
        return
