"""The file of a certificate: a PDF that carries its statement and its seal, and their check.

The statement stands in a comment after the PDF's end, before a second end mark: readers show the
paper, and anybody with the program can check that neither has changed. A key signs it; whose key it
is, the Département knows from the activation.
"""

import base64
import binascii
from dataclasses import dataclass
from typing import Final, cast

from app.domain.failures import AppError
from app.sync.protocol.canonical import Json, canonical, parse_canonical
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.reading import Fields, to_base64
from app.sync.protocol.signing import PUBLIC_BYTES, key_id, sign, verify

STATEMENT: Final = "passerelle destruction 1"
_FILE: Final = "passerelle attestation 1"
_MARK: Final = b"\n%PASSERELLE-ATTESTATION-1 "
_END: Final = b"\n%%EOF\n"
_LARGEST: Final = 8 * 1024 * 1024
_PARTS: Final = 3
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
    """A certificate that holds. `mine` tells whether this laptop signed it, None when unknown."""

    statement: Statement
    mine: bool | None

    @property
    def key(self) -> str:
        """Return the name of the key that signed."""
        return key_id(self.statement.public)


def seal(pdf: bytes, statement: bytes, signature: bytes, private: bytes) -> bytes:
    """Return `pdf` with its statement, the statement's signature and one over both."""
    over_both = sign(private, _FILE, pdf, statement)
    parts = b" ".join(base64.b64encode(part) for part in (statement, signature, over_both))
    return pdf + _MARK + parts + b"\nstartxref\n" + _start(pdf) + _END


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
    if len(parts) != _PARTS or rest != b"startxref\n" + _start(pdf) + _END:
        raise ForgedCertificateError
    statement, signature, over_both = parts
    try:
        said = Statement.read(statement)
        verify(said.public, signature, STATEMENT, statement)
        verify(said.public, over_both, _FILE, pdf, statement)
    except (ProtocolError, TypeError) as fault:
        raise ForgedCertificateError from fault
    return Checked(statement=said, mine=None if own_public is None else own_public == said.public)


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
