"""Answers that the service did not sign: who spoke instead, as far as it can be told."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from app.sync.gateway import GatewayError
from app.sync.outcomes import Outcome

if TYPE_CHECKING:
    from app.sync.line import Answer

_LONGEST_WAIT_S: Final = 86_400
_DIGITS: Final = 6
_PROXY_AUTHENTICATION: Final = 407
_TOO_MANY: Final = 429
_NETWORK_AUTHENTICATION: Final = 511  # RFC 6585: a captive portal that says so
_AWAY: Final = {502, 503, 504}
_REDIRECTS: Final = range(300, 400)


def not_the_service(answer: "Answer") -> GatewayError:
    """Return what an unsigned answer means.

    Believed from a stranger: that one must wait, sign in at the network, or give up.
    """
    return GatewayError(
        _outcome(answer), retry_after_s=retry_after(answer), detail=f"unsigned {answer.status}"
    )


def retry_after(answer: "Answer") -> int | None:
    """Return the wait that `Retry-After` asks for, in seconds, at most a day; None without one."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return min(int(text[:_DIGITS]), _LONGEST_WAIT_S)
    try:
        until = parsedate_to_datetime(text)
        since = parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return None
    # Both in the sender's time: our own clock may be the wrong one.
    wait = (_aware(until) - _aware(since)).total_seconds()
    return max(0, min(int(wait), _LONGEST_WAIT_S))


def _outcome(answer: "Answer") -> Outcome:
    status = answer.status
    if status == _PROXY_AUTHENTICATION:
        return Outcome.PROXY_REFUSE
    if status == _TOO_MANY:
        return Outcome.TROP_DE_DEMANDES
    if status in _AWAY:
        return Outcome.SERVICE_INDISPONIBLE
    page = "html" in answer.headers.get("content-type", "").lower()
    if status in _REDIRECTS or status == _NETWORK_AUTHENTICATION or page:
        return Outcome.PORTAIL_CAPTIF
    return Outcome.REPONSE_ILLISIBLE


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
