"""Propose a name, a type or a list where pyxform refuses the one that is written."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from app.questionnaire.check.repair import closest
from app.questionnaire.guide.checking import nearest
from app.questionnaire.workbook.cells import Row, Sheet, Workbook

_TYPES: Final = (
    "text",
    "integer",
    "decimal",
    "date",
    "time",
    "dateTime",
    "select_one",
    "select_multiple",
    "rank",
    "range",
    "note",
    "calculate",
    "acknowledge",
    "hidden",
    "begin_group",
    "end_group",
    "begin_repeat",
    "end_repeat",
    "start",
    "end",
    "today",
)
"""Types that the engine knows how to ask."""

_FRENCH_TYPES: Final[Mapping[str, str]] = {
    "calcul": "calculate",
    "choix": "select_one",
    "choix_unique": "select_one",
    "choix_multiple": "select_multiple",
    "classement": "rank",
    "curseur": "range",
    "debut_groupe": "begin_group",
    "entier": "integer",
    "fin_groupe": "end_group",
    "heure": "time",
    "liste": "select_one",
    "nombre": "decimal",
    "numerique": "decimal",
    "selection": "select_one",
    "texte": "text",
}
_WITH_LIST: Final = frozenset({"select_one", "select_multiple", "rank"})
_REFERENCE: Final = re.compile(r"\$\{\s*([^{}]*?)\s*\}")


def question_type(workbook: Workbook, row: Row) -> str:
    """Return the type that was probably meant; free text when nothing looks like it."""
    word, _, rest = row["type"].strip().partition(" ")
    plain = _unaccented(word).lower().replace("-", "_")
    meant = _FRENCH_TYPES.get(plain) or nearest(plain, _TYPES) or "text"
    if meant not in _WITH_LIST:
        return meant
    near = closest(rest.strip() or row["name"], _lists(workbook))
    return f"{meant} {near}" if near else "text"


def choice_list(workbook: Workbook, row: Row) -> str:
    """Return the type of `row` with the list probably meant; free text when there is no list."""
    word, _, rest = row["type"].strip().partition(" ")
    written = rest.split()[0] if rest.split() else row["name"]
    near = closest(written, _lists(workbook))
    if not near:
        return "text"
    return " ".join([word, near, *rest.split()[1:]])


def free_name(workbook: Workbook, row: Row, *, heading: str = "name") -> str:
    """Return a name made of the one written, which no other row bears."""
    sheet = workbook.sheets[row.sheet]
    taken = {other[heading] for other in sheet.rows}
    written = re.sub(r"[^A-Za-z0-9_.-]+", "_", _unaccented(row[heading])).strip("_")
    base = written if re.match(r"[A-Za-z_]", written) else f"q_{written}".rstrip("_")
    if base not in taken:
        return base
    return next(name for number in range(2, 10_000) if (name := f"{base}_{number}") not in taken)


def references(workbook: Workbook, row: Row, column: str, unknown: str) -> str:
    """Return a text with the question probably meant in the place of an unknown one."""
    survey: Sheet = workbook.sheets["survey"]
    others = [other["name"] for other in survey.rows if other["name"] and other is not row]
    near = closest(unknown, others)

    def replaced(match: re.Match[str]) -> str:
        return f"${{{near}}}" if match.group(1) == unknown else match.group()

    return _REFERENCE.sub(replaced, row[column]) if near else ""


def _lists(workbook: Workbook) -> list[str]:
    choices = workbook.sheets.get("choices")
    return list(dict.fromkeys(row["list_name"] for row in (choices.rows if choices else ())))


def _unaccented(text: str) -> str:
    return "".join(
        letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter)
    )
