"""Published material by its hash: a record is read again under what it was made with.

Functions take the caller's session and never commit. A version is never changed nor replaced
(docs/decisions/0003).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.storage.tables.structure import MaterielRow


class KindMateriel(StrEnum):
    """What is kept. The compiled kinds stand under the hash of the workbook they come from."""

    CONVENTION = "convention"  # convention.toml, as imported
    CLASSEUR = "classeur"  # the questionnaire's workbook
    FORMULAIRE = "formulaire"  # the XForm compiled from a workbook
    GUIDE = "guide"  # the guide read from a workbook, as JSON
    STRUCTURES = "structures"  # a list of places that waits to be taken in; no record names it


@dataclass(frozen=True, slots=True, kw_only=True)
class Materiel:
    """A version to keep. `name` is the profile's or the questionnaire's.

    `sha256` is given for what is known by another hash than its bytes': a compiled form (its
    workbook's), a convention (its canonical content's).
    """

    kind: KindMateriel
    name: str
    content: bytes
    added_on: date
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version in the list of what is kept; `sha256` is what records refer to."""

    sha256: str
    kind: KindMateriel
    name: str
    added_on: date


class OtherContentError(ValueError):
    """Another content stands under this hash: a bug, or a file that was tampered with."""


def keep(session: Session, materiel: Materiel) -> str:
    """Keep a version and return the hash it is known by; keeping it again changes nothing.

    Raises:
        OtherContentError: another content stands under this hash.
    """
    sha256 = materiel.sha256 or hashlib.sha256(materiel.content).hexdigest()
    row = session.get(MaterielRow, (sha256, materiel.kind.value))
    if row is None:
        session.add(
            MaterielRow(
                sha256=sha256,
                kind=materiel.kind.value,
                name=materiel.name,
                content=materiel.content,
                added_on=materiel.added_on,
            )
        )
        session.flush()
    elif row.content != materiel.content:
        raise OtherContentError(sha256)
    return sha256


def load(session: Session, kind: KindMateriel, sha256: str) -> bytes | None:
    """Return the content of a version, None when it was never kept here."""
    row = session.get(MaterielRow, (sha256, kind.value))
    return None if row is None else row.content


def forget(session: Session, kind: KindMateriel, sha256: str) -> None:
    """Remove a content that no record names; only a list of places is such."""
    row = session.get(MaterielRow, (sha256, kind.value))
    if row is not None:
        session.delete(row)
        session.flush()


def versions(session: Session, kind: KindMateriel) -> Sequence[Version]:
    """Return the versions of this kind without their content, the latest kept first."""
    rows = session.execute(
        select(MaterielRow.sha256, MaterielRow.name, MaterielRow.added_on)
        .where(MaterielRow.kind == kind.value)
        .order_by(MaterielRow.added_on.desc(), MaterielRow.sha256)
    )
    return [
        Version(sha256=sha256, kind=kind, name=name, added_on=added_on)
        for sha256, name, added_on in rows
    ]
