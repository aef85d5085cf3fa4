"""What happened to papers, as a list shows it: each fact with its day and its agent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.documents.kinds import TEMPLATES, PapierKind
from app.domain.identifiers import AgentId, PapierId
from app.storage import agents
from app.storage.papiers import Papier

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperState:
    """A paper in a list; a date is None until the thing was done, then `_by` names the agent."""

    id: PapierId
    kind: PapierKind
    title: str
    printed_on: date | None
    signed_on: date | None
    handed_on: date | None
    printed_by: str = ""
    signed_by: str = ""
    handed_by: str = ""


def states(session: "Session", found: Sequence[Papier]) -> list[PaperState]:
    """Return papers that may be shown, in their order."""
    names = _names(session, found)
    return [_state(papier, names) for papier in found]


def _names(session: "Session", known: Sequence[Papier]) -> dict[AgentId, str]:
    """Return the names of the agents who noted facts about these papers."""
    ids = {by for one in known for by in (one.printed_by, one.signed_by, one.handed_by) if by}
    loaded = [agents.load(session, agent_id) for agent_id in ids]
    return {agent.id: agent.display_name for agent in loaded if agent is not None}


def _state(papier: Papier, names: Mapping[AgentId, str]) -> PaperState:
    kind = PapierKind(papier.kind)

    def name(agent_id: AgentId | None) -> str:
        return names.get(agent_id, "") if agent_id else ""

    return PaperState(
        id=papier.id,
        kind=kind,
        title=TEMPLATES[kind].title,
        printed_on=papier.printed_on,
        signed_on=papier.signed_on,
        handed_on=papier.handed_on,
        printed_by=name(papier.printed_by),
        signed_by=name(papier.signed_by),
        handed_by=name(papier.handed_by),
    )
