"""The workshops of this laptop. Nothing of who came: counts, one dimension at a time.

Functions take the caller's session and never commit.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.domain.activite import Atelier, Lieu, Publics
from app.domain.coop import Liste
from app.storage.tables.ateliers import AtelierRow


def keep(session: Session, atelier: Atelier, *, month: str) -> None:
    """Keep a workshop, in place of what was kept under its id; `month` is where it is counted."""
    session.merge(
        AtelierRow(
            id=atelier.id,
            day=atelier.day,
            month=month,
            participants=atelier.participants,
            content=json.dumps(_content(atelier), ensure_ascii=False, sort_keys=True),
            publics=json.dumps(
                {liste.value: dict(counts) for liste, counts in atelier.publics.items()},
                sort_keys=True,
            ),
        )
    )
    session.flush()


def load(session: Session, atelier_id: str) -> tuple[Atelier, str] | None:
    """Return a workshop and the month in which it is counted, None when there is none."""
    row = session.get(AtelierRow, atelier_id)
    return None if row is None else (_atelier(row), row.month)


def between(session: Session, first: date, last: date) -> Sequence[Atelier]:
    """Return the workshops of these days, the latest first."""
    rows = session.scalars(
        select(AtelierRow)
        .where(AtelierRow.day.between(first, last))
        .order_by(AtelierRow.day.desc(), AtelierRow.id)
    )
    return [_atelier(row) for row in rows]


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


def _atelier(row: AtelierRow) -> Atelier:
    said = cast("dict[str, object]", json.loads(row.content))
    publics = cast("dict[str, dict[str, int]]", json.loads(row.publics))

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
