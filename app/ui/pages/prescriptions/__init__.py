"""The prescriptions: their list by state, and one of them whole."""

from app.domain.identifiers import PrescriptionId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Navigator
from app.ui.pages.prescriptions import words
from app.ui.pages.prescriptions.detail import PrescriptionPage
from app.ui.pages.prescriptions.page import PrescriptionsPage
from app.ui.pages.prescriptions.presenter import PrescriptionPresenter, PrescriptionsPresenter
from app.ui.pages.prescriptions.revision_presenter import RevisionPresenter
from app.ui.tasks import TaskRunner
from app.usecases.workplace import Workplace


def open_prescriptions(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator
) -> PrescriptionsPage:
    """Return the list; it reads again what it shows whenever it comes back on screen."""
    page = PrescriptionsPage()
    presenter = PrescriptionsPresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate
    )
    page.came.connect(presenter.load)
    page.kept_to.connect(presenter.keep_to)
    page.opened.connect(presenter.open)
    page.keep(presenter)
    presenter.load()
    return page


def open_prescription(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, prescription_id: PrescriptionId
) -> PrescriptionPage:
    """Return the page of one prescription."""
    page = PrescriptionPage(words.names_of(workplace.convention))
    presenter = PrescriptionPresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate, prescription_id
    )
    page.papers_asked.connect(presenter.open_papers)
    page.refusal_asked.connect(presenter.show_refusal)
    page.person_asked.connect(presenter.open_person)
    page.earlier_asked.connect(presenter.open_earlier)
    page.answers_asked.connect(presenter.open_review)
    page.undo_asked.connect(presenter.undo)
    page.dossier_asked.connect(presenter.open_dossier)
    page.redo_asked.connect(presenter.redo_dossier)
    page.hand_asked.connect(presenter.hand_carnet)
    page.back_asked.connect(presenter.leave)
    revision = _join_revisions(page, presenter, runner, workplace, navigate, prescription_id)
    page.keep(presenter)
    page.keep(revision)
    presenter.load()
    revision.load()
    return page


def _join_revisions(  # noqa: PLR0913, PLR0917 - what `open_prescription` was given
    page: PrescriptionPage,
    presenter: PrescriptionPresenter,
    runner: TaskRunner,
    workplace: Workplace,
    navigate: Navigator,
    prescription_id: PrescriptionId,
) -> RevisionPresenter:
    card = page.revision
    joined = RevisionPresenter(
        card,
        PageRunner(runner, page, navigate),
        workplace,
        prescription_id,
        presenter.changed,
        presenter.fail,
    )
    presenter.read_beside(joined.load)
    card.correct_asked.connect(joined.ask_correction)
    card.withdraw_asked.connect(joined.ask_withdrawal)
    card.compare_asked.connect(joined.ask_comparison)
    card.given_up.connect(joined.give_up)
    card.service_picked.connect(joined.pick_service)
    card.reason_picked.connect(joined.pick_reason)
    card.motif_picked.connect(joined.pick_motif)
    card.side_picked.connect(joined.pick_side)
    card.submitted.connect(joined.submit)
    card.undo_correction_asked.connect(joined.undo_correction)
    card.undo_withdrawal_asked.connect(joined.undo_withdrawal)
    card.take_up_asked.connect(joined.take_up)
    card.person_asked.connect(page.ask_person)
    return joined
