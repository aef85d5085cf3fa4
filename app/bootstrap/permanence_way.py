"""Where permanences and deadlines lead, within a session; imported when somebody goes there."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.ui.navigation import Navigator
    from app.ui.tasks import TaskRunner
    from app.usecases.workplace import Workplace

PERMANENCES, ECHEANCES = "permanences", "echeances"


def entries(
    workplace: "Workplace",
    runner: "TaskRunner",
    navigate: "Navigator",
    show_task: "Callable[[QWidget], None]",
) -> "tuple[tuple[str, str, str, Callable[[], QWidget]], ...]":
    """Return the entries of the column: key, title, icon, and what makes the page."""

    def board() -> "QWidget":
        from app.ui.pages.permanences import open_permanences  # noqa: PLC0415 - not at unlocking

        return open_permanences(workplace, runner, navigate, place)

    def place(lieu_id: str) -> None:
        from app.ui.pages.permanences import open_place  # noqa: PLC0415 - as above

        show_task(open_place(workplace, runner, navigate, lieu_id))

    def deadlines() -> "QWidget":
        from app.ui.pages.echeances import open_echeances  # noqa: PLC0415 - as above

        return open_echeances(workplace, runner, navigate)

    return (
        (PERMANENCES, "Permanences", "permanence", board),
        (ECHEANCES, "Échéances", "sablier", deadlines),
    )
