"""A structure's feed of decisions as the laptops read it, over the network or on a stick."""

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, lazyload

from app.department.database.actors import FeedRow
from app.department.database.demarches import RelayedDecisionRow
from app.department.database.prescriptions import DecisionRow
from app.sync.protocol.answers import DecisionEntry, DecisionSens

RELAYED_REVISION = 1
"""The platform knows no revision: the laptop puts that of its own dossier (protocole.md § 5)."""


def entries(
    session: Session, structure_id: str, *, after: int, high_water: int, most: int
) -> list[DecisionEntry]:
    """Return the decisions behind a number, in order: taken here, or read elsewhere and relayed."""
    found = session.execute(
        select(FeedRow.sequence, DecisionRow, RelayedDecisionRow)
        .outerjoin(
            DecisionRow,
            and_(
                DecisionRow.prescription_id == FeedRow.prescription_id,
                DecisionRow.number == FeedRow.number,
            ),
        )
        .outerjoin(
            RelayedDecisionRow,
            and_(
                RelayedDecisionRow.item == FeedRow.prescription_id,
                RelayedDecisionRow.number == FeedRow.number,
            ),
        )
        .where(
            FeedRow.structure_id == structure_id,
            FeedRow.sequence > min(after, high_water),  # PostgreSQL takes no larger number
            FeedRow.sequence <= high_water,
        )
        .order_by(FeedRow.sequence)
        .limit(most)
        .options(lazyload(DecisionRow.account))  # not told; joined, it would drop what has none
    )
    return [_entry(sequence, taken, relayed) for sequence, taken, relayed in found]


def _entry(
    sequence: int, taken: DecisionRow | None, relayed: RelayedDecisionRow | None
) -> DecisionEntry:
    if taken is not None:
        return DecisionEntry(
            seq=sequence,
            item=taken.prescription_id,
            revision=taken.revision,
            sens=DecisionSens(taken.sens),
            decided_on=taken.decided_on,
            motif=taken.motif,
            message=taken.message,
        )
    if relayed is None:
        raise LookupError("a number of the feed without its decision")
    return DecisionEntry(
        seq=sequence,
        item=relayed.item,
        revision=RELAYED_REVISION,
        sens=DecisionSens(relayed.sens),
        decided_on=relayed.decided_on,
        motif=relayed.motif,
        message=relayed.message,
    )
