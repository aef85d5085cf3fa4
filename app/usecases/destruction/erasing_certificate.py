"""The file of a certificate: a PDF that carries its statement and its seal, and their check.

The statement stands in a comment after the PDF's end, before a second end mark: readers show the
paper, and anybody with the program can check that neither has changed. A key signs it; whose key it
is, a certificate of the Département says where the laptop has one. After a restore the laptop makes
the paper again with its new key: the statement keeps the signature of the former one.
"""

import base64
import binascii
from dataclasses import dataclass
from typing import Final

from app.domain.failures import AppError
from app.sync.protocol.activation_code import root_fingerprint
from app.sync.protocol.attestations import FILE, MARK, STATEMENT, Statement, line_of, tail_of
from app.sync.protocol.device import DeviceCertificate
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.signing import key_id, verify
from app.usecases.destruction.certificate_claims import Claims

_LARGEST: Final = 8 * 1024 * 1024
_PARTS: Final = (3, 4)


class NotACertificateError(AppError):
    """The file is no certificate of destruction of this program."""


class ForgedCertificateError(AppError):
    """The file was changed after it was signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A certificate that holds.

    `mine` tells whether this laptop signed it, None when unknown. `certified` says whose the key
    is, as the Département of `root` states it; None where no Département vouches for it. `remade`
    names the key of the laptop that made the paper again after a restore, empty otherwise.
    """

    statement: Statement
    mine: bool | None
    certified: DeviceCertificate | None = None
    root: bytes = b""
    remade: str = ""

    @property
    def key(self) -> str:
        """Return the name of the key that signed."""
        return key_id(self.statement.public)

    @property
    def fingerprint(self) -> str:
        """Return the fingerprint of the Département's root, as activation codes carry it."""
        return root_fingerprint(self.root) if self.root else ""


def check(content: bytes, *, own_public: bytes | None = None) -> Checked:
    """Return what a certificate says, if it is whole.

    Raises:
        NotACertificateError: no certificate of this program.
        ForgedCertificateError: the paper or its statement was changed.
    """
    pdf, mark, trailer = content.rpartition(MARK)
    if not mark or len(content) > _LARGEST:
        raise NotACertificateError
    line, _, rest = trailer.partition(b"\n")
    try:
        parts = [base64.b64decode(part, validate=True) for part in line.split(b" ")]
    except (binascii.Error, ValueError) as fault:
        raise ForgedCertificateError from fault
    if line_of(parts) != line:  # bits of padding that no part holds would go unseen
        raise ForgedCertificateError
    if len(parts) not in _PARTS or rest != tail_of(pdf):
        raise ForgedCertificateError
    try:
        return _checked(pdf, parts, own_public)
    except (ProtocolError, TypeError) as fault:
        raise ForgedCertificateError from fault


def _checked(pdf: bytes, parts: list[bytes], own_public: bytes | None) -> Checked:
    statement, signature, over_all, *written = parts
    said = Statement.read(statement)
    verify(said.public, signature, STATEMENT, statement)
    claims = Claims.read(written[0]) if written else Claims(maker=said.public)
    verify(claims.maker, over_all, FILE, pdf, statement, *written)
    claims.check(said.device, said.public)
    return Checked(
        statement=said,
        mine=None if own_public is None else own_public == said.public,
        certified=claims.certified,
        root=claims.root,
        remade="" if claims.maker == said.public else key_id(claims.maker),
    )
