"""The monthly return of whoever follows the consumption: typed, or taken from a file.

Sources: 003 art. 1, l. 70 and art. 5, l. 121-125.
"""

import csv
import io
import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.habilitation import Acte
from app.storage import carnets_suivi
from app.storage.carnets_suivi import MoisConsomme
from app.usecases.carnets.errors import CsvRefusedError
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_COLUMNS: Final = ("mois", "scannes", "contre_paiement")
_MONTH: Final = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])\Z", re.ASCII)
_MOST_LINES: Final = 600
_LARGEST_FILE: Final = 256 * 1024
_MOST: Final = 10_000_000
_DIGITS: Final = 12


def tell_month(workplace: Workplace, month: str, scannes: str, contre_paiement: str) -> None:
    """Note the monthly return of whoever follows the consumption (003 l. 70 and 125).

    Raises:
        CsvRefusedError: what was typed is no month or no number, or more are paid than were ever
            scanned.
    """
    require(workplace, Acte.STOCK)
    found = _line(month, scannes, contre_paiement, workplace.clock.today())
    if isinstance(found, str):
        raise CsvRefusedError((found,))
    with workplace.database.writing() as session:
        if (wrong := _overpaid(session, {found.month: found})) is not None:
            raise CsvRefusedError((wrong[1],))
        carnets_suivi.keep_month(session, found, told_on=workplace.clock.today())


def import_months(workplace: Workplace, content: bytes) -> int:
    """Take a return as a file (mois;scannes;contre_paiement), all of it or nothing.

    Returns how many months. Separated by « ; » or « , », in UTF-8 or Windows-1252.

    Raises:
        CsvRefusedError: with each line that is wrong and why.
    """
    require(workplace, Acte.STOCK)
    today = workplace.clock.today()
    rows = _rows(content)
    found: dict[str, MoisConsomme] = {}
    lines: dict[str, int] = {}
    wrong: list[str] = []
    for number, row in rows:
        if len(row) != len(_COLUMNS):
            wrong.append(f"Ligne {number}\u00a0: trois colonnes sont attendues.")
            continue
        one = _line(row[0], row[1], row[2], today)
        if isinstance(one, str):
            wrong.append(f"Ligne {number}\u00a0: {one}")
        elif one.month in found:
            wrong.append(f"Ligne {number}\u00a0: {one.month} y figure deux fois.")
        else:
            found[one.month], lines[one.month] = one, number
    if wrong or not found:
        raise CsvRefusedError(tuple(wrong) or ("Le fichier n’a aucune ligne.",))
    with workplace.database.writing() as session:
        if (overpaid := _overpaid(session, found)) is not None:
            month, said = overpaid
            raise CsvRefusedError((f"Ligne {lines[month]}\u00a0: {said}",))
        for one in found.values():
            carnets_suivi.keep_month(session, one, told_on=today)
    return len(found)


def _line(month: str, scannes: str, contre_paiement: str, today: date) -> MoisConsomme | str:
    """Read a month of the return, or say in French why it cannot be."""
    if _MONTH.match(month.strip()) is None:
        return f"«\u00a0{month.strip()[:20]}\u00a0» n’est pas un mois comme 2021-04."
    if month.strip() > f"{today.year}-{today.month:02}":
        return f"{month.strip()} est à venir."
    figures = [re.sub(r"[\s\u00a0\u202f]", "", one) for one in (scannes, contre_paiement)]
    for one in figures:
        # so many digits are no number of Pass, and Python reads none so long
        if not (one.isascii() and one.isdigit() and len(one) <= _DIGITS and int(one) <= _MOST):
            return f"«\u00a0{one[:20]}\u00a0» n’est pas un nombre de Pass."
    scanned, paid = map(int, figures)
    return MoisConsomme(month=month.strip(), scannes=scanned, contre_paiement=paid)


def _overpaid(session: "Session", told: Mapping[str, MoisConsomme]) -> tuple[str, str] | None:
    """Return the month told that lets more be paid than scanned by some month's end, and words.

    A Pass scanned in a month may be put into contre-paiement in a later one: a consumed Pass is
    scanned and paid (003 l. 121), whenever. So the sums are compared, never a month alone.
    """
    known = {**{one.month: one for one in carnets_suivi.months(session)}, **told}
    scanned = paid = 0
    for month in sorted(known):
        scanned += known[month].scannes
        paid += known[month].contre_paiement
        last = max((one for one in told if one <= month), default="")
        if paid > scanned and last:
            return last, (
                f"à la fin de {month}, {paid} Pass en contre-paiement pour {scanned} scannés en "
                "tout\u00a0: impossible. Saisissez d’abord les mois d’avant."
            )
    return None


def _rows(content: bytes) -> list[tuple[int, list[str]]]:
    """Return the lines under the heading with their numbers in the file."""
    if len(content) > _LARGEST_FILE:
        raise CsvRefusedError(("Le fichier est trop grand.",))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    separator = ";" if ";" in text.partition("\n")[0] else ","
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise CsvRefusedError(("Ce fichier n’est pas un tableau CSV lisible.",)) from error
    if not lines or [one.strip().casefold() for one in lines[0]] != list(_COLUMNS):
        heading = ";".join(_COLUMNS)
        raise CsvRefusedError((f"Ligne 1\u00a0: les colonnes attendues sont {heading}.",))
    found = [
        (number, row) for number, row in enumerate(lines[1:], start=2) if any(map(str.strip, row))
    ]
    if len(found) > _MOST_LINES:
        raise CsvRefusedError((f"Plus de {_MOST_LINES} lignes.",))
    return found
