"""What the tab « Journal » shows."""

from dataclasses import dataclass

from app.domain.identifiers import AgentId
from app.ui.dossiers.rows import Row
from app.ui.widgets.tones import Tone
from app.usecases.journal import Famille, Periode


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalState:
    """Everything the tab shows; `who` is None for everybody. `message` is a result in words."""

    rows: tuple[Row, ...] = ()
    more: int = 0
    famille: Famille = Famille.TOUT
    periode: Periode = Periode.CE_MOIS
    agents: tuple[tuple[AgentId, str], ...] = ()
    who: AgentId | None = None
    message: str = ""
    tone: Tone = Tone.INFO
    working: bool = False
