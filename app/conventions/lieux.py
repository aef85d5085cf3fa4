"""The table [lieux] of a convention: what it requires of the places where people are received."""

from app.conventions.reading import Table
from app.domain.lieu import Exigence, Lieux

_HOUR = 60


def read_lieux(root: Table) -> Lieux | None:
    """Read it; None where a convention says nothing of places."""
    if not root.has("lieux"):
        return None
    table = root.table("lieux")
    reference = root.sources[table.place].reference
    hours = table.whole("heures_semaine", low=1, high=168) if table.has("heures_semaine") else 0
    months = table.whole("verifier_mois", low=1, high=36) if table.has("verifier_mois") else 0
    agreed = table.flag("affiche_validee") if table.has("affiche_validee") else False
    exigences = _exigences(root, table) if table.has("exigence") else ()
    found = Lieux(
        exigences=exigences,
        minutes_semaine=hours * _HOUR,
        minutes_source=_source(table, "heures_source", reference, wanted=hours > 0),
        verifier_mois=months,
        verifier_source=_source(table, "verifier_source", reference, wanted=months > 0),
        affiche_validee=agreed,
        affiche_source=_source(table, "affiche_source", reference, wanted=agreed),
    )
    table.close()
    return found


def _source(table: Table, key: str, reference: str, *, wanted: bool) -> str:
    """Read where one figure comes from, when it is not where the whole table does."""
    if not table.has(key):
        return reference if wanted else ""
    if not wanted:
        raise table.refuse(key, "la source d’une valeur qui n’y est pas.")
    return table.text(key)


def _exigences(root: Table, parent: Table) -> tuple[Exigence, ...]:
    found: list[Exigence] = []
    for table in parent.tables("exigence"):
        source = root.sources[f"lieux.{table.place}"] = table.source()
        one = Exigence(
            code=table.text("code"),
            libelle=table.text("libelle"),
            source=source.reference,
            minimum=table.whole("minimum", low=1, high=1000) if table.has("minimum") else 0,
        )
        if any(other.code == one.code for other in found):
            raise table.refuse("code", f"« {one.code} » y figure deux fois.")
        found.append(one)
        table.close()
    return tuple(found)
