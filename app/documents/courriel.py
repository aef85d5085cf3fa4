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
    message = _draft(courriel.to, courriel.sender, courriel.subject, courriel.at)
    message.set_content(courriel.body)
    message.add_attachment(
        courriel.pdf, maintype="application", subtype="pdf", filename=courriel.file_name
    )
    return message.as_bytes()


def text_eml(*, to: str, sender: str, subject: str, body: str, at: datetime) -> bytes:
    """Return the file of an e-mail of words alone; without an address, its recipient is left open.

    Nobody who is helped is named in `subject`, which is seen in transit.
    """
    message = _draft(to, sender, subject, at)
    message.set_content(body)
    return message.as_bytes()


def _draft(to: str, sender: str, subject: str, at: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    if is_address(to):
        message["To"] = to
    if is_address(sender):
        message["From"] = sender
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["X-Unsent"] = "1"
    return message
