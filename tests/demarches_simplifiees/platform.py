"""A double of Démarches simplifiées: forms, drafts, their purge, and what its people do there.

Source: demarches-simplifiees.md § 1 and § 2. Time stands still until a test moves it.
"""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tests.demarches_simplifiees.forms import DROPPED, Champ, stored, typed_id

PARIS: Final = ZoneInfo("Europe/Paris")
PURGED_AFTER: Final = timedelta(days=5)
DECIDED: Final = ("accepte", "refuse", "sans_suite")
_ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_OPEN: Final = ("publiee", "brouillon")


class NotFoundError(LookupError):
    """Rails' RecordNotFound: the page is a 404."""


@dataclass
class Demarche:
    """A form on the platform."""

    number: int
    path: str
    champs: tuple[Champ, ...] = ()
    state: str = "publiee"
    opendata: bool = True
    for_individual: bool = True
    title: str = "Pass numériques (essai)"


@dataclass
class Draft:
    """A dossier, from the orphan draft on."""

    number: int
    demarche: Demarche
    token: str
    updated_at: datetime
    values: dict[str, object] = field(default_factory=dict)
    individual: dict[str, str | None] = field(default_factory=dict)
    owner: str = ""
    state: str = "brouillon"
    submitted_at: datetime | None = None
    processed_at: datetime | None = None
    motivation: str = ""
    hidden: bool = False
    pending_correction: bool = False

    @property
    def id(self) -> str:
        return typed_id("Dossier", self.number)


class Platform:
    """Everything that the platform holds."""

    def __init__(self, now: datetime = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)) -> None:
        self.now = now
        self.origin = ""
        self.demarches: dict[int, Demarche] = {}
        self.dossiers: dict[int, Draft] = {}
        self.mails: list[str] = []
        self._last = 21075664

    def add(self, demarche: Demarche) -> Demarche:
        self.demarches[demarche.number] = demarche
        return demarche

    def go_on(self, **duration: float) -> None:
        """Let time pass; the purge runs each night at three, in Paris."""
        until = self.now + timedelta(**duration)
        while (night := self._next_night()) <= until:
            self.now = night
            self._purge()
        self.now = until

    # -- the public interface ------------------------------------------------------------------

    def open_demarche(self, number: int) -> Demarche:
        found = self.demarches.get(number)
        if found is None or found.state not in _OPEN:
            raise NotFoundError(str(number))
        return found

    def by_path(self, path: str) -> Demarche:
        for found in self.demarches.values():
            if found.path == path and found.opendata and found.state in _OPEN:
                return found
        raise NotFoundError(path)

    def prefill(self, demarche: Demarche, values: dict[str, object]) -> Draft:
        self._last += 1
        token = "".join(secrets.choice(_ALPHABET) for _ in range(24))
        draft = Draft(number=self._last, demarche=demarche, token=token, updated_at=self.now)
        for champ in demarche.champs:
            kept = stored(champ, values.get(champ.key), self.dossiers.keys())
            if kept is not DROPPED:
                draft.values[champ.id] = kept
        if demarche.for_individual:
            draft.individual = _identity(values)
        self.dossiers[draft.number] = draft
        return draft

    def shown(self, demarche: Demarche, tokens: list[str]) -> list[Draft]:
        return [
            draft
            for draft in self.dossiers.values()
            if draft.demarche is demarche and draft.token in tokens and not draft.hidden
        ]

    # -- what people do there ------------------------------------------------------------------

    def claim(self, token: str, user: str) -> Draft:
        """Open the address of a draft, logged in as `user`: the first one becomes its owner."""
        for draft in self.dossiers.values():
            if draft.token == token and draft.state == "brouillon" and not draft.hidden:
                if draft.owner not in {"", user}:
                    break
                if not draft.owner:
                    draft.owner, draft.updated_at = user, self.now
                    self.mails.append(f"{user}: Retrouvez votre brouillon")
                return draft
        raise NotFoundError(token)

    def deposit(self, draft: Draft) -> None:
        """Click « Déposer »."""
        assert draft.owner, "nobody claimed it"
        draft.state, draft.submitted_at = "en_construction", self.now
        draft.updated_at = self.now

    def instruct(self, draft: Draft) -> None:
        draft.state, draft.processed_at = "en_instruction", None
        draft.updated_at = self.now

    def decide(self, draft: Draft, state: str, motivation: str = "") -> None:
        """Decide as an agent of the Département does in the console."""
        assert state in DECIDED
        draft.state, draft.processed_at, draft.motivation = state, self.now, motivation
        draft.updated_at = self.now

    def hide(self, draft: Draft) -> None:
        """Delete as the owner does (or let it expire)."""
        draft.hidden = True

    def _next_night(self) -> datetime:
        local = self.now.astimezone(PARIS)
        night = local.replace(hour=3, minute=0, second=0, microsecond=0)
        if night <= local:
            night = (night + timedelta(days=1)).replace(hour=3)
        return night.astimezone(UTC)

    def _purge(self) -> None:
        gone = [
            draft.number
            for draft in self.dossiers.values()
            if draft.state == "brouillon"
            and not draft.owner
            and draft.updated_at <= self.now - PURGED_AFTER
        ]
        for number in gone:
            del self.dossiers[number]


def _identity(values: dict[str, object]) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name in ("prenom", "nom"):
        if values.get(f"identite_{name}"):
            found[name] = str(values[f"identite_{name}"])
    if found or "identite_genre" in values:
        genre = values.get("identite_genre")
        found["genre"] = str(genre) if genre in {"M.", "Mme"} else None
    return found
