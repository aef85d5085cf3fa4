"""The recovery key as somebody prints it, reads it aloud and types it back.

256 bits are 13 groups of 5 characters: 4 of the key, 1 of control. The alphabet is Crockford's:
no I, L, O or U, and O, I, L are read as 0 and 1. The control character is a weighted sum in
GF(32) plus the group's number, so within a group any single mistake and any swap of two
neighbours is seen, and so is a group in the place of another.
"""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from app.storage.vault.failures import WrongRecoveryKeyError
from app.storage.vault.kdf import KEY_BYTES

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS: Final = 13
_DATA: Final = 4
_LENGTH: Final = _DATA + 1
_READ_AS: Final = str.maketrans("OIL", "011")
_SEPARATORS: Final = re.compile(r"[\s\-–—.·_]+")
_SPARE_BITS: Final = GROUPS * _DATA * 5 - KEY_BYTES * 8


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheet:
    """What is printed once and never kept: the key in groups, and the sheet's number."""

    sheet: int
    groups: tuple[str, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """Return the groups in one line."""
        return " ".join(self.groups)

    def check_part(self, asked: Sequence[int], typed: str) -> bool:
        """Tell whether `typed` is the groups `asked` (counted from 1), in that order."""
        expected = "".join(self.groups[number - 1] for number in asked)
        return secrets.compare_digest(normalise(typed).encode(), expected.encode())


def new_key() -> bytes:
    """Return a random 256-bit key."""
    return secrets.token_bytes(KEY_BYTES)


def sheet_of(key: bytes, sheet: int) -> RecoverySheet:
    """Return the printed form of `key`."""
    number = int.from_bytes(key) << _SPARE_BITS | _whole_check(key)
    values = [number >> 5 * place & 31 for place in reversed(range(GROUPS * _DATA))]
    return RecoverySheet(
        sheet=sheet,
        groups=tuple(
            _written(group, values[_DATA * (group - 1) : _DATA * group])
            for group in range(1, GROUPS + 1)
        ),
    )


def normalise(typed: str) -> str:
    """Return what was meant: capitals, no separators, look-alikes read as digits."""
    return _SEPARATORS.sub("", typed).upper().translate(_READ_AS)


def key_of(typed: str) -> bytes:
    """Return the key that somebody typed back; case, spaces and hyphens do not matter.

    Raises:
        WrongRecoveryKeyError: with the groups that cannot be right.
    """
    groups = _split(typed)
    wrong = tuple(number for number, group in enumerate(groups, 1) if not _holds(number, group))
    if len(groups) != GROUPS:  # a character lost or doubled shifts all that follows
        wrong = (wrong or (len(groups),))[:1]
    if wrong:
        raise WrongRecoveryKeyError(wrong)
    number = 0
    for group in groups:
        for value in _values(group[:_DATA]):
            number = number << 5 | value
    key = (number >> _SPARE_BITS).to_bytes(KEY_BYTES)
    if number & (1 << _SPARE_BITS) - 1 != _whole_check(key):
        raise WrongRecoveryKeyError(tuple(range(1, GROUPS + 1)))
    return key


def _split(typed: str) -> list[str]:
    """Cut where the person did when that gives 13 groups, else every five characters."""
    parts = [normalise(part) for part in _SEPARATORS.split(typed) if part]
    if len(parts) == GROUPS:
        return parts
    joined = "".join(parts)
    return [joined[start : start + _LENGTH] for start in range(0, len(joined), _LENGTH)] or [""]


def _written(number: int, values: Sequence[int]) -> str:
    return "".join(ALPHABET[value] for value in (*values, _control(number, values)))


def _holds(number: int, group: str) -> bool:
    if number > GROUPS or len(group) != _LENGTH or not set(group) <= set(ALPHABET):
        return False
    *values, control = _values(group)
    return control == _control(number, values)


def _values(text: str) -> list[int]:
    return [ALPHABET.index(character) for character in text]


def _control(number: int, values: Sequence[int]) -> int:
    """Return number + Σ αⁱ·vᵢ in GF(32): the weights differ, and differ from the control's own."""
    total = 0
    for value in reversed(values):
        total = _times_alpha(total ^ value)
    return total ^ number


def _times_alpha(value: int) -> int:
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 32 else doubled  # x⁵ + x² + 1, primitive


def _whole_check(key: bytes) -> int:
    return hashlib.sha256(key).digest()[0] >> 8 - _SPARE_BITS
