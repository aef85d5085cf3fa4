"""The catalogue of places: written beside the one in force, then put in its place at one stroke.

Functions take the caller's session and never commit. A list of 20 000 lines is written some
hundreds at a time, in as many transactions, so that nobody who saves meanwhile waits for it; until
`put_in_force` nothing of it is seen, and `sweep` takes away what no list in force needs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId
from app.domain.mediation import StructureMediation
from app.storage.structures_lignes import columns
from app.storage.tables.structures_mediation import (
    CatalogueRow,
    StructureMediationRow,
    VerificationStructureRow,
)

_ASIDE: Final = "\x1f"  # no identifier of a list begins like this: control characters are dropped


class Origine(StrEnum):
    """How a list came here."""

    FICHIER = "fichier"
    DEPARTEMENT = "departement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """A list that was taken in; `rapport` is what the use case wrote about its lines."""

    id: int
    source: Origine
    fichier: str
    sha256: str
    version: str
    arrete_le: date | None
    imported_at: datetime
    imported_by: AgentId | None
    rapport: str


def begin(session: Session, catalogue: Catalogue) -> int:
    """Register a list that is about to be written, and return its number; nobody sees it yet."""
    row = CatalogueRow(
        en_vigueur=False,
        source=catalogue.source.value,
        fichier=catalogue.fichier,
        sha256=catalogue.sha256,
        version=catalogue.version,
        arrete_le=catalogue.arrete_le,
        imported_at=catalogue.imported_at,
        imported_by=catalogue.imported_by,
        rapport=catalogue.rapport,
    )
    session.add(row)
    session.flush()
    return row.id


def add(
    session: Session, catalogue_id: int, places: Iterable[tuple[int, StructureMediation]]
) -> None:
    """Write some places of a list, by their line numbers."""
    rows = [columns(catalogue_id, numero, one) for numero, one in places]
    if rows:
        session.execute(insert(StructureMediationRow), rows)


def put_in_force(
    session: Session, catalogue_id: int, *, rapport: str, arrete_le: date | None
) -> None:
    """Let a list that was written whole serve in place of the one before.

    What was verified by hand goes to the same places of the new list, by the standard's
    identifier, else by SIRET and name, where another identifier was given to them.
    """
    session.execute(update(CatalogueRow).values(en_vigueur=False))
    session.execute(
        update(CatalogueRow)
        .where(CatalogueRow.id == catalogue_id)
        .values(en_vigueur=True, rapport=rapport, arrete_le=arrete_le)
    )
    _follow(session, catalogue_id)


def _follow(session: Session, catalogue_id: int) -> None:
    table = VerificationStructureRow
    same = {
        one.standard_id: _same_place(session, catalogue_id, one)
        for one in session.scalars(select(table))
    }
    taken = {known for known, new in same.items() if known == new}
    moved: dict[str, str] = {}
    for known, new in same.items():
        if known != new:
            moved[known] = f"{_ASIDE}{catalogue_id}{_ASIDE}{known}" if new in {"", *taken} else new
            taken.add(new)
    if not moved:
        return
    old = table.standard_id.in_(moved)
    rows = session.execute(select(*table.__table__.columns).where(old)).mappings().all()
    session.execute(delete(table).where(old))  # first all, as two may change identifiers
    session.execute(
        insert(table), [{**row, "standard_id": moved[row["standard_id"]]} for row in rows]
    )
    session.expire_all()


def _same_place(session: Session, catalogue_id: int, kept: VerificationStructureRow) -> str:
    """Return the identifier under which the place that was verified stands in the new list.

    Spreadsheets number their lines again: a bare number is trusted with the same name alone. Where
    it may be another place's now, it is empty: « unknown » is better than another's answer.
    """
    table, known = StructureMediationRow, kept.standard_id.rpartition(_ASIDE)[2]
    here = select(table.standard_id, table.nom_cherche).where(table.catalogue_id == catalogue_id)
    there = session.execute(here.where(table.standard_id == known)).first()
    if there and (there.nom_cherche == kept.nom_cherche or not known.isdigit()):
        return known
    if kept.pivot:
        same = here.where(table.pivot == kept.pivot, table.nom_cherche == kept.nom_cherche)
        found = session.execute(same.limit(2)).all()
        if len(found) == 1:
            return str(found[0].standard_id)
    return "" if there and known == kept.standard_id else kept.standard_id


def sweep(session: Session, *, most: int) -> bool:
    """Erase up to `most` places of lists not in force; tell whether none is left."""
    old = select(CatalogueRow.id).where(CatalogueRow.en_vigueur.is_(False))
    table = StructureMediationRow
    found = session.execute(
        select(table.catalogue_id, table.numero).where(table.catalogue_id.in_(old)).limit(most)
    ).all()
    for catalogue_id in {catalogue_id for catalogue_id, _ in found}:
        numbers = [numero for of, numero in found if of == catalogue_id]
        session.execute(
            delete(table).where(table.catalogue_id == catalogue_id, table.numero.in_(numbers))
        )
    if len(found) == most:
        return False
    session.execute(delete(CatalogueRow).where(CatalogueRow.en_vigueur.is_(False)))
    return True


def current(session: Session) -> Catalogue | None:
    """Return the list in force, None before the first one."""
    row = session.scalar(select(CatalogueRow).where(CatalogueRow.en_vigueur.is_(True)))
    if row is None:
        return None
    return Catalogue(
        id=row.id,
        source=Origine(row.source),
        fichier=row.fichier,
        sha256=row.sha256,
        version=row.version,
        arrete_le=row.arrete_le,
        imported_at=row.imported_at,
        imported_by=AgentId(row.imported_by) if row.imported_by else None,
        rapport=row.rapport,
    )


def per_commune(session: Session) -> dict[str, int]:
    """Return how many places of the list in force stand in each commune, by INSEE code."""
    found = current(session)
    if found is None:
        return {}
    code = StructureMediationRow.code_insee
    rows = session.execute(
        select(code, func.count())
        .where(StructureMediationRow.catalogue_id == found.id, code != "")
        .group_by(code)
    )
    return dict(iter(rows))


def count(session: Session, catalogue_id: int) -> int:
    """Return how many places a list holds."""
    table = StructureMediationRow
    counted = select(func.count()).select_from(table).where(table.catalogue_id == catalogue_id)
    return session.scalar(counted) or 0
