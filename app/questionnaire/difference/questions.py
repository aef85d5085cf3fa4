"""What differs in what the person is asked: questions, then the lists of answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from app.questionnaire.difference.answers import ListChange, changed_lists
from app.questionnaire.difference.model import Change, Detail, Happened
from app.questionnaire.difference.rows import details, keyed, moved, rows_of
from app.questionnaire.difference.words import form_heading, label_heading
from app.questionnaire.workbook.cells import Row, Workbook

_SHEET: Final = "survey"
_FEW: Final = 4  # question names that are told before « et n autres »


@dataclass(frozen=True, slots=True)
class _Form:
    """The named rows of a form, the groups that each stands in, and the heading of its texts."""

    rows: Mapping[str, Row]
    groups: Mapping[str, str]
    label: str

    def title(self, name: str) -> str:
        """Return « C3 – Envoyer un message »."""
        label = self.rows[name][self.label]
        return f"{name} – {label}" if label else name


def compare_questions(former: Workbook, latter: Workbook) -> tuple[Change, ...]:
    """Return the questions and lists of answers that differ, in the order of the later form.

    What was removed stands at the end. A list that one question alone uses is told with it.
    """
    was, now = _form(former), _form(latter)
    renamed = _renamed(was, now)
    lists = changed_lists(former, latter)
    own = {one.users[0]: one for one in lists if len(one.users) == 1}
    found = [
        *_present(was, now, renamed, own),
        *(
            Change(sheet=_SHEET, key=name, title=was.title(name), happened=Happened.REMOVED)
            for name in was.rows
            if name not in now.rows and name not in renamed.values()
        ),
    ]
    told = {change.key for change in found}
    rest = [one for one in lists if len(one.users) != 1 or one.users[0] not in told]
    return (*found, *(_list_change(one) for one in rest))


def _present(
    was: _Form, now: _Form, renamed: Mapping[str, str], own: Mapping[str, ListChange]
) -> Iterator[Change]:
    former_names = [new_name for old in was.rows if (new_name := _new_name(old, renamed))]
    out_of_place = moved(former_names, list(now.rows))
    for name, row in now.rows.items():
        before = was.rows.get(renamed.get(name, name))
        if before is None:
            yield Change(
                sheet=_SHEET, key=name, title=now.title(name), happened=Happened.ADDED,
                details=(*_asked(row, now.label), *_answers(own.get(name))),
            )  # fmt: skip
            continue
        changed = [*_question(before, row), *_answers(own.get(name))]
        group, former_group = now.groups[name], was.groups[renamed.get(name, name)]
        if group != former_group:
            changed.append(Detail("partie", former_group, group))
        if changed:
            yield _change(name, now, Happened.CHANGED, tuple(changed))
        elif name in out_of_place:
            yield _change(name, now, Happened.MOVED, ())


def _new_name(old: str, renamed: Mapping[str, str]) -> str:
    return next((new for new, former in renamed.items() if former == old), old)


def _change(name: str, now: _Form, happened: Happened, found: tuple[Detail, ...]) -> Change:
    return Change(sheet=_SHEET, key=name, title=now.title(name), happened=happened, details=found)


def _question(before: Row, row: Row) -> tuple[Detail, ...]:
    name = (Detail("nom", before["name"], row["name"]),) if before["name"] != row["name"] else ()
    return (*name, *details(before, row, skip=("name",), words=form_heading))


def _asked(row: Row, label: str) -> tuple[Detail, ...]:
    """Return what a new question says, but for its text, which is its title."""
    skipped = {"name", label}
    return tuple(
        Detail(form_heading(heading), "", row[heading])
        for heading in row.columns
        if heading not in skipped and row[heading]
    )


def _answers(own: ListChange | None) -> tuple[Detail, ...]:
    return own.details if own else ()


def _list_change(one: ListChange) -> Change:
    users = ", ".join(one.users[:_FEW])
    more = len(one.users) - _FEW
    users += f" et {more} autre{'s' if more > 1 else ''}" if more > 0 else ""
    used = f" ({users})" if users else ""
    return Change(
        sheet="choices",
        key=one.name,
        title=f"Liste de réponses «\u00a0{one.name}\u00a0»{used}",
        happened=one.happened,
        details=one.details,
    )


def _form(workbook: Workbook) -> _Form:
    groups: dict[str, str] = {}
    inside: list[str] = []
    named: list[Row] = []
    label = label_heading(workbook, _SHEET)
    for row in rows_of(workbook, _SHEET):
        kind = row["type"].replace(" ", "_")
        if kind.startswith("end_"):
            inside = inside[:-1]
            continue
        if row["name"]:
            named.append(row)
            groups.setdefault(row["name"], inside[-1] if inside else "")
        if kind.startswith("begin_"):
            inside = [*inside, row[label] or row["name"]]
    rows = keyed(named, lambda row: row["name"])
    for name, row in rows.items():
        groups.setdefault(name, groups[row["name"]])
    return _Form(rows, groups, label)


def _renamed(was: _Form, now: _Form) -> dict[str, str]:
    """Return the former name of questions that only changed their name: same text, same type."""
    gone = [name for name in was.rows if name not in now.rows]
    found: dict[str, str] = {}
    for name, row in now.rows.items():
        if name in was.rows or not row[now.label]:
            continue
        same = (
            old
            for old in gone
            if old not in found.values()
            and was.rows[old][was.label] == row[now.label]
            and was.rows[old]["type"] == row["type"]
        )
        old = next(same, "")
        if old:
            found[name] = old
    return found
