"""Erase what is past its term, drop what has a clock of its own, then sign what was erased."""

from datetime import datetime, time, timedelta
from enum import StrEnum

from app.department.retention import clocks, compacting, erasing, proofs, relayed, terms
from app.department.retention.proofs import Evenement
from app.department.web import Service
from app.domain.clock import TrustedInstant
from app.domain.retention import Duree, RetentionRule
from app.domain.retention_clock import Verdict, judge

_BATCH = 100


class Issue(StrEnum):
    """How a daily task ended."""

    FAITE = "faite"
    A_REPRENDRE = "a_reprendre"  # erased, but the files could not be written anew: signed later
    MANQUEE = "manquee"
    DATE_EN_AVANT = "date_en_avant"  # a leap of the clock: nothing is erased before somebody says
    DATE_EN_ARRIERE = "date_en_arriere"

    @classmethod
    def doubtful(cls) -> frozenset["Issue"]:
        """Return the outcomes after which the date must be confirmed."""
        return frozenset({cls.DATE_EN_AVANT, cls.DATE_EN_ARRIERE})


def keep_terms(service: Service, last: datetime | None) -> Issue:
    """Do the day's work; `last` is when it was done before: a clock that leapt erases nothing.

    It can be interrupted anywhere and begun again: each batch is a transaction with its proof.
    """
    trusted = None if last is None else TrustedInstant(at=last)
    match judge(service.clock.now(), trusted=trusted):
        case Verdict.EN_AVANT:
            return Issue.DATE_EN_AVANT
        case Verdict.EN_ARRIERE:
            return Issue.DATE_EN_ARRIERE
        case Verdict.SURE:
            pass
    erase_due(service)
    clocks.forget(service)
    return Issue.FAITE if prove(service, days_over=True) else Issue.A_REPRENDRE


def erase_due(service: Service) -> int:
    """Erase every prescription past its term that nobody keeps; return how many."""
    convention, today, erased = service.settings.convention, service.clock.today(), 0
    if convention is None:
        return 0
    with service.database.writing() as session:
        terms.note_rule(session, convention.retention, today)
    while more := _erase_batch(service, convention.retention.source):
        erased += more
    while more := _erase_conflicts(service, convention.retention):
        erased += more
    while more := _erase_relayed(service, convention.retention.source):
        erased += more
    return erased


def _erase_batch(service: Service, source: str) -> int:
    clock, today = service.clock, service.clock.today()
    with service.database.writing() as session:
        ids = terms.due(session, clock, today, limit=_BATCH)
        erasing.lock_structures_of(session, ids)
        ids = terms.still_due(session, clock, today, ids)  # a decision may have come before us
        if not ids:
            return 0
        number = proofs.terms(today)
        row = proofs.open_one(session, number, event=Evenement.TERME, rule=source, now=clock.now())
        counts = erasing.erase(session, ids, destruction=number, today=today)
        proofs.add(row, counts)
        return counts["prescriptions"]


def _erase_conflicts(service: Service, rule: RetentionRule) -> int:
    """Erase contents in conflict whose own time is over: nothing else may be left of them."""
    clock, today = service.clock, service.clock.today()
    first_kept = Duree(months=12 * rule.years).before(today)
    before = datetime.combine(first_kept, time(), clock.zone())
    with service.database.writing() as session:
        found = erasing.erase_old_conflicts(session, before=before, limit=_BATCH)
        if found:
            number = proofs.terms(today)
            row = proofs.open_one(
                session, number, event=Evenement.TERME, rule=rule.source, now=clock.now()
            )
            proofs.add(row, {"conflits": found})
        return found


def _erase_relayed(service: Service, source: str) -> int:
    """Erase the words of decisions read elsewhere, past the same term."""
    clock, today = service.clock, service.clock.today()
    with service.database.writing() as session:
        counts = relayed.erase_due(session, clock, today, limit=_BATCH)
        if counts:
            number = proofs.terms(today)
            row = proofs.open_one(
                session, number, event=Evenement.TERME, rule=source, now=clock.now()
            )
            proofs.add(row, counts)
        return counts.get("decisions", 0)


def prove(service: Service, *, days_over: bool = False) -> bool:
    """Write the files anew and sign what waits; tell whether nothing waits any more.

    `days_over`: the withdrawals of the days before are given their numbers first.
    """
    if days_over:
        with service.database.writing() as session:
            proofs.gather_withdrawals(session, service, before=service.clock.today())
    with service.database.reading() as session:
        waiting = [row.number for row in proofs.unsigned(session)]
    if not waiting:
        return True
    if not compacting.write_anew(service.database):
        return False
    with service.database.writing() as session:
        for row in proofs.unsigned(session):
            if row.number in waiting:  # one that was opened since waits for the next time
                proofs.sign(session, service, row)
    return True


def prove_soon(service: Service) -> bool:
    """Prove now where that takes a moment; a large database waits for the night."""
    if compacting.size(service.database) > compacting.SMALL_BYTES:
        service.database.forget_log()
        return False
    return prove(service)


def missed(last: datetime | None, now: datetime) -> bool:
    """Tell whether the daily task has not run for two days: something is wrong."""
    return last is None or now - last > timedelta(days=2)
