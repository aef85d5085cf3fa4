"""The certificates of this laptop's keys, signed by the Département: nothing secret, kept for good.

They outlive the keys: after a restore the laptop has new ones, and what the former ones signed must
still be shown with whose they were. Functions take a session and never commit.
"""

import base64
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from app.storage import parametres

_PREFIX: Final = "certification."


@dataclass(frozen=True, slots=True, kw_only=True)
class Certification:
    """A certificate as it came: canonical bytes, the root's signature, the root's public half."""

    content: bytes
    signature: bytes
    root: bytes


def keep(session: Session, key: str, certification: Certification) -> None:
    """Keep the certificate of the key named `key`."""
    parts = (certification.content, certification.signature, certification.root)
    parametres.keep(session, _PREFIX + key, [base64.b64encode(part).decode() for part in parts])


def load(session: Session, key: str) -> Certification | None:
    """Return the certificate of the key named `key`, None while the Département gave none."""
    match parametres.load(session, _PREFIX + key):
        case [str() as content, str() as signature, str() as root]:
            return Certification(
                content=base64.b64decode(content),
                signature=base64.b64decode(signature),
                root=base64.b64decode(root),
            )
        case _:
            return None
