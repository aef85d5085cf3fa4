"""Places, their exceptions, the permanences held there. Nothing of a person who is received.

Functions take the caller's session and never commit.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.domain.horaires import Nature, Periode, read_osm, write_osm
from app.domain.identifiers import AgentId
from app.domain.lieu import Lieu
from app.storage.tables.permanences import LieuRow, PeriodeRow, PermanenceTenueRow

_CLOSED_ON_HOLIDAYS, _CLOSED_IN_SCHOOL_HOLIDAYS = "PH off", "SH off"


@dataclass(frozen=True, slots=True, kw_only=True)
class LieuGarde:
    """A place as it was kept; `convention_lieu` is its name in the convention's table, or empty."""

    lieu: Lieu
    convention_lieu: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenue:
    """A permanence that somebody opened; `minutes` once it is closed."""

    id: str
    lieu_id: str
    day: date
    opened_at: datetime
    month: str
    agent_id: AgentId
    minutes: int | None = None


def keep(session: Session, lieu: Lieu, *, convention_lieu: str, at: datetime, by: AgentId) -> None:
    """Keep a place, in place of how it stood."""
    session.merge(
        LieuRow(
            id=lieu.id,
            convention_lieu=convention_lieu,
            nom=lieu.nom,
            commune=lieu.commune,
            adresse=lieu.adresse,
            telephone=lieu.telephone,
            horaires=write_osm(lieu.semaine, feries=lieu.feries, vacances=lieu.vacances),
            constats=json.dumps(dict(lieu.constats), sort_keys=True),
            confirme=lieu.confirme,
            ferme=lieu.ferme,
            verifie_le=lieu.verifie_le,
            verifie_par=lieu.verifie_par or None,
            changed_at=at,
            changed_by=by,
        )
    )
    session.flush()


def every(session: Session) -> list[LieuGarde]:
    """Return the places that were kept, by name; `verifie_par` is an agent's id."""
    return [_kept(row) for row in session.scalars(select(LieuRow).order_by(LieuRow.nom))]


def keep_periode(session: Session, periode: Periode) -> None:
    """Keep a dated exception."""
    session.merge(
        PeriodeRow(
            id=periode.id,
            lieu_id=periode.lieu_id,
            nature=periode.nature.value,
            du=periode.du,
            au=periode.au,
            motif=periode.motif,
        )
    )
    session.flush()


def remove_periode(session: Session, periode_id: str) -> None:
    """Take a dated exception back; one that is gone already stays gone."""
    row = session.get(PeriodeRow, periode_id)
    if row is not None:
        session.delete(row)
        session.flush()


def periodes(session: Session, *, since: date) -> tuple[Periode, ...]:
    """Return the exceptions that are not over on that day, by their first day."""
    rows = session.scalars(
        select(PeriodeRow).where(PeriodeRow.au >= since).order_by(PeriodeRow.du, PeriodeRow.id)
    )
    return tuple(
        Periode(
            id=row.id,
            lieu_id=row.lieu_id,
            nature=Nature(row.nature),
            du=row.du,
            au=row.au,
            motif=row.motif,
        )
        for row in rows
    )


def keep_tenue(session: Session, tenue: Tenue) -> None:
    """Keep a permanence as it stands."""
    session.merge(
        PermanenceTenueRow(
            id=tenue.id,
            lieu_id=tenue.lieu_id,
            day=tenue.day,
            opened_at=tenue.opened_at,
            minutes=tenue.minutes,
            month=tenue.month,
            agent_id=tenue.agent_id,
        )
    )
    session.flush()


def tenue(session: Session, tenue_id: str) -> Tenue | None:
    """Return a permanence, None when it was taken back."""
    row = session.get(PermanenceTenueRow, tenue_id)
    return None if row is None else _tenue(row)


def remove_tenue(session: Session, tenue_id: str) -> None:
    """Forget a permanence that was opened by mistake."""
    row = session.get(PermanenceTenueRow, tenue_id)
    if row is not None:
        session.delete(row)
        session.flush()


def forget_agents(session: Session, *, before: date) -> None:
    """Forget who noted the permanences that were closed and lie before that day."""
    session.execute(
        update(PermanenceTenueRow)
        .where(
            PermanenceTenueRow.day < before,
            PermanenceTenueRow.minutes.is_not(None),
            PermanenceTenueRow.agent_id != "",
        )
        .values(agent_id="")
    )


def tenues(session: Session, *, since: date) -> Sequence[Tenue]:
    """Return the permanences from that day on, and those never closed, the latest first."""
    rows = session.scalars(
        select(PermanenceTenueRow)
        .where(or_(PermanenceTenueRow.day >= since, PermanenceTenueRow.minutes.is_(None)))
        .order_by(PermanenceTenueRow.day.desc(), PermanenceTenueRow.opened_at.desc())
    )
    return [_tenue(row) for row in rows]


def held_at(session: Session, lieu_id: str) -> Sequence[Tenue]:
    """Return the permanences of a place that were closed, however old."""
    rows = session.scalars(
        select(PermanenceTenueRow).where(
            PermanenceTenueRow.lieu_id == lieu_id, PermanenceTenueRow.minutes.is_not(None)
        )
    )
    return [_tenue(row) for row in rows]


def _kept(row: LieuRow) -> LieuGarde:
    rules = {part.strip() for part in row.horaires.split(";")}
    return LieuGarde(
        convention_lieu=row.convention_lieu,
        lieu=Lieu(
            id=row.id,
            nom=row.nom,
            commune=row.commune,
            adresse=row.adresse,
            telephone=row.telephone,
            semaine=read_osm(row.horaires),
            feries=_CLOSED_ON_HOLIDAYS not in rules,
            vacances=_CLOSED_IN_SCHOOL_HOLIDAYS not in rules,
            constats=cast("dict[str, int]", json.loads(row.constats)),
            confirme=row.confirme,
            ferme=row.ferme,
            verifie_le=row.verifie_le,
            verifie_par=row.verifie_par or "",
            kept=True,
        ),
    )


def _tenue(row: PermanenceTenueRow) -> Tenue:
    return Tenue(
        id=row.id,
        lieu_id=row.lieu_id,
        day=row.day,
        opened_at=row.opened_at,
        month=row.month,
        agent_id=AgentId(row.agent_id),
        minutes=row.minutes,
    )
