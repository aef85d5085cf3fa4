"""The way from a paper to its person and back to the paper."""

from typing import TYPE_CHECKING, cast

from app.domain.identifiers import EntretienId

if TYPE_CHECKING:
    from app.bootstrap.session import Session
    from app.ui.navigation import Navigator


class _BackToPapers:
    """Leads as the session does, but every way out of the person goes back to her paper."""

    def __init__(self, session: "Session", entretien_id: EntretienId) -> None:
        self._session = session
        self._id = entretien_id

    def go_home(self) -> None:
        """Show the papers, standing in the one that was left."""
        self._session.open_paper_sheets(self._id)

    def open_interview(self, entretien_id: EntretienId) -> None:
        """Go on with the paper instead of the questions on screen."""
        self._session.open_paper_sheets(entretien_id)

    def __getattr__(self, name: str) -> object:
        """Lead anywhere else as the session does."""
        return getattr(self._session, name)


def back_to_papers(session: "Session", entretien_id: EntretienId) -> "Navigator":
    """Return a navigator for the page of the person of a paper."""
    return cast("Navigator", _BackToPapers(session, entretien_id))
