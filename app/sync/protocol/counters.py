"""Monthly counters of a laptop on their way to the Département (protocole.md § 13).

Figures without a name; small ones all the same, so they travel sealed, like a prescription. A
report is known by device, month and revision: sending it again counts nothing twice.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.sync.protocol.answers import ReceiptStatus
from app.sync.protocol.canonical import canonical, deflate, inflate, parse_canonical
from app.sync.protocol.errors import ErrorCode
from app.sync.protocol.limits import MAX_INTEGER
from app.sync.protocol.reading import KEY_FORM, UUID_FORM, Fields, to_base64
from app.sync.protocol.sealing import SUITE, seal, unseal

MAX_REPORTS: Final = 24  # months of one request
MAX_FIGURES: Final = 1000  # of one month
MAX_ANCESTORS: Final = 50
MOST_COUNTED: Final = 1_000_000
_CONTEXT: Final = "passerelle-counters-v1"
_MONTH: Final = re.compile(r"20\d\d-(0[1-9]|1[0-2])\Z", re.ASCII)
_LINEAGE: Final = re.compile(r"[0-9a-f]{32}\Z")
_LARGEST: Final = 64 * 1024  # bytes of one month, before sealing
_SEALED: Final = _LARGEST + 2048

Figures = Mapping[tuple[str, str], int]
"""What was counted, by (indicator, value)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthReport:
    """The figures of a month that is over.

    `own` was counted on this device; `inherited` stood in the backup that it was restored from, and
    `ancestors` are the devices that this backup knew. `lineage` is the same on all of them: a
    keyed name that says neither laptop nor vault.
    """

    month: str
    revision: int
    lineage: str
    own: Figures
    inherited: Figures
    ancestors: Sequence[str] = ()

    def plain(self) -> bytes:
        """Return the canonical bytes that are sealed; the revision stands in the header alone."""
        return canonical(
            {
                "month": self.month,
                "lineage": self.lineage,
                "ancestors": list(self.ancestors),
                "own": _written(self.own),
                "inherited": _written(self.inherited),
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedReport:
    """A report as it travels."""

    month: str
    revision: int
    key: str
    sealed: bytes

    def content(self) -> dict[str, object]:
        """Return it as an object of the request."""
        return {
            "month": self.month,
            "revision": self.revision,
            "suite": SUITE,
            "key": self.key,
            "sealed": to_base64(self.sealed),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterReceipt:
    """What became of one month; `code` stands with a refusal only."""

    month: str
    revision: int
    status: ReceiptStatus
    code: ErrorCode | None = None

    def content(self) -> dict[str, object]:
        """Return the receipt as an object."""
        code = {"code": self.code.value} if self.code else {}
        return {
            "month": self.month,
            "revision": self.revision,
            "status": self.status.value,
            **code,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CountersAnswer:
    """One receipt a month, in the order of the request."""

    epoch: str
    receipts: Sequence[CounterReceipt]

    def content(self) -> dict[str, object]:
        """Return the answer as an object."""
        return {"epoch": self.epoch, "receipts": [one.content() for one in self.receipts]}


def seal_report(
    report: MonthReport, *, device: str, structure: str, key: str, public: bytes
) -> SealedReport:
    """Seal a report to the receiving key `public`, named `key`."""
    info = _info(device, structure, key, report.month, report.revision)
    return SealedReport(
        month=report.month,
        revision=report.revision,
        key=key,
        sealed=seal(public, deflate(report.plain()), info=info),
    )


def open_report(
    sealed: SealedReport, *, device: str, structure: str, private: bytes
) -> MonthReport:
    """Open and read a report of this device.

    Raises:
        ProtocolError: it does not open, or is out of form.
    """
    info = _info(device, structure, sealed.key, sealed.month, sealed.revision)
    plain = inflate(unseal(private, sealed.sealed, info=info), limit=_LARGEST)
    names = ("month", "lineage", "ancestors", "own", "inherited")
    fields = Fields.of(parse_canonical(plain, limit=_LARGEST), "report", required=names)
    if fields.values["month"] != sealed.month:
        raise fields.fault("month")
    return MonthReport(
        month=sealed.month,
        revision=sealed.revision,
        lineage=fields.text("lineage", longest=32, form=_LINEAGE),
        ancestors=_ancestors(fields),
        own=_figures(fields, "own"),
        inherited=_figures(fields, "inherited"),
    )


def reports_content(reports: Sequence[SealedReport]) -> dict[str, object]:
    """Return what a laptop posts."""
    return {"reports": [one.content() for one in reports]}


def parse_reports(value: object) -> tuple[SealedReport, ...]:
    """Read what a laptop posts; nothing is opened yet.

    Raises:
        ProtocolError: out of form, or a month twice.
    """
    fields = Fields.of(value, "", required=("reports",))
    found = fields.items("reports", MAX_REPORTS)
    reports = tuple(_sealed(one, f"reports[{at}]") for at, one in enumerate(found))
    if len({one.month for one in reports}) != len(reports):
        raise fields.fault("reports")
    return reports


def parse_counters_answer(value: object) -> CountersAnswer:
    """Read the service's answer.

    Raises:
        ProtocolError: out of form.
    """
    fields = Fields.of(value, "", required=("epoch", "receipts"))
    found = fields.items("receipts", MAX_REPORTS)
    return CountersAnswer(
        epoch=fields.code("epoch"),
        receipts=tuple(_receipt(one, f"receipts[{at}]") for at, one in enumerate(found)),
    )


def month_in(fields: Fields) -> str:
    """Return the month that an object names.

    Raises:
        ProtocolError: out of form.
    """
    return fields.text("month", longest=7, form=_MONTH)


def _receipt(value: object, place: str) -> CounterReceipt:
    names = ("month", "revision", "status")
    fields = Fields.of(value, place, required=names, optional=("code",))
    status = fields.choice("status", ReceiptStatus)
    if fields.has("code") is not (status is ReceiptStatus.REFUSED):
        raise fields.fault("code")
    return CounterReceipt(
        month=month_in(fields),
        revision=fields.integer("revision", 1, MAX_INTEGER),
        status=status,
        code=fields.choice("code", ErrorCode) if fields.has("code") else None,
    )


def _sealed(value: object, place: str) -> SealedReport:
    names = ("month", "revision", "suite", "key", "sealed")
    fields = Fields.of(value, place, required=names)
    if fields.text("suite", longest=80) != SUITE:
        raise fields.fault("suite", ErrorCode.UNKNOWN_SUITE)
    return SealedReport(
        month=month_in(fields),
        revision=fields.integer("revision", 1, MAX_INTEGER),
        key=fields.text("key", longest=16, form=KEY_FORM),
        sealed=fields.octets("sealed", 1, _SEALED),
    )


def _ancestors(fields: Fields) -> tuple[str, ...]:
    found = fields.items("ancestors", MAX_ANCESTORS)
    named: list[str] = []
    for one in found:
        if not isinstance(one, str) or not UUID_FORM.match(one):
            raise fields.fault("ancestors")
        named.append(one)
    return tuple(named)


def _figures(fields: Fields, name: str) -> dict[tuple[str, str], int]:
    figures: dict[tuple[str, str], int] = {}
    for at, one in enumerate(fields.items(name, MAX_FIGURES)):
        row = Fields.of(one, f"report.{name}[{at}]", required=("name", "value", "count"))
        fact = (row.text("name", longest=80), row.text("value", longest=80))
        if fact in figures:
            raise row.fault("value")
        figures[fact] = row.integer("count", -MOST_COUNTED, MOST_COUNTED)
    return figures


def _written(figures: Figures) -> list[dict[str, object]]:
    return [
        {"name": name, "value": value, "count": count}
        for (name, value), count in sorted(figures.items())
    ]


def _info(device: str, structure: str, key: str, month: str, revision: int) -> bytes:
    return canonical(
        {
            "context": _CONTEXT,
            "suite": SUITE,
            "key": key,
            "structure": structure,
            "device": device,
            "month": month,
            "revision": revision,
        }
    )
