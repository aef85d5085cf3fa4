"""The index of digital fragility of communes, as the Mednum publishes it and others pass it on.

A table with a column for the commune (its INSEE code) and one for the score, from 1, the least
fragile, to 10. Separated by « ; », « , » or tabs, in UTF-8 or Windows-1252, with a point or a comma
in figures. Source: 001, art. 5, l. 151; scale: infos.fragilite-numerique.fr (La Mednum).
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.domain.failures import UnusableFileError

LEAST, MOST = 1.0, 10.0
MAX_BYTES: Final = 20_000_000
_CODES: Final = ("codeinsee", "insee", "codgeo", "codecommune", "codecom", "inseecom", "code")
_SCORES: Final = ("score", "indice", "ifn", "scoreglobal", "indicedefragilitenumerique")
_INSEE: Final = re.compile(r"\d{5}|2[AB]\d{3}")
_FIGURE: Final = re.compile(r"\d{1,6}(?:\.\d{1,12})?")
_CODE: Final = 5  # signs of an INSEE code
_IRIS: Final = re.compile(r"(?:\d{5}|2[AB]\d{3})\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LectureFragilite:
    """What a file says: the score of each commune, and each line that is wrong with the reason."""

    scores: Mapping[str, float]
    fautes: Sequence[str]


def read_fragilite(content: bytes, *, file: str) -> LectureFragilite:
    """Read a file of the index.

    Raises:
        UnusableFileError: it is no such table, and why.
    """
    if len(content) > MAX_BYTES:
        raise UnusableFileError(file, "ce fichier est trop volumineux pour un indice.")
    try:
        rows = _rows(content)
    except csv.Error as error:  # a quote that nobody closed swallows the file
        raise UnusableFileError(file, "ce tableau ne peut pas être lu.") from error
    if not rows:
        raise UnusableFileError(file, "ce fichier est vide.")
    heads = [_plain(one) for one in rows[0]]
    code, score = _column(heads, _CODES), _column(heads, _SCORES)
    if code is None or score is None:
        lacking = "du code INSEE" if code is None else "du score"
        raise UnusableFileError(file, f"la colonne {lacking} est introuvable.", place="ligne 1")
    scores: dict[str, float] = {}
    wrong: list[str] = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        said = _line(row, code, score, scores)
        if isinstance(said, str):
            wrong.append(f"Ligne {number}\u00a0: {said}")
        else:
            scores[said[0]] = said[1]
    return LectureFragilite(scores=scores, fautes=tuple(wrong))


def _line(
    row: Sequence[str], code: int, score: int, known: Mapping[str, float]
) -> tuple[str, float] | str:
    if len(row) <= max(code, score):
        return "des colonnes manquent."
    insee = row[code].strip().upper()
    if insee.isdigit() and len(insee) == _CODE - 1:  # « 1004 »: a spreadsheet took the zero off
        insee = f"0{insee}"
    text = row[score].strip().replace(",", ".")
    wrong = _wrong_code(insee, known) or _wrong_score(text)
    return wrong or (insee, float(text))


def _wrong_code(insee: str, known: Mapping[str, float]) -> str:
    if _IRIS.fullmatch(insee):
        return f"«\u00a0{insee}\u00a0» est un quartier (IRIS), il faut le fichier par commune."
    if not _INSEE.fullmatch(insee):
        return f"«\u00a0{insee}\u00a0» n’est pas un code INSEE de commune."
    return f"{insee} y figure deux fois." if insee in known else ""


def _wrong_score(text: str) -> str:
    if not _FIGURE.fullmatch(text):
        return f"«\u00a0{text}\u00a0» n’est pas un score."
    if not LEAST <= float(text) <= MOST:
        return f"le score {text} est hors de l’échelle, de 1 à 10."
    return ""


def _rows(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head = text.split("\n", 1)[0]
    separator = max((";", ",", "\t"), key=head.count)
    return list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator))


def _column(heads: Sequence[str], names: Sequence[str]) -> int | None:
    found = (heads.index(name) for name in names if name in heads)
    return next(found, None)


def _plain(head: str) -> str:
    accents = str.maketrans("éèêàâôûîç", "eeeaaouic")
    return re.sub(r"[^a-z]", "", head.strip().lower().translate(accents))
