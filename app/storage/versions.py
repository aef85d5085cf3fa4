"""The versions of the questionnaire on this laptop, and which one is in force since when.

Functions take the caller's session and never commit. Nothing is changed nor removed: another
version comes into force by one more row, and so does the way back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId
from app.storage.tables.questionnaires import ActivationQuestionnaireRow, VersionQuestionnaireRow


class Source(StrEnum):
    """How a version came here."""

    PROGRAMME = "programme"  # with Passerelle itself
    FICHIER = "fichier"  # a workbook that somebody chose
    DEPARTEMENT = "departement"  # published, and fetched by Synchroniser


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionQuestionnaire:
    """A version that may be used; `numero` is what the workbook calls itself.

    `imported_by` is None for what nobody chose: it came with the program or from the Département.
    """

    sha256: str
    titre: str
    numero: str
    source: Source
    fichier: str
    imported_at: datetime
    imported_by: AgentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """Since when a version is in force; `agent_id` is None for the first one of a laptop."""

    sha256: str
    at: datetime
    agent_id: AgentId | None = None


def keep(session: Session, version: VersionQuestionnaire) -> bool:
    """Register a version; tell whether it was new. One that is known stays as it is."""
    if session.get(VersionQuestionnaireRow, version.sha256) is not None:
        return False
    session.add(
        VersionQuestionnaireRow(
            sha256=version.sha256,
            titre=version.titre,
            numero=version.numero,
            source=version.source.value,
            fichier=version.fichier,
            imported_at=version.imported_at,
            imported_by=version.imported_by,
        )
    )
    session.flush()
    return True


def load(session: Session, sha256: str) -> VersionQuestionnaire | None:
    """Return a version, None when it was never registered here."""
    row = session.get(VersionQuestionnaireRow, sha256)
    return None if row is None else _version(row)


def kept(session: Session) -> Sequence[VersionQuestionnaire]:
    """Return every version, the latest imported first."""
    rows = session.scalars(
        select(VersionQuestionnaireRow).order_by(
            VersionQuestionnaireRow.imported_at.desc(), VersionQuestionnaireRow.sha256
        )
    )
    return [_version(row) for row in rows]


def activate(session: Session, activation: Activation) -> None:
    """Note that a version is in force from now on.

    Raises:
        sqlalchemy.exc.IntegrityError: the version was never registered.
    """
    session.add(
        ActivationQuestionnaireRow(
            sha256=activation.sha256, at=activation.at, agent_id=activation.agent_id
        )
    )
    session.flush()


def in_force(session: Session) -> Activation | None:
    """Return the activation that holds now, None on a laptop that never had a questionnaire."""
    return next(iter(activations(session, limit=1)), None)


def activations(session: Session, *, limit: int = 100) -> Sequence[Activation]:
    """Return which versions were in force, the latest first."""
    rows = session.scalars(
        select(ActivationQuestionnaireRow)
        .order_by(ActivationQuestionnaireRow.id.desc())
        .limit(limit)
    )
    return [Activation(sha256=row.sha256, at=row.at, agent_id=_agent(row.agent_id)) for row in rows]


def _version(row: VersionQuestionnaireRow) -> VersionQuestionnaire:
    return VersionQuestionnaire(
        sha256=row.sha256,
        titre=row.titre,
        numero=row.numero,
        source=Source(row.source),
        fichier=row.fichier,
        imported_at=row.imported_at,
        imported_by=_agent(row.imported_by),
    )


def _agent(kept_id: str | None) -> AgentId | None:
    return None if kept_id is None else AgentId(kept_id)
