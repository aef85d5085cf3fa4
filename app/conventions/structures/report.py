"""What became of each line of a list: taken as it stood, put right, or refused."""

from dataclasses import dataclass

from app.domain.mediation import StructureMediation


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarque:
    """Something about one cell: what it said, what was kept of it, and why."""

    colonne: str
    lu: str
    garde: str
    raison: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ligne:
    """A line that was read. Without `structure` it is refused, and its last remark says why."""

    numero: int
    nom: str
    structure: StructureMediation | None
    remarques: tuple[Remarque, ...] = ()

    @property
    def refusee(self) -> bool:
        """Tell whether nothing of the line was taken."""
        return self.structure is None
