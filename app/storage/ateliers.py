"""The workshops of this laptop. Nothing of who came: counts, one dimension at a time.

Functions take the caller's session and never commit.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.domain.activite import Atelier, Fait, Lieu, Publics
from app.domain.coop import Liste
from app.storage.tables.ateliers import AtelierRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Garde:
    """A workshop, the month in which it is counted, and what it counted there, to take it back."""

    atelier: Atelier
    month: str
    compte: Sequence[tuple[Fait, int]]


def keep(session: Session, garde: Garde) -> None:
    """Keep a workshop, in place of what was kept under its id."""
    atelier = garde.atelier
    publics = {liste.value: dict(counts) for liste, counts in atelier.publics.items()}
    compte = [[*fait, number] for fait, number in garde.compte]
    session.merge(
        AtelierRow(
            id=atelier.id,
            day=atelier.day,
            month=garde.month,
            participants=atelier.participants,
            content=json.dumps(_content(atelier), ensure_ascii=False, sort_keys=True),
            publics=json.dumps({"publics": publics, "compte": compte}, ensure_ascii=False),
        )
    )
    session.flush()


def load(session: Session, atelier_id: str) -> Garde | None:
    """Return a workshop, None when there is none; `compte` is empty once its month was told."""
    row = session.get(AtelierRow, atelier_id)
    return None if row is None else _garde(row)


def between(session: Session, first: date, last: date) -> Sequence[Garde]:
    """Return the workshops of these days, the latest first."""
    rows = session.scalars(
        select(AtelierRow)
        .where(AtelierRow.day.between(first, last))
        .order_by(AtelierRow.day.desc(), AtelierRow.id)
    )
    return [_garde(row) for row in rows]


def remove(session: Session, atelier_id: str) -> None:
    """Forget a workshop that was noted by mistake."""
    session.execute(delete(AtelierRow).where(AtelierRow.id == atelier_id))


def thin_out(session: Session, month: str) -> None:
    """Forget who came, by kind, to the workshops counted in a month: its report has the figures."""
    session.execute(update(AtelierRow).where(AtelierRow.month == month).values(publics="{}"))


def _content(atelier: Atelier) -> dict[str, object]:
    return {
        "titre": atelier.titre,
        "themes": list(atelier.themes),
        "demarches": list(atelier.demarches),
        "minutes": atelier.minutes,
        "type_lieu": atelier.lieu.type_lieu,
        "lieu": atelier.lieu.nom,
        "niveau": atelier.niveau,
        "materiel": list(atelier.materiel),
        "sensibilisation": list(atelier.sensibilisation),
        "objectif": atelier.objectif,
        "mission": atelier.mission,
        "criteres": dict(atelier.criteres),
    }


def _garde(row: AtelierRow) -> Garde:
    counted = cast("list[tuple[str, str, int]]", _of_the_month(row).get("compte", []))
    return Garde(
        atelier=_atelier(row),
        month=row.month,
        compte=[((name, value), number) for name, value, number in counted],
    )


def _of_the_month(row: AtelierRow) -> Mapping[str, object]:
    return cast("dict[str, object]", json.loads(row.publics))


def _atelier(row: AtelierRow) -> Atelier:
    said = cast("dict[str, object]", json.loads(row.content))
    publics = cast("dict[str, dict[str, int]]", _of_the_month(row).get("publics", {}))

    def several(key: str) -> tuple[str, ...]:
        return tuple(cast("list[str]", said[key]))

    criteres = cast("Mapping[str, str]", said["criteres"])
    return Atelier(
        id=row.id,
        day=row.day,
        participants=row.participants,
        titre=str(said["titre"]),
        themes=several("themes"),
        demarches=several("demarches"),
        minutes=cast("int", said["minutes"]),
        lieu=Lieu(type_lieu=str(said["type_lieu"]), nom=str(said["lieu"])),
        niveau=str(said["niveau"]),
        materiel=several("materiel"),
        sensibilisation=several("sensibilisation"),
        objectif=str(said["objectif"]),
        mission=str(said["mission"]),
        criteres=criteres,
        publics=Publics({Liste(name): counts for name, counts in publics.items()}),
    )
