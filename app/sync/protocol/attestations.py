"""A destruction's signed statement, and the PDF that carries it: the laptops' and the service's.

The statement stands in a comment after the PDF's end, before a second end mark: readers show the
paper, and anybody with the program can check that neither has changed.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from app.sync.protocol.canonical import Json, canonical, parse_canonical
from app.sync.protocol.reading import Fields, to_base64
from app.sync.protocol.signing import PUBLIC_BYTES, sign

STATEMENT: Final = "passerelle destruction 1"
FILE: Final = "passerelle attestation 1"
MARK: Final = b"\n%PASSERELLE-ATTESTATION-1 "
_END: Final = b"\n%%EOF\n"
_LONG: Final = 2000


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


def seal(
    pdf: bytes,
    statement: bytes,
    signature: bytes,
    private: bytes,
    claims: bytes,
) -> bytes:
    """Return `pdf` with its statement, the statement's signature, the claims, one over all of it.

    `private` is its maker's key: a restored laptop's is another than the statement's.
    `claims` say who vouches for it.
    """
    over_all = sign(private, FILE, pdf, statement, claims)
    line = line_of((statement, signature, over_all, claims))
    return pdf + MARK + line + b"\n" + tail_of(pdf)


def line_of(parts: Sequence[bytes]) -> bytes:
    """Return the parts as the file carries them."""
    return b" ".join(base64.b64encode(part) for part in parts)


def tail_of(pdf: bytes) -> bytes:
    """Return what ends the file: where the PDF's table stands, for readers that begin there."""
    _, _, after = pdf.rpartition(b"startxref")
    digits = after.split()[:1]
    return b"startxref\n" + (digits[0] if digits else b"0") + _END


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
