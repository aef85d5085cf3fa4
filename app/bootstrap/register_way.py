"""Where the register of rights requests and breaches leads, within a session."""

from typing import TYPE_CHECKING

from app.domain.identifiers import DemandeId, PersonneId, ViolationId

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.ui.navigation import Navigator
    from app.ui.tasks import TaskRunner
    from app.usecases.workplace import Workplace

KEY, TITLE, ICON = "demandes", "Demandes", "horloge"  # short: it stands in a narrow column


def entry(
    workplace: "Workplace",
    runners: "tuple[TaskRunner, TaskRunner]",
    navigate: "Navigator",
    show_task: "Callable[[QWidget], None]",
) -> "tuple[str, str, str, Callable[[], QWidget]]":
    """Return the entry of the navigation: key, title, icon, and what makes the page."""
    return KEY, TITLE, ICON, RegisterWay(workplace, runners, navigate, show_task).page


class RegisterWay:
    """Opens the pages of the register as tasks; they are imported when somebody goes there.

    `runners` are the database's and the network's: a backup on a stick may take minutes.
    """

    def __init__(
        self,
        workplace: "Workplace",
        runners: "tuple[TaskRunner, TaskRunner]",
        navigate: "Navigator",
        show_task: "Callable[[QWidget], None]",
    ) -> None:
        self._workplace = workplace
        self._runner, self._slow = runners
        self._navigate = navigate
        self._show = show_task

    def page(self) -> "QWidget":
        """Return the page « Demandes et incidents », « Demandes » in the column on the left."""
        from app.ui.pages.demandes import open_registre  # noqa: PLC0415 - not at unlocking

        return open_registre(self._workplace, self._runner, self._navigate, self)

    def open_request(self, demande_id: DemandeId) -> None:
        """Show a request."""
        from app.ui.pages.demandes import open_request  # noqa: PLC0415 - as above

        self._show(open_request(self._workplace, self._runner, self._navigate, demande_id))

    def new_request(self, personne_id: PersonneId | None = None) -> None:
        """Show the form that notes a request, of a known person or not."""
        from app.ui.pages.demandes import open_new_request  # noqa: PLC0415 - as above

        self._show(
            open_new_request(self._workplace, self._runner, self._navigate, self, personne_id)
        )

    def open_breach(self, violation_id: ViolationId) -> None:
        """Show a breach where it stands."""
        self._breach(violation_id)

    def new_breach(self) -> None:
        """Show the assistant that notes a breach."""
        self._breach(None)

    def _breach(self, violation_id: ViolationId | None) -> None:
        from app.ui.pages.demandes import open_breach  # noqa: PLC0415 - as above

        self._show(
            open_breach(self._workplace, self._runner, self._slow, self._navigate, violation_id)
        )
