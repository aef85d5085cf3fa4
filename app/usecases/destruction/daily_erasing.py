"""Answers that may not outlive the day: erased, and counted in one nameless record for that day.

Source: 000, art. 5, l. 116 (nothing but name and address is kept) and l. 137 (« la documentation
nécessaire pour démontrer le respect »). No convention asks for a number for each interview: one for
the day, signed once the day is over and the file written anew, is the lightest that proves it
(docs/decisions/0028).
"""

from datetime import datetime, time
from typing import TYPE_CHECKING

from app.domain.identifiers import EntretienId
from app.storage import destructions, effacement, reponses
from app.storage.destructions import MotifDestruction, Ouverture
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Set as AbstractSet

    from sqlalchemy.orm import Session


def erase_answers(workplace: Workplace, session: "Session", entretien_id: EntretienId) -> None:
    """Erase the answers of an interview in the caller's transaction, and count them for the day."""
    gone = reponses.erase(session, entretien_id, today=workplace.clock.today())
    _count(workplace, session, gone)


def erase_answers_of_past_days(
    workplace: Workplace, session: "Session", convention_hashes: "AbstractSet[str]"
) -> None:
    """Erase what was left open when its day ended, in the caller's transaction."""
    gone = reponses.erase_opened_before(
        session,
        morning(workplace),
        convention_hashes=convention_hashes,
        today=workplace.clock.today(),
    )
    _count(workplace, session, gone)


def close_past_days(workplace: Workplace) -> None:
    """Have the file written anew where a past day waits for its signature."""
    with workplace.database.writing() as session:
        if any(
            one.motif is MotifDestruction.FIN_DE_JOURNEE and one.begun_at < morning(workplace)
            for one in destructions.unsigned(session)
        ):
            effacement.ask_rewriting(session)


def morning(workplace: Workplace) -> datetime:
    """Return the beginning of today, on the laptop's wall."""
    clock = workplace.clock
    return datetime.combine(clock.today(), time.min, tzinfo=clock.zone())


def _count(workplace: Workplace, session: "Session", gone: "Counter[str]") -> None:
    if not gone.total():
        return
    destructions.count(
        session,
        Ouverture(
            structure=workplace.structure.code,
            motif=MotifDestruction.FIN_DE_JOURNEE,
            regle="000, art. 5, l. 116 : les réponses ne sont pas conservées",
            at=workplace.clock.now(),
            since=morning(workplace),
        ),
        gone,
    )
