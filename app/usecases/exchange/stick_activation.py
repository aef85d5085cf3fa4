"""Activate a laptop that is never on line: a request goes on a stick, its answer comes back."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.storage import appareil, journal
from app.storage.appareil import Activation, Appareil
from app.storage.journal import Entree
from app.sync.keys import Link
from app.sync.protocol.activation_code import (
    ActivationCode,
    ActivationCodeError,
    parse_activation_code,
)
from app.sync.protocol.sealed_file import FileError
from app.sync.sealed_file.activating import activation_file, read_activation
from app.sync.sealed_file.folder import stage
from app.usecases.exchange.activating import (
    DeviceState,
    NotActivatedError,
    WrongCodeError,
    device_state,
    keys_of,
    own_identity,
)
from app.usecases.exchange.stick_notes import asked_code, keep_asked
from app.usecases.exchange.sticks import AnswerRefusedError
from app.usecases.practice.refusing import require_real
from app.usecases.workplace import Workplace


def ask_activation(workplace: Workplace, typed_code: str, folder: Path) -> None:
    """Put an activation request in `folder`; repeatable with the same code.

    The code is kept in the encrypted database until its answer is read: it proves the answer.

    Raises:
        WrongCodeError: what was typed is no code; nothing was written.
        StickError: the stick takes nothing.
    """
    require_real(workplace)
    try:
        code = parse_activation_code(typed_code)
    except ActivationCodeError as error:
        raise WrongCodeError(error.problem, error.group) from error
    device = own_identity(workplace)
    request = activation_file(
        keys_of(device), code, structure=workplace.structure.code, now=workplace.clock.now()
    )
    staged = stage(folder, [request])
    with workplace.database.writing() as session:
        keep_asked(session, device, code.text())
    staged.put()


def take_activation(workplace: Workplace, paths: Sequence[Path]) -> DeviceState:
    """Read the answer to the request; this laptop is active, without an address of the service.

    Raises:
        NotActivatedError: no request was made on this laptop.
        AnswerRefusedError: no answer to it, or not one to believe.
        StickError: the stick cannot be read.
        GatewayError: the Département refuses the code.
    """
    require_real(workplace)
    with workplace.database.reading() as session:
        device = appareil.load(session)
        text = asked_code(session, device)
    if device is None or not text:
        raise NotActivatedError
    code: ActivationCode = parse_activation_code(text)
    try:
        link = read_activation(paths, keys_of(device), code, structure=workplace.structure.code)
    except FileError as fault:
        raise AnswerRefusedError(fault.fault, fault.missing) from fault
    _keep(workplace, device, link)
    return device_state(workplace)


def _keep(workplace: Workplace, device: Appareil, link: Link) -> None:
    active = replace(
        device,
        activation=Activation.ACTIVE,
        departement_keys=link.to_bytes().decode("utf-8"),
        epoch=link.epoch,
        activated_on=workplace.clock.today(),
    )
    act = Entree(at=workplace.clock.now(), kind="poste_active", agent_id=workplace.agent.id)
    with workplace.database.writing() as session:
        appareil.keep(session, active)
        keep_asked(session, device, "")
        journal.append(session, act)
