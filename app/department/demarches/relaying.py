"""What is kept of dossiers that were read, and the decisions that their structures are told.

Functions take the caller's session and never commit. A decision is told by the structure's feed
like one taken here; the same dossier read again changes nothing (docs/decisions/0038).
"""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.department.database.actors import FeedRow, StructureRow
from app.department.database.demarches import DossierRow, Rattachement, RelayedDecisionRow
from app.department.database.prescriptions import PrescriptionRow
from app.department.database.retention import ErasedItemRow
from app.department.demarches.answers import DossierLu
from app.department.demarches.motives import sens_of, told
from app.department.records.journal import OPERATOR, Action, note
from app.department.retention import terms
from app.department.web import Service
from app.sync.protocol.reading import CODE_FORM, UUID_FORM

FIRST_NUMBER: Final = 1_000_001
"""Of an item's relayed decisions: decisions taken here count from 1, and never come so far."""


def keep(session: Session, service: Service, demarche: int, dossiers: Sequence[DossierLu]) -> int:
    """Keep what was read of some dossiers; return how many decisions the feeds tell from now on.

    The structures' rows are locked first, in the order that everybody takes them in.
    """
    named = {one.structure for one in dossiers if one.is_decided}
    _lock_structures(session, {code for code in named if CODE_FORM.match(code)})
    new = 0
    for dossier in dossiers:
        row = session.get(DossierRow, (demarche, dossier.number))
        if dossier.is_decided:
            row = _decided(session, service, demarche, dossier, row)
            if row.rattachement == Rattachement.RELAYE:
                new += _announce(session, service, row)
        elif row is not None:
            _reopened(service, row, dossier)
    return new


def _lock_structures(session: Session, codes: set[str]) -> None:
    session.scalars(
        select(StructureRow)
        .where(StructureRow.id.in_(codes))
        .order_by(StructureRow.id)
        .with_for_update()
    ).all()


def _reopened(service: Service, row: DossierRow, dossier: DossierLu) -> None:
    """Note that a decision is looked at again there; what was told of it stands until the next."""
    row.state, row.read_at = dossier.state, service.clock.now()
    if row.rattachement == Rattachement.RELAYE:
        row.rattachement, row.motif, row.message = Rattachement.ROUVERT, "", ""


def _decided(
    session: Session,
    service: Service,
    demarche: int,
    dossier: DossierLu,
    row: DossierRow | None,
) -> DossierRow:
    kind = _kind(session, service, dossier, row)
    if row is None:
        row = DossierRow(demarche=demarche, number=dossier.number)
        session.add(row)
    kept, known = kind is Rattachement.RELAYE, kind is not Rattachement.SANS_REPERE
    row.item = dossier.item if known and UUID_FORM.match(dossier.item) else ""
    row.structure_code = dossier.structure if known and CODE_FORM.match(dossier.structure) else ""
    row.state, row.processed_at = dossier.state, dossier.processed_at
    row.rattachement, row.read_at = kind, service.clock.now()
    row.motif, row.message = "", ""
    if kept:
        row.motif, row.message = told(dossier.state, dossier.motivation, service.settings.motifs)
    session.flush()
    return row


def _kind(
    session: Session, service: Service, dossier: DossierLu, row: DossierRow | None
) -> Rattachement:
    """Return what a decided dossier is to this service."""
    erased = row is not None and row.rattachement == Rattachement.EFFACE
    if erased or _is_over(session, service, dossier):
        return Rattachement.EFFACE
    if not UUID_FORM.match(dossier.item):
        return Rattachement.SANS_REPERE
    if session.get(ErasedItemRow, dossier.item) is not None:
        return Rattachement.EFFACE
    if session.get(PrescriptionRow, dossier.item) is not None:
        return Rattachement.DECIDE_ICI
    return _of_structure(session, dossier)


def _of_structure(session: Session, dossier: DossierLu) -> Rattachement:
    code = dossier.structure
    if not CODE_FORM.match(code) or session.get(StructureRow, code) is None:
        return Rattachement.STRUCTURE_INCONNUE
    before = _last(session, dossier.item)
    same = before is None or before.structure_id == code
    return Rattachement.RELAYE if same else Rattachement.AUTRE_STRUCTURE


def _is_over(session: Session, service: Service, dossier: DossierLu) -> bool:
    """Tell whether nothing may be kept of a decision so old."""
    rule, at = terms.shortest(session), dossier.processed_at
    if rule is None or at is None:
        return False
    return rule.after(at.astimezone(service.clock.zone()).date()) <= service.clock.today()


def _announce(session: Session, service: Service, row: DossierRow) -> bool:
    """Tell the structure what stands on an item now; False when it was told already.

    Of several dossiers of one prescription an acceptance stands: the others were refused as its
    doubles. Among equals the last one decided stands. While the dossier that was told is looked at
    again, only an acceptance takes its place: a refusal beside it may be that of its double.
    """
    rows = session.scalars(
        select(DossierRow).where(
            DossierRow.item == row.item, DossierRow.rattachement == Rattachement.RELAYE
        )
    ).all()
    stands = max(rows, key=lambda one: (one.state == "accepte", one.processed_at, one.number))
    before, at = _last(session, row.item), stands.processed_at
    if at is None:
        raise ValueError("a relayed dossier was decided")
    if before is not None and stands.state != "accepte" and _is_reopened(session, before):
        return False
    now = service.clock.now()
    decision = RelayedDecisionRow(
        item=row.item,
        number=before.number + 1 if before else FIRST_NUMBER,
        structure_id=stands.structure_code,
        dossier=stands.number,
        sens=sens_of(stands.state),
        motif=stands.motif,
        message=stands.message,
        decided_on=at.astimezone(service.clock.zone()).date(),
        decided_at=at,
        relayed_at=now,
    )
    if before is not None and _said(before) == _said(decision):
        return False
    session.add(decision)
    structure = session.get_one(StructureRow, decision.structure_id)
    structure.feed_sequence += 1
    session.add(
        FeedRow(
            structure_id=structure.id,
            sequence=structure.feed_sequence,
            prescription_id=decision.item,
            number=decision.number,
            created_at=now,
        )
    )
    detail = f"{decision.sens} {decision.motif} n{stands.number}".replace("  ", " ")
    note(
        session, at=now, actor=OPERATOR, action=Action.DECISION_RELAYEE, on=row.item, detail=detail
    )
    session.flush()
    return True


def _is_reopened(session: Session, told: RelayedDecisionRow) -> bool:
    found = select(DossierRow.number).where(
        DossierRow.item == told.item,
        DossierRow.number == told.dossier,
        DossierRow.rattachement == Rattachement.ROUVERT,
    )
    return session.scalar(found.limit(1)) is not None


def _last(session: Session, item: str) -> RelayedDecisionRow | None:
    return session.scalar(
        select(RelayedDecisionRow)
        .where(RelayedDecisionRow.item == item)
        .order_by(RelayedDecisionRow.number.desc())
        .limit(1)
    )


def _said(decision: RelayedDecisionRow) -> tuple[object, ...]:
    return (
        decision.dossier,
        decision.sens,
        decision.decided_at,
        decision.motif,
        decision.message,
    )
