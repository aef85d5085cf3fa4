"""The gate of a vault that cannot be opened now: why, and what is left to do."""

from typing import TYPE_CHECKING, NoReturn

from PySide6.QtWidgets import QWidget

from app.bootstrap.header_copy import offer_copy
from app.bootstrap.single import AlreadyOpenError
from app.domain.failures import AppError
from app.storage.fin_du_poste import EndUnfinishedError
from app.storage.vault.strength import strength_of
from app.ui.messages import failure_text
from app.ui.pages.unlock.presenter import UnlockPorts, first_state
from app.ui.pages.unlock.wiring import create_unlock

if TYPE_CHECKING:
    from app.bootstrap.program import Program


def closed_gate(program: "Program", failure: AppError) -> QWidget:
    """Return the unlock page with why nothing opens; a backup may be restored."""
    state = first_state((), can_recover=False, problem=failure_text(failure))

    def unlock(_agent_id: str, _passphrase: str) -> NoReturn:
        raise failure

    ports = UnlockPorts(
        unlock=unlock, recover=None, estimate=strength_of, on_unlocked=program.open_session
    )
    page = create_unlock(program.database_runner, ports, state)
    page.restore_asked.connect(program.backups.show_restore)
    page.restore_button.setVisible(not isinstance(failure, AlreadyOpenError | EndUnfinishedError))
    offer_copy(program, page, failure)
    return page
