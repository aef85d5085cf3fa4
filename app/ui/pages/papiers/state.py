"""What the page of the papers shows."""

from dataclasses import dataclass, field

from app.domain.entretien import Issue
from app.domain.identifiers import PapierId
from app.domain.indicateurs import Fiche
from app.domain.papier import Fait
from app.usecases.interview.papers import ProducedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A paper with what happened to it; what is still to be done may be noted.

    `facts` are those that hold, with day and agent in words; `possible` those that may be noted.
    `of_answers` when it cannot be made any more once the answers are gone.
    """

    id: PapierId
    title: str
    about: str
    printed: bool
    may_sign: bool
    may_hand: bool
    of_answers: bool
    facts: tuple[tuple[Fait, str], ...] = ()
    possible: tuple[Fait, ...] = ()


@dataclass(frozen=True, slots=True)
class Trait:
    """A question of the sheet without a name: `name` is the field of `Fiche`, then its answers."""

    name: str
    question: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PapiersState:
    """Everything the page shows.

    `endings` are offered when no prescription says how the interview ended. `finished` when there
    is nothing to end here: it is over, a colleague's, or not come to its papers. `limited` says
    that the record is limited: its papers are listed, and neither made nor noted.
    """

    who: str = ""
    loaded: bool = False
    finished: bool = False
    limited: str = ""
    papers: tuple[PaperLine, ...] = ()
    opened: PapierId | None = None
    preview: ProducedPaper | None = None
    later: str = ""
    traits: tuple[Trait, ...] = ()
    fiche: Fiche = field(default_factory=Fiche)
    endings: tuple[Issue, ...] = ()
    ending: Issue | None = None
    ending_mistake: str = ""
    said: str = ""
    problem: str = ""
    working: bool = False
