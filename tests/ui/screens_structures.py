"""The structures: no list, the list, filters, one of them, a report, somebody who is led."""

import tempfile
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from app.domain.convenance import Besoin
from app.domain.mediation import Service
from app.ui.pages.structures import open_structures
from app.ui.pages.structures.page import StructuresPage
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner, ResultT
from app.ui.typed import override
from app.usecases.structures import catalogue, importing
from app.usecases.structures.needs import PourQui
from app.usecases.workplace import Workplace
from tests.conventions.structures.test_reading import DEMO, HEAD, v1
from tests.screens import screen, settle
from tests.ui.paths import Paths
from tests.ui.screens_frame import workspace
from tests.ui.workplace import LOT_ET_GARONNE, STRASBOURG, WallClock, make_workplace

BAD = "\n".join(
    (
        f"{HEAD},accepte_pass_numerique,telephone",
        v1(id="1", nom="CCAS d’Illustration").split("\n")[1] + ",oui,",
        v1(id="2", nom="", code_postal="47").split("\n")[1] + ",,",
        v1(id="3", nom="Médiathèque", pivot="abc", services="Poterie").split("\n")[1] + ",,06",
        v1(id="3", nom="Le Clic").split("\n")[1] + ",,",
        '5,"Espace numérique',
    )
)


@cache
def place(profile: str, *, full: bool = True) -> Workplace:
    """Return a laptop on a Tuesday morning, with the demonstration list or none."""
    clock = WallClock()
    clock.go_on(days=2)
    made = make_workplace(Path(tempfile.mkdtemp()) / "coffre", profile, clock)
    if full:
        importing.import_file(made, DEMO, tell=lambda _: None)
    return made


def shown(window: MainWindow, made: Workplace, whom: PourQui | None = None) -> StructuresPage:
    """Show the page, as the column or as a task."""
    runner = InlineRunner()
    page = open_structures(made, (runner, runner), Paths(), whom)
    if whom is None:
        workspace(window, page)
    else:
        workspace(window, StructuresPage()).open_task(page)
    settle()
    return page


def _near(window: MainWindow) -> None:
    page = shown(window, place(LOT_ET_GARONNE))
    page.list.around_picked.emit("47195")
    settle()


def _index(window: MainWindow) -> None:
    """The territory's index, its fold open, after a file with a commune that is elsewhere."""
    made = place(STRASBOURG)
    file = Path(tempfile.mkdtemp()) / "ifn-eurometropole.csv"
    scores = "67482;4,8\n67218;6\n67043;7,2\n67447;3\n67365;5,5\n"
    file.write_text(f"code insee;score\n{scores}", encoding="utf-8")
    page = shown(window, made)
    page.came.emit()
    page.index.open_up()
    page.index.file_chosen.emit(file)
    settle()
    page.bring_into_view(page.index)
    settle()


def _filters(window: MainWindow) -> None:
    page = shown(window, place(LOT_ET_GARONNE))
    page.list.fold.open_up()
    page.list.filtered.emit("services", ("0", "1"))
    settle()


def _place(window: MainWindow) -> None:
    page = shown(window, place(LOT_ET_GARONNE))
    page.list.around_picked.emit("47001")
    page.list.opened.emit("2")
    settle()


def _led(window: MainWindow, chosen: str = "") -> None:
    need = Besoin(services=frozenset({Service.DEMARCHES, Service.EMPLOI}), avec_pass=True)
    points = ("prise en charge «\u00a0Langues étrangères\u00a0»",)
    whom = PourQui(qui="Simone EXEMPLIER", depuis="67218", besoin=need, points=points)
    page = shown(window, place(STRASBOURG), whom)
    if chosen:
        page.list.opened.emit(chosen)
        settle()


def _report(window: MainWindow) -> None:
    folder = Path(tempfile.mkdtemp())
    path = folder / "liste-du-hub.csv"
    path.write_text(BAD, encoding="utf-8")
    page = shown(window, make_workplace(folder / "coffre", LOT_ET_GARONNE, WallClock()))
    page.file_chosen.emit(path)
    settle()


def _own(window: MainWindow) -> None:
    folder = Path(tempfile.mkdtemp())
    path = folder / "liste-du-hub.csv"
    path.write_text(BAD, encoding="utf-8")
    made = make_workplace(folder / "coffre", LOT_ET_GARONNE, WallClock())
    importing.import_file(made, path, tell=lambda _: None)
    shown(window, made)


def _none(window: MainWindow) -> None:
    shown(window, make_workplace(Path(tempfile.mkdtemp()) / "coffre", LOT_ET_GARONNE, WallClock()))


def _proposed(window: MainWindow) -> None:
    made = make_workplace(Path(tempfile.mkdtemp()) / "coffre", STRASBOURG, WallClock())
    importing.import_file(made, DEMO, tell=lambda _: None)
    with made.database.writing() as session:
        catalogue.propose(session, DEMO.read_bytes() + b"\n", at=made.clock.now())
    shown(window, made)


def _slip(window: MainWindow) -> None:
    page = shown(window, place(LOT_ET_GARONNE))
    page.list.opened.emit("2")
    page.place.edited.emit("day", "32/12")
    page.place.slip_asked.emit()
    settle()
    page.bring_into_view(page.place.verify)
    settle()


class _Stuck(InlineRunner):
    """Never comes to the work that it is given."""

    @override
    def run(
        self,
        work: Callable[[], ResultT],
        *,
        on_success: Callable[[ResultT], None],
        on_failure: Callable[[Exception], None],
    ) -> None:
        del work, on_success, on_failure


def _reading(window: MainWindow) -> None:
    page = open_structures(place(LOT_ET_GARONNE), (InlineRunner(), _Stuck()), Paths())
    workspace(window, page)
    settle()
    page.file_chosen.emit(DEMO)
    settle()


screen("structures-aucune", _none)
screen("structures-proches", _near)
screen("structures-filtres", _filters)
screen("structures-indice", _index)
screen("structures-une", _place)
screen("structures-orienter", _led)
screen("structures-orienter-papier", partial(_led, chosen="2"))
screen("structures-rapport", _report)
screen("structures-la-notre", _own)
screen("structures-lecture", _reading)
screen("structures-proposee", _proposed)
screen("structures-papier", _slip)
