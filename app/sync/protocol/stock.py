"""What the service states of a structure's carnets, to every laptop of it (docs/protocole.md § 12).

Signed like a slice: it says which carnets are still the structure's, which another laptop may hand
out, and which left. Nothing is said of persons.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from app.domain.carnets import Run
from app.sync.protocol.canonical import parse_canonical
from app.sync.protocol.reading import Fields, instant_text
from app.sync.protocol.signed import KeyList
from app.sync.protocol.slices import (
    Numbered,
    SignedSlice,
    numbered_in,
    parse_signed_slice,
    run_content,
    run_in,
    sign_content,
    verified_content,
)

MOST_LOTS: Final = 200
MOST_HELD: Final = 10_000
LARGEST_STOCK: Final = 1024 * 1024
_CONTEXT: Final = "passerelle-stock-v1"


class Place(StrEnum):
    """Where carnets of a structure are, as the service knows it."""

    STRUCTURE = "structure"
    POSTE = "poste"  # in a slice that is not closed; `device` says whose
    REMIS = "remis"
    MANQUANT = "manquant"
    PERIME = "perime"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedLot:
    """A lot of which the structure had carnets, whole."""

    numbered: Numbered
    valid_until: date

    def content(self) -> dict[str, object]:
        """Return it as an object."""
        return {**self.numbered.content(), "valid_until": self.valid_until.isoformat()}


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedHolding:
    """A run of a lot in a place; `device` where a laptop may hand it out."""

    lot: str
    run: Run
    place: Place
    device: str = ""

    def content(self) -> dict[str, object]:
        """Return it as an object."""
        device = {"device": self.device} if self.device else {}
        return {
            "lot": self.lot,
            **run_content(self.run),
            "place": self.place.value,
            **device,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """A structure's carnets as of `issued_at`: lots in the order of their names, runs in order."""

    structure: str
    issued_at: datetime
    lots: Sequence[StatedLot]
    held: Sequence[StatedHolding]

    def content(self) -> dict[str, object]:
        """Return the statement as an object."""
        return {
            "structure": self.structure,
            "issued_at": instant_text(self.issued_at),
            "lots": [one.content() for one in self.lots],
            "held": [one.content() for one in self.held],
        }


def sign_stock(stock: Stock, private: bytes) -> SignedSlice:
    """Sign a statement with one of the service's signing keys (32 private bytes)."""
    return sign_content(stock.content(), private, _CONTEXT)


def open_stock(document: SignedSlice, keys: KeyList) -> Stock:
    """Verify and read a statement under the key list.

    Raises:
        ProtocolError: `UNKNOWN_KEY` where the list does not have the key, altered, or out of form.
    """
    return read_stock(verified_content(document, keys, _CONTEXT))


def read_stock(content: bytes) -> Stock:
    """Read a statement whose signature was verified.

    Raises:
        ProtocolError: out of form.
    """
    value = parse_canonical(content, limit=LARGEST_STOCK)
    fields = Fields.of(value, "stock", required=("structure", "issued_at", "lots", "held"))
    lots = [_lot(one, f"lots[{at}]") for at, one in enumerate(fields.items("lots", MOST_LOTS))]
    held = [_held(one, f"held[{at}]") for at, one in enumerate(fields.items("held", MOST_HELD))]
    names = {one.numbered.lot for one in lots}
    if len(names) != len(lots) or any(one.lot not in names for one in held):
        raise fields.fault("held")
    return Stock(
        structure=fields.code("structure"),
        issued_at=fields.instant("issued_at"),
        lots=tuple(lots),
        held=tuple(held),
    )


def parse_stock_answer(value: object) -> SignedSlice:
    """Read an answer; its signature is not verified yet.

    Raises:
        ProtocolError: out of form.
    """
    fields = Fields.of(value, "", required=("epoch", "stock"))
    fields.code("epoch")
    return parse_signed_slice(fields.values["stock"], "stock", largest=LARGEST_STOCK)


def _lot(value: object, place: str) -> StatedLot:
    numbered, fields = numbered_in(value, place, beside=["valid_until"])
    return StatedLot(numbered=numbered, valid_until=fields.day("valid_until"))


def _held(value: object, place: str) -> StatedHolding:
    names = ("lot", "first", "last", "place")
    fields = Fields.of(value, place, required=names, optional=("device",))
    found = StatedHolding(
        lot=fields.text("lot", longest=80),
        run=run_in(fields),
        place=fields.choice("place", Place),
        device=fields.uuid("device") if fields.has("device") else "",
    )
    if bool(found.device) != (found.place is Place.POSTE):
        raise fields.fault("device")
    return found
