"""What is left of a mandate that ends: a value in memory, for the last papers."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from app.domain.mandat import ActeMandat, Ligne, Mandat
from app.domain.mandat_listes import CanalRetrait, NatureFin
from app.domain.personne import Personne
from app.storage.destructions import Destruction, MotifDestruction

MOTIFS: Final = {
    NatureFin.ABOUTI: MotifDestruction.MANDAT_ABOUTI,
    NatureFin.RETIRE: MotifDestruction.MANDAT_RETIRE,
    NatureFin.EXPIRE: MotifDestruction.MANDAT_EXPIRE,
    NatureFin.RENONCE: MotifDestruction.MANDAT_RENONCE,
    NatureFin.CADUC: MotifDestruction.MANDAT_CADUC,
    NatureFin.REMPLACE: MotifDestruction.MANDAT_REMPLACE,
}
_NO_PAPER: Final = frozenset({NatureFin.ABOUTI, NatureFin.EXPIRE})


class Caducite(StrEnum):
    """Why a mandate has no effect any more (code civil, art. 2003): for the paper, never kept."""

    DECES = "deces"
    PROTECTION = "protection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrait:
    """What a certificate of withdrawal adds to the mandate (documents.md b2)."""

    nature: NatureFin
    lignes: tuple[Ligne, ...]
    recu_at: datetime
    canal: CanalRetrait | None = None
    cause: Caducite | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A mandate after some or all of its authorisations ended.

    `over`: the last one did, and its data are destroyed; what stands here is all there is, to make
    the papers: it is dropped with the page. `destruction` is None while its signature waits, or
    when this was only prepared. `retrait` is None where no certificate of withdrawal is due.
    """

    mandat: Mandat
    personne: Personne | None = field(repr=False)
    actes: tuple[ActeMandat, ...]
    over: bool
    retrait: Retrait | None = None
    destruction: Destruction | None = None


def withdrawal_of(
    lignes: tuple[Ligne, ...],
    nature: NatureFin,
    recu_at: datetime,
    canal: CanalRetrait | None = None,
    cause: Caducite | None = None,
) -> Retrait | None:
    """Return what the certificate says; None for an end that needs none."""
    if nature in _NO_PAPER:
        return None
    return Retrait(nature=nature, lignes=lignes, recu_at=recu_at, canal=canal, cause=cause)
