"""What the référent entered about the life of the convention: added to, never changed.

Functions take the caller's session and never commit. It names nobody but the agent who entered it.
"""

from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId
from app.domain.vie_convention import Saisie, Sorte
from app.storage import parametres

_KEY: Final = "convention.vie"


def saisies(session: Session) -> tuple[Saisie, ...]:
    """Return what was entered, in the order in which it was."""
    kept = parametres.load(session, _KEY)
    entries = kept if isinstance(kept, list) else []
    return tuple(_saisie(one) for one in entries if isinstance(one, dict))


def add(session: Session, saisie: Saisie) -> None:
    """Add to what was entered."""
    kept = parametres.load(session, _KEY)
    parametres.keep(session, _KEY, [*(kept if isinstance(kept, list) else []), _json(saisie)])


def _json(saisie: Saisie) -> parametres.Json:
    return {
        "sorte": saisie.sorte.value,
        "le": saisie.le.isoformat(),
        "reference": saisie.reference,
        "terme": saisie.terme.isoformat() if saisie.terme else None,
        "saisi_at": saisie.saisi_at.isoformat() if saisie.saisi_at else None,
        "agent_id": saisie.agent_id,
    }


def _saisie(kept: dict[str, parametres.Json]) -> Saisie:
    terme, at, agent = kept.get("terme"), kept.get("saisi_at"), kept.get("agent_id")
    return Saisie(
        sorte=Sorte(str(kept["sorte"])),
        le=date.fromisoformat(str(kept["le"])),
        reference=str(kept["reference"]),
        terme=date.fromisoformat(terme) if isinstance(terme, str) else None,
        saisi_at=datetime.fromisoformat(at) if isinstance(at, str) else None,
        agent_id=AgentId(agent) if isinstance(agent, str) else None,
    )
