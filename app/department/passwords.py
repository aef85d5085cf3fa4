"""Passwords of console accounts: Argon2id, in the usual PHC string.

The cost is OWASP's second profile (19 MiB, 2 passes): a sign-in costs some 30 ms, and forty at
once stay under a gigabyte. Source: OWASP Password Storage Cheat Sheet, « Argon2id ».
"""

import secrets

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from zxcvbn import zxcvbn

MINIMUM_LENGTH = 12  # ANSSI-PG-078, accounts reached by a network
MINIMUM_SCORE = 3
_LENGTH, _ITERATIONS, _LANES, _MEMORY_KIB = 32, 2, 1, 19 * 1024


def hash_password(password: str) -> str:
    """Return the PHC string to keep for `password`."""
    kdf = Argon2id(
        salt=secrets.token_bytes(16),
        length=_LENGTH,
        iterations=_ITERATIONS,
        lanes=_LANES,
        memory_cost=_MEMORY_KIB,
    )
    return kdf.derive_phc_encoded(password.encode())


def is_password(password: str, kept: str) -> bool:
    """Tell whether `password` is the one of which `kept` was made."""
    try:
        Argon2id.verify_phc_encoded(password.encode(), kept)
    except (InvalidKey, ValueError):
        return False
    return True


def weakness(password: str, *, name: str) -> str:
    """Return the French sentence saying why `password` is too weak, empty when it is not."""
    if len(password) < MINIMUM_LENGTH:
        return f"Il faut au moins {MINIMUM_LENGTH} caractères."
    if int(zxcvbn(password[:72], user_inputs=[name, "passerelle"])["score"]) < MINIMUM_SCORE:
        return "Ce mot de passe se devine trop vite : ajoutez des mots sans rapport entre eux."
    return ""
