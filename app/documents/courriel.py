"""An e-mail ready to be sent from any mail program, as a file: no network is needed to make it."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

_ADDRESS: Final = re.compile(r"[^@\s,;:<>\"()\[\]\\]+@[^@\s,;:<>\"()\[\]\\]+\.[A-Za-z]{2,}")


def is_address(text: str) -> bool:
    """Tell whether `text` is one plain e-mail address."""
    return _ADDRESS.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Courriel:
    """An e-mail with one PDF. `subject` and `file_name` name no person: both are seen in transit.

    `sender` may be empty: the mail program puts the account of whoever sends it.
    """

    to: str
    sender: str
    subject: str
    body: str
    at: datetime
    file_name: str
    pdf: bytes


def eml(courriel: Courriel) -> bytes:
    """Return the file (RFC 5322); `X-Unsent` opens it as a draft in the programs that know it.

    No Message-ID is given: it would name this computer, and the sending program gives its own.

    Raises:
        ValueError: the recipient is not an address.
    """
    if not is_address(courriel.to):
        raise ValueError("not an e-mail address")
    message = EmailMessage(policy=SMTP)
    message["To"] = courriel.to
    if is_address(courriel.sender):
        message["From"] = courriel.sender
    message["Subject"] = courriel.subject
    message["Date"] = format_datetime(courriel.at)
    message["X-Unsent"] = "1"
    message.set_content(courriel.body)
    message.add_attachment(
        courriel.pdf, maintype="application", subtype="pdf", filename=courriel.file_name
    )
    return message.as_bytes()
