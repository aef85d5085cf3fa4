"""Activation without any network: a request in a file, an answer in another.

The same request, answer and proofs as on the wire (protocole.md § 6): the code carries the secret
and the fingerprint of the root, so that no stick, and nobody who holds it, can take part.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from app.sync.gateway import GatewayError
from app.sync.keys import DeviceKeys, Link
from app.sync.outcomes import outcome_of_code
from app.sync.protocol.activation import (
    ActivationRequest,
    activation_request,
    parse_activation_answer,
)
from app.sync.protocol.activation_code import ActivationCode
from app.sync.protocol.canonical import canonical, deflate
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.parcels import unsealed
from app.sync.protocol.reading import Fields
from app.sync.protocol.sealed_file import (
    FileError,
    FileFault,
    FileHeader,
    FileKind,
    file_name,
    write_file,
)
from app.sync.protocol.signed import KeyUse
from app.sync.sealed_file.answers import Asking, contents_of, parts_for


def activation_file(
    keys: DeviceKeys, code: ActivationCode, *, structure: str, now: datetime
) -> tuple[str, bytes]:
    """Return the name and the content of an activation request; repeatable with the same code."""
    header = FileHeader(
        kind=FileKind.ACTIVATION_REQUEST,
        department=code.fingerprint,
        structure=structure,
        device=keys.device,
        number=0,
        made_at=now,
    )
    body = deflate(canonical(_request(keys, code, structure).content()))
    return file_name(header), write_file(header, body, keys.signing)


def read_activation(
    paths: Sequence[Path], keys: DeviceKeys, code: ActivationCode, *, structure: str
) -> Link:
    """Return what the Département answered to the request made with this code.

    Raises:
        FileError: no answer for this laptop and code, or it cannot be believed.
        StickError: the stick cannot be read.
        GatewayError: the Département refuses; this cannot be proved, and only makes us give up.
    """
    asking = Asking(
        device=keys.device, department=code.fingerprint, kind=FileKind.ACTIVATION_ANSWER
    )
    parts = parts_for(asking, contents_of(paths))
    header = parts[0].header
    value = unsealed([part.body for part in parts], header, keys.receiving)
    try:
        fields = Fields.of(value, "activation", required=(), optional=("answer", "fault"))
        if fields.has("fault"):
            raise GatewayError(outcome_of_code(fields.choice("fault", ErrorCode)))
        found = parse_activation_answer(fields.values.get("answer"))
        listed = found.verify(code, _request(keys, code, structure))
        public = listed.find(KeyUse.SIGN, header.key).public
    except ProtocolError as fault:
        other = fault.code is ErrorCode.WRONG_ROOT
        raise FileError(FileFault.OTHER_DEPARTMENT if other else FileFault.ALTERED) from fault
    for part in parts:
        part.check(public)
    return Link(
        structure=found.structure,
        structure_name=found.structure_name,
        service=found.service,
        epoch=found.epoch,
        root=found.root,
        key_list=found.key_list,
    )


def _request(keys: DeviceKeys, code: ActivationCode, structure: str) -> ActivationRequest:
    return activation_request(
        code,
        device=keys.device,
        signing=keys.signing,
        receiving=keys.receiving_public,
        structure=structure,
    )
