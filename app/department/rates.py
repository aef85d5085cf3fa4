"""How many requests one address may make that no device has signed: a flood, whatever it holds.

Counted in the memory of each worker process, on purpose. What is protected is that process's time
(an unsigned request costs it one signature); with several processes the limit is that many times
higher, and no write of the database is spent on a stranger. What a device signed does not count
here but under the device, in the database (`records.admission`): two hundred laptops may sit behind
one address. Attempts to guess are counted in the database too (`records.attempts`).
"""

from datetime import datetime
from ipaddress import IPv6Address, ip_address
from threading import Lock
from typing import Final

from app.sync.protocol.errors import ErrorCode, ProtocolError

MOST_PER_MINUTE: Final = 3000
MINUTE_S: Final = 60


class TooManyRequestsError(ProtocolError):
    """The caller has to wait `retry_after_s` seconds."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(ErrorCode.TOO_MANY_REQUESTS)
        self.retry_after_s = retry_after_s


class AddressCounter:
    """Counts by address and minute; safe from any thread."""

    def __init__(self, most: int = MOST_PER_MINUTE) -> None:
        self._most = most
        self._minute = 0
        self._counts: dict[str, int] = {}
        self._lock = Lock()

    def enter(self, address: str, now: datetime) -> None:
        """Count one request.

        Raises:
            TooManyRequestsError: this minute's are used up; this one was not counted.
        """
        with self._lock:
            self._turn(now)
            key = _network(address)
            if self._counts.get(key, 0) >= self._most:
                raise TooManyRequestsError(seconds_left(now))
            self._counts[key] = self._counts.get(key, 0) + 1

    def forgive(self, address: str, now: datetime) -> None:
        """Take one request back: a device had signed it."""
        with self._lock:
            self._turn(now)
            key = _network(address)
            if key in self._counts:
                self._counts[key] -= 1

    def _turn(self, now: datetime) -> None:
        if (minute := int(now.timestamp()) // MINUTE_S) != self._minute:
            self._minute = minute
            self._counts.clear()


def seconds_left(now: datetime) -> int:
    """Return how long this minute still lasts, at least one second."""
    return MINUTE_S - int(now.timestamp()) % MINUTE_S


def _network(address: str) -> str:
    """Return what one subscriber has: an IPv4 address, or 64 bits of an IPv6 one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(IPv6Address(int(found) >> 64 << 64))
    return address
