"""Slices: what one laptop may hand out without a network (docs/protocole.md § 12).

The service signs a slice; it names its laptop and serves no other. Its revisions only grow; a
laptop acknowledges the last it has stored, with what it has handed over, and the service frees
nothing before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Final

from app.domain.carnets import Run, written
from app.sync.protocol.canonical import canonical, parse_canonical
from app.sync.protocol.limits import MAX_INTEGER
from app.sync.protocol.reading import KEY_FORM, Fields, instant_text, to_base64
from app.sync.protocol.signed import KeyList, KeyUse
from app.sync.protocol.signing import SIGNATURE_BYTES, key_id, public_of, sign, verify

MAX_SLICES: Final = 100  # of one laptop at once
MAX_RANGES: Final = 200  # told of one slice
MOST_CARNETS: Final = 100_000
LONGEST_PREFIX: Final = 12
MOST_DIGITS: Final = 15
_CONTEXT: Final = "passerelle-slice-v1"
_LONGEST: Final = 4096


class SliceState(StrEnum):
    """What the service says of a slice."""

    ATTRIBUEE = "attribuee"
    A_RENDRE = "a_rendre"  # nothing more may be handed out of it
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """Which carnets: those of a lot, and how their numbers are written (prefix, digits)."""

    lot: str
    operator: str
    prefix: str
    digits: int
    run: Run

    def written(self, number: int) -> str:
        """Return a carnet's number as it is printed on it."""
        return written(number, prefix=self.prefix, digits=self.digits)

    def content(self) -> dict[str, object]:
        """Return it as an object; no prefix is left out."""
        prefix = {"prefix": self.prefix} if self.prefix else {}
        return {
            "lot": self.lot,
            "operator": self.operator,
            "digits": self.digits,
            **prefix,
            **run_content(self.run),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A slice as the service states it. `numbered` is None for a number of carnets to promise.

    `valid_until` is its last day.
    """

    id: str
    number: int
    revision: int
    structure: str
    device: str
    state: SliceState
    carnets: int
    issued_at: datetime
    valid_until: date
    numbered: Numbered | None = None

    def __post_init__(self) -> None:
        if self.numbered is not None and self.numbered.run.carnets != self.carnets:
            raise ValueError("a slice holds as many carnets as its numbers say")

    def content(self) -> dict[str, object]:
        """Return the slice as an object."""
        numbered = {"numbered": self.numbered.content()} if self.numbered else {}
        return {
            "slice": self.id,
            "number": self.number,
            "revision": self.revision,
            "structure": self.structure,
            "device": self.device,
            "state": self.state.value,
            "carnets": self.carnets,
            "issued_at": instant_text(self.issued_at),
            "valid_until": self.valid_until.isoformat(),
            **numbered,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedSlice:
    """A slice's canonical bytes, the signing key's name and its signature over the bytes."""

    key: str
    content: bytes
    signature: bytes

    def wire(self) -> dict[str, object]:
        """Return it as an object of an answer."""
        return {
            "key": self.key,
            "content": to_base64(self.content),
            "signature": to_base64(self.signature),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SlicesAnswer:
    """The slices of the laptop that asked: all that are not closed, and what closed lately."""

    epoch: str
    slices: Sequence[SignedSlice]

    def content(self) -> dict[str, object]:
        """Return the answer as an object."""
        return {"epoch": self.epoch, "slices": [one.wire() for one in self.slices]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """What a laptop has of a slice, and what it has handed over of it in all.

    `ranges` name the carnets of a numbered slice; their sum is `handed`. `returned`: it gives the
    rest back of its own accord.
    """

    slice: str
    revision: int
    handed: int
    ranges: Sequence[Run] = ()
    returned: bool = False

    def content(self) -> dict[str, object]:
        """Return the acknowledgement as an object."""
        returned = {"returned": True} if self.returned else {}
        return {
            "slice": self.slice,
            "revision": self.revision,
            "handed": self.handed,
            "ranges": [run_content(run) for run in self.ranges],
            **returned,
        }


def sign_slice(allotted: Slice, private: bytes) -> SignedSlice:
    """Sign a slice with one of the service's signing keys (32 private bytes)."""
    return sign_content(allotted.content(), private, _CONTEXT)


def open_slice(document: SignedSlice, keys: KeyList) -> Slice:
    """Verify and read a slice under the key list.

    Raises:
        ProtocolError: `UNKNOWN_KEY` where the list does not have the key, altered, or out of form.
    """
    return read_slice(verified_content(document, keys, _CONTEXT))


def sign_content(value: dict[str, object], private: bytes, context: str) -> SignedSlice:
    """Sign an object like a slice, under a context of its own."""
    content = canonical(value)
    return SignedSlice(
        key=key_id(public_of(private)), content=content, signature=sign(private, context, content)
    )


def verified_content(document: SignedSlice, keys: KeyList, context: str) -> bytes:
    """Return what was signed under the key list and this context.

    Raises:
        ProtocolError: `UNKNOWN_KEY` where the list does not have the key, or altered.
    """
    public = keys.find(KeyUse.SIGN, document.key).public
    verify(public, document.signature, context, document.content)
    return document.content


def read_slice(content: bytes) -> Slice:
    """Read a slice whose signature was verified when it came.

    Raises:
        ProtocolError: out of form.
    """
    names = ("slice", "number", "revision", "structure", "device", "state", "carnets")
    fields = Fields.of(
        parse_canonical(content, limit=_LONGEST),
        "slice",
        required=(*names, "issued_at", "valid_until"),
        optional=("numbered",),
    )
    carnets = fields.integer("carnets", 1, MOST_CARNETS)
    numbered = None
    if fields.has("numbered"):
        numbered, _ = numbered_in(fields.values["numbered"], "slice.numbered")
    if numbered is not None and numbered.run.carnets != carnets:
        raise fields.fault("carnets")
    return Slice(
        id=fields.uuid("slice"),
        number=fields.integer("number", 1, MAX_INTEGER),
        revision=fields.integer("revision", 1, MAX_INTEGER),
        structure=fields.code("structure"),
        device=fields.uuid("device"),
        state=fields.choice("state", SliceState),
        carnets=carnets,
        issued_at=fields.instant("issued_at"),
        valid_until=fields.day("valid_until"),
        numbered=numbered,
    )


def parse_slices(value: object) -> SlicesAnswer:
    """Read an answer; no signature is verified yet.

    Raises:
        ProtocolError: out of form.
    """
    fields = Fields.of(value, "", required=("epoch", "slices"))
    found = fields.items("slices", MAX_SLICES)
    return SlicesAnswer(
        epoch=fields.code("epoch"),
        slices=tuple(parse_signed_slice(one, f"slices[{at}]") for at, one in enumerate(found)),
    )


def acknowledgements_content(told: Sequence[Acknowledgement]) -> dict[str, object]:
    """Return what a laptop posts."""
    return {"slices": [one.content() for one in told]}


def parse_acknowledgements(value: object) -> tuple[Acknowledgement, ...]:
    """Read what a laptop posts.

    Raises:
        ProtocolError: out of form, or numbers that do not add up.
    """
    fields = Fields.of(value, "", required=("slices",))
    found = fields.items("slices", MAX_SLICES)
    return tuple(_acknowledgement(one, f"slices[{at}]") for at, one in enumerate(found))


def _acknowledgement(value: object, place: str) -> Acknowledgement:
    names = ("slice", "revision", "handed", "ranges")
    fields = Fields.of(value, place, required=names, optional=("returned",))
    found = fields.items("ranges", MAX_RANGES)
    ranges = tuple(_run(one, f"{place}.ranges[{at}]") for at, one in enumerate(found))
    ordered = sorted(ranges, key=lambda run: run.first)
    if any(a.last >= b.first for a, b in pairwise(ordered)):
        raise fields.fault("ranges")
    handed = fields.integer("handed", 0, MOST_CARNETS)
    if ranges and sum(run.carnets for run in ranges) != handed:
        raise fields.fault("handed")
    return Acknowledgement(
        slice=fields.uuid("slice"),
        revision=fields.integer("revision", 1, MAX_INTEGER),
        handed=handed,
        ranges=ranges,
        returned=_returned(fields),
    )


def _returned(fields: Fields) -> bool:
    if fields.has("returned") and not fields.boolean("returned"):
        raise fields.fault("returned")  # what is not so is left out
    return fields.has("returned")


def parse_signed_slice(value: object, place: str, *, largest: int = _LONGEST) -> SignedSlice:
    """Read a signed slice, or what is signed like one; its signature is not verified yet.

    Raises:
        ProtocolError: out of form.
    """
    fields = Fields.of(value, place, required=("key", "content", "signature"))
    return SignedSlice(
        key=fields.text("key", longest=16, form=KEY_FORM),
        content=fields.octets("content", 2, largest),
        signature=fields.octets("signature", SIGNATURE_BYTES, SIGNATURE_BYTES),
    )


def numbered_in(
    value: object, place: str, *, beside: Sequence[str] = ()
) -> tuple[Numbered, Fields]:
    """Read carnets of a lot; what else the object must have is left in its fields.

    Raises:
        ProtocolError: out of form.
    """
    names = ("lot", "operator", "digits", "first", "last", *beside)
    fields = Fields.of(value, place, required=names, optional=("prefix",))
    found = Numbered(
        lot=fields.text("lot", longest=80),
        operator=fields.text("operator", longest=120),
        prefix=fields.maybe_text("prefix", longest=LONGEST_PREFIX),
        digits=fields.integer("digits", 1, MOST_DIGITS),
        run=run_in(fields),
    )
    return found, fields


def run_content(run: Run) -> dict[str, object]:
    """Return a run as names of an object."""
    return {"first": run.first, "last": run.last}


def run_in(fields: Fields) -> Run:
    """Read a run beside the other names of an object.

    Raises:
        ProtocolError: out of form.
    """
    first = fields.integer("first", 0, MAX_INTEGER)
    last = fields.integer("last", 0, MAX_INTEGER)
    if last < first:
        raise fields.fault("last")
    return Run(first=first, last=last)


def _run(value: object, place: str) -> Run:
    return run_in(Fields.of(value, place, required=("first", "last")))
