"""The texts of the letter that the Département published, and which one is in force.

They name nobody. Functions take the caller's session and never commit; a text is never changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId
from app.storage import parametres

_TEXTS: Final = "lettres.textes"
_CHOICES: Final = "lettres.activations"
_SEEN: Final = "lettres.vues"
_REFUSED: Final = "lettres.refus"


@dataclass(frozen=True, slots=True, kw_only=True)
class TexteLettre:
    """A text that came, checked, under the hash of its bytes."""

    sha256: str
    version: str
    content: str
    kept_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Choix:
    """Since when a text is in force; an empty hash is the program's own."""

    sha256: str
    at: datetime
    agent_id: AgentId


def keep(session: Session, texte: TexteLettre) -> None:
    """Keep a text beside the others; the latest is the last."""
    entry: dict[str, parametres.Json] = {
        "sha256": texte.sha256,
        "version": texte.version,
        "content": texte.content,
        "kept_at": texte.kept_at.isoformat(),
    }
    parametres.keep(session, _TEXTS, [*_entries(session, _TEXTS), entry])


def kept(session: Session) -> Sequence[TexteLettre]:
    """Return the texts that came, the latest first."""
    return [
        TexteLettre(
            sha256=str(one["sha256"]),
            version=str(one["version"]),
            content=str(one["content"]),
            kept_at=datetime.fromisoformat(str(one["kept_at"])),
        )
        for one in reversed(_entries(session, _TEXTS))
    ]


def choose(session: Session, choix: Choix) -> None:
    """Note that a text is in force from now on."""
    entry: dict[str, parametres.Json] = {
        "sha256": choix.sha256,
        "at": choix.at.isoformat(),
        "agent_id": choix.agent_id,
    }
    parametres.keep(session, _CHOICES, [*_entries(session, _CHOICES), entry])


def choices(session: Session) -> Sequence[Choix]:
    """Return every choice, the last one first."""
    return [
        Choix(
            sha256=str(one["sha256"]),
            at=datetime.fromisoformat(str(one["at"])),
            agent_id=AgentId(str(one["agent_id"])),
        )
        for one in reversed(_entries(session, _CHOICES))
    ]


def seen(session: Session, sha256: str) -> bool:
    """Tell whether this document was fetched before, kept or refused."""
    found = parametres.load(session, _SEEN)
    return isinstance(found, list) and sha256 in found


def note_seen(session: Session, sha256: str, *, refused: str) -> None:
    """Fetch this document no more; `refused` says what is wrong with the last one, or nothing."""
    found = parametres.load(session, _SEEN)
    parametres.keep(session, _SEEN, [*(found if isinstance(found, list) else []), sha256])
    parametres.keep(session, _REFUSED, refused)


def last_refusal(session: Session) -> str:
    """Return what was wrong with the document that came last; empty when it was right."""
    return parametres.text(session, _REFUSED)


def _entries(session: Session, key: str) -> list[dict[str, parametres.Json]]:
    found = parametres.load(session, key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
