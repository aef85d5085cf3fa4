"""What the window shows of mandates: one whole, lists, what was destroyed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.habilitation import Acte
from app.domain.identifiers import ActeMandatId, MandatId, PersonneId
from app.domain.mandat import ActeMandat, Mandat
from app.domain.mandat_horloges import ends_soon
from app.domain.mandat_listes import EtatMandat, NatureActe, RefusMandat, Resultat
from app.domain.mandat_regles import why_not_act
from app.domain.personne import Personne
from app.storage import agents, destructions, limitations, mandats, papiers, personnes
from app.storage.destructions import Destruction
from app.storage.papiers import Papier
from app.usecases.laptop.habilitations import require
from app.usecases.mandats.keeping import lived, require_mandate
from app.usecases.people.openings import note_search, require_record
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_MANY = 400  # of the destructions that are looked through


@dataclass(frozen=True, slots=True, kw_only=True)
class MandatComplet:
    """A mandate with everything about it.

    `may_act` says why nothing may be done under it now, None when something may. `ends_at` is on
    the wall: fixed once signed, before that what the paper would say; `soon` when it is near.
    """

    mandat: Mandat
    personne: Personne | None = field(repr=False)
    agent: str
    actes: tuple[ActeMandat, ...]
    papers: tuple[Papier, ...]
    limited: bool
    may_act: RefusMandat | None
    ends_at: datetime
    soon: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MandatEnListe:
    """A mandate in a list. `who` is empty before a person is named; `ends_at` once signed.

    `soon`: 30 days before for the two long ones, sooner for the short ones (deadlines d).
    """

    mandat: Mandat
    who: str
    mine: bool
    ends_at: datetime | None
    soon: bool
    limited: bool


def load(workplace: Workplace, mandat_id: MandatId) -> MandatComplet:
    """Return a mandate, whole.

    Raises:
        MandateGoneError: destroyed, or past its term.
        ReasonNeededError: it is a colleague's, of a person whose record was not opened today.
    """
    require(workplace, Acte.CONSULTER)
    clock = workplace.clock
    with workplace.database.reading() as session:
        mandat = require_mandate(session, workplace, mandat_id)
        now = lived(session, workplace)
        agent = agents.load(session, mandat.agent_id)
        person = mandat.personne_id
        return MandatComplet(
            mandat=mandat,
            personne=personnes.load(session, person) if person else None,
            agent=agent.display_name if agent else "",
            actes=tuple(mandats.actes(session, mandat_id)),
            papers=tuple(papiers.of_mandat(session, mandat_id)),
            limited=person is not None and limitations.of(session, person) is not None,
            may_act=_why_not_now(workplace, mandat, now),
            ends_at=mandat.planned_end(clock.now(), clock.zone()),
            soon=_is_soon(mandat, now),
        )


def listing(workplace: Workplace, *, everyone: bool = False) -> list[MandatEnListe]:
    """Return the mandates that are here, drafts too, those that end first before the others."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        owner = None if everyone else workplace.agent.id
        found = _listed(session, workplace, mandats.all_here(session, agent_id=owner))
    if any(not one.mine for one in found):
        note_search(workplace)
    return found


def of_person(workplace: Workplace, personne_id: PersonneId) -> list[MandatEnListe]:
    """Return the mandates of a person.

    Raises:
        PersonGoneError, ReasonNeededError: of her record.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_record(session, workplace, personne_id)
        return _listed(session, workplace, mandats.of_personne(session, personne_id))


def destroyed(workplace: Workplace) -> list[Destruction]:
    """Return the mandates that were destroyed on this laptop: a reference and dates, no name."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        known = destructions.latest(session, limit=_MANY)
    return [one for one in known if one.motif.is_of_mandate]


def _listed(
    session: "Session", workplace: Workplace, found: Sequence[Mandat]
) -> list[MandatEnListe]:
    now, held = lived(session, workplace), set(limitations.limited(session))
    zone = workplace.clock.zone()
    listed: list[MandatEnListe] = []
    for mandat in found:
        person = personnes.load(session, mandat.personne_id) if mandat.personne_id else None
        mine = workplace.agent.id in {mandat.agent_id, person.owner if person else ""}
        listed.append(
            MandatEnListe(
                mandat=mandat,
                who=person.display_name if person else "",
                mine=mine,
                ends_at=mandat.fin_at.astimezone(zone) if mandat.fin_at else None,
                soon=_is_soon(mandat, now),
                limited=mandat.personne_id in held,
            )
        )
    return listed


def _is_soon(mandat: Mandat, now: datetime) -> bool:
    running = mandat.etat in {EtatMandat.SIGNE, EtatMandat.ACTIF}
    return running and mandat.fin_at is not None and ends_soon(mandat.fin_at, mandat.duree, now)


def _why_not_now(workplace: Workplace, mandat: Mandat, now: datetime) -> RefusMandat | None:
    """Ask the rules about an act under the first open line: the answer is the whole mandate's."""
    if not mandat.open_lines:
        return RefusMandat.TERMINE
    acte = ActeMandat(
        id=ActeMandatId(""),
        ligne_id=mandat.open_lines[0].id,
        agent_id=workplace.agent.id,
        nature=NatureActe.CONSULTATION,
        on=workplace.clock.today(),
        resultat=Resultat.FAIT,
    )
    return why_not_act(mandat, acte, now, workplace.clock.zone())
