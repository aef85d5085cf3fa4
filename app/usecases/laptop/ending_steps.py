"""The steps of the end of a convention: each is kept, in a transaction of the référent's own."""

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.failures import AppError
from app.domain.fin_convention import EtapeFin, apres
from app.domain.habilitation import Acte
from app.storage import fin_convention, journal
from app.storage.fin_convention import Avancement
from app.storage.journal import Entree
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy.orm import Session


class StepError(AppError):
    """The step before is not done, or this one is behind already."""


class ChangedSinceError(AppError):
    """Something was written after the step that should have told or returned it: back to it."""


class ReturnUnknownError(ChangedSinceError):
    """The file went back under a version that did not note what it holds: it is made again."""


class ReturnPlaceError(AppError):
    """The file cannot be written there, or did not come back as it was written."""


def expect(session: "Session", *steps: EtapeFin) -> Avancement:
    """Return how far the end has come.

    Raises:
        StepError: at none of these steps.
    """
    done = fin_convention.load(session) or Avancement()
    if done.etape not in steps:
        raise StepError
    return done


@contextmanager
def step(workplace: Workplace, *steps: EtapeFin) -> "Generator[tuple[Session, Avancement]]":
    """Open a transaction of the référent at one of these steps."""
    require(workplace, Acte.AGENTS)
    with workplace.database.writing() as session:
        yield session, expect(session, *steps)


def next_step(workplace: Workplace, session: "Session", done: Avancement, detail: str) -> None:
    """Keep what was done and go to the step after it."""
    etape = apres(done.etape, workplace.convention.fin)
    fin_convention.keep(session, replace(done, etape=etape))
    note(workplace, session, detail)


def note(workplace: Workplace, session: "Session", detail: str) -> None:
    """Write a step into the journal."""
    entry = Entree(
        at=workplace.clock.now(),
        kind="fin_convention",
        agent_id=workplace.agent.id,
        detail=detail[:40],
    )
    journal.append(session, entry)
