"""What the structure says of its data protection: read it, keep it, recall what lacks.

Decision: docs/decisions/0026-conformity-papers.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.conformite import (
    EtatAipd,
    Faute,
    Renseignements,
    Rubrique,
    aipd_state,
    missing,
    mistakes,
)
from app.domain.failures import AppError
from app.domain.habilitation import Role
from app.storage import appareil, habilitations, journal, parametres
from app.storage.appareil import Activation
from app.storage.journal import Entree
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_KEY: Final = "conformite"
CHANGED, DATED = "conformite_modifiee", "aipd_datee"  # in the journal


class OnlyReferentError(AppError):
    """Only the référent answers for what the conformity papers say."""


class MistakenError(AppError):
    """Something cannot be kept as it is written: `fautes` says which field and why."""

    def __init__(self, fautes: Mapping[Rubrique, Faute]) -> None:
        self.fautes = fautes
        super().__init__(", ".join(f"{field}: {fault}" for field, fault in fautes.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Etat:
    """Where the structure stands; `may_write` tells whether the agent at work may fill in."""

    said: Renseignements
    aipd: EtatAipd
    manques: tuple[Rubrique, ...]
    may_write: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rappel:
    """What Aujourd'hui recalls; `pressing` once the laptop works with a Département."""

    aipd: EtatAipd
    pressing: bool


def state(workplace: Workplace) -> Etat:
    """Return what was said, and what lacks."""
    with workplace.database.reading() as session:
        return _state(session, workplace)


def keep(workplace: Workplace, said: Renseignements) -> None:
    """Keep what the structure says of itself; the journal has that it was done, and by whom.

    The assessment is tied to the convention in force when its date is given: the date of an
    assessment that stays as it was keeps its convention.

    Raises:
        OnlyReferentError: another than the référent; nothing was kept.
        MistakenError: something cannot be kept as it is; nothing was kept.
    """
    if wrong := mistakes(said, today=workplace.clock.today()):
        raise MistakenError(wrong)
    with workplace.database.writing() as session:
        former = _load(session)
        if not _may_write(session, workplace):
            raise OnlyReferentError
        dated = (said.aipd_on, said.aipd_par) != (former.aipd_on, former.aipd_par)
        under = workplace.convention.hash if dated and said.aipd_on else former.aipd_sous
        kept = replace(said, aipd_sous=under if said.aipd_on else "")
        if kept == former:
            return
        parametres.keep(session, _KEY, _json(kept))
        now, agent = workplace.clock.now(), workplace.agent.id
        as_it_was = {key: getattr(former, key) for key in ("aipd_on", "aipd_par", "aipd_sous")}
        if replace(kept, **as_it_was) != former:
            journal.append(session, Entree(at=now, kind=CHANGED, agent_id=agent))
        if dated:
            journal.append(session, Entree(at=now, kind=DATED, agent_id=agent))


def reminder(workplace: Workplace) -> Rappel | None:
    """Return what the référent is reminded of, None for the others and when nothing lacks.

    It never stops anybody: a date typed to get rid of a lock would prove nothing.
    """
    with workplace.database.reading() as session:
        found = _state(session, workplace)
        if found.aipd is EtatAipd.VALIDEE or not found.may_write:
            return None
        device = appareil.load(session)
    active = device is not None and device.activation is Activation.ACTIVE
    return Rappel(aipd=found.aipd, pressing=active)


def _state(session: "Session", workplace: Workplace) -> Etat:
    said = _load(session)
    convention = workplace.convention
    return Etat(
        said=said,
        aipd=aipd_state(said, convention_hash=convention.hash, today=workplace.clock.today()),
        manques=missing(said, structure_decides=convention.protection.structure_decides),
        may_write=_may_write(session, workplace),
    )


def _may_write(session: "Session", workplace: Workplace) -> bool:
    return Role.REFERENT in habilitations.of(session, workplace.agent.id)


def _json(said: Renseignements) -> parametres.Json:
    return {
        "representant": said.representant,
        "dpo": said.dpo,
        "responsable": said.responsable,
        "sous_traitants": list(said.sous_traitants),
        "consultes": said.consultes,
        "aipd_on": said.aipd_on.isoformat() if said.aipd_on else "",
        "aipd_par": said.aipd_par,
        "aipd_sous": said.aipd_sous,
    }


def _load(session: "Session") -> Renseignements:
    value = parametres.load(session, _KEY)
    if not isinstance(value, dict):
        return Renseignements()
    texts = {key: kept for key, kept in value.items() if isinstance(kept, str)}
    lines = value.get("sous_traitants")
    day = texts.get("aipd_on", "")
    return Renseignements(
        representant=texts.get("representant", ""),
        dpo=texts.get("dpo", ""),
        responsable=texts.get("responsable", ""),
        sous_traitants=tuple(one for one in lines if isinstance(one, str))
        if isinstance(lines, list)
        else (),
        consultes=texts.get("consultes", ""),
        aipd_on=date.fromisoformat(day) if day else None,
        aipd_par=texts.get("aipd_par", ""),
        aipd_sous=texts.get("aipd_sous", ""),
    )
