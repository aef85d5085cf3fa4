"""Read an .xlsx that anybody may have written: bounded in size, nothing executed."""

import datetime as dt
import hashlib
import warnings
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.utils import get_column_letter

from app.questionnaire.workbook.cells import Row, Sheet, Workbook, WorkbookError

MAX_FILE_BYTES: Final = 5_000_000
MAX_UNPACKED_BYTES: Final = 60_000_000
MAX_PARTS: Final = 500
MAX_ROWS: Final = 5_000
MAX_LOOKED_AT_ROWS: Final = 20_000  # some spreadsheets write a format down to row 1,048,576
MAX_COLUMNS: Final = 200
MAX_CELL_CHARACTERS: Final = 10_000

_DAMAGED: Final = (
    "classeur abîmé : son contenu ne se lit pas. L’ouvrir dans un tableur et l’enregistrer de"
    " nouveau au format .xlsx"
)
_OTHER_FORMATS: Final = {
    ".ods": "format LibreOffice (.ods) : l’enregistrer au format Excel (.xlsx)",
    ".xls": "ancien format Excel (.xls) : l’enregistrer au format .xlsx",
    ".csv": "une seule feuille (.csv) : donner le classeur .xlsx entier",
}


def read_workbook(path: Path) -> Workbook:
    """Read every sheet of the workbook at `path`.

    A blank row is skipped, a blank cell is absent. Whole numbers become their digits, « VRAI »
    and « FAUX » become « oui » and « non ».

    Raises:
        WorkbookError: the file is missing, no .xlsx, too big, or a cell cannot be kept.
    """
    if path.suffix.lower() in _OTHER_FORMATS:
        raise _whole_file(path.name, _OTHER_FORMATS[path.suffix.lower()])
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MAX_FILE_BYTES else b""
    except FileNotFoundError:
        raise _whole_file(path.name, "le fichier n’existe pas") from None
    except OSError as problem:
        raise _whole_file(path.name, f"illisible ({problem.strerror})") from None
    if size > MAX_FILE_BYTES:
        raise _whole_file(path.name, f"trop gros : {MAX_FILE_BYTES // 1_000_000} Mo au plus")
    return read_bytes(content, name=path.name)


def read_bytes(content: bytes, *, name: str) -> Workbook:
    """Read a workbook held in memory; as `read_workbook`.

    Raises:
        WorkbookError: see `read_workbook`.
    """
    _check_package(content, name)
    try:
        sheets = _sheets(content, name)
    except WorkbookError:
        raise
    except Exception as problem:
        # openpyxl lets ValueError, KeyError, TypeError, ParseError… of foreign data through:
        # the list is open, and every one means the same to the reader.
        raise _whole_file(name, _DAMAGED) from problem
    return Workbook(name=name, sha256=hashlib.sha256(content).hexdigest(), sheets=sheets)


def _sheets(content: bytes, name: str) -> dict[str, Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl says of formats and rules it leaves out
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=False)
        try:
            return {sheet.title: _sheet(sheet, name) for sheet in book.worksheets}
        finally:
            book.close()


def _whole_file(name: str, message: str) -> WorkbookError:
    return WorkbookError("", "", message, file=name)


def _check_package(content: bytes, name: str) -> None:
    """Refuse what is no .xlsx and what would unpack to something enormous."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile:
        raise _whole_file(name, "ce n’est pas un classeur .xlsx") from None
    except (NotImplementedError, ValueError, OSError) as problem:  # its list of parts is damaged
        raise _whole_file(name, _DAMAGED) from problem
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise _whole_file(name, "classeur démesuré : trop de contenu une fois décompressé")
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise _whole_file(name, "ce n’est pas un classeur .xlsx")


def _sheet(sheet: Any, file: str) -> Sheet:  # noqa: ANN401  openpyxl has no types
    title = str(sheet.title)
    columns: dict[str, str] = {}
    kept: list[Row] = []
    looked_at = sheet.iter_rows(max_col=MAX_COLUMNS, max_row=MAX_LOOKED_AT_ROWS)
    for number, cells in enumerate(looked_at, start=1):
        texts = {
            get_column_letter(index): text
            for index, cell in enumerate(cells, start=1)
            if (text := _text(cell, title, f"{get_column_letter(index)}{number}", file))
        }
        if number == 1:
            columns = _headings(texts, title, file)
            continue
        if not texts:
            continue
        if len(kept) == MAX_ROWS:
            raise WorkbookError(title, f"A{number}", f"plus de {MAX_ROWS} lignes", file=file)
        values = {heading: texts[letter] for heading, letter in columns.items() if letter in texts}
        if values:
            kept.append(Row(sheet=title, number=number, values=values, columns=columns))
    return Sheet(name=title, columns=columns, rows=tuple(kept))


def _headings(texts: dict[str, str], title: str, file: str) -> dict[str, str]:
    columns: dict[str, str] = {}
    for letter, heading in texts.items():
        if heading in columns:
            message = f"deux colonnes portent le titre « {heading} »"
            raise WorkbookError(title, f"{letter}1", message, file=file)
        columns[heading] = letter
    return columns


def _text(cell: Any, title: str, address: str, file: str) -> str:  # noqa: ANN401  see _sheet
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        message = "formule de tableur : recopier sa valeur, une formule n’est jamais exécutée"
        raise WorkbookError(title, address, message, file=file)
    if cell.data_type == "e":
        raise WorkbookError(title, address, f"erreur du tableur ({value})", file=file)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        message = "le tableur a changé ce texte en date : mettre la cellule au format Texte"
        raise WorkbookError(title, address, message, file=file)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).strip()
    if len(text) > MAX_CELL_CHARACTERS:
        message = f"texte trop long : {MAX_CELL_CHARACTERS} caractères au plus"
        raise WorkbookError(title, address, message, file=file)
    return text
