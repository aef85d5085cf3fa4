"""The gate of the structure's key, with what it needs of the program."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.identifiers import AgentId
from app.storage.vault.files import read_header
from app.storage.vault.strength import strength_of
from app.ui.pages.recuperation.presenter import RecuperationPorts
from app.ui.pages.recuperation.state import Who
from app.ui.pages.recuperation.wiring import create_recuperation
from app.usecases.laptop.recovering import (
    HeldKey,
    expected_fingerprint,
    look,
    recover_with_structure,
)

if TYPE_CHECKING:
    from app.bootstrap.program import Program
    from app.usecases.workplace import Workplace


def show_structure_recovery(program: "Program") -> None:
    """Show the page in the place of the gate; nothing of the vault is open."""
    header = read_header(program.folder)
    ports = RecuperationPorts(
        agents=[Who(id=slot.agent_id, name=slot.label) for slot in header.agents],
        expected=expected_fingerprint(program.folder),
        look=look,
        recover=partial(_recover, program),
        estimate=strength_of,
        on_opened=program.open_session,
    )
    page = create_recuperation(program.database_runner, ports, left=program.show_gate)
    program.window.show_gate(page)


def _recover(
    program: "Program", agent_id: str, file: Path, secret: str, passphrase: str
) -> "Workplace":
    held = HeldKey(file=file, passphrase=secret)
    return recover_with_structure(
        program.folder, AgentId(agent_id), held, passphrase, program.surroundings()
    )
