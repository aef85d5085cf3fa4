"""What a convention says of its end: `[fin]`."""

from app.conventions.reading import Table
from app.domain.convention import RESPONSABLE_DE_TRAITEMENT
from app.domain.fin_convention import FinConvention


def read_fin(root: Table, role_structure: str) -> FinConvention:
    """Read it; conventions kept by earlier programs have no such table.

    There the role of the structure decides (RGPD, art. 28.3 g).
    """
    if not root.has("fin"):
        return FinConvention(restitution=role_structure != RESPONSABLE_DE_TRAITEMENT)
    table = root.table("fin")
    found = FinConvention(restitution=table.flag("restitution"), source=table.text("regle"))
    table.close()
    return found
