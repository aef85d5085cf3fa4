"""A list of structures and numbers of laptops, read from a CSV file with its faults by line.

One line a structure (« code;nombre ») or one line a laptop (« code;poste »): the head says which.
Separator ; or , or tab; UTF-8, or what a French spreadsheet writes (Windows-1252).
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.department.database.actors import StructureRow
from app.department.records.persons import plain
from app.department.records.structures import is_closed

MOST_CODES: Final = 1000  # of a batch; two hundred laptops is a large Département
LABEL_LIMIT: Final = 120
_HEADS: Final = {
    "structure": ("structure", "code", "code structure", "nom", "structures"),
    "nombre": ("nombre", "postes", "nombre de postes", "quantite", "nb"),
    "poste": ("poste", "nom du poste", "etiquette", "libelle"),
}
_NO_HEAD: Final = (
    "La première ligne donne les colonnes : « structure;nombre », ou « structure;poste »."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One laptop to activate. `label` is empty when nobody named it."""

    structure: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong in one line (counted from 1; 0: the list as a whole)."""

    line: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """What a list asks for; with faults, nothing is made."""

    wanted: Sequence[Wanted]
    faults: Sequence[Fault]

    def counts(self) -> Mapping[str, int]:
        """Return how many laptops of each structure, in the list's order."""
        found: dict[str, int] = {}
        for one in self.wanted:
            found[one.structure] = found.get(one.structure, 0) + 1
        return found


class _Reader:
    """Reads lines against the structures that exist."""

    def __init__(self, structures: Sequence[StructureRow], today: date) -> None:
        self._today = today
        self._by_code = {row.id: row for row in structures}
        self._by_name = {plain(row.name): row for row in structures}
        self.wanted: list[Wanted] = []
        self.faults: list[Fault] = []

    def add(self, line: int, structure: str, number: str, label: str) -> None:
        """Read one line; `number` is empty when the line is one laptop."""
        row = self._by_code.get(structure.upper()) or self._by_name.get(plain(structure))
        if row is None:
            self._wrong(line, f"aucune structure n’a le code ou le nom « {structure[:60]} ».")
        elif is_closed(row, self._today):
            self._wrong(line, f"{row.name} est fermée.")
        elif len(label) > LABEL_LIMIT:
            self._wrong(line, f"le nom du poste dépasse {LABEL_LIMIT} signes.")
        else:
            count = self._count(line, number)
            self.wanted += [Wanted(structure=row.id, label=label)] * count

    def done(self) -> CodeList:
        """Return the list; one that asks for nothing or too much is a fault as a whole."""
        if not self.faults and not self.wanted:
            self._wrong(0, "la liste ne demande aucun poste.")
        elif len(self.wanted) > MOST_CODES:
            many = f"la liste demande {len(self.wanted)} codes ; un lot en compte au plus"
            self._wrong(0, f"{many} {MOST_CODES}.")
        return CodeList(wanted=tuple(self.wanted), faults=tuple(self.faults))

    def _count(self, line: int, number: str) -> int:
        if not number:
            return 1
        if not (number.isascii() and number.isdecimal() and len(number) <= len(str(MOST_CODES))):
            self._wrong(line, f"« {number[:20]} » n’est pas un nombre de postes.")
            return 0
        if not 1 <= int(number) <= MOST_CODES:
            self._wrong(line, f"le nombre de postes va de 1 à {MOST_CODES}.")
            return 0
        return int(number)

    def _wrong(self, line: int, words: str) -> None:
        self.faults.append(Fault(line=line, words=words))


def read_csv(content: bytes, structures: Sequence[StructureRow], today: date) -> CodeList:
    """Read a CSV file."""
    text = _decoded(content)
    rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    reader = _Reader(structures, today)
    columns = _columns(rows[0] if rows else [])
    if columns is None:
        return CodeList(wanted=(), faults=(Fault(line=1, words=_NO_HEAD),))
    for at, row in enumerate(rows[1:], 2):
        cells = {name: row[place].strip() for name, place in columns.items() if place < len(row)}
        if not any(cell.strip() for cell in row):
            continue
        number, label = cells.get("nombre", ""), " ".join(cells.get("poste", "").split())
        if "nombre" in columns and not number and not label:
            reader.faults.append(Fault(line=at, words="il manque le nombre de postes."))
            continue
        if label and number not in {"", "1"}:
            reader.faults.append(Fault(line=at, words="un poste nommé est seul sur sa ligne."))
            continue
        reader.add(at, cells.get("structure", ""), number, label)
    return reader.done()


def as_csv(wanted: Sequence[Wanted]) -> str:
    """Return a list as `read_csv` reads it, one line a laptop."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(("structure", "poste"))
    writer.writerows((one.structure, one.label) for one in wanted)
    return text.getvalue()


def read_counts(
    numbers: Mapping[str, str], structures: Sequence[StructureRow], today: date
) -> CodeList:
    """Read the numbers typed beside structures; an empty one asks for nothing.

    A fault names its structure: there are no lines.
    """
    reader = _Reader(structures, today)
    names = {row.id: row.name for row in structures}
    asked = [(code, number.strip()) for code, number in numbers.items() if number.strip()]
    for at, (code, number) in enumerate(asked, 1):
        reader.add(at, code, number, "")
    found = reader.done()
    told = tuple(
        Fault(line=0, words=f"{names.get(asked[one.line - 1][0], '')} : {one.words}")
        if one.line
        else one
        for one in found.faults
    )
    return CodeList(wanted=found.wanted, faults=told)


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding).replace("\0", "")
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(";,\t", key=head.count)


def _columns(head: Sequence[str]) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        for name, known in _HEADS.items():
            if plain(cell) in known:
                found.setdefault(name, place)
    return found if "structure" in found and len(found) > 1 else None
