"""Print runs (« tirages »): numbered, never changed, printed again as often as needed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from app.department.database.actors import StructureRow
from app.department.database.handling import PrintLetterRow, PrintRunRow
from app.department.database.prescriptions import Courrier, DecisionRow, Etat, PrescriptionRow
from app.department.records.journal import Action, Actor, note
from app.department.records.printing.letters import Letter
from app.domain.agent import Structure
from app.domain.prescription import Sens

MOST_LETTERS: Final = 1000  # two reams: a run that one person can fold and post
COUNT_LIMIT: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which of the letters that wait go into a run; an empty structure means all."""

    sens: frozenset[Sens]
    structure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a run is printed. Offsets are tenths of a millimetre; `labels` names a sheet or none."""

    dated: date
    labels: str = ""
    first_label: int = 1
    right_tenths: int = 0
    down_tenths: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One letter of a run."""

    position: int
    shortened: bool
    letter: Letter


def waiting(session: Session, wanted: Wanted) -> Sequence[Letter]:
    """Return the letters to print, the oldest decision first, as many as a run may have."""
    if not wanted.sens:
        return []
    found = session.execute(
        _letters()
        .where(*_waits(wanted))
        .order_by(DecisionRow.decided_at, DecisionRow.prescription_id)
        .limit(MOST_LETTERS)
    )
    return [_letter(row) for row in found]


def count_waiting(session: Session, wanted: Wanted) -> int:
    """Return how many letters wait, `COUNT_LIMIT` at most."""
    if not wanted.sens:
        return 0
    some = (
        select(DecisionRow.number)
        .join(PrescriptionRow, PrescriptionRow.id == DecisionRow.prescription_id)
        .where(*_waits(wanted))
        .limit(COUNT_LIMIT)
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(some)) or 0


def prepare(
    session: Session,
    letters: Iterable[tuple[Letter, bool]],
    plan: Plan,
    *,
    account_id: str,
    now: datetime,
) -> PrintRunRow | None:
    """Put letters into a new run, each with whether its address was shortened.

    A letter that somebody else put into a run meanwhile is left out; None when nothing is left.
    """
    taken = [one for one in letters if _take(session, one[0])]
    if not taken:
        return None
    run = PrintRunRow(
        made_at=now,
        dated=plan.dated,
        account_id=account_id,
        letters=len(taken),
        labels=plan.labels,
        first_label=plan.first_label,
        right_tenths=plan.right_tenths,
        down_tenths=plan.down_tenths,
        sent_at=None,
        sent_by=None,
    )
    session.add(run)
    session.flush()
    session.add_all(
        PrintLetterRow(
            run=run.number,
            position=position,
            prescription_id=letter.prescription_id,
            number=letter.number,
            shortened=is_shortened,
        )
        for position, (letter, is_shortened) in enumerate(taken, 1)
    )
    note_run(session, run, Action.TIRAGE_PREPARE, f"{len(taken)} lettres", account_id, now)
    session.flush()
    return run


def get(session: Session, number: int) -> PrintRunRow | None:
    """Return one run."""
    return session.get(PrintRunRow, number)


def latest(session: Session, *, before: int, size: int) -> Sequence[PrintRunRow]:
    """Return runs, newest first, below the number `before` (0: from the last); one more follows."""
    wanted = select(PrintRunRow).order_by(PrintRunRow.number.desc()).limit(size + 1)
    return session.scalars(wanted.where(PrintRunRow.number < before) if before else wanted).all()


def printed(session: Session, run: int, *, first: int, last: int) -> Sequence[Printed]:
    """Return the letters of a run from one position to another, both included.

    A letter whose person was erased is gone.
    """
    found = session.execute(
        _letters(PrintLetterRow.position, PrintLetterRow.shortened)
        .join(
            PrintLetterRow,
            (PrintLetterRow.prescription_id == DecisionRow.prescription_id)
            & (PrintLetterRow.number == DecisionRow.number),
        )
        .where(
            PrintLetterRow.run == run,
            PrintLetterRow.position.between(first, last),
            PrescriptionRow.etat != Etat.EFFACEE,
        )
        .order_by(PrintLetterRow.position)
    )
    return [Printed(position=row[-2], shortened=row[-1], letter=_letter(row)) for row in found]


def counts(session: Session, run: int) -> dict[str, int]:
    """Return how many letters of a run tell each kind of decision."""
    found = session.execute(
        select(DecisionRow.sens, func.count())
        .join(
            PrintLetterRow,
            (PrintLetterRow.prescription_id == DecisionRow.prescription_id)
            & (PrintLetterRow.number == DecisionRow.number),
        )
        .where(PrintLetterRow.run == run)
        .group_by(DecisionRow.sens)
    )
    return {row[0]: row[1] for row in found}


