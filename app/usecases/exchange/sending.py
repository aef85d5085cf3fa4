"""Synchronise: pull decisions, push prescriptions, each its own outcome and its own commit.

What was erased elsewhere goes first, before anything is sent (`service_ledger`).
What the Département publishes comes last, with slices and counters: prescriptions wait for neither.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.prescription import Suivi
from app.storage import decisions, instant, journal, outbox, prescriptions, rapports
from app.storage.attente import Attente
from app.storage.journal import Entree
from app.storage.outbox import Envoi
from app.storage.rapports import EtatRapport, Rapport
from app.sync.gateway import Gateway, GatewayError, ItemResult, Outgoing, ShowsHeld, batches
from app.sync.outcomes import Outcome, Then
from app.sync.protocol.errors import ProtocolError
from app.usecases.demarches_simplifiees.relayed import take_relayed
from app.usecases.exchange import put_back
from app.usecases.exchange.activating import keep_link, note_revoked
from app.usecases.exchange.conversions import cursor_of, outgoing_of
from app.usecases.exchange.counters import tell_counters
from app.usecases.exchange.errands import Distance, run_errands
from app.usecases.exchange.figures import take_figures, wants_figures
from app.usecases.exchange.keeping import fetch_held, keep_pulled, keep_result, withdrawn_above
from app.usecases.exchange.service_ledger import exchange, take_certificate
from app.usecases.exchange.slices import take_slices, take_structure_stock
from app.usecases.versions.published import Taken, take_published
from app.usecases.workplace import Workplace

MANY_UNSENT = 5  # « warning above 5 unsent or 5 days » (issue Synchroniser; peers.md)
LONG_UNSENT_DAYS = 5
_UNSENT = (Suivi.PREPAREE, Suivi.A_CORRIGER, Suivi.REMISE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is; `total` items are to be sent."""

    sent: int
    total: int
    decisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxState:
    """What the strip of the window and the page Synchroniser say."""

    waiting: Attente
    last_success: datetime | None
    reports: tuple[Rapport, ...]
    oldest_on: date | None = None  # the day of the oldest prescription that waits

    def is_late(self, today: date) -> bool:
        """Tell whether so much waits, or for so long, that somebody has to be told."""
        days = (today - self.oldest_on).days if self.oldest_on else 0
        return self.waiting.total > MANY_UNSENT or days > LONG_UNSENT_DAYS


def outbox_state(workplace: Workplace, *, reports: int = 10) -> OutboxState:
    """Return what waits, when the last run went to its end, and the last reports."""
    with workplace.database.reading() as session:
        return OutboxState(
            waiting=outbox.waiting(session),
            last_success=rapports.last_success(session),
            reports=tuple(rapports.latest(session, limit=reports)),
            oldest_on=prescriptions.oldest_in(session, _UNSENT)
            if workplace.convention.sends
            else None,
        )


def synchronise(
    workplace: Workplace,
    gateway: Gateway,
    *,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
    relay: Gateway | None = None,
) -> Rapport:
    """Run once, in the network thread; safe to stop, kill or repeat at any point.

    Closes `gateway` and `relay` at the end. The `relay` tells motives that `gateway` cannot.

    No transaction is open while the network is used. The report says « interrompue » from before
    the start, so a killed program leaves the truth behind (architecture.md § 5).
    """
    clock = workplace.clock
    with workplace.database.writing() as session:
        number = rapports.start(session, at=clock.now(), agent_id=workplace.agent.id)
    run = _Run(workplace, gateway, number, progress, cancelled)
    try:
        state, code = run.go(relay)
    finally:
        gateway.close()
        if relay is not None:
            relay.close()
    if code == Outcome.POSTE_NON_AUTORISE.value:
        note_revoked(workplace)
    with workplace.database.writing() as session:
        rapports.finish(session, number, state, at=clock.now(), code=code)
        act = Entree(
            at=clock.now(),
            kind="synchronisation",
            agent_id=workplace.agent.id,
            detail=state.value,
        )
        journal.append(session, act)
        if gateway.heard_at is not None:
            instant.hear(session, gateway.heard_at)
        asked_hour = gateway.capabilities.activates  # this channel compares the hours
        if asked_hour and state in {EtatRapport.REUSSIE, EtatRapport.PARTIELLE} and not code:
            # the service refuses a request whose hour is not its own: the clock is right
            instant.confirm(session, clock.now())
        if gateway.link is not None:
            keep_link(session, gateway.link)
    with workplace.database.reading() as session:
        return next(found for found in rapports.latest(session) if found.id == number)


