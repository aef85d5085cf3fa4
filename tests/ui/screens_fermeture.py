"""The page that stays while the program ends."""

from collections.abc import Callable

from app.storage.sauvegarde.failures import BackupDiskFullError
from app.ui.pages.fermeture.page import FermeturePage
from app.ui.pages.fermeture.state import FermetureState
from app.ui.shell.window import MainWindow
from tests.screens import screen


def _closing(state: FermetureState) -> Callable[[MainWindow], None]:
    def draw(window: MainWindow) -> None:
        page = FermeturePage()
        page.show_state(state)
        window.show_gate(page)

    return draw


screen("fermeture-1-prepare", _closing(FermetureState()))
screen(
    "fermeture-2-ecrit",
    _closing(FermetureState(preparing=False, done=31 * 2**20, total=52 * 2**20)),
)
screen("fermeture-3-non-faite", _closing(FermetureState(problem=BackupDiskFullError.sentence)))
