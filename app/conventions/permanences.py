"""The tables [[permanence]] of a convention: where and how often people are received."""

from typing import Final

from app.conventions.reading import Table
from app.domain.permanence import Permanence

_OPTIONAL: Final = ("adresse", "jour", "debut", "fin")


def read_permanences(root: Table) -> tuple[Permanence, ...]:
    """Read the places, in the order of the text; a convention may have none."""
    if not root.has("permanence"):
        return ()
    found: list[Permanence] = []
    for table in root.tables("permanence"):
        source = root.sources[table.place] = table.source()
        said = {key: table.text(key) for key in _OPTIONAL if table.has(key)}
        permanence = Permanence(
            lieu=table.text("lieu"),
            commune=table.text("commune"),
            duree=table.text("duree"),
            frequence=table.text("frequence"),
            modalite=table.text("modalite"),
            accessible=table.flag("accessible") if table.has("accessible") else None,
            a_confirmer=table.flag("a_confirmer") if table.has("a_confirmer") else False,
            demi_journees=table.whole("demi_journees", low=1, high=14)
            if table.has("demi_journees")
            else 0,
            source=source.reference,
            **said,
        )
        if any(other.lieu == permanence.lieu for other in found):
            raise table.refuse("lieu", f"« {permanence.lieu} » y figure deux fois.")
        found.append(permanence)
        table.close()
    return tuple(found)
