"""The structure to which this laptop belongs. Functions take the session and never commit."""

import json
from typing import cast

from sqlalchemy.orm import Session

from app.domain.agent import Structure
from app.storage.tables.structure import StructureRow

_ONLY = 1  # one vault serves one structure


def keep(session: Session, structure: Structure) -> None:
    """Keep the structure, in place of what was kept before."""
    session.merge(
        StructureRow(
            id=_ONLY,
            code=structure.code,
            name=structure.name,
            adresse=json.dumps(structure.adresse, ensure_ascii=False),
            telephone=structure.telephone,
            courriel=structure.courriel,
        )
    )
    session.flush()


def load(session: Session) -> Structure | None:
    """Return the structure, None before the first-run assistant kept it."""
    row = session.get(StructureRow, _ONLY)
    if row is None:
        return None
    return Structure(
        code=row.code,
        name=row.name,
        adresse=tuple(cast("list[str]", json.loads(row.adresse))),
        telephone=row.telephone,
        courriel=row.courriel,
    )
