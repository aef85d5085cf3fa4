"""The practical exercise of an interview, task by task. Functions never commit.

The tries stand among the answers (each under a path that no form can have), because they are
answers: they are erased with them, by the same rule and at the same moment.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.identifiers import EntretienId
from app.storage import reponses
from app.storage.reponses import EXERCISE
from app.storage.tables.dossiers import EntretienRow, ReponseRow

_MOST_POINTS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Essai:
    """One task that was tried: 2 points done alone, 1 with help, 0 not done; how long it took.

    What the person wrote or touched is not here: it is nobody's business once the task is noted.
    """

    code: str
    points: int
    seconds: int

    def __post_init__(self) -> None:
        if not 0 <= self.points <= _MOST_POINTS or self.seconds < 0:
            raise ValueError(f"a task gives 0 to {_MOST_POINTS} points in some time")


def keep(session: Session, entretien_id: EntretienId, essai: Essai) -> None:
    """Keep how a task went, in place of what was noted of it before."""
    value = [str(essai.points), str(essai.seconds)]
    reponses.keep(session, entretien_id, EXERCISE + essai.code, value)


def load(session: Session, entretien_id: EntretienId) -> Sequence[Essai]:
    """Return the tasks tried so far, by code; nothing once the interview is past its term."""
    rows = session.execute(
        select(ReponseRow.path, ReponseRow.value)
        .join(EntretienRow, EntretienRow.id == ReponseRow.entretien_id)
        .where(ReponseRow.entretien_id == entretien_id, ReponseRow.path.startswith(EXERCISE))
        .order_by(ReponseRow.path)
    )
    return [_essai(path, value) for path, value in rows]


def forget(session: Session, entretien_id: EntretienId) -> None:
    """Remove every try of an interview: the exercise was given up."""
    session.execute(
        delete(ReponseRow).where(
            ReponseRow.entretien_id == entretien_id, ReponseRow.path.startswith(EXERCISE)
        )
    )


def _essai(path: str, value: str) -> Essai:
    points, seconds = json.loads(value)
    return Essai(code=path.removeprefix(EXERCISE), points=int(points), seconds=int(seconds))
