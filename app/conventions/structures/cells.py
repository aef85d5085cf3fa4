"""Single cells of a line: what each must look like, and how it is put right where it can be."""

import re
from datetime import date
from typing import Final

from app.conventions.communes import Communes
from app.conventions.structures.words import plain
from app.domain.distance import Point, distance_km
from app.domain.territoire import Commune

_INSEE: Final = re.compile(r"^([013-9]\d|2[AB1-9])\d{3}$")
_POSTAL: Final = re.compile(r"^\d{5}$")
_PIVOT: Final = re.compile(r"^[a-zA-Z0-9]{9,14}$")
_PHONE: Final = re.compile(r"^\+(33|590|594|262|596|269|687|689|508|681)\d{6,9}$")
_FRENCH_DAY: Final = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_ISO_DAY: Final = re.compile(r"^(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?$")
_NUMBER: Final = re.compile(r"^-?\d{1,3}(?:[.,]\d+)?$")
_WHOLE_CITIES: Final = (("751", "75056"), ("6938", "69123"), ("132", "13055"))
_TOO_FAR_KM: Final = 100.0  # from the middle of its own commune: somebody mistyped
_YES: Final = frozenset({"oui", "o", "vrai", "true", "1", "yes", "x"})
_NO: Final = frozenset({"non", "n", "faux", "false", "0", "no"})


def pivot(cell: str) -> str:
    """Return a SIRET, RNA or RIDET without blanks; empty when it is none."""
    found = re.sub(r"[\s.]", "", cell)
    return found if _PIVOT.match(found) else ""


def padded(cell: str) -> str:
    """Return a code of five digits whose leading zero a spreadsheet dropped."""
    found = cell.replace(" ", "").removesuffix(".0")
    return found.zfill(5) if found.isdigit() and len(found) == len("1000") else found


def postal(cell: str) -> str:
    """Return a postal code, empty when it is none."""
    found = padded(cell)
    return found if _POSTAL.match(found) else ""


def insee(cell: str) -> str:
    """Return an INSEE code of the standard's form, empty when it is none."""
    found = padded(cell).upper()
    return found if _INSEE.match(found) else ""


def commune_of(communes: Communes, code_insee: str, code_postal: str, nom: str) -> Commune | None:
    """Return the commune of a line: by its INSEE code, else by postal code and name.

    A postal code alone decides only where it serves one commune (67640 serves three).
    """
    for start, whole in _WHOLE_CITIES:
        if code_insee.startswith(start):
            return communes.by_insee.get(whole)
    if code_insee in communes.by_insee:
        return communes.by_insee[code_insee]
    there = communes.at(code_postal)
    if len(there) == 1:
        return there[0]
    wanted = _saint(plain(nom))
    return next((one for one in there if _saint(plain(one.nom)) == wanted), None)


def _saint(name: str) -> str:
    return f" {name} ".replace(" st ", " saint ").replace(" ste ", " sainte ").strip()


def phone(cell: str) -> str:
    """Return a telephone number as the standard writes it, empty when it is none."""
    found = re.sub(r"[\s.\-()/]", "", cell.replace("(0)", ""))
    if found.startswith("00"):
        found = f"+{found[2:]}"
    elif re.match(r"^0[1-9]\d{8}$", found):
        found = f"+33{found[1:]}"
    elif re.match(r"^33\d{9}$", found):
        found = f"+{found}"
    return found if _PHONE.match(found) else ""


def day(cell: str) -> date | None:
    """Return a day written 2026-11-01 or 01/11/2026; None when it is none."""
    iso, french = _ISO_DAY.match(cell), _FRENCH_DAY.match(cell)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if french:
            return date(int(french[3]), int(french[2]), int(french[1]))
    except ValueError:
        return None
    return None


def yes(cell: str) -> bool | None:
    """Return what « oui » or « non » says; None for anything else."""
    word = plain(cell)
    return True if word in _YES else False if word in _NO else None


def point(latitude: str, longitude: str, commune: Commune | None) -> tuple[Point | None, str]:
    """Return where a place stands, and what was wrong with its two cells, empty if nothing."""
    if not latitude and not longitude:
        return None, ""
    if not (_NUMBER.match(latitude) and _NUMBER.match(longitude)):
        return None, "coordonnées illisibles : celles de la commune servent"
    north, east = float(latitude.replace(",", ".")), float(longitude.replace(",", "."))
    centre = commune.centre if commune else None
    found, swapped = _somewhere(north, east), _somewhere(east, north)
    if found is None:
        return None, "coordonnées impossibles : celles de la commune servent"
    if centre is None or distance_km(found, centre) <= _TOO_FAR_KM:
        return found, "virgule décimale" if "," in latitude + longitude else ""
    if swapped is not None and distance_km(swapped, centre) <= _TOO_FAR_KM:
        return swapped, "latitude et longitude étaient échangées"
    return None, "coordonnées loin de la commune : celles de la commune servent"


def _somewhere(north: float, east: float) -> Point | None:
    """Return a point of Earth; 0 ; 0, off Africa, is what stands in cells that nobody filled in."""
    try:
        return Point(north, east) if north or east else None
    except ValueError:
        return None
