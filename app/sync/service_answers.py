"""What an answer of the Département's service says, or what its faults mean for the run."""

from typing import Final

from app.sync.gateway import GatewayError
from app.sync.line import Answer
from app.sync.outcomes import Outcome, outcome_of_code
from app.sync.protocol.answers import parse_fault
from app.sync.protocol.bodies import decode_body
from app.sync.protocol.canonical import Json
from app.sync.protocol.device import open_device
from app.sync.protocol.erasures import ErasurePage, parse_erasure_page
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.reading import Fields
from app.sync.protocol.requests import AnswerStamp, parse_answer_stamp
from app.sync.protocol.signed import (
    Manifest,
    SignedDocument,
    open_manifest,
    parse_signed,
)
from app.sync.stranger import not_the_service, retry_after

_OK: Final = 200


def stamp_of(answer: Answer) -> AnswerStamp:
    """Return who signed and when; an answer without is not the service's.

    Raises:
        GatewayError: a page of somebody else.
    """
    try:
        return parse_answer_stamp(answer.headers)
    except ProtocolError as fault:
        raise not_the_service(answer) from fault


def json_of(answer: Answer) -> Json:
    """Return what the body holds.

    Raises:
        GatewayError: nothing that can be read.
    """
    try:
        return decode_body(answer.body, answer.headers.get("content-encoding"))
    except ProtocolError as fault:
        raise bad_answer(fault) from fault


def fault_of(answer: Answer) -> GatewayError:
    """Return what a refused request means; the answer was verified, or cannot be yet."""
    try:
        fault = parse_fault(json_of(answer))
    except ProtocolError as error:
        return bad_answer(error)
    wait = fault.retry_after_s
    return GatewayError(
        outcome_of_code(fault.code),
        retry_after_s=retry_after(answer) if wait is None else wait,
        detail=f"{fault.code.value} {fault.place}".strip(),
    )


def unproved_fault(answer: Answer) -> GatewayError:
    """Return what a fault means before any key is known: it can only make us give up."""
    stamp_of(answer)
    return fault_of(answer)


def bad_answer(fault: ProtocolError) -> GatewayError:
    """Return what an answer that cannot be taken means for the run."""
    outcomes = {
        ErrorCode.WRONG_ROOT: Outcome.FAUX_SERVICE,
        ErrorCode.UNKNOWN_KEY: Outcome.CLE_INCONNUE,
        ErrorCode.PROTOCOL_VERSION: Outcome.VERSION_REFUSEE,
    }
    return GatewayError(outcomes.get(fault.code, Outcome.REPONSE_ILLISIBLE), detail=str(fault))


def manifest_in(answer: Answer, root: bytes) -> Manifest:
    """Return the list of published documents, signed by this root.

    Raises:
        GatewayError: no list of this root, or no answer was understood.
    """
    _check_open_answer(answer)
    try:
        return open_manifest(parse_signed(json_of(answer)), root)
    except ProtocolError as fault:
        if fault.code is ErrorCode.BAD_SIGNATURE:
            raise GatewayError(Outcome.FAUX_SERVICE, detail="material") from fault
        raise bad_answer(fault) from fault


def certificate_in(value: Json, root: bytes) -> SignedDocument:
    """Return the device's certificate in an answer, signed by this root.

    Raises:
        GatewayError: none, or not of this root.
    """
    try:
        fields = Fields.of(value, "", required=("certificate",))
        document = parse_signed(fields.values["certificate"], "certificate")
        open_device(document, root)
    except ProtocolError as fault:
        raise bad_answer(fault) from fault
    return document


def erasures_in(value: Json) -> ErasurePage:
    """Return the page of a ledger of erasures in an answer.

    Raises:
        GatewayError: it was not understood.
    """
    try:
        return parse_erasure_page(value)
    except ProtocolError as fault:
        raise bad_answer(fault) from fault


def _check_open_answer(answer: Answer) -> None:
    if answer.status != _OK:
        raise unproved_fault(answer)
    stamp_of(answer)  # a page of somebody else has none
