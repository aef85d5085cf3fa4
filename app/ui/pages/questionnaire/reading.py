"""Reads what stands in a form session as the window shows it."""

import re
from decimal import Decimal, InvalidOperation

from app.questionnaire.form.markdown import plain
from app.questionnaire.form.model import Control, ValueType
from app.questionnaire.form.nodes import Instance, Node, Range
from app.questionnaire.form.questions import Question
from app.questionnaire.form.session import FormSession
from app.questionnaire.form.state import NodeState
from app.questionnaire.form.steps import Step, StepKind
from app.questionnaire.guide.model import Guide
from app.ui.pages.questionnaire.state import Copy, Kind, Mark, Option, QuestionView, ReviewRow
from app.ui.pages.questionnaire.typed import text_of
from app.ui.widgets.scales import Scale

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")  # the workbook's reader straightens them
_LACK = "Il faut une réponse ici\u00a0: sans elle, l’entretien ne peut pas se terminer."
_SEEN = (Option("OK", "J’en ai pris connaissance"),)  # « OK » is what ODK keeps of a trigger
_RANGE = "[range]"
_WORDS_OF_A_COPY = 2
_LISTED = frozenset({Kind.ONE, Kind.SEVERAL, Kind.RANK})
_KINDS = {
    "select1": Kind.ONE,
    "select": Kind.SEVERAL,
    "note": Kind.NOTE,
    "input": Kind.TEXT,
    "range": Kind.SCALE,
    "rank": Kind.RANK,
    "trigger": Kind.SEVERAL,
}
_TYPES = {
    ValueType.INT: Kind.NUMBER,
    ValueType.DECIMAL: Kind.DECIMAL,
    ValueType.DATE: Kind.DATE,
    ValueType.TIME: Kind.TIME,
    ValueType.DATE_TIME: Kind.DATE_TIME,
    ValueType.STRING: Kind.TEXT,
    ValueType.BOOLEAN: Kind.TEXT,
}


