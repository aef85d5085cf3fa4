"""The tables [[echeance]] of a convention: what it dates, as rules.

Each says one of: `le` (a day, once), `chaque` (a day of every year), `par_an` with `du` and `au`
(meetings, whose dates are set), `du` and `au` as dates (one meeting), or `avant` with `mois`
(before each date of another rule).
"""

from datetime import date
from typing import Final

from app.conventions.reading import Table
from app.domain.echeance import (
    RAPPEL_JOURS,
    Annuelle,
    Avant,
    Fixe,
    Forme,
    Genre,
    JourAnnuel,
    RegleEcheance,
    Reunion,
    ReunionUnique,
)

_FORMS: Final = ("le", "chaque", "par_an", "avant", "du")
_OF_CONVENTIONS: Final = (Genre.COMITE, Genre.RAPPORT, Genre.CARNET)
_CODE: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")


def read_echeances(root: Table) -> tuple[RegleEcheance, ...]:
    """Read the rules, in the order of the file; a convention may date nothing."""
    if not root.has("echeance"):
        return ()
    tables = root.tables("echeance")
    found: list[RegleEcheance] = []
    for table in tables:
        regle = _rule(root, table)
        if any(other.code == regle.code for other in found):
            raise table.refuse("code", f"« {regle.code} » y figure deux fois.")
        found.append(regle)
        table.close()
    known = {one.code: one for one in found}
    for table, regle in zip(tables, found, strict=True):
        if isinstance(regle.forme, Avant):
            _check_base(table, regle.forme, known.get(regle.forme.code))
    return tuple(found)


def _rule(root: Table, table: Table) -> RegleEcheance:
    source = root.sources[table.place] = table.source()
    code = table.text("code")
    if not set(code) <= _CODE:
        raise table.refuse("code", "des minuscules sans accent, des chiffres et « _ ».")
    return RegleEcheance(
        code=code,
        titre=table.text("titre"),
        genre=table.choice("genre", Genre, [one.value for one in _OF_CONVENTIONS]),
        forme=_form(table),
        source=source.reference,
        precision=table.text("precision") if table.has("precision") else "",
        rappel_jours=table.whole("rappel_jours", low=1, high=366)
        if table.has("rappel_jours")
        else RAPPEL_JOURS,
        a_faire=table.flag("a_faire") if table.has("a_faire") else True,
    )


def _form(table: Table) -> Forme:
    said = [key for key in _FORMS if table.has(key)]
    if not said or (len(said) > 1 and said != ["par_an", "du"]):
        raise table.refuse(
            said[1] if said else "le", f"une seule forme est attendue : {', '.join(_FORMS)}."
        )
    match said[0]:
        case "le":
            return Fixe(le=table.day("le"))
        case "chaque":
            return Annuelle(le=_yearly(table, "chaque"))
        case "par_an":
            return _meetings(table)
        case "du":
            return _one_meeting(table)
        case _:
            return Avant(
                code=table.text("avant"),
                mois=table.whole("mois", low=0, high=36),
                fixer=table.flag("fixer") if table.has("fixer") else False,
            )


def _meetings(table: Table) -> Reunion:
    number = table.whole("par_an", low=1, high=12)
    try:
        return Reunion(par_an=number, du=_yearly(table, "du"), au=_yearly(table, "au"))
    except ValueError as error:
        raise table.refuse("au", "la fin de la période vient avant son début.") from error


def _one_meeting(table: Table) -> ReunionUnique:
    du, au = table.day("du"), table.day("au")
    try:
        return ReunionUnique(du=du, au=au)
    except ValueError as error:
        raise table.refuse("au", "la fin de la période vient avant son début.") from error


def _yearly(table: Table, key: str) -> JourAnnuel:
    words = table.text(key)
    try:
        day = date.fromisoformat(f"2023-{words}")
    except ValueError as error:
        raise table.refuse(key, "un mois et un jour de chaque année, comme « 01-15 ».") from error
    return JourAnnuel(mois=day.month, jour=day.day)


def _check_base(table: Table, forme: Avant, base: RegleEcheance | None) -> None:
    if base is None or isinstance(base.forme, Avant):
        raise table.refuse("avant", f"« {forme.code} » n’est pas une autre échéance du fichier.")
    if forme.fixer and not base.date_saisie:
        raise table.refuse("fixer", f"la date de « {forme.code} » ne se fixe pas.")
