"""What the page of workshops shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.domain.activite import LONGEST_NAME, MOST_PARTICIPANTS, Atelier, Publics
from app.domain.coop import Liste
from app.ui.activites.act_input import ActInput
from app.ui.clock_words import parse_day
from app.usecases.activites.ateliers import Annee
from app.usecases.activites.catalogue import Modele
from app.usecases.activites.coherence import Remarque
from app.usecases.activites.offre import Offre

NOTHING = ActInput()


@dataclass(frozen=True, slots=True, kw_only=True)
class AtelierInput:
    """A workshop as it stands on screen. `is_new`: it was not noted yet."""

    id: str
    is_new: bool
    day: str
    act: ActInput = NOTHING
    titre: str = ""
    niveau: str = ""
    sensibilisation: tuple[str, ...] = ()
    objectif: str = ""
    participants: int = 0
    publics: Mapping[Liste, Mapping[str, int]] = field(
        default_factory=dict[Liste, Mapping[str, int]]
    )

    @property
    def read_day(self) -> date | None:
        """Return the day that is written, None when it is not one."""
        return parse_day(self.day)

    def mistakes(self, today: date) -> Mapping[str, str]:
        """Return what is missing or wrong, by field, in words."""
        found = dict(self.act.mistakes)
        day = self.read_day
        if day is None:
            found["day"] = "Une date comme 22/11/2026."
        elif day > today:
            found["day"] = "Cette date est à venir\u00a0: un atelier se note quand il a eu lieu."
        if not 0 < self.participants <= MOST_PARTICIPANTS:
            found["participants"] = "Écrivez combien\u00a0: de 1 à 10\u00a0000."
        if any(sum(counts.values()) > self.participants for counts in self.publics.values()):
            found["publics"] = "Plus de personnes décrites que de participants."
        return found

    def invitation(self) -> Atelier | None:
        """Return the workshop as it may be announced, before anybody came."""
        return replace(self, participants=max(1, self.participants), publics={}).atelier()

    def atelier(self) -> Atelier | None:
        """Return the workshop that is meant, None while something is missing."""
        day, minutes = self.read_day, self.act.duration
        if day is None or minutes is None or self.mistakes(day):
            return None
        return Atelier(
            id=self.id,
            day=day,
            participants=self.participants,
            titre=self.titre.strip()[:LONGEST_NAME],
            niveau=self.niveau,
            sensibilisation=self.sensibilisation,
            objectif=self.objectif,
            publics=Publics({liste: counts for liste, counts in self.publics.items() if counts}),
            themes=self.act.themes,
            demarches=self.act.kept_demarches,
            minutes=minutes,
            lieu=self.act.place,
            materiel=self.act.materiel,
            mission=self.act.mission,
            criteres=self.act.criteres,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AteliersState:
    """Everything the page shows: the year, or the form of a workshop."""

    offre: Offre | None = None
    annee: Annee | None = None
    remarques: Sequence[Remarque] = ()
    modeles: Sequence[Modele] = ()
    form: AtelierInput | None = None
    today: date = date.min
    shows_mistakes: bool = False
    told: bool = False  # the month of the workshop on screen was told: it is only read
    said: str = ""
    removed: Atelier | None = None  # may be put back
    problem: str = ""
    working: bool = False


def input_of(atelier: Atelier, *, is_new: bool) -> AtelierInput:
    """Return what the form shows of a workshop."""
    return AtelierInput(
        id=atelier.id,
        is_new=is_new,
        day=f"{atelier.day:%d/%m/%Y}",
        act=ActInput(
            themes=atelier.themes,
            demarches=atelier.demarches,
            minutes=str(atelier.minutes),
            lieu=f"{atelier.lieu.type_lieu}:{atelier.lieu.nom}",
            materiel=atelier.materiel,
            mission=atelier.mission,
            criteres=atelier.criteres,
        ),
        titre=atelier.titre,
        niveau=atelier.niveau,
        sensibilisation=atelier.sensibilisation,
        objectif=atelier.objectif,
        participants=atelier.participants,
        publics=dict(atelier.publics),
    )
