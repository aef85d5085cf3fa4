"""What a convention says for the register and the conformity papers: `[traitement]`."""

from app.conventions.reading import Table
from app.domain.conformite import Engagement, EngagementDemande, Traitement


def read_traitement(root: Table) -> Traitement:
    """Read what the register says; conventions kept by earlier programs have no such table."""
    if not root.has("traitement"):
        return Traitement()
    table = root.table("traitement")
    found = Traitement(
        activite=table.text("activite"),
        finalite=table.text("finalite"),
        base_legale=table.text("base_legale"),
        operations=table.texts("operations"),
        personnes=table.texts("personnes"),
        transferts=table.texts("transferts", empty=True),
        dpo_ecrit=table.text("dpo_ecrit") if table.has("dpo_ecrit") else "",
        engagements=_engagements(root),
    )
    table.close()
    return found


def _engagements(root: Table) -> tuple[EngagementDemande, ...]:
    found: list[EngagementDemande] = []
    for table in root.tables("engagement"):
        source = root.sources[table.place] = table.source()
        engagement = EngagementDemande(
            code=table.choice("code", Engagement, list(Engagement)),
            texte=table.text("texte"),
            source=source.reference,
        )
        if any(other.code is engagement.code for other in found):
            raise table.refuse("code", f"« {engagement.code} » y figure deux fois.")
        found.append(engagement)
        table.close()
    return tuple(found)
