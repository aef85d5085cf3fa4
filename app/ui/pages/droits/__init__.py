"""The rights of a person, served from her record by keys alone."""

from app.domain.identifiers import PersonneId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator, RecordBelow
from app.ui.pages.droits.page import ChoosePath, RightsPage, ask_place
from app.ui.pages.droits.presenter import RightsPresenter
from app.ui.pages.droits.state import Ask
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_droits(  # noqa: PLR0913 - a page over another
    workplace: Workplace,
    runner: TaskRunner,
    navigate: Navigator,
    personne_id: PersonneId,
    *,
    below: RecordBelow | None = None,
    to_erase: bool = False,
    choose_path: ChoosePath = ask_place,
) -> RightsPage:
    """Return the page of a person's rights; `below` is the record over which it stands.

    `to_erase` says what erasing her does at once: the record's own button comes in by this door.
    """
    page = RightsPage(choose_path=choose_path)
    presenter = RightsPresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate, personne_id
    )
    presenter.below = below
    presenter.at_once = Ask.EFFACER if to_erase else None
    page.asked.connect(presenter.ask)
    page.chosen.connect(presenter.choose)
    page.act_asked.connect(presenter.act)
    page.unlocked_asked.connect(presenter.ask_unlocked)
    page.back_asked.connect(presenter.leave)
    page.keep(presenter)
    presenter.load()
    return page
