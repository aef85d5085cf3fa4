"""Who may see what belongs to a colleague's person, and after which reason.

Source: docs/decisions/0004.
"""

from typing import TYPE_CHECKING

from app.domain.identifiers import AgentId
from app.domain.personne import Personne
from app.storage import acces
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def may_see(
    session: "Session", workplace: Workplace, personne: Personne, *, author: AgentId
) -> bool:
    """Tell whether the agent at work may see what `author` did for `personne`.

    It is his own work, or his own person; or he opened her record today, with a reason that was
    noted: it serves for what hangs on the record until the evening.
    """
    me, clock = workplace.agent.id, workplace.clock
    if me in {author, personne.owner}:
        return True
    return any(
        one.agent_id == me and one.at.astimezone(clock.zone()).date() == clock.today()
        for one in acces.of_personne(session, personne.id)
    )
