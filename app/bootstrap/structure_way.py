"""Where the list of structures leads, within a session; imported when somebody goes there."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.domain.identifiers import EntretienId, PersonneId
    from app.ui.navigation import Navigator
    from app.ui.tasks import TaskRunner
    from app.usecases.workplace import Workplace

KEY, TITLE, ICON = "structures", "Structures", "structure"


def entry(
    workplace: "Workplace", runners: "tuple[TaskRunner, TaskRunner]", navigate: "Navigator"
) -> "tuple[str, str, str, Callable[[], QWidget]]":
    """Return the entry of the navigation: key, title, icon, and what makes the page."""

    def page() -> "QWidget":
        from app.ui.pages.structures import open_structures  # noqa: PLC0415 - not at unlocking

        return open_structures(workplace, runners, navigate)

    return KEY, TITLE, ICON, page


def lead(
    parts: "tuple[Workplace, tuple[TaskRunner, TaskRunner], Navigator]",
    show_over: "Callable[[QWidget], None]",
    failed: "Callable[[Exception], None]",
) -> "Callable[[EntretienId | None, PersonneId | None], None]":
    """Return what shows the list for the person of an interview, or of a record."""
    place, runners, navigate = parts

    def show(entretien_id: "EntretienId | None", personne_id: "PersonneId | None") -> None:
        from app.ui.pages.structures import open_structures  # noqa: PLC0415 - as above
        from app.usecases.structures import needs  # noqa: PLC0415 - as above

        def whom() -> needs.PourQui:
            if entretien_id is not None:
                return needs.of_interview(place, entretien_id)
            return needs.of_person(place, personne_id) if personne_id else needs.PourQui()

        runners[0].run(
            whom,
            on_success=lambda found: show_over(open_structures(place, runners, navigate, found)),
            on_failure=failed,
        )

    return show