class _Run:
    """One synchronisation under way."""

    def __init__(
        self,
        workplace: Workplace,
        gateway: Gateway,
        number: int,
        progress: Callable[[Progress], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._workplace = workplace
        self._gateway = gateway
        self._number = number
        self._progress = progress
        self._cancelled = cancelled
        self._sent = self._total = self._decisions = 0
        self._set_aside = self._decided_before = self._raised = False
        self._asks_back = isinstance(gateway, ShowsHeld)
        self._taken = Taken()
        self._distance = Distance()

    def go(self, relay: Gateway | None) -> tuple[EtatRapport, str]:
        """Run to the end, or to what stops the run; return how it ended and why.

        The relay is asked even where the channel itself said no: it is another service.
        """
        state, code = self._go()
        if relay is None or state is EtatRapport.INTERROMPUE:
            return state, code
        try:
            new, whole = take_relayed(
                self._workplace, relay, self._number, stop_if_cancelled=self._stop_if_cancelled
            )
        except GatewayError as cancelled:
            return EtatRapport.INTERROMPUE, cancelled.outcome.value
        self._decisions += new
        self._tell()
        if (new and state is EtatRapport.ECHOUEE) or (not whole and state is EtatRapport.REUSSIE):
            return EtatRapport.PARTIELLE, code
        return state, code

    def _go(self) -> tuple[EtatRapport, str]:
        try:
            with self._distance.measured():
                exchange(self._workplace, self._gateway, stop_if_cancelled=self._stop_if_cancelled)
            take_certificate(self._workplace, self._gateway)
            self._pull()
            self._look_again()
            self._push()
            if self._raised:
                self._push()
            if self._decided_before:
                self._pull()
            self._run_errands()
        except GatewayError as failure:
            moved = self._sent or self._decisions or self._taken.received
            if failure.outcome is Outcome.INTERROMPUE:
                return EtatRapport.INTERROMPUE, failure.outcome.value
            state = EtatRapport.PARTIELLE if moved else EtatRapport.ECHOUEE
            return state, failure.outcome.value
        return (EtatRapport.PARTIELLE if self._set_aside else EtatRapport.REUSSIE), ""

    def _tell(self) -> None:
        self._progress(Progress(sent=self._sent, total=self._total, decisions=self._decisions))

    def _stop_if_cancelled(self) -> None:
        if self._cancelled():
            raise GatewayError(Outcome.INTERROMPUE)

    def _pull(self) -> None:
        with self._workplace.database.reading() as session:
            cursor = cursor_of(decisions.cursor(session))
        more = True
        while more:
            self._stop_if_cancelled()
            with self._distance.measured():
                pulled = self._gateway.pull(cursor)
            new = keep_pulled(self._workplace, self._number, pulled, asks_back=self._asks_back)
            self._set_aside = self._set_aside or bool(pulled.notices)
            self._decisions += new
            cursor, more = pulled.cursor, pulled.more
            self._tell()

    def _look_again(self) -> None:
        """Look at what one of the two sides may have lost when it was put back."""
        if not isinstance(self._gateway, ShowsHeld):
            if not self._gateway.capabilities.deduplicates:
                self._tell_possible_doubles()
            return
        with self._workplace.database.writing() as session:
            items = put_back.to_look_at(session)
        for item in items:
            self._stop_if_cancelled()
            held = self._gateway.held(item)
            with self._workplace.database.writing() as session:
                put_back.look(session, self._workplace, item, held)

    def _tell_possible_doubles(self) -> None:
        code = Outcome.DOUBLON_POSSIBLE.value
        with self._workplace.database.writing() as session:
            items = put_back.perhaps_doubled(session)
            for item in items:
                rapports.note(session, self._number, item, code)
        self._set_aside = self._set_aside or bool(items)

    def _push(self) -> None:
        with self._workplace.database.reading() as session:
            waiting = {(envoi.id, envoi.revision): envoi for envoi in outbox.to_send(session)}
        outgoing = [one for envoi in waiting.values() if (one := self._outgoing(envoi))]
        self._total = len(outgoing)
        self._tell()
        most = self._gateway.capabilities.most_items
        shows = self._gateway if isinstance(self._gateway, ShowsHeld) else None
        for batch in batches(outgoing, most_items=most):
            self._stop_if_cancelled()
            leaving = self._hand_over(batch, waiting)
            if not leaving:
                continue
            try:
                results = self._gateway.push(leaving)
            except GatewayError as failure:
                self._note_failure(leaving, waiting, failure.outcome)
                raise
            for result in results:
                envoi = waiting[result.item, result.revision]
                if shows and withdrawn_above(self._workplace, shows, envoi, result):
                    self._raised = True
                else:
                    self._record(envoi, result)
            if shows:
                fetch_held(self._workplace, shows, results)

    def _outgoing(self, envoi: Envoi) -> Outgoing | None:
        """Return what leaves of an item; one that has no form is set aside and blocks nothing."""
        try:
            return outgoing_of(self._workplace, envoi)
        except ProtocolError as fault:
            result = ItemResult(
                item=envoi.id,
                revision=envoi.revision,
                outcome=Outcome.A_CORRIGER,
                place=fault.place,
            )
            self._record(envoi, result)
            return None

    def _run_errands(self) -> None:
        place, gateway, stop = self._workplace, self._gateway, self._stop_if_cancelled
        errands: list[Callable[[], object]] = [
            self._take_published,
            lambda: take_slices(place, gateway, stop_if_cancelled=stop),
            lambda: tell_counters(place, gateway, stop_if_cancelled=stop),
        ]
        if place.convention.carnets is not None:
            errands.append(lambda: take_structure_stock(place, gateway, stop_if_cancelled=stop))
        if wants_figures(place):
            errands.append(lambda: take_figures(place, gateway, stop_if_cancelled=stop))
        run_errands(place, errands, one_only=bool(self._sent) and self._distance.is_far)

    def _take_published(self) -> None:
        self._taken = take_published(
            self._workplace,
            self._gateway,
            self._number,
            stop_if_cancelled=self._stop_if_cancelled,
        )
        self._set_aside = self._set_aside or bool(self._taken.refused)

    def _hand_over(
        self, batch: Sequence[Outgoing], waiting: dict[tuple[str, int], Envoi]
    ) -> list[Outgoing]:
        """Mark as handed over, before the request leaves, what was not undone meanwhile."""
        now = self._workplace.clock.now()
        with self._workplace.database.writing() as session:
            return [
                one
                for one in batch
                if outbox.advance(session, waiting[one.item, one.revision], Suivi.REMISE, at=now)
            ]

    def _note_failure(
        self,
        batch: Sequence[Outgoing],
        waiting: dict[tuple[str, int], Envoi],
        outcome: Outcome,
    ) -> None:
        now = self._workplace.clock.now()
        with self._workplace.database.writing() as session:
            for one in batch:
                envoi = waiting[one.item, one.revision]
                outbox.note_failure(session, envoi, code=outcome.value, at=now)
                rapports.note(session, self._number, one.item, outcome.value)

    def _record(self, envoi: Envoi, result: ItemResult) -> None:
        """Record what became of one item, in one commit of its own."""
        keep_result(self._workplace, self._number, envoi, result)
        self._decided_before = self._decided_before or result.outcome is Outcome.DEJA_DECIDEE
        if result.outcome.then is Then.DONE:
            self._sent += 1
        elif result.outcome.then is not Then.WAIT:
            self._set_aside = True
        self._tell()
