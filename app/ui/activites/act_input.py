"""What is chosen of an act on a page, before it is one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.activite import Lieu
from app.domain.coop import DEMARCHES, minutes_of
from app.usecases.activites.offre import Offre

NO_THEME = "Choisissez au moins un sujet."
NO_MINUTES = "Une durée comme 45, 1 h 20 ou 2 h."


@dataclass(frozen=True, slots=True, kw_only=True)
class ActInput:
    """The values as they stand on screen: codes, and the duration as it was written.

    `lieu` is a kind of place and its name, joined by « : ».
    """

    themes: tuple[str, ...] = ()
    demarches: tuple[str, ...] = ()
    minutes: str = ""
    lieu: str = ""
    materiel: tuple[str, ...] = ()
    mission: str = ""
    criteres: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def asks_demarches(self) -> bool:
        """Tell whether kinds of démarches may be chosen (La Coop's rule)."""
        return DEMARCHES in self.themes

    @property
    def kept_demarches(self) -> tuple[str, ...]:
        """Return the kinds of démarches that count: none without their theme."""
        return self.demarches if self.asks_demarches else ()

    @property
    def duration(self) -> int | None:
        """Return the minutes, None when they are not a duration."""
        return minutes_of(self.minutes)

    @property
    def place(self) -> Lieu:
        """Return where it was."""
        kind, _, name = self.lieu.partition(":")
        return Lieu(type_lieu=kind, nom=name)

    @property
    def mistakes(self) -> Mapping[str, str]:
        """Return what is missing or wrong, by field, in words."""
        found: dict[str, str] = {}
        if not self.themes:
            found["themes"] = NO_THEME
        if self.duration is None:
            found["minutes"] = NO_MINUTES
        return found


def place_code(lieu: Lieu | None, offre: Offre) -> str:
    """Return the choice of a place; the first one where it is not offered any more."""
    code = f"{lieu.type_lieu}:{lieu.nom}" if lieu else ""
    offered = [one for one, _ in offre.lieux]
    return code if code in offered else offered[0]
