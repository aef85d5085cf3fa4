"""What this laptop told of its monthly counters, and which of them came with a backup.

Functions take the caller's session and never commit. What a restored backup had counted is kept
apart, or two laptops would tell the same acts (docs/decisions/0034).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.storage import indicateurs, parametres, registre
from app.storage.indicateurs import Fait
from app.storage.tables.tranches import CompteurHeriteRow, MoisEnvoyeRow

MOST_ANCESTORS: Final = 50
_ANCESTORS: Final = "compteurs.postes_precedents"
_LINEAGE: Final = "compteurs-au-service"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoisCompte:
    """The exact figures of a month: counted on this laptop, and come with its backup."""

    own: Mapping[Fait, int]
    inherited: Mapping[Fait, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoisEnvoye:
    """What the Département acknowledged of a month; `epoch` names the service that did."""

    revision: int
    digest: str
    epoch: str


def inherit(session: Session, former_device: str) -> None:
    """Put all that was counted until now under the laptop that counted it: a backup was restored.

    Call it in the transaction that forgets the laptop's identity. Restored twice, the second backup
    stands under both laptops.
    """
    counted = indicateurs.exact_by_month(session)
    session.execute(delete(CompteurHeriteRow))
    session.execute(delete(MoisEnvoyeRow))
    session.add_all(
        CompteurHeriteRow(month=month, name=fait.name, value=fait.value, count=count)
        for month, figures in counted.items()
        for fait, count in figures.items()
    )
    known: list[parametres.Json] = [one for one in ancestors(session) if one != former_device]
    parametres.keep(session, _ANCESTORS, [*known, former_device][-MOST_ANCESTORS:])


def ancestors(session: Session) -> Sequence[str]:
    """Return the laptops that this vault's counters came from, the first first."""
    kept = parametres.load(session, _ANCESTORS)
    return [str(one) for one in kept] if isinstance(kept, list) else []


def lineage(session: Session) -> str:
    """Return what all laptops that come from this vault have in common (writing session)."""
    return registre.mark_of(registre.key(session), _LINEAGE)


def counted(session: Session) -> dict[str, MoisCompte]:
    """Return the figures of every month in which something was counted."""
    inherited: dict[str, dict[Fait, int]] = {}
    for row in session.scalars(select(CompteurHeriteRow)):
        inherited.setdefault(row.month, {})[Fait(row.name, row.value)] = row.count
    whole = indicateurs.exact_by_month(session)
    return {
        month: MoisCompte(
            own=_less(whole.get(month, {}), inherited.get(month, {})),
            inherited=inherited.get(month, {}),
        )
        for month in sorted({*whole, *inherited})
    }


def sent(session: Session, month: str) -> MoisEnvoye | None:
    """Return what was acknowledged of a month, None before."""
    row = session.get(MoisEnvoyeRow, month)
    if row is None:
        return None
    return MoisEnvoye(revision=row.revision, digest=row.digest, epoch=row.epoch)


def note_sent(session: Session, month: str, told: MoisEnvoye) -> None:
    """Note that the Département has a month as it was told."""
    session.merge(
        MoisEnvoyeRow(month=month, revision=told.revision, digest=told.digest, epoch=told.epoch)
    )
    session.flush()


def _less(whole: Mapping[Fait, int], inherited: Mapping[Fait, int]) -> dict[Fait, int]:
    facts = {*whole, *inherited}
    changes = {fait: whole.get(fait, 0) - inherited.get(fait, 0) for fait in facts}
    return {fait: count for fait, count in changes.items() if count}
