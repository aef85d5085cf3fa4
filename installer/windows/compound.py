"""Settles what wixl draws by chance in an MSI: the package's code and the moments it was made.

They stand in the summary of the compound file ([MS-OLEPS] 2.21): a set of properties that begins
with a known number, then says where each one stands.
"""

import struct
from pathlib import Path
from typing import Final

_SUMMARY: Final = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")  # FMTID_SummaryInformation
_TEXT, _MOMENT = 30, 64  # VT_LPSTR, VT_FILETIME
_CODE, _CREATED, _SAVED = 9, 12, 13
_SINCE_1601: Final = 11_644_473_600


class NoSummaryError(Exception):
    """The file is no MSI whose summary stands where one expects it."""


def settle(package: Path, *, code: str, moment: int) -> None:
    """Write `code` (a GUID) and `moment` (seconds) over what stands there.

    Raises:
        NoSummaryError: nothing was written.
    """
    content = bytearray(package.read_bytes())
    places = _properties(content)
    code_type, size = _numbers(content, places[_CODE])
    if code_type != _TEXT or size != len(code) + 3 or content[places[_CODE] + 8] != ord("{"):
        raise NoSummaryError("no code of the package")
    struct.pack_into(f"<{len(code) + 2}s", content, places[_CODE] + 8, f"{{{code}}}".encode())
    for one in (_CREATED, _SAVED):
        if _numbers(content, places[one])[0] != _MOMENT:
            raise NoSummaryError("no moment")
        struct.pack_into("<Q", content, places[one] + 4, (moment + _SINCE_1601) * 10_000_000)
    package.write_bytes(content)


def _properties(content: bytearray) -> dict[int, int]:
    """Return where each property of the summary stands."""
    found = content.find(_SUMMARY)
    if found < 0 or content.find(_SUMMARY, found + 1) >= 0:
        raise NoSummaryError("no summary")
    (offset,) = struct.unpack_from("<I", content, found + 16)
    section = found - 28 + offset  # the number stands 28 bytes after the start of the set
    count = _numbers(content, section)[1]
    pairs = struct.iter_unpack("<II", content[section + 8 : section + 8 + 8 * count])
    places = {kind: section + place for kind, place in pairs}
    if not {_CODE, _CREATED, _SAVED} <= places.keys():
        raise NoSummaryError("the summary is not whole")
    return places


def _numbers(content: bytearray, place: int) -> tuple[int, int]:
    first, second = struct.unpack_from("<II", content, place)
    return int(first), int(second)
