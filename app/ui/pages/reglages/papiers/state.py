"""What the tab « Papiers » shows."""

from dataclasses import dataclass

from app.documents.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class PapiersTabState:
    """The languages of a blank notice, and what went wrong."""

    languages: tuple[Language, ...] = ()
    problem: str = ""
