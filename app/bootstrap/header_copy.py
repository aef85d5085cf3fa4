"""The way back from a damaged or lost file of keys: its copy, put in force on request."""

from typing import TYPE_CHECKING, Final

from app.domain.failures import AppError
from app.storage.vault.failures import DamagedVaultError, MissingVaultError
from app.storage.vault.files import copy_serves, restore_copy
from app.ui.widgets.confirm_dialog import Question, ask

if TYPE_CHECKING:
    from app.bootstrap.program import Program
    from app.ui.pages.unlock.page import UnlockPage

_QUESTION: Final = Question(
    title="Remettre en place la copie du fichier de clés\u00a0?",
    text="Passerelle la refait à chaque ouverture. Les dossiers ne sont pas touchés. Le fichier "
    "abîmé, s’il y en a un, reste à côté, sous le nom «\u00a0vault.json.abime\u00a0».",
    confirm="Remettre la copie",
)
_DONE: Final = "La copie du fichier de clés est en place\u00a0: ouvrez comme d’habitude."


def offer_copy(program: "Program", page: "UnlockPage", failure: AppError) -> None:
    """Offer the copy on a closed gate, where the file of keys is at fault and the copy is whole."""
    if isinstance(failure, MissingVaultError | DamagedVaultError) and copy_serves(program.folder):
        page.copy_asked.connect(lambda: ask(_QUESTION, lambda: _put_back(program), page))
        page.offer_copy()


def _put_back(program: "Program") -> None:
    program.database_runner.run(
        lambda: restore_copy(program.folder),
        on_success=lambda _: program.show_gate(note=_DONE),
        on_failure=program.show_closed_gate,
    )
