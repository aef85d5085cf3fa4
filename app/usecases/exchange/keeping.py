"""Keep what the Département said, over the network or in a file.

Each function is a transaction, or several that may be cut anywhere: reading again goes on.
"""

from collections.abc import Sequence

from app.domain.prescription import Suivi
from app.storage import decisions, outbox, rapports
from app.storage.outbox import Envoi, KindEnvoi
from app.sync.gateway import ItemResult, Pulled, ShowsHeld
from app.sync.outcomes import Outcome, Then
from app.usecases.demarches_simplifiees.relayed import with_words
from app.usecases.exchange import put_back
from app.usecases.exchange.conversions import decision_of
from app.usecases.exchange.late_answers import back_to_decided, keep_held, too_late
from app.usecases.interview.counting import count_decision
from app.usecases.workplace import Workplace

_COMPARED = frozenset({Outcome.CONFLIT, Outcome.REVISION_INCONNUE})


def keep_pulled(
    workplace: Workplace, number: int, pulled: Pulled, *, asks_back: bool = False
) -> int:
    """Keep decisions with the cursor behind them; return how many are new here.

    `asks_back`: what a service that was put back may have lost can be looked at item by item.
    """
    new = 0
    with workplace.database.writing() as session:
        for entry in pulled.entries:
            decision = with_words(session, decision_of(entry))
            back_to_decided(session, workplace, entry)
            former = decisions.load(session, decision.prescription_id)
            arrived = decisions.receive(
                session,
                decision,
                received_at=workplace.clock.now(),
                due_on=workplace.convention.retention.due_on(decision.decided_on),
            )
            if arrived in decisions.NEW:
                count_decision(session, workplace, former, decision)
                new += 1
        if pulled.put_back:
            put_back.offer_again(session, workplace, asks_back=asks_back)
        put_back.decided(session, {entry.item for entry in pulled.entries})
        decisions.keep_cursor(session, f"{pulled.cursor.epoch}:{pulled.cursor.seq}")
        rapports.note_decisions(session, number, new)
        for item, outcome in pulled.notices:
            rapports.note(session, number, item, outcome.value)
    return new


def keep_result(workplace: Workplace, number: int, envoi: Envoi, result: ItemResult) -> None:
    """Record what became of one item, in the report `number` and where it stands."""
    now, code = workplace.clock.now(), result.outcome.value
    with workplace.database.writing() as session:
        rapports.note(session, number, envoi.id, code)
        if result.outcome is Outcome.DEJA_DECIDEE:
            too_late(session, workplace, envoi)
        if result.outcome.then is Then.DONE:
            outbox.advance(session, envoi, Suivi.ACCUSEE, code=code, at=now)
            if result.outcome.acknowledged and envoi.kind is KindEnvoi.RETRAIT:
                put_back.note_withdrawn(session, workplace, envoi.id, envoi.revision)
        elif result.outcome.then is Then.CORRECT:
            outbox.advance(session, envoi, Suivi.A_CORRIGER, code=code, place=result.place, at=now)
        else:
            outbox.note_failure(session, envoi, code=code, at=now)


def fetch_held(workplace: Workplace, shows: ShowsHeld, results: Sequence[ItemResult]) -> None:
    """Keep what the Département holds instead of what it refused, for somebody to compare."""
    for result in results:
        held = shows.held(result.item) if result.outcome in _COMPARED else None
        if held is not None:
            with workplace.database.writing() as session:
                keep_held(session, result.item, held)


def withdrawn_above(
    workplace: Workplace, shows: ShowsHeld, envoi: Envoi, result: ItemResult
) -> bool:
    """Queue a withdrawal above what another life of this laptop corrected since; tell whether."""
    if envoi.kind is not KindEnvoi.RETRAIT or result.outcome not in _COMPARED:
        return False
    held = shows.held(result.item)
    if held is None:
        return False
    with workplace.database.writing() as session:
        put_back.withdraw_above(session, workplace, result.item, held, envoi)
    return True
