"""What the tests of the double hold in their hands."""

from dataclasses import dataclass

import httpx

from tests.demarches_simplifiees.platform import Platform
from tests.demarches_simplifiees.wire import Wire


@dataclass
class Site:
    """The platform's double behind a real server, and the door of a browser to it."""

    platform: Platform
    wire: Wire
    origin: str
    http: httpx.Client
