"""Those to whom carnets are entrusted: identified prescribers with a secure place (003 l. 157)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.carnets_registre import STRUCTURE, at_place, of_prescripteur, prescripteur_of
from app.domain.habilitation import Acte, Habilitations, Role
from app.domain.identifiers import AgentId, uuid7
from app.storage import agents, carnets, habilitations, parametres
from app.storage.carnets import Detenteur
from app.usecases.carnets.errors import RefusStock, StockRefusedError
from app.usecases.carnets.keeping import LIEU, require_sight, rules
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def holders(workplace: Workplace) -> Sequence[Detenteur]:
    """Return those to whom carnets are entrusted."""
    require_sight(workplace)
    with workplace.database.reading() as session:
        return [one for one in carnets.detenteurs(session) if one.ended_on is None]


def candidates(workplace: Workplace) -> list[tuple[AgentId, str]]:
    """Return the agents of this laptop who may prescribe and hold no carnets yet."""
    require(workplace, Acte.STOCK)
    rules_ = workplace.convention.habilitations
    with workplace.database.reading() as session:
        known = {one.agent_id for one in carnets.detenteurs(session) if one.ended_on is None}
        return [
            (one.id, one.display_name)
            for one in agents.present(session)
            if one.id not in known
            and Acte.PRESCRIRE in rules_.actes(habilitations.of(session, one.id))
        ]


def operators_apart(rules_: Habilitations) -> bool:
    """Tell whether a prescriber and an operator are two persons here (003 l. 174)."""
    return frozenset({Role.PRESCRIPTEUR, Role.OPERATEUR}) in rules_.incompatibles


def add(
    workplace: Workplace,
    nom: str,
    lieu: str,
    *,
    agent_id: AgentId | None = None,
    distinct: bool = False,
) -> Detenteur:
    """Name a prescriber; somebody of another laptop is typed, and stated not to be an operator.

    Source: 003 art. 8, l. 157, l. 172 and l. 174.

    Raises:
        StockRefusedError: an agent who may not prescribe, an operator, no name or secure place.
    """
    require(workplace, Acte.STOCK)
    profil = rules(workplace)
    if profil.lieu_securise and not lieu.strip():
        raise StockRefusedError(RefusStock.LIEU)
    with workplace.database.writing() as session:
        name = _name(session, workplace, nom, agent_id, distinct=distinct)
        known = carnets.detenteur_of(session, agent_id) if agent_id else None
        found = Detenteur(
            id=known.id if known else uuid7(workplace.clock.now()),
            nom=name,
            agent_id=agent_id,
            lieu=lieu.strip(),
        )
        carnets.keep_detenteur(session, found)
    return found


def end(workplace: Workplace, detenteur_id: str) -> None:
    """Entrust no more to somebody.

    Raises:
        StockRefusedError: he holds carnets still.
    """
    require(workplace, Acte.STOCK)
    with workplace.database.writing() as session:
        found = next((one for one in carnets.detenteurs(session) if one.id == detenteur_id), None)
        if found is None:
            raise StockRefusedError(RefusStock.DETENTEUR)
        place = of_prescripteur(detenteur_id)
        for lot in carnets.lots(session):
            if runs := at_place(carnets.held(session, lot), place):
                raise StockRefusedError(RefusStock.DETENTEUR, lot.written(runs[0].first))
        carnets.keep_detenteur(session, replace(found, ended_on=workplace.clock.today()))


def keep_lieu(workplace: Workplace, place: str, lieu: str) -> None:
    """Say where the structure, or a holder, locks carnets away from now on (003 l. 172).

    Raises:
        StockRefusedError: nothing is said, or nobody has such a place.
    """
    require(workplace, Acte.STOCK)
    if rules(workplace).lieu_securise and not lieu.strip():
        raise StockRefusedError(RefusStock.LIEU)
    with workplace.database.writing() as session:
        if place == STRUCTURE:
            parametres.keep(session, LIEU, lieu.strip())
            return
        wanted = prescripteur_of(place)
        found = next((one for one in carnets.detenteurs(session) if one.id == wanted), None)
        if found is None:
            raise StockRefusedError(RefusStock.DETENTEUR)
        carnets.keep_detenteur(session, replace(found, lieu=lieu.strip()))


def _name(
    session: "Session",
    workplace: Workplace,
    nom: str,
    agent_id: AgentId | None,
    *,
    distinct: bool,
) -> str:
    rules_ = workplace.convention.habilitations
    if agent_id is None:
        if operators_apart(rules_) and not distinct:
            raise StockRefusedError(RefusStock.OPERATEUR)
        if not nom.strip():
            raise StockRefusedError(RefusStock.NOM)
        return nom.strip()
    agent = agents.load(session, agent_id)
    if agent is None or Acte.PRESCRIRE not in rules_.actes(habilitations.of(session, agent_id)):
        raise StockRefusedError(RefusStock.PAS_PRESCRIPTEUR, agent.display_name if agent else "")
    return agent.display_name
