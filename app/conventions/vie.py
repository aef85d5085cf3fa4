"""What a convention says of its own life: `[vie]` and its notices `[[vie.preavis]]`."""

from datetime import date
from typing import Final

from app.conventions.reading import Table
from app.domain.vie_convention import EffetAvenant, Preavis, Repere, Vie

_LONGEST_MONTHS: Final = 120
_LONGEST_NOTICE: Final = 24


def read_vie(root: Table, *, ends_on: date | None) -> Vie:
    """Read it; a convention kept by earlier programs has no such table: its term alone counts.

    Raises:
        ConventionError: neither a duration nor a last day, a renewal of nothing, a notice twice.
    """
    if not root.has("vie"):
        return Vie()
    table = root.table("vie")
    duree = _months(table, "duree_mois")
    reconduction = _months(table, "reconduction_mois")
    if reconduction is not None and duree is None:
        raise table.refuse("reconduction_mois", "une reconduction demande « duree_mois ».")
    if duree is None and ends_on is None:
        raise table.refuse("duree_mois", "ni durée ni [duree] fin : la convention ne finirait pas.")
    found = Vie(
        prise_effet=table.text("prise_effet"),
        suspensive=table.flag("suspensive") if table.has("suspensive") else False,
        duree_mois=duree,
        reconduction_mois=reconduction,
        avenant=table.choice("avenant", EffetAvenant, list(EffetAvenant))
        if table.has("avenant")
        else EffetAvenant.SIGNATURE,
        preavis=_notices(root, table),
    )
    table.close()
    return found


def _months(table: Table, key: str) -> int | None:
    return table.whole(key, low=1, high=_LONGEST_MONTHS) if table.has(key) else None


def _notices(root: Table, table: Table) -> tuple[Preavis, ...]:
    if not table.has("preavis"):
        return ()
    found: list[Preavis] = []
    for one in table.tables("preavis"):
        source = root.sources[f"vie.{one.place}"] = one.source()
        notice = Preavis(
            code=one.text("code"),
            libelle=one.text("libelle"),
            mois=one.whole("mois", low=1, high=_LONGEST_NOTICE),
            repere=one.choice("repere", Repere, list(Repere)),
            source=source.reference,
        )
        if any(other.code == notice.code for other in found):
            raise one.refuse("code", f"« {notice.code} » y figure deux fois.")
        found.append(notice)
        one.close()
    return tuple(found)
