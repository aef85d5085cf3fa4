"""A laptop and the platform's double: what the tests of the gateway share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from app.domain.convention import Convention
from app.domain.demarche import Demarche
from app.domain.dossier import Dossier, EtatDossier
from app.sync.demarches.gateway import DemarchesSimplifiees
from app.sync.demarches.pace import Pace
from app.sync.line import Surroundings
from tests.demarches_simplifiees import example
from tests.demarches_simplifiees.platform import Draft, Platform
from tests.demarches_simplifiees.site import Site

AGENT = "claire@example.test"


@dataclass
class PlatformClock:
    """The laptop's clock: the platform's, `ahead` seconds before it."""

    platform: Platform

    def now(self) -> datetime:
        return self.platform.now

    def today(self) -> date:
        return self.platform.now.astimezone(self.zone()).date()

    def zone(self) -> tzinfo:
        return ZoneInfo("Europe/Paris")


@dataclass
class MemoryLedger:
    """A `Ledger` that a test can read; `gone` are items erased meanwhile."""

    platform: Platform
    rows: list[Dossier] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)

    def of(self, item: str) -> Sequence[Dossier]:
        return [one for one in self.rows if one.prescription_id == item]

    def followed(self) -> Sequence[Dossier]:
        return [one for one in self.rows if one.jeton]

    def begin(self, item: str, *, revision: int, empreinte: str) -> Dossier | None:
        if item in self.gone:
            return None
        self.rows = [
            replace(one, current=False) if one.prescription_id == item else one
            for one in self.rows
            if one.prescription_id != item or one.etat is not EtatDossier.ENVOYE
        ]
        made = Dossier(
            id=max((one.id for one in self.rows), default=0) + 1,
            prescription_id=item,
            revision=revision,
            etat=EtatDossier.ENVOYE,
            tried_at=self.platform.now,
            since=self.platform.now,
            empreinte=empreinte,
        )
        self.rows.append(made)
        return made

    def keep(self, dossier: Dossier) -> None:
        self.rows = [dossier if one.id == dossier.id else one for one in self.rows]

    def forget(self, item: str) -> None:
        self.rows = [one for one in self.rows if one.prescription_id != item]

    def abandon(self, item: str) -> None:
        """Do what « send again » does."""
        self.rows = [
            replace(one, current=False) if one.prescription_id == item else one for one in self.rows
        ]


class Laptop:
    """A laptop that sends to the platform; its waits move the platform's clock, nobody sleeps."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.platform = site.platform
        if example.NUMBER not in self.platform.demarches:
            self.platform.add(example.on_platform())
        self.ledger = MemoryLedger(self.platform)
        self.waited = 0.0
        self.cancels: Callable[[], bool] = lambda: False
        self._seconds = 0.0
        self.pace = Pace(now=self._now, sleep=self._sleep)
        self.opened: list[DemarchesSimplifiees] = []

    @property
    def convention(self) -> Convention:
        return example.convention(self.site.origin)

    @property
    def demarche(self) -> Demarche:
        assert self.convention.demarche is not None
        return self.convention.demarche

    def gateway(self, demarche: Demarche | None = None) -> DemarchesSimplifiees:
        """Return a gateway as a run opens it."""
        made = DemarchesSimplifiees(
            demarche or self.demarche,
            ledger=self.ledger,
            clock=PlatformClock(self.platform),
            pace=self.pace,
            surroundings=Surroundings(cancelled=self._cancelled),
        )
        self.opened.append(made)
        return made

    def close(self) -> None:
        for one in self.opened:
            one.close()

    def drafts(self, item: str) -> list[Draft]:
        """Return the platform's dossiers of an item, found as the Département does."""
        return [
            draft
            for draft in self.platform.dossiers.values()
            if draft.values.get(example.UUID.id) == item
        ]

    def deposit(self, draft: Draft) -> None:
        """Do what a person does: open the address, sign in, check, click « Déposer »."""
        self.platform.claim(draft.token, AGENT)
        self.platform.deposit(draft)

    def etats(self, item: str) -> list[str]:
        return [one.etat.value for one in self.ledger.of(item)]

    def _cancelled(self) -> bool:
        return self.cancels()

    def _now(self) -> float:
        return self._seconds

    def _sleep(self, seconds: float) -> None:
        self._seconds += seconds
        self.waited += seconds
        self.platform.go_on(seconds=seconds)