def run_of(session: Session, decision: DecisionRow) -> int | None:
    """Return the number of the run that a decision's letter is in."""
    return session.scalar(
        select(PrintLetterRow.run).where(
            PrintLetterRow.prescription_id == decision.prescription_id,
            PrintLetterRow.number == decision.number,
        )
    )


def to_print(
    session: Session, ids: Sequence[str], sens: frozenset[Sens]
) -> Sequence[tuple[str, int]]:
    """Return which decisions on these prescriptions wait for a letter (prescription, number)."""
    found = session.execute(
        select(DecisionRow.prescription_id, DecisionRow.number)
        .join(PrescriptionRow, PrescriptionRow.id == DecisionRow.prescription_id)
        .where(DecisionRow.prescription_id.in_(ids), *_waits(Wanted(sens=sens)))
        .order_by(DecisionRow.decided_at, DecisionRow.prescription_id)
    )
    return [(id_, number) for id_, number in found]


def mark_sent(session: Session, run: PrintRunRow, *, account_id: str, now: datetime) -> bool:
    """Remember that a run was posted; tell whether it was not before."""
    session.refresh(run, with_for_update={"of": PrintRunRow})
    if run.sent_at is not None:
        return False
    run.sent_at, run.sent_by = now, account_id
    note_run(session, run, Action.TIRAGE_ENVOYE, f"{run.letters} lettres", account_id, now)
    return True


def without_letter(
    session: Session, decision: tuple[str, int], *, wanted: bool, account_id: str, now: datetime
) -> bool:
    """Say that a decision (prescription, number) needs no letter, or needs one after all.

    Tells whether that is new: not of one that is printed, replaced or gone.
    """
    id_, number = decision
    before, after, action = (
        (Courrier.SANS_LETTRE, Courrier.A_IMPRIMER, Action.LETTRE_REMISE)
        if wanted
        else (Courrier.A_IMPRIMER, Courrier.SANS_LETTRE, Action.LETTRE_ECARTEE)
    )
    if not _change(session, id_, number, before, after):
        return False
    note(
        session,
        at=now,
        actor=Actor.account(account_id),
        action=action,
        on=id_,
        detail=f"n{number}",
    )
    return True


def note_run(  # noqa: PLR0913, PLR0917 - an entry of the journal
    session: Session, run: PrintRunRow, action: Action, detail: str, account_id: str, now: datetime
) -> None:
    """Note an act on a run."""
    note(
        session,
        at=now,
        actor=Actor.account(account_id),
        action=action,
        on=str(run.number),
        detail=detail,
    )


def _take(session: Session, letter: Letter) -> bool:
    return _change(
        session,
        letter.prescription_id,
        letter.number,
        Courrier.A_IMPRIMER,
        Courrier.IMPRIME,
    )


def _change(session: Session, id_: str, number: int, before: Courrier, after: Courrier) -> bool:
    """Move one letter from a state to another; tell whether it was in the first."""
    done = session.execute(
        update(DecisionRow)
        .where(
            DecisionRow.prescription_id == id_,
            DecisionRow.number == number,
            DecisionRow.courrier == before,
        )
        .values(courrier=after)
    )
    return isinstance(done, CursorResult) and done.rowcount == 1


def _waits(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        DecisionRow.courrier == Courrier.A_IMPRIMER,
        DecisionRow.sens.in_(wanted.sens),
        PrescriptionRow.etat != Etat.EFFACEE,
    ]
    if wanted.structure:
        found.append(PrescriptionRow.structure_id == wanted.structure)
    return found


def _letters(*others: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401 - columns of any type
    return (
        select(
            DecisionRow.prescription_id,
            DecisionRow.number,
            PrescriptionRow.reference,
            StructureRow.id,
            StructureRow.name,
            DecisionRow.sens,
            DecisionRow.motif,
            PrescriptionRow.payload,
            *others,
        )
        .join(PrescriptionRow, PrescriptionRow.id == DecisionRow.prescription_id)
        .join(StructureRow, StructureRow.id == PrescriptionRow.structure_id)
    )


def _letter(row: Any) -> Letter:  # noqa: ANN401 - a row of `_letters`
    return Letter(
        prescription_id=row[0],
        number=row[1],
        reference=row[2],
        structure=Structure(code=row[3], name=row[4], adresse=()),
        sens=Sens(row[5]),
        motif=row[6],
        payload=row[7],
    )
