"""Carnets, monthly counters and figures, asked and told over HTTP (docs/protocole.md § 12, 13)."""

from collections.abc import Sequence

from app.sync.conversation import Conversation
from app.sync.envelopes import seal_reports
from app.sync.gateway import GatewayError
from app.sync.outcomes import Outcome
from app.sync.protocol import routes
from app.sync.protocol.bodies import encode_body
from app.sync.protocol.canonical import Json
from app.sync.protocol.counters import (
    CounterReceipt,
    CountersAnswer,
    MonthReport,
    parse_counters_answer,
    reports_content,
)
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.figures import parse_figures_answer, read_figures
from app.sync.protocol.slices import (
    Acknowledgement,
    SignedSlice,
    acknowledgements_content,
    open_slice,
    parse_slices,
)
from app.sync.protocol.stock import Stock, open_stock, parse_stock_answer
from app.sync.service_answers import bad_answer


def ask_slices(service: Conversation) -> Sequence[SignedSlice] | None:
    """Fetch this laptop's slices; None from an older service.

    Raises:
        GatewayError: refused, or a slice that the Département did not sign.
    """
    return _verified(service, service.ask_if_there("GET", routes.SLICES))


def ask_stock(service: Conversation) -> Stock | None:
    """Fetch what is stated of the structure's carnets; None from an older service.

    Raises:
        GatewayError: refused, or a statement that the Département did not sign.
    """
    value = service.ask_if_there("GET", routes.STOCK)
    if value is None:
        return None
    try:
        signed = parse_stock_answer(value)
        if all(key.id != signed.key for key in service.activated().keys().keys):
            service.refresh_keys()
        return open_stock(signed, service.activated().keys())
    except ProtocolError as fault:
        raise bad_answer(fault) from fault


def ask_figures(service: Conversation, since: int) -> Sequence[bytes] | None:
    """Fetch the structure's figures from a year on; None from an older service.

    Raises:
        GatewayError: refused, or a file that the Département did not sign.
    """
    value = service.ask_if_there("GET", routes.figures_target(since))
    if value is None:
        return None
    try:
        found = parse_figures_answer(value)
        for raw in found:
            read_figures(raw, service.activated().keys())
    except ProtocolError as fault:
        raise bad_answer(fault) from fault
    return found


def tell_slices(
    service: Conversation, told: Sequence[Acknowledgement]
) -> Sequence[SignedSlice] | None:
    """Say what is here of the slices; None from an older service.

    Raises:
        GatewayError: refused, or a slice that the Département did not sign.
    """
    body = encode_body(acknowledgements_content(told))
    return _verified(service, service.ask_if_there("POST", routes.SLICES, body))


def tell_counters(
    service: Conversation, reports: Sequence[MonthReport]
) -> Sequence[CounterReceipt] | None:
    """Seal and tell months; None from an older service. A key not known any more is looked up once.

    Raises:
        GatewayError: refused, or no answer was understood.
    """
    answer = _tell_once(service, reports)
    if answer is not None and any(one.code is ErrorCode.UNKNOWN_KEY for one in answer.receipts):
        service.refresh_keys()
        answer = _tell_once(service, reports)
    return None if answer is None else answer.receipts


def _tell_once(service: Conversation, reports: Sequence[MonthReport]) -> CountersAnswer | None:
    sealed = seal_reports(reports, device=service.keys.device, link=service.activated())
    value = service.ask_if_there("POST", routes.COUNTERS, encode_body(reports_content(sealed)))
    if value is None:
        return None
    try:
        answer = parse_counters_answer(value)
    except ProtocolError as fault:
        raise bad_answer(fault) from fault
    if [(r.month, r.revision) for r in answer.receipts] != [(r.month, r.revision) for r in reports]:
        raise GatewayError(Outcome.REPONSE_ILLISIBLE, detail="receipts of other months")
    return answer


def _verified(service: Conversation, value: Json) -> Sequence[SignedSlice] | None:
    if value is None:
        return None
    try:
        found = parse_slices(value).slices
        known = {key.id for key in service.activated().keys().keys}
        if any(one.key not in known for one in found):
            service.refresh_keys()
        keys = service.activated().keys()
        for one in found:
            open_slice(one, keys)
    except ProtocolError as fault:
        raise bad_answer(fault) from fault
    return found
