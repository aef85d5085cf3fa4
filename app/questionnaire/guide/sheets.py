"""Read the rows of a sheet strictly, and collect every fault on the way."""

from collections.abc import Collection, Sequence
from typing import Final

from app.questionnaire.expressions.parser import parse
from app.questionnaire.expressions.syntax import (
    Expression,
    ExpressionError,
    FunctionCall,
    children,
    names,
)
from app.questionnaire.guide.checking import Complaint, check_condition, check_value, nearest
from app.questionnaire.guide.compiling import Names, ValueFunction, compile_truth, compile_value
from app.questionnaire.guide.corrections import proposal
from app.questionnaire.guide.model import Condition
from app.questionnaire.guide.names import Kind
from app.questionnaire.guide.values import UNKNOWN
from app.questionnaire.workbook.cells import Fault, Row, Workbook
from app.questionnaire.workbook.tabs import ORDER

MAX_INTEGER: Final = 1_000_000
MAX_DEPTH: Final = 100
"""Deepest condition of the guide: a chain of operators goes one deeper at each."""

_YES_NO: Final = {"oui": True, "non": False, "": False}


class SheetReader:
    """Reads one workbook; a faulty cell gives a harmless value and a fault, never an exception."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.faults: list[Fault] = []

    def fault(self, row: Row, heading: str, message: str, correction: str = "") -> None:
        """Note that the cell of `row` under `heading` is wrong."""
        self.faults.append(
            Fault(sheet=row.sheet, cell=row.cell(heading), message=message, correction=correction)
        )

    def rows(self, sheet: str, headings: Sequence[str]) -> tuple[Row, ...]:
        """Return the rows of `sheet`, which must have all `headings`."""
        found = self.workbook.sheets.get(sheet)
        if found is None:
            self.faults.append(self._missing(sheet))
            return ()
        missing = [heading for heading in headings if heading not in found.columns]
        for heading in missing:
            near = nearest(heading, set(found.columns) - set(headings))
            at = f"{found.columns[near]}1" if near else "A1"
            message = f"la colonne « {heading} » manque."
            self.faults.append(
                Fault(sheet=sheet, cell=at, message=message, correction=heading if near else "")
            )
        if not missing and not found.rows:
            self.faults.append(Fault(sheet=sheet, cell="A2", message="cette feuille est vide"))
        return () if missing else found.rows

    def _missing(self, sheet: str) -> Fault:
        """Say that a sheet is missing, at the one that nothing needs and that may be it."""
        variables = self.workbook.sheets.get("variables")
        needed = {
            text for row in (variables.rows if variables else ()) for text in row.values.values()
        }
        spare = set(self.workbook.sheets) - needed - set(ORDER)
        near = nearest(sheet, spare)
        if not near:
            message = "cette feuille manque dans le classeur"
            return Fault(sheet=sheet, cell="", message=message)
        message = (
            f"la feuille «\u00a0{sheet}\u00a0» manque\u00a0: celle-ci a sans doute perdu son nom."
        )
        return Fault(sheet=near, cell="", message=message, correction=sheet)

    def text(self, row: Row, heading: str) -> str:
        """Return the text of a cell that may not be blank."""
        if not row[heading]:
            self.fault(row, heading, f"« {heading} » ne peut pas rester vide")
        return row[heading]

    def code(self, row: Row, heading: str, *, taken: Collection[str]) -> str:
        """Return a code that may not be blank and is not in `taken`."""
        code = self.text(row, heading)
        if code in taken:
            self.fault(row, heading, f"« {code} » est déjà utilisé plus haut")
        return code

    def integer(self, row: Row, heading: str, *, high: int = MAX_INTEGER) -> int:
        """Return the whole number of a cell, from 0 to `high`."""
        text = self.text(row, heading)
        try:
            number = int(text)
        except ValueError:
            if text:
                self.fault(row, heading, f"« {text} » n’est pas un nombre entier")
            return 0
        if not 0 <= number <= high:
            self.fault(row, heading, f"{number} : un nombre de 0 à {high} est attendu")
            return 0
        return number

    def yes(self, row: Row, heading: str) -> bool:
        """Return whether a cell says « oui »; blank is « non »."""
        text = row[heading].lower()
        if text not in _YES_NO:
            self.fault(row, heading, f"« {row[heading]} » : écrire oui ou non")
        return _YES_NO.get(text, False)

    def one_of(
        self, row: Row, heading: str, allowed: Collection[str], *, blank: bool = False
    ) -> str:
        """Return a text that must be in `allowed`."""
        text = row[heading]
        if not allowed or text in allowed or (blank and not text):
            return text  # nothing allowed: what should be is missing, and reported where it is
        if not text:
            self.fault(row, heading, f"« {heading} » ne peut pas rester vide")
        else:
            known = ", ".join(sorted(allowed)[:12])
            self.fault(
                row, heading, f"« {text} » est inconnu. Connus : {known}.", nearest(text, allowed)
            )
        return text

    def one_of_names(self, row: Row, heading: str, name: str, known: Collection[str]) -> None:
        """Note that `name`, one word of a cell, names nothing that stands above."""
        self.fault(row, heading, f"nom inconnu à cet endroit : {name}.", nearest(name, known))

    def condition(self, row: Row, heading: str, known_names: Names) -> Condition:
        """Return the condition of a cell that may not be blank."""
        source = row[heading]
        place = row.place(heading)
        if not source:
            message = "une condition est attendue (« toujours » s’écrit true())."
            self.fault(row, heading, message, "true()")
            return _never_used(source, place)
        tree = self._tree(row, heading)
        if tree is None or self._complain(row, heading, check_condition(tree, known_names)):
            return _never_used(source, place)
        return Condition(
            source=source,
            place=place,
            tree=tree,
            names=tuple(sorted(names(tree))),
            truth=compile_truth(tree, known_names),
        )

    def value(
        self, row: Row, heading: str, known_names: Names
    ) -> tuple[ValueFunction, Kind | None, Expression] | None:
        """Return what a cell computes, its kind and its tree; None when it is faulty."""
        tree = self._tree(row, heading) if self.text(row, heading) else None
        if tree is None:
            return None
        complaints, kind = check_value(tree, known_names)
        if self._complain(row, heading, complaints):
            return None
        return compile_value(tree, known_names), kind, tree

    def _tree(self, row: Row, heading: str) -> Expression | None:
        source = row[heading]
        try:
            tree = parse("true()" if source == "oui" else source)
        except ExpressionError as problem:
            self.fault(row, heading, f"{problem}.", proposal(source))
            return None
        if _depth(tree) > MAX_DEPTH:
            self.fault(
                row, heading, f"formule trop longue : {MAX_DEPTH} opérateurs de suite au plus"
            )
            return None
        return tree

    def _complain(self, row: Row, heading: str, complaints: list[Complaint]) -> bool:
        for complaint in complaints:
            where = f" (caractère {complaint.position + 1})" if complaint.position else ""
            self.fault(
                row, heading, f"{complaint.message}{where}", complaint.corrected(row[heading])
            )
        return bool(complaints)


def _depth(tree: Expression) -> int:
    deepest, level = 0, [tree]
    while level:
        deepest += 1
        level = [child for part in level for child in children(part)]
    return deepest


def _never_used(source: str, place: str) -> Condition:
    """Stand in for a faulty condition until the faults are reported."""
    return Condition(
        source=source,
        place=place,
        tree=FunctionCall(name="true"),
        names=(),
        truth=lambda _known: UNKNOWN,
    )
