"""Where the acts that open no record lead; imported when somebody goes there."""

from typing import TYPE_CHECKING

from app.ui.navigation import Activity

if TYPE_CHECKING:
    from app.ui.navigation import Navigator
    from app.ui.tasks import TaskRunner
    from app.ui.widgets.page import Page
    from app.usecases.workplace import Workplace


def open_activity(
    workplace: "Workplace", runner: "TaskRunner", navigate: "Navigator", activity: Activity
) -> "Page":
    """Return the page of an activity."""
    match activity:
        case Activity.WORKSHOPS:
            from app.ui.pages.ateliers import open_ateliers  # noqa: PLC0415 - not at unlocking

            return open_ateliers(workplace, runner, navigate)
        case Activity.SURVEY:
            from app.ui.pages.enquete import open_enquete  # noqa: PLC0415 - as above

            return open_enquete(workplace, runner, navigate)
        case Activity.EVALUATION:
            from app.ui.pages.evaluation import open_evaluation  # noqa: PLC0415 - as above

            return open_evaluation(workplace, runner, navigate)
        case Activity.SHUTTLE:
            from app.ui.pages.navette import open_navette  # noqa: PLC0415 - as above

            return open_navette(workplace, runner, navigate)
