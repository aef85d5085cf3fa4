"""Make this laptop known to the Département with a one-time code."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.failures import AppError
from app.domain.politiques import FixedByPolicyError
from app.storage import appareil, journal
from app.storage.appareil import Activation, Appareil
from app.storage.journal import Entree
from app.sync.gateway import Gateway, GatewayError
from app.sync.keys import DeviceKeys, Link, new_device_keys
from app.sync.outcomes import Outcome
from app.sync.protocol.activation_code import (
    ActivationCode,
    ActivationCodeError,
    CodeProblem,
    parse_activation_code,
)
from app.usecases.exchange.service_ledger import exchange, take_certificate
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Connect = Callable[[str, DeviceKeys, Link | None], Gateway]
"""Opens a way to the service at an address for this device; given by the program's start."""


class WrongCodeError(AppError):
    """What was typed is no activation code: `problem` says why, `group` where (0: unknown)."""

    def __init__(self, problem: CodeProblem, group: int) -> None:
        self.problem = problem
        self.group = group
        super().__init__(problem.value)


class NotActivatedError(AppError):
    """This laptop is not known to the Département yet: an activation code is needed."""


class WrongAddressError(AppError):
    """The address is not one of a service (https://…)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceState:
    """What the window says of this laptop and the Département."""

    active: bool
    address: str
    service: str
    structure: str


def device_state(workplace: Workplace) -> DeviceState:
    """Return whether this laptop is active and with which service."""
    with workplace.database.reading() as session:
        device = appareil.load(session)
    link = link_of(device)
    return DeviceState(
        active=device is not None and device.activation is Activation.ACTIVE,
        address=device.service_url if device else "",
        service=link.service if link else "",
        structure=link.structure_name if link else "",
    )


def activate(workplace: Workplace, address: str, typed_code: str, connect: Connect) -> DeviceState:
    """Activate this laptop, in the network thread; repeating it with the same code is harmless.

    The keys are kept before the request leaves: an answer lost on the way costs nothing. A laptop
    that the Département had revoked comes back as another one, with new keys. What the service
    knows to be erased is erased here at once: this may be a restored laptop.

    Raises:
        WrongCodeError, WrongAddressError: nothing was sent.
        FixedByPolicyError: the IT department imposes another address; nothing was sent.
        GatewayError: the service could not be reached, or refuses; nothing changed here.
    """
    try:
        code = parse_activation_code(typed_code)
    except ActivationCodeError as error:
        raise WrongCodeError(error.problem, error.group) from error
    origin = address.strip().rstrip("/")
    if workplace.politiques.adresse_service not in ("", origin):
        raise FixedByPolicyError
    device = own_identity(workplace)
    try:
        gateway, link = _made_known(workplace, origin, code, device, connect)
    except GatewayError as refusal:
        if not _is_revoked(device, refusal, connect):
            raise
        note_revoked(workplace)
        device = own_identity(workplace)
        gateway, link = _made_known(workplace, origin, code, device, connect)
    try:
        _keep_activation(workplace, device, origin, link)
        with contextlib.suppress(GatewayError):  # the next synchronisation asks again
            take_certificate(workplace, gateway)
            exchange(workplace, gateway)
    finally:
        gateway.close()
    return device_state(workplace)


def note_revoked(workplace: Workplace) -> None:
    """Note that the Département revoked this laptop: only a new code lets it come back."""
    with workplace.database.writing() as session:
        device = appareil.load(session)
        if device is not None:
            appareil.keep(session, replace(device, activation=Activation.REVOQUE))


def own_identity(workplace: Workplace) -> Appareil:
    """Return the device as it will be known; one that was revoked is never known again."""
    with workplace.database.writing() as session:
        device = appareil.load(session)
        if device is None or device.activation is Activation.REVOQUE:
            fresh = new_device_keys()
            device = Appareil(
                device_id=fresh.device, signing_key=fresh.signing, receiving_key=fresh.receiving
            )
            appareil.keep(session, device)
    return device


def _made_known(
    workplace: Workplace,
    origin: str,
    code: ActivationCode,
    device: Appareil,
    connect: Connect,
) -> tuple[Gateway, Link]:
    """Return the way to the service, which knows the device from now on."""
    try:
        gateway = connect(origin, keys_of(device), None)
    except ValueError as error:
        raise WrongAddressError from error
    try:
        return gateway, gateway.activate(code, structure=workplace.structure.code)
    except GatewayError:
        gateway.close()
        raise


def _is_revoked(device: Appareil, refusal: GatewayError, connect: Connect) -> bool:
    """Tell whether the service itself says so: what refuses a code is signed by nobody."""
    link = link_of(device)
    if refusal.outcome is not Outcome.POSTE_NON_AUTORISE or link is None:
        return False
    gateway = connect(device.service_url, keys_of(device), link)
    try:
        gateway.certificate()
    except GatewayError as answer:
        return answer.outcome is Outcome.POSTE_NON_AUTORISE
    finally:
        gateway.close()
    return False


def _keep_activation(workplace: Workplace, device: Appareil, address: str, link: Link) -> None:
    with workplace.database.writing() as session:
        appareil.keep(
            session,
            replace(
                device,
                activation=Activation.ACTIVE,
                service_url=address,
                departement_keys=link.to_bytes().decode("utf-8"),
                epoch=link.epoch,
                activated_on=workplace.clock.today(),
            ),
        )
        act = Entree(at=workplace.clock.now(), kind="poste_active", agent_id=workplace.agent.id)
        journal.append(session, act)


def gateway_of(workplace: Workplace, connect: Connect) -> Gateway:
    """Return the way to the service that this laptop is active with.

    Raises:
        NotActivatedError: no activation yet.
    """
    with workplace.database.reading() as session:
        device = appareil.load(session)
    known = device is not None and device.activation is Activation.ACTIVE
    if device is None or not known or not device.service_url:  # known by stick: no address
        raise NotActivatedError
    return connect(device.service_url, keys_of(device), link_of(device))


def keep_link(session: "Session", link: Link) -> None:
    """Keep what a run learnt of the Département's keys."""
    device = appareil.load(session)
    if device is not None:
        kept = replace(device, departement_keys=link.to_bytes().decode("utf-8"))
        appareil.keep(session, kept)


def keys_of(device: Appareil) -> DeviceKeys:
    """Return the keys that this laptop signs and opens with."""
    return DeviceKeys(
        device=device.device_id, signing=device.signing_key, receiving=device.receiving_key
    )


def link_of(device: Appareil | None) -> Link | None:
    """Return what the laptop knows of its Département, None before its activation."""
    if device is None or not device.departement_keys:
        return None
    return Link.from_bytes(device.departement_keys.encode("utf-8"))
