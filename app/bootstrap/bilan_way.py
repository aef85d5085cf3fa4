"""Where the reports lead, within a session; imported when somebody goes there."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.domain.bilan import BilanId
    from app.ui.navigation import Navigator
    from app.ui.tasks import TaskRunner
    from app.usecases.workplace import Workplace

KEY, TITLE, ICON = "bilan", "Bilan", "bilan"


def entry(
    workplace: "Workplace",
    runner: "TaskRunner",
    navigate: "Navigator",
    show_task: "Callable[[QWidget], None]",
) -> "tuple[str, str, str, Callable[[], QWidget]]":
    """Return the entry of the column: key, title, icon, and what makes the page."""

    def board() -> "QWidget":
        from app.ui.pages.bilan import open_board  # noqa: PLC0415 - not at unlocking

        return open_board(workplace, runner, navigate, report)

    def report(bilan_id: "BilanId") -> None:
        from app.ui.pages.bilan import open_report  # noqa: PLC0415 - as above

        show_task(open_report(workplace, runner, navigate, bilan_id))

    return KEY, TITLE, ICON, board
