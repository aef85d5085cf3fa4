"""What is done in the background right after unlocking: erase what is due."""

from collections.abc import Callable

from app.conventions.loading import parse_convention
from app.conventions.reading import ConventionError
from app.storage import (
    conservations,
    effacement,
    effacement_regles,
    instant,
    materiel,
    outbox,
    traces,
)
from app.storage.destructions import MotifDestruction
from app.storage.effacement import Purge
from app.storage.materiel import KindMateriel
from app.usecases import journal
from app.usecases.destruction.daily_erasing import close_past_days, erase_answers_of_past_days
from app.usecases.destruction.erasing_proof import opening, prove
from app.usecases.laptop import ending_convention
from app.usecases.mandats import destroying
from app.usecases.permanences import tenues
from app.usecases.workplace import Workplace


def tidy(workplace: Workplace, *, keep_going: Callable[[], bool]) -> Purge:
    """Erase what is past its term, and answers that may not outlive the day (000 l. 116).

    In chunks, so that a worker who saves meanwhile does not wait; stopped anywhere, the next
    unlocking goes on. What is due is invisible before it is erased. What went is proved by a signed
    destruction without a name. Under a date in doubt nothing at all is done, whoever calls:
    `dating` asks first.
    """
    with workplace.database.reading() as session:
        believed = instant.is_believed(session, workplace.clock.now())
    if not believed:
        return Purge(personnes=0, entretiens=0, prescriptions=0, complete=False)
    _erase_answers_of_past_days(workplace)
    close_past_days(workplace)
    _follow_the_rule(workplace)
    if ending_convention.is_destroying(workplace):  # it was killed: under its own number
        ending_convention.go_on(workplace, keep_going=keep_going)
    tenues.forget_agents(workplace)
    destroying.expire(workplace)  # each under its own reference, before the common purge
    purge = effacement.purger(
        workplace.database,
        workplace.clock.today(),
        keep_going=keep_going,
        proof=opening(workplace, MotifDestruction.ECHEANCE),
    )
    prove(workplace)
    journal.keep_in_order(workplace)
    return purge


def _follow_the_rule(workplace: Workplace) -> None:
    """Shorten what a new rule shortens, hold what is held, forget the journals of last year."""
    clock = workplace.clock
    oldest = traces.oldest_kept(clock.today(), clock.zone())
    with workplace.database.writing() as session:
        effacement_regles.apply_rule(session, workplace.convention.retention, clock.zone())
        conservations.apply_all(session)
        if not workplace.convention.sends:
            outbox.drop_unsent(session)
        traces.erase_due(session, clock.today(), oldest)


def _erase_answers_of_past_days(workplace: Workplace) -> None:
    """Erase yesterday's answers under every version of a convention that keeps none."""
    with workplace.database.reading() as session:
        kept = {
            version.sha256: materiel.load(session, KindMateriel.CONVENTION, version.sha256)
            for version in materiel.versions(session, KindMateriel.CONVENTION)
        }
    forbidding = {
        sha256
        for sha256, content in kept.items()
        if content is not None and not _keeps_answers(workplace, content)
    }
    if forbidding:
        with workplace.database.writing() as session:
            erase_answers_of_past_days(workplace, session, forbidding)


def _keeps_answers(workplace: Workplace, content: bytes) -> bool:
    """Tell whether a version lets answers stay; the one in force decides for an unreadable one."""
    profile = workplace.convention.profile
    try:
        found = parse_convention(content, name=f"{profile}/convention.toml", profile=profile)
    except ConventionError:
        return workplace.convention.answers_kept_linked
    return found.answers_kept_linked
