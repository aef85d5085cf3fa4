"""The structures of digital mediation, and how somebody is led to one of them."""

from functools import partial

from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.structures.index_presenter import IndexPresenter
from app.ui.pages.structures.page import StructuresPage
from app.ui.pages.structures.presenter import StructuresPresenter
from app.ui.relay import ProgressRelay
from app.ui.tasks import TaskRunner
from app.ui.widgets.printing import ask_where, print_text, save_bytes
from app.usecases.structures.needs import PourQui
from app.usecases.workplace import Workplace

_TABLE = "Tableau (*.csv)"


def open_structures(
    workplace: Workplace,
    runners: tuple[TaskRunner, TaskRunner],
    navigate: Navigator,
    whom: PourQui | None = None,
) -> StructuresPage:
    """Return the page; `runners` are the database's and one whose works may take seconds.

    With `whom`, somebody is led to a place: her home is proposed, and what her diagnosis asks for.
    """
    page = StructuresPage(leads=whom is not None)
    own, slow = (PageRunner(one, page, navigate) for one in runners)
    relay = ProgressRelay()
    presenter = StructuresPresenter(page, (own, slow), workplace, navigate, relay, whom=whom)
    relay.deliver_to(presenter.progressed)
    page.destroyed.connect(relay.end)
    page.came.connect(presenter.load)
    page.file_chosen.connect(presenter.import_file)
    page.proposed_asked.connect(presenter.import_proposed)
    page.put_away_asked.connect(presenter.put_away)
    page.cancel_asked.connect(presenter.cancel)
    page.report_asked.connect(presenter.show_report)
    page.list_print_asked.connect(presenter.print_list)
    page.siret_given.connect(presenter.keep_siret)
    page.back_asked.connect(presenter.leave)
    search = presenter.search
    page.list.looked_for.connect(search.look_for)
    page.list.commune_looked_for.connect(search.look_for_commune)
    page.list.around_picked.connect(search.start_from)
    page.list.sorted_by.connect(search.sort)
    page.list.filtered.connect(search.pick)
    page.list.cleared.connect(search.clear)
    page.list.more_asked.connect(search.show_more)
    page.list.opened.connect(presenter.open)
    place = presenter.place
    page.place.edited.connect(place.edit)
    page.place.slip_asked.connect(place.make_slip)
    page.place.verify_asked.connect(place.verify)
    page.report.save_asked.connect(partial(_save, page, presenter))
    page.report.print_asked.connect(
        lambda: print_text(presenter.report_text(), page, "Lecture de la liste des structures")
    )
    index = IndexPresenter(page.show_index, own, workplace)
    page.came.connect(index.load)
    page.index.file_chosen.connect(index.import_file)
    for part in (presenter, relay, index):
        page.keep(part)
    return page


def _save(page: StructuresPage, presenter: StructuresPresenter) -> None:
    path = ask_where(page, "rapport-structures.csv", _TABLE, suffix=".csv")
    if path is None:
        return
    try:
        save_bytes(path, presenter.report_csv())
    except OSError:
        presenter.not_kept()
    else:
        presenter.kept(path)
