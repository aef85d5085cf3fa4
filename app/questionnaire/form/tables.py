"""The CSV tables that a form names: read beside its workbook, then written into the form.

A form with its tables inside is whole: it is kept, loaded and played like any other, and nothing
has to be found again beside a file (docs/decisions/0017).
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Final
from xml.dom import minidom

from app.questionnaire.form.failures import FormError
from app.questionnaire.form.lists import ListNode, table_of

MAX_TABLE_BYTES: Final = 1_000_000
MAX_TABLES: Final = 20

_SOURCE: Final = re.compile(r'src="jr://file-csv/([^"/\\:]+)"')
_NAME: Final = re.compile(r"[^\W\d][\w.-]*")
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The tables that could be read, by file name, and why each other one could not."""

    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    refused: Mapping[str, str] = field(default_factory=dict[str, str])


def table_names(xform: str) -> tuple[str, ...]:
    """Return the file names of the CSV tables that a form names, each once."""
    return tuple(dict.fromkeys(unescape(name) for name in _SOURCE.findall(xform)))


def tables_beside(folder: Path | None, names: Iterable[str]) -> Tables:
    """Read the tables of those names in the folder of the workbook, and no other file of it.

    None stands for a workbook that came without a folder, from the Département.
    """
    texts: dict[str, str] = {}
    refused: dict[str, str] = {}
    for index, name in enumerate(names):
        found = _table(folder, name) if index < MAX_TABLES else f"{MAX_TABLES} tables au plus."
        if isinstance(found, bytes):
            texts[name] = _decoded(found)
            found = _unusable(texts[name])
        if found:
            texts.pop(name, None)
            refused[name] = f"table jointe « {name} » : {found}"
    return Tables(texts=texts, refused=refused)


def with_tables(xform: str, texts: Mapping[str, str]) -> str:
    """Return the form with those tables inside; as it is when it names none of them."""
    if not texts or not any(name in texts for name in table_names(xform)):
        return xform
    document = minidom.parseString(xform)  # noqa: S318 -- what pyxform wrote: no entities
    for instance in document.getElementsByTagName("instance"):
        name = instance.getAttribute("src").rpartition("/")[2]
        if name not in texts:
            continue
        instance.removeAttribute("src")
        for root in table_of(texts[name]).child_nodes():
            instance.appendChild(_element(document, root))
    return document.toxml()


def _table(folder: Path | None, name: str) -> bytes | str:
    if folder is None:
        return "un classeur publié vient seul. Mettre la liste dans la feuille choices."
    path = folder / name
    try:
        if path.stat().st_size > MAX_TABLE_BYTES:
            return f"trop grosse, {MAX_TABLE_BYTES // 1_000_000} Mo au plus."
        return path.read_bytes()
    except OSError:
        return f"poser {name} à côté du classeur, dans le même dossier."


def _decoded(content: bytes) -> str:
    """Read UTF-8, or else what a French spreadsheet writes on Windows."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return _FORBIDDEN.sub("", text)


def _unusable(text: str) -> str:
    try:
        root = table_of(text).child_nodes()[0]
    except FormError as fault:
        return f"{fault}."
    if not root.child_nodes():
        return "elle est vide : une ligne de titres, puis une ligne par réponse."
    for column in root.child_nodes()[0].child_nodes():
        if column.name and not _NAME.fullmatch(column.name):
            return f"le titre « {column.name[:40]} » n’est pas un nom, sans espace ni signe."
    first = next(csv.reader(io.StringIO(text)), list[str]())
    return "" if first else "elle commence par une ligne vide."


def _element(document: minidom.Document, node: ListNode) -> minidom.Element:
    element = document.createElement(node.name)
    below = [child for child in node.child_nodes() if child.name]
    for child in below:
        element.appendChild(_element(document, child))
    if not below:
        element.appendChild(document.createTextNode(node.text()))
    return element
