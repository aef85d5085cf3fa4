"""What the tab « Papiers » shows."""

from dataclasses import dataclass

from app.documents.languages import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class PapiersTabState:
    """`places` of the convention, none where it has no permanences; what is known beforehand."""

    places: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    agent: str = ""
    telephone: str = ""
    problem: str = ""
