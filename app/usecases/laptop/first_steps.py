"""What is left to do on a new laptop: each step stands or falls with a fact, nobody ticks it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.domain.habilitation import Acte
from app.domain.vie_convention import Phase
from app.storage import agents, appareil, parametres
from app.storage.appareil import Activation
from app.storage.sauvegarde import choice
from app.usecases import journal
from app.usecases.laptop import habilitations, vie
from app.usecases.laptop.habilitations import require
from app.usecases.permanences import lieux
from app.usecases.practice.places import was_opened
from app.usecases.workplace import SHEET_CHECKED, Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ALONE: Final = "premiers_pas.seul"
_AWAY: Final = "premiers_pas.ranges"


class Pas(StrEnum):
    """A step, in the order in which one had better take them."""

    FEUILLE = "feuille"  # the recovery sheet is printed, and a part of it was typed back
    SAUVEGARDE = "sauvegarde"
    CONVENTION = "convention"
    DEPARTEMENT = "departement"
    COLLEGUE = "collegue"
    LIEUX = "lieux"
    IMPRIMANTE = "imprimante"
    ENTRAINEMENT = "entrainement"


_NEEDS: Final = {  # the act without which a step is somebody else's
    Pas.FEUILLE: Acte.CLES,
    Pas.CONVENTION: Acte.VERSIONS,
    Pas.COLLEGUE: Acte.AGENTS,
    Pas.LIEUX: Acte.VERSIONS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnPas:
    """A step; `mine` tells whether this agent may take it."""

    pas: Pas
    done: bool
    mine: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiersPas:
    """The steps of this laptop for the agent at work; `referents` are names in a sentence.

    `away`: he has put the list away. `alone`: the référent said that nobody else works here.
    """

    pas: tuple[UnPas, ...] = ()
    away: bool = False
    alone: bool = False
    referents: str = ""

    @property
    def left(self) -> tuple[UnPas, ...]:
        """Return what is not done yet."""
        return tuple(one for one in self.pas if not one.done)


def steps(workplace: Workplace, *, printed: bool) -> PremiersPas:
    """Return the steps; none in practice. `printed` tells whether a printer was ever used here."""
    if workplace.practice:
        return PremiersPas()
    allowed = habilitations.actes(workplace)
    with workplace.database.reading() as session:
        alone = parametres.load(session, _ALONE) is True
        away = workplace.agent.id in _away(session)
        facts = {
            Pas.FEUILLE: parametres.load(session, SHEET_CHECKED) is True,
            Pas.DEPARTEMENT: _is_active(session),
            Pas.COLLEGUE: alone or len(agents.present(session)) > 1,
        }
        names = habilitations.referents(session)
    data = workplace.vault.folder
    facts[Pas.SAUVEGARDE] = choice.load(data).folder is not None
    facts[Pas.CONVENTION] = vie.etat(workplace).phase is Phase.EN_VIGUEUR
    facts[Pas.IMPRIMANTE] = printed
    facts[Pas.ENTRAINEMENT] = was_opened(data)
    if lieux.has_places(workplace):
        here = lieux.load(workplace).lieux
        facts[Pas.LIEUX] = bool(here) and all(one.lieu.semaine.plages for one in here)
    return PremiersPas(
        pas=tuple(
            UnPas(pas=pas, done=facts[pas], mine=pas not in _NEEDS or _NEEDS[pas] in allowed)
            for pas in Pas
            if pas in facts
        ),
        away=away,
        alone=alone,
        referents=" ou ".join(names),
    )


def put_away(workplace: Workplace, *, away: bool) -> None:
    """Put the list away for the agent at work, or bring it back."""
    mine = workplace.agent.id
    with workplace.database.writing() as session:
        others = [one for one in _away(session) if one != mine]
        parametres.keep(session, _AWAY, [*others, mine] if away else [*others])


def state_alone(workplace: Workplace, *, alone: bool) -> None:
    """State that nobody else works at this laptop, or take that back.

    Raises:
        NotAllowedError: only the référent answers for who works here.
    """
    require(workplace, Acte.AGENTS)
    with workplace.database.writing() as session:
        parametres.keep(session, _ALONE, alone)
    journal.note(workplace, "reglage_change", "poste_seul" if alone else "poste_partage")


def _away(session: "Session") -> list[str]:
    kept = parametres.load(session, _AWAY)
    return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []


def _is_active(session: "Session") -> bool:
    device = appareil.load(session)
    return device is not None and device.activation is Activation.ACTIVE
