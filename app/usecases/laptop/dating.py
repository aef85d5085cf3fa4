"""Ask about a date in doubt, in both directions (docs/decisions/0001, 0023, 0028).

What is due is invisible from the first query on. It is erased, which nothing undoes, only under a
date that is believed: close to the last one, said by the service, or confirmed; a leap is asked
about even where nothing is due, for what is written meanwhile would bear it. A clock before what
was lived through hides everything that was hidden already; the service's date or the référent's
word leads back, so that a date once too far ahead locks nobody out.
"""

from dataclasses import dataclass
from datetime import date

from app.domain.failures import AppError
from app.domain.habilitation import Role
from app.domain.retention import day_of
from app.domain.retention_clock import SERVER_TOLERANCE, Verdict
from app.storage import appareil, effacement, habilitations, instant, journal, traces
from app.storage.appareil import Activation
from app.storage.journal import Entree
from app.usecases.exchange.activating import Connect, gateway_of
from app.usecases.laptop.cautious_clock import CautiousClock
from app.usecases.workplace import Workplace

CONFIRMED, CONFIRMED_BACK, TOLD = "date_confirmee", "date_reculee", "date_du_departement"


class WrongDateError(AppError):
    """The service says that it is another day than this laptop shows."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__()


class DateRefusedError(AppError):
    """This date may not be confirmed: a later one was signed, or it is the référent who may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A date to confirm. `today` is the machine's, `last` the last that was trusted.

    `heard` is the service's when it was last heard. `records` wait for the answer, and
    `traces`: entries of the journal, accesses, reports, breaches. `may_confirm`:
    whoever is at work may say that the date is right; `may_ask`: the service can be asked.
    """

    today: date
    last: date
    records: int = 0
    traces: int = 0
    back: bool = False
    heard: date | None = None
    may_confirm: bool = True
    may_ask: bool = False


def doubt(workplace: Workplace) -> Doubt | None:
    """Return what to ask before erasing; None when the date is believed."""
    clock = workplace.clock
    now, zone = clock.now(), clock.zone()
    with workplace.database.reading() as session:
        lived = instant.lived(session)
        verdict = lived.judge(now)
        if lived.trusted is None or verdict is Verdict.SURE:
            return None
        back = verdict is Verdict.EN_ARRIERE
        today = clock.today()
        due = 0 if back else len(effacement.echus(session, today))
        gone = 0 if back else traces.count_due(session, today, traces.oldest_kept(today, zone))
        device = appareil.load(session)
        referent = Role.REFERENT in habilitations.of(session, workplace.agent.id)
    return Doubt(
        today=day_of(now, zone),
        last=day_of(lived.trusted.at, zone),
        records=due,
        traces=gone,
        back=back,
        heard=None if lived.heard is None else day_of(lived.heard, zone),
        may_confirm=lived.can_be(now) and (referent or not back),
        may_ask=device is not None and device.activation is Activation.ACTIVE,
    )


def confirm_date(workplace: Workplace) -> None:
    """Whoever is at work says that the date is right: it is believed from now on; noted.

    Raises:
        DateRefusedError: the service has signed a later date, or only the référent may go back.
    """
    clock = workplace.clock
    now = clock.now()
    with workplace.database.writing() as session:
        lived = instant.lived(session)
        back = lived.judge(now) is Verdict.EN_ARRIERE
        referent = Role.REFERENT in habilitations.of(session, workplace.agent.id)
        if not lived.can_be(now) or (back and not referent):
            raise DateRefusedError
        instant.keep(session, lived.confirmed(now))
        kind = CONFIRMED_BACK if back else CONFIRMED
        before = "" if lived.trusted is None else f"sure_{lived.trusted.at:%Y%m%d}"
        journal.append(
            session, Entree(at=now, kind=kind, agent_id=workplace.agent.id, detail=before)
        )
    _believe(workplace)


def ask_service(workplace: Workplace, connect: Connect) -> None:
    """Ask the service for the date and believe it; blocking, in the network thread.

    Raises:
        NotActivatedError, GatewayError: it could not be asked; nothing changed.
        WrongDateError: this laptop shows another day; the service's is believed from now on.
    """
    gateway = gateway_of(workplace, connect)
    try:
        server = gateway.ask_time()
    finally:
        gateway.close()
    clock = workplace.clock
    now = clock.now()
    right = abs(now - server) <= SERVER_TOLERANCE
    with workplace.database.writing() as session:
        told = instant.lived(session).told(server)
        instant.keep(session, told.confirmed(now) if right else told)
        journal.append(session, Entree(at=server, kind=TOLD, agent_id=workplace.agent.id))
    if not right:
        raise WrongDateError(day_of(server, clock.zone()))
    _believe(workplace)


def _believe(workplace: Workplace) -> None:
    if isinstance(workplace.clock, CautiousClock):
        workplace.clock.believe()
