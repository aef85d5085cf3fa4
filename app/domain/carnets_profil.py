"""What a convention says of the carnets that a structure keeps and hands over.

Sources: 003 art. 3 to 5, 7 and 8 (l. 82-172), 001 art. 4 and 5 (l. 114, l. 145, l. 235). A
convention without this has no stock, no page and no such door.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

PASS_DE_CENT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something to tick: a condition of a delivery, or what is done beside a hand-over.

    `papier` is the kind of the prescription's paper that is handed by it, empty for a mere gesture.
    """

    code: str
    texte: str
    source: str
    papier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Versements:
    """How carnets come: a first volume, then others as they are consumed (003 art. 3 to 5).

    Nothing more may be asked from `close_le` on. `seuil_pourcent` of the Pass received must be
    consumed before an abondement; `consomme` is what « consumed » means there, and `suivi_par` who
    counts. `delai_jours_ouvres` runs from the confirmation.
    """

    amorcage_pass: int
    abondement_pass: int
    seuil_pourcent: int
    consomme: str
    suivi_par: str
    ouvert_le: date
    close_le: date
    courriel: str
    delai_jours_ouvres: int
    adresse: tuple[str, ...]
    conditions: tuple[Condition, ...]
    plafond_pass: int = 0  # of all collectivités together; 0: none stated

    def __post_init__(self) -> None:
        if self.close_le <= self.ouvert_le:
            raise ValueError("requests close before they open")
        if not 0 < self.seuil_pourcent <= PASS_DE_CENT:
            raise ValueError("a threshold is a share of what was received")

    def open_on(self, day: date) -> bool:
        """Tell whether carnets may be asked for on this day (003 l. 101, 117 and 132)."""
        return self.ouvert_le <= day < self.close_le


@dataclass(frozen=True, slots=True, kw_only=True)
class CarnetsProfil:
    """The rules of carnets under one convention.

    `confies`: a prescriber hands out what was entrusted to him, nothing else (003 l. 157).
    `valable_jusqu_au` is the last day of every Pass, None where each lot says its own.
    `tolerance_jours` runs from there to the day on which nobody keeps who had which number.
    `par_personne` is for one validity: whoever had one may have another when it is over.
    """

    par_personne: int
    confies: bool
    lieu_securise: bool
    inventaire_mois: int
    tolerance_jours: int
    allocation_annuelle: bool
    rendus_a: str
    valable_jusqu_au: date | None = None
    gestes: tuple[Condition, ...] = ()
    versements: Versements | None = None

    def __post_init__(self) -> None:
        if self.par_personne < 1 or self.inventaire_mois < 1 or self.tolerance_jours < 0:
            raise ValueError("a carnet a person, an inventory now and then")

    def lien_until(self, valid_until: date) -> date:
        """Return the first day on which the number and the person are no longer kept together."""
        return valid_until + timedelta(days=self.tolerance_jours + 1)
