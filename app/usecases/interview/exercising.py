"""Do the practical exercise: each task noted is kept at once, so that a stop loses none of them.

Source: 001 art. 4, l. 91 (« exercice de simulation »), for who agrees to it.
"""

from collections.abc import Sequence

from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId
from app.storage import entretiens, exercices
from app.storage.exercices import Essai as Essai  # noqa: PLC0414 - for the window
from app.usecases.interview.receiving import InterviewGoneError
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_interview
from app.usecases.workplace import Workplace


def tried(workplace: Workplace, entretien_id: EntretienId) -> Sequence[Essai]:
    """Return the tasks that were noted so far."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_interview(session, workplace, entretien_id)
        return exercices.load(session, entretien_id)


def keep_try(workplace: Workplace, entretien_id: EntretienId, essai: Essai) -> None:
    """Keep how one task went, in one commit.

    Raises:
        InterviewGoneError: the interview was erased, or its term has come.
    """
    require(workplace, Acte.RECEVOIR)
    with workplace.database.writing() as session:
        require_interview(session, workplace, entretien_id)
        found = entretiens.load(session, entretien_id)
        if found is None:
            raise InterviewGoneError
        exercices.keep(session, entretien_id, essai)
        now = workplace.clock.now()
        entretiens.move(session, entretien_id, position=found.position, touched_at=now)


def give_up(workplace: Workplace, entretien_id: EntretienId) -> None:
    """Forget what was tried: an exercise that is stopped counts for nothing."""
    require(workplace, Acte.RECEVOIR)
    with workplace.database.writing() as session:
        require_interview(session, workplace, entretien_id)
        exercices.forget(session, entretien_id)


def total_of(essais: Sequence[Essai], codes: Sequence[str]) -> int | None:
    """Return the points of the exercise, None while one of its tasks is not noted."""
    points = {essai.code: essai.points for essai in essais}
    if not codes or any(code not in points for code in codes):
        return None
    return sum(points[code] for code in codes)
