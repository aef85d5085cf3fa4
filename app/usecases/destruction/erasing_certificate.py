"""The file of a certificate: a PDF that carries its statement and its seal, and their check.

The statement stands in a comment after the PDF's end, before a second end mark: readers show the
paper, and anybody with the program can check that neither has changed. A key signs it; whose key it
is, a certificate of the Département says where the laptop has one. After a restore the laptop makes
the paper again with its new key: the statement keeps the signature of the former one.
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from app.domain.failures import AppError
from app.sync.protocol.activation_code import root_fingerprint
from app.sync.protocol.canonical import Json, canonical, parse_canonical
from app.sync.protocol.device import DeviceCertificate
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.reading import Fields, to_base64
from app.sync.protocol.signing import PUBLIC_BYTES, key_id, sign, verify
from app.usecases.destruction.certificate_claims import Claims

STATEMENT: Final = "passerelle destruction 1"
_FILE: Final = "passerelle attestation 1"
_MARK: Final = b"\n%PASSERELLE-ATTESTATION-1 "
_END: Final = b"\n%%EOF\n"
_LARGEST: Final = 8 * 1024 * 1024
_PARTS: Final = (3, 4)
_LONG: Final = 2000


class NotACertificateError(AppError):
    """The file is no certificate of destruction of this program."""


class ForgedCertificateError(AppError):
    """The file was changed after it was signed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is signed of a destruction: no name but the agent's, empty for an automatic one."""

    numero: str
    structure: str
    event: str
    rule: str
    agent: str
    begun: str
    ended: str
    counts: tuple[tuple[str, int], ...]
    beyond: tuple[str, ...]
    device: str
    public: bytes

    def to_bytes(self) -> bytes:
        """Return the statement in its one form."""
        counts: list[Json] = [[words, number] for words, number in self.counts]
        beyond: list[Json] = list(self.beyond)
        return canonical(
            {
                "agent": self.agent,
                "begun": self.begun,
                "beyond": beyond,
                "counts": counts,
                "device": self.device,
                "ended": self.ended,
                "event": self.event,
                "key": to_base64(self.public),
                "number": self.numero,
                "rule": self.rule,
                "structure": self.structure,
            }
        )

    @classmethod
    def read(cls, raw: bytes) -> "Statement":
        """Read what `to_bytes` wrote.

        Raises:
            ProtocolError: damaged.
            TypeError: a counted kind is not words and a number.
        """
        names = (
            "agent", "begun", "beyond", "counts", "device", "ended", "event", "key", "number",
            "rule", "structure",
        )  # fmt: skip
        fields = Fields.of(parse_canonical(raw), "statement", required=names)
        return cls(
            numero=fields.text("number"),
            structure=fields.text("structure"),
            event=fields.text("event"),
            rule=fields.text("rule", longest=_LONG),
            agent=_text(fields.values["agent"]),
            begun=fields.text("begun"),
            ended=fields.text("ended"),
            counts=tuple(_count(pair) for pair in _listed(fields.values["counts"])),
            beyond=tuple(_text(line) for line in _listed(fields.values["beyond"])),
            device=fields.text("device"),
            public=fields.octets("key", PUBLIC_BYTES, PUBLIC_BYTES),
        )


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


def seal(
    pdf: bytes,
    statement: bytes,
    signature: bytes,
    private: bytes,
    claims: bytes,
) -> bytes:
    """Return `pdf` with its statement, the statement's signature, the claims, one over all of it.

    `private` is the key of the laptop at work: another than the statement's where it was restored.
    `claims` as `certificate_claims.write` gives them.
    """
    over_all = sign(private, _FILE, pdf, statement, claims)
    line = _line((statement, signature, over_all, claims))
    return pdf + _MARK + line + b"\nstartxref\n" + _start(pdf) + _END


def check(content: bytes, *, own_public: bytes | None = None) -> Checked:
    """Return what a certificate says, if it is whole.

    Raises:
        NotACertificateError: no certificate of this program.
        ForgedCertificateError: the paper or its statement was changed.
    """
    pdf, mark, trailer = content.rpartition(_MARK)
    if not mark or len(content) > _LARGEST:
        raise NotACertificateError
    line, _, rest = trailer.partition(b"\n")
    try:
        parts = [base64.b64decode(part, validate=True) for part in line.split(b" ")]
    except (binascii.Error, ValueError) as fault:
        raise ForgedCertificateError from fault
    if _line(parts) != line:  # bits of padding that no part holds would go unseen
        raise ForgedCertificateError
    if len(parts) not in _PARTS or rest != b"startxref\n" + _start(pdf) + _END:
        raise ForgedCertificateError
    try:
        return _checked(pdf, parts, own_public)
    except (ProtocolError, TypeError) as fault:
        raise ForgedCertificateError from fault


def _line(parts: Sequence[bytes]) -> bytes:
    return b" ".join(base64.b64encode(part) for part in parts)


def _checked(pdf: bytes, parts: list[bytes], own_public: bytes | None) -> Checked:
    statement, signature, over_all, *written = parts
    said = Statement.read(statement)
    verify(said.public, signature, STATEMENT, statement)
    claims = Claims.read(written[0]) if written else Claims(maker=said.public)
    verify(claims.maker, over_all, _FILE, pdf, statement, *written)
    claims.check(said.device, said.public)
    return Checked(
        statement=said,
        mine=None if own_public is None else own_public == said.public,
        certified=claims.certified,
        root=claims.root,
        remade="" if claims.maker == said.public else key_id(claims.maker),
    )


def _listed(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("a list")
    return cast("list[object]", value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text")
    return value


def _count(pair: object) -> tuple[str, int]:
    match pair:
        case [str() as words, int() as number]:
            return words, number
        case _:
            raise TypeError("words and a number")


def _start(pdf: bytes) -> bytes:
    """Return where the PDF's table stands, so that readers which begin at the end find it."""
    _, _, after = pdf.rpartition(b"startxref")
    digits = after.split()[:1]
    return digits[0] if digits else b"0"
