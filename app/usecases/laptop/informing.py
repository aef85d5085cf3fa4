"""Tell each worker, once, that this laptop keeps a journal of what is done on it.

Source: docs/decisions/0022; RGPD, art. 13 (whoever is recorded is told beforehand).
"""

from typing import Final

from app.storage import journal, parametres
from app.storage.journal import Entree
from app.usecases.workplace import Workplace

VERSION: Final = 1  # of what is told; told anew when it changes
_TOLD: Final = "information_journal."


def is_told(workplace: Workplace) -> bool:
    """Tell whether the agent at work has read what is kept about him in the journal."""
    with workplace.database.reading() as session:
        return parametres.number(session, _TOLD + workplace.agent.id) >= VERSION


def accept(workplace: Workplace) -> None:
    """Note that the agent at work has read it; a second time changes nothing."""
    if is_told(workplace):
        return
    with workplace.database.writing() as session:
        parametres.keep(session, _TOLD + workplace.agent.id, VERSION)
        entry = Entree(
            at=workplace.clock.now(), kind="information_lue", agent_id=workplace.agent.id
        )
        journal.append(session, entry)