class Reader:
    """Makes views of the nodes of one session."""

    def __init__(self, session: FormSession, guide: Guide) -> None:
        self._session = session
        self._guide = guide

    def view(self, path: str, typed: str | None = None, mistake: str = "") -> QuestionView:
        """Return a question; `typed` and `mistake` are of a line that was not understood."""
        state = self._session.state(path)
        name = path.rsplit("/", 1)[-1]
        question = self._guide.questions.get(name)
        choices = question.choices if question else ()
        exclusive = {one.code for one in choices if one.exclusive}
        kind, scale = self._kind(state)
        options = tuple(
            Option(one.value, plainly(one.label), one.value in exclusive)
            for one in state.options or ()
        )
        listed = kind in _LISTED
        text = "" if listed else text_of(kind, state.value)
        lacking = state.required and not state.required_ok and kind is not Kind.CLOSED
        return QuestionView(
            path=path,
            label=plainly(state.label or name),
            hint=plainly(state.hint or ""),
            kind=kind,
            options=_SEEN if state.kind == "trigger" else options,
            selected=tuple(state.value.split()) if listed else (),
            text=text if typed is None else typed,
            by_agent=question is not None and question.noted_by_worker,
            mistake=mistake or plainly((state.message or "") if state.value else ""),
            scale=scale,
            required=state.required,
            lack=(plainly(state.message or "") or _LACK) if lacking else "",
            value=_closed_words(state) if kind in (Kind.CLOSED, Kind.NOTE) else "",
        )

    def row(self, step: Step) -> ReviewRow:
        """Return a screen with what was answered on it."""
        views = [self.view(path) for path in step.questions]
        asked = [view for view in views if view.answerable]
        answers = [words for view in asked if (words := _words(view))]
        label, answer = views[0].label if views else "", " · ".join(answers)
        if step.kind is StepKind.REPEAT:
            label = plainly(step.headings[-1]) if step.headings else step.path
            answer = copies_words(len(self._instances(step)))
        return ReviewRow(
            path=step.path,
            section=self.section(step),
            label=label,
            answer=answer,
            mark=_mark(views, asked),
        )

    def section(self, step: Step) -> str:
        """Return the name of the part that a screen belongs to, with the copy where it is one."""
        name = plainly(step.headings[-1]) if step.headings else ""
        if "[" not in step.path.removesuffix(_RANGE):
            return name
        node: Node | None = self._session.node(step.path)
        places: list[str] = []
        while node is not None:
            if isinstance(node, Instance):
                all_of_them = node.range.existing()
                place = f"{all_of_them.index(node) + 1} sur {len(all_of_them)}"
                label = plainly(node.label() or node.range.label() or "")
                places.insert(0, f"{label} {place}".strip())
            node = node.parent
        return " · ".join([*places, name] if name not in " · ".join(places) else places)

    def copies(self, step: Step, steps: tuple[Step, ...]) -> tuple[Copy, ...]:
        """Return the copies that stand before a screen which asks for another one."""
        found: list[Copy] = []
        for instance in self._instances(step):
            path = instance.path()
            inside = [one for one in steps if f"{one.path}/".startswith(f"{path}/")]
            questions = [question for one in inside for question in one.questions]
            words = [said for one in questions if (said := _words(self.view(one)))]
            found.append(
                Copy(
                    path=inside[0].path if inside else "",
                    words=" · ".join(words[:_WORDS_OF_A_COPY]) or "Sans réponse",
                )
            )
        return tuple(found)

    def _instances(self, step: Step) -> list[Instance]:
        node = self._session.node(step.path)
        return list(node.existing()) if isinstance(node, Range) else []

    def _kind(self, state: NodeState) -> tuple[Kind, Scale | None]:
        if state.readonly and state.kind != "note":
            return Kind.CLOSED, None
        kind = _KINDS.get(state.kind, Kind.CLOSED)
        if kind not in (Kind.TEXT, Kind.SCALE):
            return kind, None
        node = self._session.node(state.path)
        control = node.control if isinstance(node, Question) else None
        if kind is Kind.SCALE:
            scale = _scale(control)
            return (Kind.DECIMAL, None) if scale is None else (kind, scale)
        kind = _TYPES.get(node.definition.bind.type, Kind.CLOSED)
        if kind is Kind.TEXT and control is not None and "multiline" in control.appearance:
            kind = Kind.LINES
        return kind, None


def plainly(text: str) -> str:
    """Return a text of the form without its markdown, with French apostrophes."""
    return _APOSTROPHE.sub("’", plain(text)).strip()


def copies_words(count: int) -> str:
    """Return how many copies of a group there are."""
    if not count:
        return "Aucune fiche"
    return f"{count}\u00a0fiche{'s' if count > 1 else ''} notée{'s' if count > 1 else ''}"


def _mark(views: list[QuestionView], asked: list[QuestionView]) -> Mark:
    if any(view.mistake for view in views):
        return Mark.FAULT
    if any(view.lack for view in asked):
        return Mark.REQUIRED
    if not asked:
        return Mark.NOTHING
    return Mark.ANSWERED if all(view.answered for view in asked) else Mark.MISSING


def _words(view: QuestionView) -> str:
    if view.kind is Kind.RANK:
        labels = {one.code: one.label for one in view.options}
        order = [labels.get(code, code) for code in view.selected]
        return ", ".join(f"{place}. {label}" for place, label in enumerate(order, 1))
    labels_picked = [one.label for one in view.options if one.code in view.selected]
    return ", ".join(labels_picked) if view.options else view.text


def _closed_words(state: NodeState) -> str:
    chosen = set(state.value.split())
    labels = [plainly(one.label) for one in state.options or () if one.value in chosen]
    return ", ".join(labels) or state.value


def _scale(control: Control | None) -> Scale | None:
    """Return the scale of a range, None when the form's figures make none."""
    bounds = control.bounds if control is not None else None
    if bounds is None:
        return None
    try:
        scale = Scale(Decimal(bounds.start), Decimal(bounds.end), Decimal(bounds.step))
    except InvalidOperation:
        return None
    return scale if scale.step > 0 and scale.start < scale.end else None
