"""Places, their exceptions, the permanences held there. Nothing of a person who is received.

Functions take the caller's session and never commit.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from app.domain.horaires import Nature, Periode, read_osm, write_osm
from app.domain.identifiers import AgentId
from app.domain.lieu import Lieu
from app.storage.tables.permanences import LieuRow, PeriodeRow, PermanenceTenueRow

_CLOSED_ON_HOLIDAYS, _CLOSED_IN_SCHOOL_HOLIDAYS = "PH off", "SH off"
_PART = "."  # stands in no id: what follows tells the parts of one permanence apart


@dataclass(frozen=True, slots=True, kw_only=True)
class LieuGarde:
    """A place as it was kept; `convention_lieu` is its name in the convention's table, or empty."""

    lieu: Lieu
    convention_lieu: str


@dataclass(frozen=True, slots=True)
class Partie:
    """What of a permanence lies between two breaks; `minutes` once it is closed."""

    opened_at: datetime
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenue:
    """A permanence that somebody opened, its parts in order; one that is open has one."""

    id: str
    lieu_id: str
    day: date
    parties: tuple[Partie, ...]
    month: str
    agent_id: AgentId

    @property
    def opened_at(self) -> datetime:
        """Return when it began."""
        return self.parties[0].opened_at

    @property
    def minutes(self) -> int | None:
        """Return how long it was held without its breaks, None while it is open."""
        lengths = [one.minutes for one in self.parties if one.minutes is not None]
        return sum(lengths) if lengths else None


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
    """Keep a permanence as it stands, in place of how it stood: a row for each of its parts."""
    remove_tenue(session, tenue.id)
    for number, part in enumerate(tenue.parties):
        session.add(
            PermanenceTenueRow(
                id=f"{tenue.id}{_PART}{number}" if number else tenue.id,
                lieu_id=tenue.lieu_id,
                day=tenue.day,
                opened_at=part.opened_at,
                minutes=part.minutes,
                month=tenue.month,
                agent_id=tenue.agent_id,
            )
        )
    session.flush()


def tenue(session: Session, tenue_id: str) -> Tenue | None:
    """Return a permanence, None when it was taken back."""
    return next(iter(_tenues(session.scalars(_rows_of(tenue_id)))), None)


def remove_tenue(session: Session, tenue_id: str) -> None:
    """Forget a permanence that was opened by mistake, with all its parts."""
    for row in session.scalars(_rows_of(tenue_id)):
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
        .order_by(PermanenceTenueRow.opened_at)
    )
    return sorted(_tenues(rows), key=lambda one: (one.day, one.opened_at), reverse=True)


def held_at(session: Session, lieu_id: str) -> Sequence[Tenue]:
    """Return the permanences of a place that were closed, however old."""
    rows = session.scalars(
        select(PermanenceTenueRow)
        .where(PermanenceTenueRow.lieu_id == lieu_id, PermanenceTenueRow.minutes.is_not(None))
        .order_by(PermanenceTenueRow.opened_at)
    )
    return _tenues(rows)


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


def _rows_of(tenue_id: str) -> Select[PermanenceTenueRow]:
    return (
        select(PermanenceTenueRow)
        .where(
            or_(
                PermanenceTenueRow.id == tenue_id,
                PermanenceTenueRow.id.startswith(f"{tenue_id}{_PART}", autoescape=True),
            )
        )
        .order_by(PermanenceTenueRow.opened_at)
    )


def _tenues(rows: Iterable[PermanenceTenueRow]) -> list[Tenue]:
    """Return the permanences of these rows, whose parts come in order."""
    found: dict[str, list[PermanenceTenueRow]] = {}
    for row in rows:
        found.setdefault(row.id.partition(_PART)[0], []).append(row)
    return [
        Tenue(
            id=tenue_id,
            lieu_id=parts[0].lieu_id,
            day=parts[0].day,
            parties=tuple(Partie(one.opened_at, one.minutes) for one in parts),
            month=parts[0].month,
            agent_id=AgentId(parts[0].agent_id),
        )
        for tenue_id, parts in found.items()
    ]
