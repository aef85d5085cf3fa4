"""The carnet de secours: numbered blank papers for a day without power, network or printer.

A number is drawn at random for each printed carnet (« S-K7QM2P » then the place in it), so that two
laptops of a structure, or one put back from a backup, never give the same; it begins with « S- »,
which no reference of a prescription or a mandate does. Source: issue 6 (« Paper life »).
"""

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.entretien import Canal
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId, MandatId
from app.domain.papier import EtatFeuille, FeuilleSecours
from app.storage import agents, journal, mandats, secours
from app.storage.journal import Entree
from app.storage.secours import Feuille
from app.usecases.interview import paper_sheets
from app.usecases.interview.papers import ProducedPaper
from app.usecases.laptop.habilitations import require
from app.usecases.papers.secours_pages import pages_of
from app.usecases.workplace import Workplace

MOST: Final = 30  # of each kind in one carnet
_SIGNS: Final = "23456789BCDFGHJKLMNPQRSTVWXZ"  # read by hand: no vowel, no 0 or 1
_TAG: Final = 6  # 28^6: a hundred carnets collide once in 100 000 structures


class SheetSettledError(AppError):
    """The paper was entered, spoiled, or never came from here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarnetWanted:
    """How many papers of each kind a carnet is to hold."""

    entretiens: int = 0
    accords: int = 0
    mandats: int = 0

    def __post_init__(self) -> None:
        if not all(0 <= count <= MOST for count in self.counts.values()):
            raise ValueError(f"a carnet holds at most {MOST} papers of a kind")

    @property
    def counts(self) -> dict[FeuilleSecours, int]:
        """Return how many of each kind."""
        return {
            FeuilleSecours.ENTRETIEN: self.entretiens,
            FeuilleSecours.ACCORD: self.accords,
            FeuilleSecours.MANDAT: self.mandats,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSheet:
    """A paper of the list; `by` printed it, `settled_by` entered it or noted that it is spoiled."""

    feuille: Feuille
    by: str
    settled_by: str


def kinds(workplace: Workplace) -> tuple[FeuilleSecours, ...]:
    """Return what a carnet may hold under this convention."""
    require(workplace, Acte.CONSULTER)
    with_mandates = workplace.convention.mandat is not None
    return tuple(
        kind for kind in FeuilleSecours if kind is not FeuilleSecours.MANDAT or with_mandates
    )


def reserve(workplace: Workplace, wanted: CarnetWanted) -> list[Feuille]:
    """Give numbers to the papers of a carnet; they count as out at once, printed or not.

    So a number that stands on a paper is always known here; `release` forgets those of a job that
    never came out.
    """
    require(workplace, Acte.CONSULTER)
    today, me = workplace.clock.today(), workplace.agent.id
    allowed = kinds(workplace)
    ordered = [
        kind for kind, count in wanted.counts.items() for _ in range(count) if kind in allowed
    ]
    with workplace.database.writing() as session:
        known = {one.numero.split("-")[1] for one in secours.every(session)}
        tag = next(tag for tag in iter(_drawn, "") if tag not in known)
        given = [
            Feuille(numero=f"S-{tag}-{place:02d}", kind=kind, printed_on=today, printed_by=me)
            for place, kind in enumerate(ordered, 1)
        ]
        for feuille in given:
            secours.keep(session, feuille)
    return given


def release(workplace: Workplace, numeros: list[str]) -> None:
    """Forget papers that never came out of a printer."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.writing() as session:
        secours.forget(session, numeros)


def produce_pages(workplace: Workplace, feuille: Feuille, part: str) -> ProducedPaper:
    """Make one part of a numbered paper: « accord », « questionnaire » or « mandat »."""
    require(workplace, Acte.CONSULTER)
    return pages_of(workplace, feuille.numero, part)


def note_printed(workplace: Workplace, act: str) -> None:
    """Note in the journal that a carnet was printed, or put into a file."""
    require(workplace, Acte.CONSULTER)
    _journal(workplace, act)


