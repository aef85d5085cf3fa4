"""Synchronise by itself when the network comes back: a setting of the laptop, off at first."""

from typing import Final

from app.storage import journal, outbox, parametres
from app.storage.journal import Entree
from app.usecases.exchange.exchanges import device_of
from app.usecases.workplace import Workplace

_KEY: Final = "synchronisation_automatique"


def runs_by_itself(workplace: Workplace) -> bool:
    """Tell whether this laptop synchronises when the network comes back."""
    with workplace.database.reading() as session:
        return bool(parametres.number(session, _KEY, 0))


def let_run_by_itself(workplace: Workplace, *, wanted: bool) -> None:
    """Keep the setting, and note who changed it."""
    with workplace.database.writing() as session:
        parametres.keep(session, _KEY, int(wanted))
        act = Entree(
            at=workplace.clock.now(),
            kind="reglage_change",
            agent_id=workplace.agent.id,
            detail=_KEY,
        )
        journal.append(session, act)


def is_worth_a_run(workplace: Workplace) -> bool:
    """Tell whether a run of its own has something to send, and somebody to send it to."""
    device = device_of(workplace)
    if not runs_by_itself(workplace) or not device.active or not device.address:
        return False
    with workplace.database.reading() as session:
        return bool(outbox.to_send(session))
