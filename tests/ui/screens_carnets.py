"""The screens of carnets: the stock, its forms, a movement, the hand-over."""

import atexit
import tempfile
from functools import cache, partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.carnets_registre import STRUCTURE
from app.domain.habilitation import Role
from app.domain.identifiers import PrescriptionId
from app.storage import carnets
from app.ui.pages.carnets import open_act, open_carnets, open_hand, open_move
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from app.usecases.carnets import following, handing, monthly_return, moving
from app.usecases.carnets.moving import Part
from app.usecases.laptop.habilitations import assign
from tests.screens import screen, settle
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.usecases.carnets.mairie import Mairie, keep_vault, open_mairie

RUNNER = InlineRunner()
_CONDITIONS = ("convention", "referent", "reseau", "capacite")


class _Ways:
    def hand(self, prescription_id: PrescriptionId | None = None) -> None:
        del prescription_id

    def act(self, code: str) -> None:
        del code

    def move(self, number: int) -> None:
        del number

    def stock(self, *, said: str = "") -> None:
        del said


@cache
def _mairie() -> tuple[Mairie, PrescriptionId, PrescriptionId]:
    """A year of the town hall: deliveries, transfers, hand-overs, a return, the last days."""
    root = Path(tempfile.mkdtemp(prefix="passerelle-ecrans-"))
    made = open_mairie(keep_vault(root / "garde"), root / "coffre")
    atexit.register(made.place.close)
    asked = following.ask_amorcage(made.place, _CONDITIONS)
    following.confirm(made.place, asked.id, made.clock.today())
    made.on(2021, 3, 22)
    lot = made.delivered("1-500")
    made.entrusted(lot, "1-40")
    bruno = made.holder(made.other)
    moving.transfer(made.place, Part(lot_id=lot, numbers="41-60", source=STRUCTURE), bruno)
    made.on(2021, 4, 6)
    _, first = made.prescribed()
    handing.hand_over(made.prescripteur, first, "1", gestes=["document", "lieu"])
    _, second = made.prescribed()
    monthly_return.import_months(
        made.place, b"mois;scannes;contre_paiement\n2021-03;1200;900\n2021-04;2600;1700\n"
    )
    moving.lose(made.place, Part(lot_id=lot, numbers="498-500", source=STRUCTURE), stolen=True)
    return made, first, second


def _task(window: MainWindow, page: QWidget) -> None:
    workspace(window, page).open_task(page)
    settle()


def _stock(window: MainWindow, tab: int = 0) -> None:
    page = open_carnets(_mairie()[0].place, RUNNER, Paths(), _Ways())
    workspace(window, page).go_to("prescriptions")
    page.tabs.show_number(tab)
    settle()


def _empty(window: MainWindow, tab: int = 0) -> None:
    root = Path(tempfile.mkdtemp(prefix="passerelle-ecrans-"))
    made = open_mairie(keep_vault(root / "garde"), root / "coffre")
    atexit.register(made.place.close)
    if tab:  # the same person may hold both roles: every button at once
        assign(made.place, made.place.agent.id, {Role.REFERENT, Role.PRESCRIPTEUR})
    page = open_carnets(made.place, RUNNER, Paths(), _Ways())
    workspace(window, page).go_to("prescriptions")
    page.tabs.show_number(tab)
    settle()


def _act(window: MainWindow, code: str) -> None:
    _task(window, open_act(_mairie()[0].place, RUNNER, Paths(), _Ways(), code))


def _compared(window: MainWindow) -> None:
    page = open_act(_mairie()[0].place, RUNNER, Paths(), _Ways(), "inventaire")
    _task(window, page)
    with _mairie()[0].place.database.reading() as session:
        lot = carnets.lots(session)[0]
    page.edited.emit("ou", (f"{lot.id}|{STRUCTURE}",))
    page.edited.emit("numeros", ("61-490",))
    page.submitted.emit()
    settle()


def _hand(window: MainWindow, which: int) -> None:
    mairie, *known = _mairie()
    chosen = known[which] if which >= 0 else None
    page = open_hand(mairie.prescripteur, RUNNER, Paths(), chosen)
    _task(window, page)


def _refused(window: MainWindow) -> None:
    mairie, _, second = _mairie()
    page = open_hand(mairie.prescripteur, RUNNER, Paths(), second)
    _task(window, page)
    page.number_edited.emit("NP-00045")
    page.submitted.emit()
    settle()


screen("carnets-1-stock", _stock)
screen("carnets-1-vide", _empty)
screen("carnets-2-mouvements", partial(_stock, tab=1))
screen("carnets-3-prescripteurs", partial(_stock, tab=2))
screen("carnets-4-suivi", partial(_stock, tab=3))
screen("carnets-4-vide", partial(_empty, tab=3))
screen("carnets-5-livraison", partial(_act, code="livraison"))
screen("carnets-5-transfert", partial(_act, code="transfert"))
screen("carnets-5-amorcage", partial(_act, code="amorcage"))
screen("carnets-5-inventaire", _compared)
screen("carnets-5-lieu", partial(_act, code="lieu"))
screen("carnets-6-mouvement", lambda w: _task(w, _move()))
screen("carnets-7-choisir", partial(_hand, which=-1))
screen("carnets-7-remettre", partial(_hand, which=1))
screen("carnets-7-refuse", _refused)
screen("carnets-7-remis", partial(_hand, which=0))


def _move() -> QWidget:
    return open_move(_mairie()[0].place, RUNNER, Paths(), _Ways(), 2)
