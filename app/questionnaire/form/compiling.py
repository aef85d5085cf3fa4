"""Compile the formulas and texts of a form, and collect what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.questionnaire.expressions.evaluation import compiled
from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.expressions.parser import parse
from app.questionnaire.expressions.syntax import ExpressionError, FunctionCall, StringLiteral
from app.questionnaire.form.failures import FormProblem
from app.questionnaire.form.model import Formula, Text

if TYPE_CHECKING:
    from app.questionnaire.expressions.context import Context, Evaluator
    from app.questionnaire.expressions.values import Value
    from app.questionnaire.form.xml import Element

_MEDIA = {
    "image": "une image",
    "big-image": "une image",
    "audio": "un son",
    "video": "une vidéo",
}
_GUIDANCE = "guidance"
"""Advice for who reads the form on paper: no part of the question."""


def _failing(message: str) -> Evaluator:
    def evaluate(_context: Context) -> Value:
        raise EvaluationError(message)

    return evaluate


@dataclass(slots=True)
class Compiler:
    """Compiles formulas; in a strict reading, each one that cannot be is a problem.

    In a tolerant reading it is a formula that has no value when it is asked for one.
    """

    strict: bool
    problems: list[FormProblem] = field(default_factory=list[FormProblem])
    _known: dict[str, Formula] = field(default_factory=dict[str, Formula])

    def problem(self, message: str, place: str = "", part: str = "") -> None:
        """Note a fault."""
        self.problems.append(FormProblem(message=message, place=place, part=part))

    def formula(self, source: str, place: str, part: str) -> Formula:
        """Compile `source`; the same text is compiled once."""
        known = self._known.get(source)
        if known is not None:
            return known
        try:
            expression = parse(source)
            formula = Formula(source=source, expression=expression, evaluator=compiled(expression))
        except ExpressionError as fault:
            if self.strict:
                self.problem(f"{fault} dans « {source.strip()[:120]} »", place, part)
            formula = Formula(
                source=source,
                expression=StringLiteral(value=""),
                evaluator=_failing(str(fault)),
            )
        self._known[source] = formula
        return formula

    def optional(self, source: str | None, place: str, part: str) -> Formula | None:
        """Compile a formula that may be absent; a blank one is absent too."""
        if source is None or not source.strip():
            return None
        return self.formula(source, place, part)

    def element_text(self, element: Element | None, place: str, part: str) -> Text | None:
        """Return the text of a `<label>` or `<hint>`."""
        if element is None:
            return None
        reference = element.get("ref")
        if reference is not None:
            return self.reference_text(reference, place, part)
        return Text(chunks=self._chunks(element, place, part), echoes=True)

    def reference_text(self, reference: str, place: str, part: str) -> Text:
        """Return the text that a `ref` stands for: a translation or a value."""
        formula = self.formula(reference, place, part)
        call = formula.expression
        if isinstance(call, FunctionCall) and call.name == "jr:itext":
            name = call.arguments[0]
            return Text(
                translation=Formula(source=reference, expression=name, evaluator=compiled(name))
            )
        return Text(chunks=(formula,))

    def message(self, source: str | None, place: str, part: str) -> Text | None:
        """Return a message of a bind: a translation, else the words as they are."""
        if source is None:
            return None
        if source.strip().startswith("jr:itext("):
            return self.reference_text(source, place, part)
        return Text(chunks=(source,))

    def translated_text(self, element: Element, place: str) -> Text:
        """Return one text of the form's languages; a strict reading refuses its media by name."""
        chunks: list[str | Formula] = []
        for value in element.elements():
            kind = value.get("form") or ""
            if kind in _MEDIA:
                if self.strict:
                    path = place.rpartition(":")[0]
                    message = f"le texte montre {_MEDIA[kind]}, non pris en charge"
                    self.problem(message, path, kind)
            elif kind != _GUIDANCE:
                chunks.extend(self._chunks(value, place, "label"))
        return Text(chunks=tuple(chunks), echoes=True)

    def _chunks(self, element: Element, place: str, part: str) -> tuple[str | Formula, ...]:
        chunks: list[str | Formula] = []
        for piece in element.content:
            if isinstance(piece, str):
                chunks.append(piece)
            elif piece.local == "output":
                source = piece.get("value")
                if source:
                    chunks.append(self.formula(source, place, part))
                elif self.strict:  # web-forms shows nothing there
                    self.problem("un « output » du texte ne dit pas sa « value »", place, part)
        return tuple(chunks)
