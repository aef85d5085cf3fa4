"""The dated side of the stock of carnets: what expires, without saying who holds what."""

from app.domain.echeance import Echeance, Genre
from app.domain.habilitation import Acte
from app.usecases.laptop.habilitations import actes
from app.usecases.workplace import Workplace

CARNETS = "carnets"  # the page that settles it


def of_carnets(workplace: Workplace) -> list[Echeance]:
    """Return the last days of the lots of which carnets are left, and deliveries awaited.

    Sources: 003, l. 95 (validity), l. 110 and 127 (20 working days).
    """
    if workplace.convention.carnets is None:
        return []
    if not {Acte.STOCK, Acte.PRESCRIRE} & actes(workplace):
        return []
    from app.usecases.carnets import following, stock  # noqa: PLC0415 - few profiles have any

    said = workplace.convention.sources.get("carnets")
    source = said.reference if said else ""
    lots = [
        Echeance(
            cle=f"carnets:{one.lot.id}",
            titre=_title(one.stock, one.lot.name),
            genre=Genre.CARNET,
            jour=one.lot.valid_until,
            source=source,
            precision="Après ce jour, ils ne peuvent plus être remis.",
            where=CARNETS,
        )
        for one in stock.etat(workplace).lots
        if one.stock > 0
    ]
    awaited = [
        Echeance(
            cle=f"livraison:{one.id}",
            titre="Livraison de Pass attendue au plus tard",
            genre=Genre.CARNET,
            jour=one.expected_on,
            source=source,
            a_faire=True,
            where=CARNETS,
        )
        for one in following.follow(workplace).versements
        if one.is_open and one.expected_on is not None
    ]
    return [*lots, *awaited]


def _title(carnets: int, lot: str) -> str:
    if carnets == 1:
        return f"Un carnet du lot {lot} périme"
    return f"{carnets}\u00a0carnets du lot {lot} périment"
