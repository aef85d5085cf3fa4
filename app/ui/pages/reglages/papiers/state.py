"""What the tab « Papiers » shows."""

from dataclasses import dataclass, field

from app.documents.languages import Language
from app.ui.pages.reglages.papiers.lettres import LettresState


@dataclass(frozen=True, slots=True, kw_only=True)
class PapiersTabState:
    """The languages of a blank notice, the text of the letters, and what went wrong."""

    languages: tuple[Language, ...] = ()
    letters: LettresState = field(default_factory=LettresState)
    problem: str = ""
