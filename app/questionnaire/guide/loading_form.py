"""Read the questions and their answers from the sheets of XLSForm."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from app.questionnaire.expressions.syntax import BinaryOperation
from app.questionnaire.guide.compiling import compile_truth
from app.questionnaire.guide.model import Choice, Condition, Question
from app.questionnaire.guide.names import Kind, Name
from app.questionnaire.guide.sheets import SheetReader
from app.questionnaire.workbook.cells import Row

MAX_POINTS: Final = 100
"""Most points of one answer."""

_GROUPS: Final = {"begin_group", "begin group", "end_group", "end group"}


def read_choices(reader: SheetReader) -> dict[str, list[Choice]]:
    """Return the answers of each list, in the order of the sheet."""
    lists: dict[str, list[Choice]] = {}
    for row in reader.rows("choices", ("list_name", "name", "points", "genre", "exclusif")):
        answers = lists.setdefault(reader.text(row, "list_name"), [])
        code = reader.code(row, "name", taken={choice.code for choice in answers})
        if " " in code:
            reader.fault(
                row,
                "name",
                f"« {code} » : un code ne contient pas d’espace",
                code.replace(" ", "_"),
            )
        answers.append(
            Choice(
                code=code,
                label=_translated(row, "label"),
                points=reader.integer(row, "points", high=MAX_POINTS) if row["points"] else None,
                genre=row["genre"],
                exclusive=reader.yes(row, "exclusif"),
            )
        )
    return lists


def _translated(row: Row, heading: str) -> str:
    """Return the French text of a translated column, else the first that has one."""
    columns = [name for name in row.columns if name == heading or name.startswith(f"{heading}::")]
    french = [name for name in columns if "(fr)" in name or name == heading]
    return next((row[name] for name in (*french, *columns) if row[name]), "")


@dataclass(slots=True)
class _Groups:
    """The groups open around the current row: title and relevance of each."""

    open: list[tuple[str, Condition | None]] = field(default_factory=list)

    @property
    def title(self) -> str:
        return next((title for title, _ in self.open if title), "")

    @property
    def conditions(self) -> list[Condition]:
        return [condition for _, condition in self.open if condition]


def read_questions(
    reader: SheetReader, lists: Mapping[str, list[Choice]]
) -> tuple[dict[str, Question], dict[str, Name]]:
    """Return the choice questions in the order of the form, and their names.

    Questions of other types belong to the form alone: the guide draws nothing from them.
    """
    questions: dict[str, Question] = {}
    names: dict[str, Name] = {}
    groups = _Groups()
    for row in reader.rows("survey", ("type", "name", "relevant")):
        kind = row["type"]
        if kind in _GROUPS:
            _group(reader, row, groups, names)
            continue
        word, _, list_name = kind.partition(" ")
        if word not in {"select_one", "select_multiple"}:
            continue
        question = _question(reader, row, groups, lists, names, (word, list_name.strip()))
        reader.code(row, "name", taken=questions)
        questions[question.name] = question
        names[question.name] = _name(question)
    return questions, names


def _group(reader: SheetReader, row: Row, groups: _Groups, names: Mapping[str, Name]) -> None:
    if row["type"].startswith("end"):
        if not groups.open:
            reader.fault(row, "type", "fin de groupe sans début")
        else:
            groups.open.pop()
        return
    condition = reader.condition(row, "relevant", names) if row["relevant"] else None
    groups.open.append((_translated(row, "label"), condition))


def _question(  # noqa: PLR0913, PLR0917  the row and all that surrounds it
    reader: SheetReader,
    row: Row,
    groups: _Groups,
    lists: Mapping[str, list[Choice]],
    names: Mapping[str, Name],
    kind: tuple[str, str],
) -> Question:
    word, list_name = kind
    choices = tuple(lists.get(list_name, ()))
    if not choices:
        reader.fault(row, "type", f"la liste « {list_name} » n’existe pas dans « choices »")
    own = reader.condition(row, "relevant", names) if row["relevant"] else None
    return Question(
        name=row["name"],
        label=_translated(row, "label"),
        hint=_translated(row, "hint"),
        section=groups.title,
        several=word == "select_multiple",
        choices=choices,
        shown_if=_all_of([*groups.conditions, *([own] if own else [])], names),
        domaine=row["domaine"],
        role=row["role"],
        noted_by_worker=row["pose_a"] == "agent",
        sensitive=reader.yes(row, "sensible"),
        optional=reader.yes(row, "facultatif"),
        place=row.place("name"),
        points={choice.code: choice.points or 0 for choice in choices},
    )


def _all_of(conditions: list[Condition], names: Mapping[str, Name]) -> Condition | None:
    """Join the conditions of the groups and of the question itself."""
    if not conditions:
        return None
    joined = conditions[-1]
    for outer in reversed(conditions[:-1]):
        tree = BinaryOperation(operator="and", left=outer.tree, right=joined.tree)
        used = tuple(sorted({*outer.names, *joined.names}))
        joined = Condition(
            source=f"({outer.source}) and ({joined.source})",
            place=joined.place,
            tree=tree,
            names=used,
            truth=compile_truth(tree, names) if used else joined.truth,
        )
    return joined


def _name(question: Question) -> Name:
    return Name(
        name=question.name,
        kind=Kind.TICKED if question.several else Kind.CODE,
        codes=frozenset(choice.code for choice in question.choices),
        points=question.points,
        genres={choice.code: choice.genre for choice in question.choices if choice.genre},
        question=True,
    )
