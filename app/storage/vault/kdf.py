"""Turn a passphrase into a key, slowly.

Argon2id at no less than 64 MiB, 3 passes, 4 lanes (RFC 9106 § 4, second recommended option). The
floor is checked whenever parameters are made, hence also when a file is read; nothing in the
program lowers it.
"""

import unicodedata
from dataclasses import dataclass
from typing import Final

from app.storage.vault.failures import NotEnoughMemoryError

SALT_BYTES: Final = 16
KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class KdfLimits:
    """What parameters are accepted; the ceilings stop a hostile file from freezing the laptop."""

    memory_kib: tuple[int, int]
    iterations: tuple[int, int]
    lanes: tuple[int, int]


# Not Final: tests of the other rooms lower it to be quick; nothing in `app` may.
LIMITS = KdfLimits(memory_kib=(64 * 1024, 2 * 1024 * 1024), iterations=(3, 64), lanes=(4, 16))


@dataclass(frozen=True, slots=True, kw_only=True)
class KdfParameters:
    """The cost of one derivation, within `LIMITS` or refused at birth."""

    memory_kib: int
    iterations: int
    lanes: int

    def __post_init__(self) -> None:
        for name in ("memory_kib", "iterations", "lanes"):
            value: int = getattr(self, name)
            least, most = getattr(LIMITS, name)
            if not least <= value <= most:
                raise ValueError(f"{name} = {value} is outside {least}..{most}")


def strong() -> KdfParameters:
    """Return the least cost that the program accepts; calibration only goes up from here."""
    return KdfParameters(
        memory_kib=LIMITS.memory_kib[0],
        iterations=LIMITS.iterations[0],
        lanes=LIMITS.lanes[0],
    )


def stronger(one: KdfParameters, other: KdfParameters) -> KdfParameters:
    """Return the dearer of two: passes over all memory are what an attacker pays."""
    return max(one, other, key=lambda kdf: (kdf.memory_kib * kdf.iterations, kdf.memory_kib))


def derive(
    passphrase: str, *, salt: bytes, parameters: KdfParameters, pepper: bytes | None = None
) -> bytes:
    """Return the 32-byte key of `passphrase`.

    Takes up to a second and the memory it says; releases the interpreter, so call it in a thread.
    The text is taken in NFC: keyboards and systems do not compose « é » the same way.

    Raises:
        NotEnoughMemoryError: the system refused the memory.
    """
    from cryptography.hazmat.primitives.kdf.argon2 import (  # noqa: PLC0415 - unlock window is light
        Argon2id,
    )

    argon = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=parameters.iterations,
        lanes=parameters.lanes,
        memory_cost=parameters.memory_kib,
        secret=pepper,
    )
    try:
        return argon.derive(unicodedata.normalize("NFC", passphrase).encode())
    except MemoryError:
        raise NotEnoughMemoryError from None
