"""End authorisations: led where they should, withdrawn, renounced, void. The last one destroys.

Sources: 002, art. 2, l. 160 (completion, withdrawal) and l. 169 (« L'utilisateur peut à tout moment
retirer son mandat »); code civil, art. 2003 to 2007.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.domain.identifiers import LigneId, MandatId
from app.domain.mandat import Mandat
from app.domain.mandat_evenements import Aboutir, EvenementMandat, Terminer
from app.domain.mandat_listes import Aboutissement, CanalRetrait, NatureFin, Resultat
from app.storage import mandats, personnes
from app.usecases.mandats import destroying, keeping
from app.usecases.mandats.ended import Caducite, Ended, withdrawal_of
from app.usecases.mandats.keeping import allowed, applied, past, require_mandate
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_WAITS = (Resultat.EN_ATTENTE, Resultat.A_COMPLETER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What ending these authorisations does, for the question before.

    `last`: nothing runs any more, the data are destroyed at once. `untold` acts were not told to
    the person yet, `waiting` ones have no answer.
    """

    last: bool
    untold: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """An end that was asked for; `lignes` empty: all that are open."""

    nature: NatureFin
    lignes: tuple[LigneId, ...]
    at: datetime
    par: Aboutissement | None = None
    canal: CanalRetrait | None = None
    cause: Caducite | None = None

    @property
    def event(self) -> EvenementMandat:
        """Return it as the rules take it."""
        if self.par is not None:
            return Aboutir(ligne_id=self.lignes[0], par=self.par, at=self.at)
        return Terminer(nature=self.nature, at=self.at, lignes=self.lignes)


def foresee(workplace: Workplace, mandat_id: MandatId, *ligne_ids: LigneId) -> Consequence:
    """Return what ending these authorisations would do; none named: all of them."""
    allowed(workplace)
    with workplace.database.reading() as session:
        mandat = require_mandate(session, workplace, mandat_id)
        done = mandats.actes(session, mandat_id)
    ends = set(ligne_ids) or {one.id for one in mandat.open_lines}
    concerned = [one for one in done if one.ligne_id in ends]
    return Consequence(
        last=ends >= {one.id for one in mandat.open_lines},
        untold=sum(one.rendu_at is None for one in concerned),
        waiting=sum(one.resultat in _WAITS for one in concerned),
    )


def prepare(  # noqa: PLR0913 - an end is how, which, by what and when
    workplace: Workplace,
    mandat_id: MandatId,
    *ligne_ids: LigneId,
    nature: NatureFin,
    canal: CanalRetrait | None = None,
    recu_at: datetime | None = None,
    cause: Caducite | None = None,
) -> Ended:
    """Return what an end would give, and end nothing: the person's paper is made before.

    Raises:
        MandateRefusedError: it is not possible.
    """
    allowed(workplace)
    asked = _Asked(
        nature=nature, lignes=ligne_ids, at=past(workplace, recu_at), canal=canal, cause=cause
    )
    with workplace.database.reading() as session:
        before = require_mandate(session, workplace, mandat_id)
        return _after(session, workplace, before, asked)


def complete(
    workplace: Workplace, mandat_id: MandatId, ligne_id: LigneId, par: Aboutissement
) -> Ended:
    """Note that one authorisation has led where it should: the organisation answered, or she said.

    The last one to end destroys the data at once (002 l. 160).
    """
    allowed(workplace)
    at = workplace.clock.now()
    asked = _Asked(nature=NatureFin.ABOUTI, lignes=(ligne_id,), at=at, par=par)
    return _end(workplace, mandat_id, asked)


def withdraw(
    workplace: Workplace,
    mandat_id: MandatId,
    *ligne_ids: LigneId,
    canal: CanalRetrait,
    recu_at: datetime | None = None,
) -> Ended:
    """Note that the person withdraws her mandate, or some of it; no reason is asked.

    `recu_at` is the hour of receipt: from then on nothing may be done (002 l. 169).
    """
    allowed(workplace)
    at = past(workplace, recu_at)
    return _end(
        workplace,
        mandat_id,
        _Asked(nature=NatureFin.RETIRE, lignes=ligne_ids, at=at, canal=canal),
    )


def renounce(workplace: Workplace, mandat_id: MandatId, *ligne_ids: LigneId) -> Ended:
    """Note that the agent gives the mandate up (code civil, art. 2007)."""
    allowed(workplace)
    at = workplace.clock.now()
    return _end(workplace, mandat_id, _Asked(nature=NatureFin.RENONCE, lignes=ligne_ids, at=at))


def lapse(workplace: Workplace, mandat_id: MandatId, cause: Caducite) -> Ended:
    """Note that the mandate has no effect any more; `cause` is for the paper, and is not kept."""
    allowed(workplace)
    at = workplace.clock.now()
    asked = _Asked(nature=NatureFin.CADUC, lignes=(), at=at, cause=cause)
    return _end(workplace, mandat_id, asked)


def replaced_in(
    session: "Session", workplace: Workplace, mandat_id: MandatId, ligne_ids: tuple[LigneId, ...]
) -> Ended:
    """End what a new mandate for the same business replaces (code civil, art. 2006).

    In the transaction in which the new one begins; the caller reaches the files before, and has
    the proofs signed after.
    """
    at = workplace.clock.now()
    asked = _Asked(nature=NatureFin.REMPLACE, lignes=ligne_ids, at=at)
    return _end_in(session, workplace, mandat_id, asked)


def _end(workplace: Workplace, mandat_id: MandatId, asked: _Asked) -> Ended:
    with workplace.database.reading() as session:
        before = require_mandate(session, workplace, mandat_id)
        foreseen = _after(session, workplace, before, asked)
    if foreseen.over:
        destroying.reach_files(workplace, mandat_id)
    with workplace.database.writing() as session:
        ended = _end_in(session, workplace, mandat_id, asked)
    if not ended.over:
        return ended
    signed = destroying.finish(workplace)
    return replace(ended, destruction=signed.get(before.reference))


def _end_in(session: "Session", workplace: Workplace, mandat_id: MandatId, asked: _Asked) -> Ended:
    before = require_mandate(session, workplace, mandat_id)
    ended = _after(session, workplace, before, asked)
    if ended.over:
        destroying.erase(session, workplace, ended.mandat, ended.actes, by_hand=True)
    else:
        keeping.keep(session, workplace, ended.mandat)
        keeping.note(session, workplace, mandat_id, "mandat_ligne_finie", asked.nature.value)
    return ended


def _after(session: "Session", workplace: Workplace, before: Mandat, asked: _Asked) -> Ended:
    after = applied(workplace, before, asked.event)
    open_before = {one.id for one in before.open_lines}
    gone = tuple(one for one in after.lignes if one.id in open_before and not one.is_open)
    personne_id = before.personne_id
    return Ended(
        mandat=after,
        personne=personnes.load(session, personne_id) if personne_id else None,
        actes=tuple(mandats.actes(session, before.id)),
        over=after.etat.is_over,
        retrait=withdrawal_of(gone, asked.nature, asked.at, asked.canal, asked.cause),
    )
