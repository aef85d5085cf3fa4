"""Carnets: the stock, its movements, what is followed, and the hand-over to a person."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.identifiers import PrescriptionId
from app.ui.interview.page_runner import PageRunner
from app.ui.navigation import Activity, Navigator
from app.ui.pages.carnets import following_acts, moving_acts
from app.ui.pages.carnets.act_page import ActPage
from app.ui.pages.carnets.act_presenter import ActPresenter
from app.ui.pages.carnets.acts import Act
from app.ui.pages.carnets.hand_page import HandPage
from app.ui.pages.carnets.hand_presenter import HandPresenter
from app.ui.pages.carnets.holder_act import holder, locked
from app.ui.pages.carnets.move_page import MovePage
from app.ui.pages.carnets.move_presenter import MovePresenter
from app.ui.pages.carnets.page import CarnetsPage
from app.ui.pages.carnets.presenter import StockPresenter
from app.ui.pages.carnets.ways import CarnetWays
from app.ui.tasks import TaskRunner
from app.ui.widgets.buttons import secondary
from app.ui.widgets.confirm_dialog import Question, ask
from app.ui.widgets.printing import ask_where
from app.usecases.workplace import Workplace

_MAIL, _CSV = "courriel", "import"
_MAIL_KIND, _CSV_KIND = "Courriel (*.eml)", "Retour mensuel (*.csv)"
_ACTS: dict[str, Callable[[], Act]] = {
    "livraison": moving_acts.delivery,
    "transfert": moving_acts.transfer,
    "inventaire": moving_acts.inventory,
    "perte": moving_acts.loss,
    "restitution": moving_acts.restitution,
    "detenteur": holder,
    "lieu": locked,
    "amorcage": following_acts.amorcage,
    "confirmation": following_acts.confirmation,
    "arrivee": following_acts.arrival,
    "abondement": following_acts.abondement,
    "mois": following_acts.month,
    "dotation": following_acts.allotment,
}
_TAKE_BACK = Question(
    title="Contre-passer ce mouvement\u00a0?",
    text="Un mouvement contraire est écrit aujourd’hui\u00a0: ces carnets reviennent d’où ils "
    "venaient. Le registre garde les deux.",
    confirm="Contre-passer",
    destructive=True,
)
_EXPIRE = Question(
    title="Sortir les carnets périmés du stock\u00a0?",
    text="Leurs Pass ne sont plus utilisables. Mettez-les à part\u00a0: ils ne pourront plus être "
    "remis.",
    confirm="Sortir du stock",
)
_END_HOLDER = Question(
    title="Ne plus confier de carnets à cette personne\u00a0?",
    text="Elle quitte la liste si elle n’a plus aucun carnet\u00a0; l’historique la garde.",
    confirm="Retirer de la liste",
)
_DROP = Question(
    title="Ne plus attendre ce volume\u00a0?",
    text="Il reste dans la liste, noté abandonné.",
    confirm="Ne plus l’attendre",
)
_AWAIT = Question(
    title="Attendre de nouveau ce volume\u00a0?",
    text="Il revient parmi ceux qui sont attendus, avec sa demande et sa confirmation.",
    confirm="L’attendre de nouveau",
)
_UNDO = Question(
    title="Annuler cette remise\u00a0?",
    text="Reprenez le carnet à la personne. Il revient dans le stock\u00a0; le registre garde la "
    "remise et son annulation.",
    confirm="Annuler la remise",
    destructive=True,
)


def open_carnets(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, ways: CarnetWays
) -> CarnetsPage:
    """Return the stock; it reads again what it shows whenever it comes back on screen."""
    page = CarnetsPage()
    presenter = StockPresenter(page, PageRunner(runner, page, navigate), workplace, navigate, ways)

    def act(code: str) -> None:
        if code == _MAIL:
            path = ask_where(page, "amorcage.eml", _MAIL_KIND, suffix=".eml")
            if path is not None:
                presenter.make_mail(path)
        elif code == _CSV:
            chosen, _ = QFileDialog.getOpenFileName(page, "Retour mensuel", "", _CSV_KIND)
            if chosen:
                presenter.import_file(Path(chosen))
        else:
            presenter.act(code)

    def end_holder(holder_id: str) -> None:
        if presenter.state.may_keep:
            _asked(page, _END_HOLDER, lambda: presenter.end_holder(holder_id))

    def settle_volume(volume_id: str) -> None:
        _settle_volume(page, presenter, volume_id)

    page.came.connect(presenter.load)
    page.hand_asked.connect(presenter.hand)
    page.act_asked.connect(act)
    page.day_typed.connect(presenter.on_day)
    page.move_opened.connect(presenter.open_move)
    page.print_asked.connect(presenter.print_stock)
    page.expire_asked.connect(lambda: _asked(page, _EXPIRE, presenter.expire))
    page.holder_opened.connect(end_holder)
    page.volume_opened.connect(settle_volume)
    page.keep(presenter)
    presenter.load()
    return page


def open_act(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, ways: CarnetWays, code: str
) -> ActPage:
    """Return the page of an act."""
    page = ActPage()
    presenter = ActPresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate, ways, _ACTS[code]()
    )
    page.edited.connect(presenter.edit)
    page.submitted.connect(presenter.submit)
    page.back_asked.connect(presenter.leave)
    page.keep(presenter)
    presenter.load()
    return page


def open_move(
    workplace: Workplace, runner: TaskRunner, navigate: Navigator, ways: CarnetWays, number: int
) -> MovePage:
    """Return the page of a movement."""
    page = MovePage()
    presenter = MovePresenter(
        page, PageRunner(runner, page, navigate), workplace, navigate, ways, number
    )
    page.paper_asked.connect(presenter.show_paper)
    page.taken_back.connect(lambda: _asked(page, _TAKE_BACK, presenter.take_back))
    page.back_asked.connect(presenter.leave)
    page.keep(presenter)
    presenter.load()
    return page


def open_hand(
    workplace: Workplace,
    runner: TaskRunner,
    navigate: Navigator,
    prescription_id: PrescriptionId | None = None,
) -> HandPage:
    """Return the hand-over, under a prescription or one to choose."""
    page = HandPage()
    presenter = HandPresenter(page, PageRunner(runner, page, navigate), workplace, navigate)
    page.looked_for.connect(presenter.look_for)
    page.chosen.connect(presenter.choose)
    page.other_asked.connect(presenter.other)
    page.number_edited.connect(presenter.type_number)
    page.day_edited.connect(presenter.type_day)
    page.edited.connect(presenter.edit)
    page.submitted.connect(presenter.submit)
    page.document_asked.connect(presenter.show_document)
    page.receipt_asked.connect(presenter.show_receipt)
    page.undo_asked.connect(lambda: _asked(page, _UNDO, presenter.undo))
    page.back_asked.connect(presenter.leave)
    if workplace.convention.activites.evaluation is not None:  # one a beneficiary: 003, l. 165
        evaluate = secondary("Questionnaire d’é&valuation", icon="bilan", name="evaluateHand")
        evaluate.clicked.connect(lambda: navigate.open_activity(Activity.EVALUATION))
        page.add_after(evaluate)
    page.keep(presenter)
    presenter.load()
    if prescription_id is not None:
        presenter.choose(prescription_id)
    return page


def _settle_volume(page: CarnetsPage, presenter: StockPresenter, volume_id: str) -> None:
    state = presenter.state
    if state.may_keep and volume_id in state.awaited:
        _asked(page, _DROP, lambda: presenter.drop_volume(volume_id))
    elif state.may_keep and volume_id in state.restorable:
        _asked(page, _AWAIT, lambda: presenter.await_volume(volume_id))


def _asked(page: QWidget, question: Question, confirmed: Callable[[], None]) -> None:
    ask(question, confirmed, page)
