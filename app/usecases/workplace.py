"""What every use case needs while the vault is open."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from app.conventions.communes import Communes
from app.domain.agent import Agent, Structure
from app.domain.clock import Clock
from app.domain.convention import Convention
from app.domain.identifiers import AgentId, EntretienId
from app.domain.politiques import NO_POLICY, Politiques
from app.storage.database import Database
from app.storage.vault.opened import OpenVault
from app.storage.vault.pepper import Pepper
from app.usecases.versions.questionnaires import Questionnaire, Shelf

SHEET_CHECKED = "feuille_de_secours_verifiee"  # a setting: a part of the sheet was typed back
PRACTICE = "entrainement"  # a setting of a vault that was made to practise in
UNFINISHED_DAYS = 30  # a draft never sent: retention-and-deadlines.md (c), « 30 days »


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """Where the program's own data stand: conventions, questionnaires, territory, documents."""

    folder: Path

    @property
    def conventions(self) -> Path:
        """Return the folder of the convention profiles."""
        return self.folder / "conventions"

    @property
    def communes(self) -> Path:
        """Return the list of communes."""
        return self.folder / "territory" / "communes.csv.xz"

    def authority(self, convention: Convention) -> Path | None:
        """Return the certificates that the convention pins; None: the computer's own store."""
        name = convention.autorite
        return self.conventions / convention.profile / name if name else None

    def workbook(self, convention: Convention) -> Path:
        """Return the questionnaire's workbook of a convention."""
        return self.folder / "questionnaires" / f"{convention.questionnaire}.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the program is given by the machine it runs on."""

    resources: Resources
    clock: Clock
    pepper: Pepper | None = None
    politiques: Politiques = NO_POLICY
    release_keys: tuple[bytes, ...] = ()


@dataclass(slots=True)
class Safe:
    """The vault and the database in force: removing a colleague puts a new pair in their place.

    Everybody who holds the workplace goes on with the new pair; nobody keeps the old one.
    """

    vault: OpenVault
    database: Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The place that a person of an interview chose, and when she goes there if she knows."""

    lieu: str
    adresse: str
    jour: date | None = None
    heure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workplace:
    """An open vault with its agent, convention and questionnaire. Safe to share between threads."""

    safe: Safe
    agent: Agent
    structure: Structure
    convention: Convention
    shelf: Shelf
    communes: Communes
    resources: Resources
    clock: Clock
    pepper: Pepper | None = None
    practice: bool = False
    """Whether this is a vault to practise in: marked everywhere, and nothing leaves it."""
    missed: int = 0
    """How many wrong passphrases were typed for this agent right before he opened."""
    politiques: Politiques = NO_POLICY
    """What the IT department imposes on this laptop."""
    release_keys: tuple[bytes, ...] = ()
    """Public keys of whom this program believes when a new version is announced."""
    admitted: set[tuple[AgentId, EntretienId]] = field(
        default_factory=set[tuple[AgentId, EntretienId]], compare=False, repr=False
    )
    """Who was found to be allowed to write to which interview: no answer asks again."""
    chosen: dict[EntretienId, Chosen] = field(
        default_factory=dict[EntretienId, Chosen], compare=False, repr=False
    )
    """Places chosen since the vault was opened, for « Votre feuille »; they are kept nowhere."""

    @property
    def vault(self) -> OpenVault:
        """Return the open vault."""
        return self.safe.vault

    @property
    def database(self) -> Database:
        """Return the open database: ask for it each time, a re-keying replaces it."""
        return self.safe.database

    @property
    def questionnaire(self) -> Questionnaire:
        """Return the version in force: ask for it each time, an activation replaces it."""
        return self.shelf.current

    def record_due_on(self) -> date:
        """Return the first day on which a record made today must be gone."""
        return self.convention.retention.due_on(self.clock.today())

    def draft_due_on(self) -> date:
        """Return the first day on which an interview left unfinished today must be gone."""
        return self.clock.today() + timedelta(days=UNFINISHED_DAYS)

    def close(self) -> None:
        """Lock: close the connections and forget the keys."""
        self.database.close()
        self.vault.forget()
