"""The slips of carnets, filled in for somebody who signs them."""

from datetime import date

from app.documents.carnet_slips import SlipData, SlipKind, SlipLine
from tests.documents.examples import DAY, STRASBOURG
from tests.documents.people import Who

_UNTIL = date(2027, 1, 31)
_LOTS = (("2026-A", "NP-00011 à NP-00050, NP-00060", 41), ("2026-B", "NP-00901", 1))


def slip(who: Who, kind: SlipKind) -> SlipData:
    """Return a slip of 42 carnets that this person signs."""
    agent = " ".join(who.agent)
    placed = kind is SlipKind.ETAT
    lines = tuple(
        SlipLine(
            lot=lot,
            numbers=numbers,
            carnets=str(count),
            valid_until=_UNTIL,
            place=agent if placed else "",
        )
        for lot, numbers, count in _LOTS
    )
    blank = SlipLine(lot="", numbers="", carnets="", valid_until=None)
    counted = kind is SlipKind.COMPTAGE
    return SlipData(
        kind=kind,
        convention=STRASBOURG,
        structure=who.structure,
        reference="T-2026-004",
        day=DAY,
        facts=() if counted else (("De", "Structure"), ("À", agent), ("Rangés dans", "Armoire")),
        lines=(blank,) * 6 if counted else lines,
        total=0 if counted else 42,
        signers=("Remis par\u00a0: Structure", f"Reçu par\u00a0: {agent}"),
        printed_on=DAY,
    )
