"""Where the pages of carnets lead, within a session; imported when somebody goes there."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.bootstrap.program import Program
    from app.domain.identifiers import PrescriptionId
    from app.ui.navigation import Navigator
    from app.usecases.workplace import Workplace

KEY, TITLE, ICON = "carnets", "Carnets", "carnet"


class CarnetWay:
    """Opens the pages of carnets (a `CarnetWays`)."""

    def __init__(
        self,
        program: "Program",
        workplace: "Workplace",
        navigate: "Navigator",
        show_task: "Callable[[QWidget], None]",
    ) -> None:
        self._window = program.window
        self._runner = program.database_runner
        self._workplace = workplace
        self._navigate = navigate
        self._show = show_task

    def page(self) -> "QWidget":
        """Return the page « Carnets » of the column on the left."""
        from app.ui.pages.carnets import open_carnets  # noqa: PLC0415 - not at unlocking

        return open_carnets(self._workplace, self._runner, self._navigate, self)

    def hand(self, prescription_id: "PrescriptionId | None" = None) -> None:
        """Hand a carnet over."""
        from app.ui.pages.carnets import open_hand  # noqa: PLC0415 - as above

        self._window.set_receiving(receiving=True)
        self._show(open_hand(self._workplace, self._runner, self._navigate, prescription_id))

    def act(self, code: str) -> None:
        """Show the form of an act."""
        from app.ui.pages.carnets import open_act  # noqa: PLC0415 - as above

        self._show(open_act(self._workplace, self._runner, self._navigate, self, code))

    def move(self, number: int) -> None:
        """Show a movement."""
        from app.ui.pages.carnets import open_move  # noqa: PLC0415 - as above

        self._show(open_move(self._workplace, self._runner, self._navigate, self, number))

    def stock(self, *, said: str = "") -> None:
        """Leave the task on screen for the stock, which says `said`."""
        self._navigate.go_back()
        self._navigate.open_column(KEY)
        if said:
            self._navigate.show_message(said)
