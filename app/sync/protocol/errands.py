"""What a stick carries beside prescriptions and decisions (docs/protocole.md § 14).

Slices, months of counters, marks of erasures, and the prescriptions of which a laptop wants to know
what is held: the words of the wire, told in one file and answered in another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.sync.protocol.counters import (
    SealedReport,
    month_in,
    parse_reports,
    reports_content,
)
from app.sync.protocol.erasures import (
    LEDGER_FORM,
    Deposit,
    ErasurePage,
    parse_deposit,
    parse_erasure_page,
)
from app.sync.protocol.figures import pack_figures, unpack_figures
from app.sync.protocol.limits import MAX_INTEGER
from app.sync.protocol.reading import UUID_FORM, Fields
from app.sync.protocol.slices import (
    MAX_SLICES,
    Acknowledgement,
    SignedSlice,
    acknowledgements_content,
    parse_acknowledgements,
    parse_signed_slice,
)
from app.sync.protocol.stock import LARGEST_STOCK

MOST_ASKED: Final = 1000
MOST_MARKS: Final = 20_000  # of one file: it crosses no line, and the next may be weeks away
MOST_MONTHS: Final = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerTold:
    """A laptop's ledger of erasures: read to `read` in the service's life `epoch`.

    `deposit` are marks that the service may not have; `last` is the laptop's own number of the last
    of them, which the answer brings back.
    """

    epoch: str
    read: int
    last: int
    deposit: Deposit

    def content(self) -> dict[str, object]:
        """Return it as an object."""
        epoch = {"epoch": self.epoch} if self.epoch else {}
        return {**epoch, "read": self.read, "last": self.last, **self.deposit.content()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a laptop tells and asks; saying it again changes nothing."""

    slices: Sequence[Acknowledgement] = ()
    reports: Sequence[SealedReport] = ()
    ledger: LedgerTold | None = None
    asked: Sequence[str] = ()

    def content(self) -> dict[str, object]:
        """Return it as an object."""
        ledger = {"ledger": self.ledger.content()} if self.ledger else {}
        return {
            **acknowledgements_content(self.slices),
            **reports_content(self.reports),
            **ledger,
            "asked": list(self.asked),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedSlice:
    """A slice as the service states it, and the revision that it knows to be on the laptop."""

    signed: SignedSlice
    acknowledged: int

    def content(self) -> dict[str, object]:
        """Return it as an object."""
        return {"slice": self.signed.wire(), "acknowledged": self.acknowledged}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMonth:
    """A month of counters that the service holds of this laptop."""

    month: str
    revision: int

    def content(self) -> dict[str, object]:
        """Return it as an object."""
        return {"month": self.month, "revision": self.revision}


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerStated:
    """The marks of a ledger behind `after`, and how far the laptop's own are known."""

    ledger: str
    after: int
    told: int
    page: ErasurePage

    def content(self) -> dict[str, object]:
        """Return it as an object."""
        known = {"ledger": self.ledger, "after": self.after, "told": self.told}
        return {**known, "page": self.page.content()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the service answers; of what was `asked`, what is not `held` beside it is not held."""

    slices: Sequence[StatedSlice] = ()
    months: Sequence[HeldMonth] = ()
    ledger: LedgerStated | None = None
    asked: Sequence[str] = ()
    stock: SignedSlice | None = None  # the structure's carnets
    figures: Sequence[bytes] = ()  # the structure's, a signed file a year

    def content(self) -> dict[str, object]:
        """Return it as an object."""
        ledger = {"ledger": self.ledger.content()} if self.ledger else {}
        stock = {"stock": self.stock.wire()} if self.stock else {}
        figures = {"figures": pack_figures(self.figures)} if self.figures else {}
        return {
            **stock,
            **figures,
            "slices": [one.content() for one in self.slices],
            "months": [one.content() for one in self.months],
            **ledger,
            "asked": list(self.asked),
        }


def parse_told(value: object) -> Told:
    """Read what a laptop tells; no report is opened yet.

    Raises:
        ProtocolError: out of form.
    """
    names = ("slices", "reports", "asked")
    fields = Fields.of(value, "told", required=names, optional=("ledger",))
    return Told(
        slices=parse_acknowledgements({"slices": fields.values["slices"]}),
        reports=parse_reports({"reports": fields.values["reports"]}),
        ledger=_ledger_told(fields.values["ledger"]) if fields.has("ledger") else None,
        asked=_asked(fields),
    )


def parse_stated(value: object) -> Stated:
    """Read what the service states; no slice is verified yet.

    Raises:
        ProtocolError: out of form.
    """
    names = ("slices", "months", "asked")
    fields = Fields.of(value, "stated", required=names, optional=("ledger", "stock", "figures"))
    slices, months = fields.items("slices", MAX_SLICES), fields.items("months", MOST_MONTHS)
    return Stated(
        slices=tuple(_slice(one, f"slices[{at}]") for at, one in enumerate(slices)),
        months=tuple(_month(one, f"months[{at}]") for at, one in enumerate(months)),
        ledger=_ledger_stated(fields.values["ledger"]) if fields.has("ledger") else None,
        asked=_asked(fields),
        stock=parse_signed_slice(fields.values["stock"], "stock", largest=LARGEST_STOCK)
        if fields.has("stock")
        else None,
        figures=unpack_figures(fields) if fields.has("figures") else (),
    )


def _ledger_told(value: object) -> LedgerTold:
    names = ("read", "last", "ledger", "marks")
    fields = Fields.of(value, "told.ledger", required=names, optional=("epoch",))
    deposit = {name: fields.values[name] for name in ("ledger", "marks")}
    return LedgerTold(
        epoch=fields.code("epoch") if fields.has("epoch") else "",
        read=fields.integer("read", 0, MAX_INTEGER),
        last=fields.integer("last", 0, MAX_INTEGER),
        deposit=parse_deposit(deposit, most=MOST_MARKS),
    )


def _ledger_stated(value: object) -> LedgerStated:
    fields = Fields.of(value, "stated.ledger", required=("ledger", "after", "told", "page"))
    return LedgerStated(
        ledger=fields.text("ledger", longest=32, form=LEDGER_FORM),
        after=fields.integer("after", 0, MAX_INTEGER),
        told=fields.integer("told", 0, MAX_INTEGER),
        page=parse_erasure_page(fields.values["page"], most=MOST_MARKS),
    )


def _slice(value: object, place: str) -> StatedSlice:
    fields = Fields.of(value, place, required=("slice", "acknowledged"))
    return StatedSlice(
        signed=parse_signed_slice(fields.values["slice"], place),
        acknowledged=fields.integer("acknowledged", 0, MAX_INTEGER),
    )


def _month(value: object, place: str) -> HeldMonth:
    fields = Fields.of(value, place, required=("month", "revision"))
    return HeldMonth(month=month_in(fields), revision=fields.integer("revision", 1, MAX_INTEGER))


def _asked(fields: Fields) -> tuple[str, ...]:
    found: list[str] = []
    for one in fields.items("asked", MOST_ASKED):
        if not isinstance(one, str) or not UUID_FORM.match(one):
            raise fields.fault("asked")
        found.append(one)
    return tuple(found)
