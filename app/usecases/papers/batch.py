"""Many papers in one go: the letters that wait, and what is noted of a run once it is out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.documents.kinds import PapierKind
from app.domain.habilitation import Acte
from app.domain.identifiers import PapierId
from app.storage import limitations, papiers, personnes
from app.storage.papiers import Papier
from app.usecases.interview.papers import PRINTED, SAVED, ProducedPaper, mark_printed
from app.usecases.laptop.habilitations import require
from app.usecases.people.exporting import Left, track
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLetter:
    """A letter « à imprimer », and for whom."""

    papier: Papier
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePrinted:
    """A paper that went out, and which PDF it was."""

    papier_id: PapierId
    paper: ProducedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class IntoFile:
    """The file that papers went into, for another's printer."""

    sha256: str
    path: Path = field(repr=False)  # a folder may be named after somebody


def waiting_letters(workplace: Workplace) -> list[WaitingLetter]:
    """Return the letters to print of this agent's persons, the oldest first.

    Those of limited records wait: they may not be made now.
    """
    require(workplace, Acte.CONSULTER)
    found: list[WaitingLetter] = []
    with workplace.database.reading() as session:
        held = set(limitations.limited(session))
        for papier in papiers.to_print(session):
            if papier.kind != PapierKind.LETTRE or papier.personne_id in held:
                continue
            who = personnes.load(session, papier.personne_id) if papier.personne_id else None
            if who is not None and who.owner == workplace.agent.id:
                found.append(WaitingLetter(papier=papier, who=who.display_name))
    return found


def note_run(
    workplace: Workplace, printed: Sequence[OnePrinted], into: IntoFile | None = None
) -> None:
    """Note the papers that went out, each by itself; of a file, whose data it carries.

    The file belongs to each record: the erasure of one of them removes it whole.
    """
    require(workplace, Acte.CONSULTER)
    act = SAVED if into else PRINTED
    for one in printed:
        mark_printed(workplace, one.papier_id, one.paper.pdf_hash, act=act)
        if into is not None:
            left = Left(
                subject_id=one.paper.subject_id,
                kind=one.paper.code,
                sha256=into.sha256,
                path=into.path,
            )
            track(workplace, left)
