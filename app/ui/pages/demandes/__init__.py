"""Rights requests and breaches: their register, its forms, its papers."""

from app.domain.identifiers import DemandeId, PersonneId, ViolationId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.demandes.backup_presenter import BackupPresenter
from app.ui.pages.demandes.demande_page import RequestPage
from app.ui.pages.demandes.demande_presenter import RequestPresenter
from app.ui.pages.demandes.incident_desk import BreachDesk
from app.ui.pages.demandes.incident_page import BreachPage
from app.ui.pages.demandes.incident_presenter import BreachPresenter
from app.ui.pages.demandes.incident_sending import BreachSender
from app.ui.pages.demandes.nouvelle_page import NewRequestPage
from app.ui.pages.demandes.nouvelle_presenter import NewRequestPresenter
from app.ui.pages.demandes.registre_page import RegistrePage
from app.ui.pages.demandes.registre_presenter import RegisterPresenter
from app.ui.pages.demandes.ways import RegisterWays
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_registre(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, ways: RegisterWays
) -> RegistrePage:
    """Return the list; it reads again what it shows whenever it comes back on screen."""
    page = RegistrePage()
    presenter = RegisterPresenter(page, PageRunner(runner, page, navigate), workplace, ways)
    page.came.connect(presenter.load)
    page.opened.connect(presenter.open)
    page.request_asked.connect(presenter.note_request)
    page.breach_asked.connect(presenter.note_breach)
    page.keep(presenter)
    presenter.load()
    return page


def open_new_request(
    workplace: Workplace,
    runner: TaskRunner,
    navigate: Navigator,
    ways: RegisterWays,
    personne_id: PersonneId | None = None,
) -> NewRequestPage:
    """Return the form that notes a request, of a known person or not."""
    page = NewRequestPage()
    presenter = NewRequestPresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate, ways
    )
    page.name_typed.connect(presenter.type_name)
    page.tied.connect(presenter.tie_to)
    page.untied.connect(presenter.untie)
    page.edited.connect(presenter.edit)
    page.submitted.connect(presenter.submit)
    page.back_asked.connect(presenter.leave)
    page.keep(presenter)
    presenter.start(personne_id)
    return page


def open_request(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, demande_id: DemandeId
) -> RequestPage:
    """Return the page of one request."""
    page = RequestPage()
    presenter = RequestPresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate, demande_id
    )
    page.transmission_asked.connect(presenter.show_transmission)
    page.receipt_asked.connect(presenter.show_receipt)
    page.mail_asked.connect(presenter.make_mail)
    page.asked.connect(presenter.ask)
    page.edited.connect(presenter.edit)
    page.submitted.connect(presenter.submit)
    page.given_up.connect(presenter.give_up)
    page.close_asked.connect(presenter.close)
    page.person_asked.connect(presenter.open_person)
    page.erasing_asked.connect(presenter.erase)
    page.back_asked.connect(presenter.leave)
    page.keep(presenter)
    presenter.load()
    return page


def open_breach(
    workplace: Workplace,
    runner: TaskRunner,
    slow_runner: TaskRunner,
    navigate: Navigator,
    violation_id: ViolationId | None = None,
) -> BreachPage:
    """Return the assistant of a breach; `slow_runner` reads backups, which may take minutes."""
    page = BreachPage()
    desk = BreachDesk(page, PageRunner(runner, page, navigate), workplace, navigate, violation_id)
    presenter, sender = BreachPresenter(desk), BreachSender(desk)
    backup = BackupPresenter(
        page.backup, PageRunner(slow_runner, page, navigate), workplace, presenter.counted
    )
    page.edited.connect(presenter.edit)
    page.go_on_asked.connect(presenter.go_on)
    page.step_back_asked.connect(presenter.back)
    page.count_asked.connect(presenter.count_here)
    page.close_asked.connect(sender.close)
    page.back_asked.connect(presenter.leave)
    page.send.paper_asked.connect(sender.show_paper)
    page.send.mail_asked.connect(sender.make_mail)
    page.send.sending_asked.connect(sender.ask_sending)
    page.send.submitted.connect(sender.submit_sending)
    page.send.given_up.connect(sender.give_up)
    page.backup_chosen.connect(backup.choose)
    page.backup.picked.connect(backup.pick)
    page.backup.count_asked.connect(backup.count)
    page.backup.left.connect(backup.leave)
    page.keep(presenter)
    page.keep(sender)
    page.keep(backup)
    presenter.load()
    return page
