"""The table [orientation] of a convention: the order of places, and one's own among them."""

from app.conventions.reading import Table
from app.domain.orientation import Ordre, Orientation, PropreStructure


def read_orientation(root: Table, *, with_pass: bool) -> Orientation:
    """Read the table; a convention that says nothing gets the defaults of decision 0047."""
    if not root.has("orientation"):
        return Orientation()
    table = root.table("orientation")
    found = Orientation(
        ordre=table.choice("ordre", Ordre, list(Ordre)),
        propre_structure=table.choice("propre_structure", PropreStructure, list(PropreStructure)),
        qualifiees=table.flag("qualifiees"),
        verification_mois=table.whole("verification_mois", low=1, high=60),
        indice_fragilite=table.flag("indice_fragilite") if table.has("indice_fragilite") else False,
    )
    if found.qualifiees and not with_pass:
        raise table.refuse("qualifiees", "contredit [pass] : cette convention n’a pas de Pass.")
    table.close()
    return found