def listed(workplace: Workplace) -> list[ListedSheet]:
    """Return the papers, those that are out first."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        found = secours.every(session)
        ids = {by for one in found for by in (one.printed_by, one.settled_by) if by}
        loaded = [agents.load(session, agent_id) for agent_id in ids]
    names = {one.id: one.display_name for one in loaded if one is not None}
    rows = [
        ListedSheet(
            feuille=one,
            by=names.get(one.printed_by, ""),
            settled_by=names.get(one.settled_by, "") if one.settled_by else "",
        )
        for one in found
    ]
    return sorted(rows, key=lambda row: row.feuille.state is not EtatFeuille.DEHORS)


def spoil(workplace: Workplace, numero: str) -> None:
    """Note that a paper is lost or spoiled: its number serves nobody any more.

    Raises:
        SheetSettledError: it was entered.
    """
    require(workplace, Acte.CONSULTER)
    _settle(workplace, numero, EtatFeuille.GACHEE)


def put_back(workplace: Workplace, numero: str) -> None:
    """Take back that a paper is spoiled, or was entered: it is out again."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.writing() as session:
        found = secours.load(session, numero)
        if found is None:
            raise SheetSettledError
        fresh = Feuille(
            numero=numero,
            kind=found.kind,
            printed_on=found.printed_on,
            printed_by=found.printed_by,
        )
        secours.keep(session, fresh)


def enter_interview(workplace: Workplace, numero: str, day: date) -> EntretienId:
    """Begin the typing of an agreement, with its questionnaire where there is one.

    The number becomes the mark of the paper: nothing else ties the two (000 art. 5).

    Raises:
        SheetSettledError: it is not out, or no paper of an interview.
        SheetDayError: a paper of that day cannot be typed any more.
    """
    require(workplace, Acte.RECEVOIR)
    found = _out(workplace, numero)
    if found.kind is FeuilleSecours.MANDAT:
        raise SheetSettledError
    sheet = paper_sheets.open_sheet(workplace, canal=Canal.SUR_PLACE, day=day)
    paper_sheets.set_mark(workplace, sheet.id, paper_sheets.mark_of(numero))
    _settle(workplace, numero, EtatFeuille.SAISIE)
    return sheet.id


def enter_mandate(workplace: Workplace, numero: str) -> MandatId:
    """Begin the entry of a mandate that was signed by hand, under the number that it bears.

    Its hours are those written on the paper: each step takes them. Entered once before, it goes on
    where it stood: a number is of one mandate.

    Raises:
        SheetSettledError: it is not out, or no mandate.
    """
    require(workplace, Acte.MANDATER)
    from app.usecases.mandats import drafting  # noqa: PLC0415 - few profiles have any

    found = _out(workplace, numero)
    if found.kind is not FeuilleSecours.MANDAT:
        raise SheetSettledError
    with workplace.database.reading() as session:
        begun = mandats.bearing(session, numero)
    mandat_id = begun or drafting.begin(workplace, reference=numero)
    _settle(workplace, numero, EtatFeuille.SAISIE)
    return mandat_id


def _drawn() -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(_TAG))


def _out(workplace: Workplace, numero: str) -> Feuille:
    with workplace.database.reading() as session:
        found = secours.load(session, numero)
    if found is None or found.state is not EtatFeuille.DEHORS:
        raise SheetSettledError
    return found


def _settle(workplace: Workplace, numero: str, state: EtatFeuille) -> None:
    found = _out(workplace, numero)
    settled = Feuille(
        numero=numero,
        kind=found.kind,
        printed_on=found.printed_on,
        printed_by=found.printed_by,
        state=state,
        settled_on=workplace.clock.today(),
        settled_by=workplace.agent.id,
    )
    with workplace.database.writing() as session:
        secours.keep(session, settled)


def _journal(workplace: Workplace, act: str) -> None:
    with workplace.database.writing() as session:
        entree = Entree(
            at=workplace.clock.now(),
            kind=act,
            agent_id=workplace.agent.id,
            detail="carnet_secours",
        )
        journal.append(session, entree)
