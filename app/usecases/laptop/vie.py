"""The life of the convention on this laptop: what the référent enters of it, what it then allows.

Once it has ended nothing new is begun: no interview, no Pass, no carnet, no mandate. Whatever is
under way is finished, sent, printed, reported and returned, and people keep their rights
(docs/decisions/0042). The end of the convention proper, where data go back and are destroyed, is
`ending_convention` (0028): an act of the référent, never a date.
"""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.vie_convention import (
    FIRST_DAY,
    LAST_DAY,
    EcheanceVie,
    Etat,
    Phase,
    Saisie,
    Sorte,
    VieRefuseeError,
    echeances,
    standing,
)
from app.domain.vie_convention import etat as state_on
from app.storage import agents, journal, vie_convention
from app.storage.journal import Entree
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace


class ConventionClosedError(AppError):
    """The convention has ended: nothing new may be begun under it."""


class ConventionNotYetError(AppError):
    """The convention is not in force yet: its signed copy has not been received (001 l. 63)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notee:
    """Something entered, and who did it; `retiree`: it was withdrawn since."""

    saisie: Saisie
    who: str
    retiree: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VieNotee:
    """The life of the convention as the référent sees it; what was entered last comes first."""

    etat: Etat
    notees: tuple[Notee, ...]
    echeances: tuple[EcheanceVie, ...]


def etat(workplace: Workplace, on: date | None = None) -> Etat:
    """Return where the convention stands today, or on another day."""
    with workplace.database.reading() as session:
        entered = vie_convention.saisies(session)
    return state_on(workplace.convention, entered, on or workplace.clock.today())


def require_open(workplace: Workplace, on: date | None = None) -> None:
    """Refuse to begin something new under a convention that is not in force.

    `on` is the day of an act that was done on paper and is typed afterwards.

    Raises:
        ConventionClosedError: it has ended.
        ConventionNotYetError: it has not begun.
    """
    phase = etat(workplace, on).phase
    if phase is Phase.CLOSE:
        raise ConventionClosedError
    if phase is Phase.ATTENTE:
        raise ConventionNotYetError


def echeances_convention(workplace: Workplace) -> tuple[EcheanceVie, ...]:
    """Return the dated days of its running period, the earliest first."""
    return echeances(workplace.convention, etat(workplace))


def vie_notee(workplace: Workplace) -> VieNotee:
    """Return everything about the life of the convention, for the page of the référent."""
    found = etat(workplace)
    with workplace.database.reading() as session:
        entered = vie_convention.saisies(session)
        known = {
            one: agents.load(session, one) for one in {saisie.agent_id for saisie in entered} if one
        }
    names = {one: agent.display_name for one, agent in known.items() if agent is not None}
    left = standing(entered)
    return VieNotee(
        etat=found,
        notees=tuple(
            Notee(
                saisie=one,
                who=names.get(one.agent_id, "") if one.agent_id else "",
                retiree=one.sorte is not Sorte.RETRAIT and one not in left,
            )
            for one in reversed(entered)
        ),
        echeances=echeances(workplace.convention, found),
    )


def noter(workplace: Workplace, saisie: Saisie) -> Etat:
    """Enter the day it took effect, an avenant or a letter that ends it; return where it stands.

    A later entry prevails over an earlier one, which stays to be read; a withdrawal takes back the
    one before it.

    Raises:
        NotAllowedError: another than the référent asks for it.
        VieRefuseeError: a day that has not come, a term before it or out of all bounds, or nothing
            to withdraw.
    """
    require(workplace, Acte.VERSIONS)
    if not FIRST_DAY <= saisie.le <= workplace.clock.today():
        raise VieRefuseeError("le")
    if saisie.terme is not None and not saisie.le <= saisie.terme <= LAST_DAY:
        raise VieRefuseeError("terme")
    now = workplace.clock.now()
    with workplace.database.writing() as session:
        if saisie.sorte is Sorte.RETRAIT and not standing(vie_convention.saisies(session)):
            raise VieRefuseeError("sorte")
        vie_convention.add(session, replace(saisie, saisi_at=now, agent_id=workplace.agent.id))
        act = Entree(
            at=now,
            kind="vie_convention",
            agent_id=workplace.agent.id,
            detail=saisie.sorte.value,
        )
        journal.append(session, act)
    return etat(workplace)
