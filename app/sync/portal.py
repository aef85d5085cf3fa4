"""Find out whether a place's network wants a sign-in before it lets anything through.

On HTTPS a captive portal shows only as a certificate that is not the service's. One plain request
without any of our headers tells the two apart: a portal sends the visitor to another host.
"""

from typing import Final
from urllib.parse import urlsplit

import httpx

_NETWORK_AUTHENTICATION: Final = 511  # RFC 6585


def wants_sign_in(url: str, *, timeout_s: float) -> bool:
    """Ask `url` (plain HTTP) once, and tell whether somebody else's page is offered instead."""
    try:
        with (
            httpx.Client(trust_env=False, follow_redirects=False, timeout=timeout_s) as client,
            client.stream("GET", url, headers={"user-agent": "Passerelle"}) as response,
        ):
            location = str(response.headers.get("location", ""))
            if response.status_code == _NETWORK_AUTHENTICATION:
                return True
            elsewhere = urlsplit(location).hostname
            return response.is_redirect and elsewhere not in {None, urlsplit(url).hostname}
    except (httpx.HTTPError, ValueError):
        return False
