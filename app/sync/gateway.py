"""The one thing that a use case knows of any way to the Département.

Three gateways pass `tests/sync/gateway_suite.py`, each as far as its capabilities say; the window
promises nothing that a gateway declares it cannot do (docs/decisions/0009).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, runtime_checkable

from app.domain.failures import AppError
from app.sync.keys import Link
from app.sync.outcomes import Outcome
from app.sync.protocol.activation_code import ActivationCode
from app.sync.protocol.answers import DecisionEntry
from app.sync.protocol.erasures import ErasurePage
from app.sync.protocol.errors import ErrorCode
from app.sync.protocol.held import HeldItem
from app.sync.protocol.limits import MAX_BODY, MAX_ITEMS
from app.sync.protocol.payload import Kind
from app.sync.protocol.signed import Manifest, MaterialEntry, SignedDocument

_ENVELOPE = 700  # header, signature and names of one item, generously
_SEALING = 1136 + 64  # what sealing adds; zlib may add a little to what cannot shrink


class Channel(StrEnum):
    """The ways to the Département."""

    DEPARTMENT_SERVICE = "service_departement"
    DEMARCHES_SIMPLIFIEES = "demarches_simplifiees"
    SEALED_FILE = "fichier_scelle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a gateway can do; what is false here is never shown as possible.

    `acknowledges`: the answer to `push` says that the Département holds the item.
    `deposits`: what is pushed arrives; false where a person must still deposit it by hand.
    `deduplicates`: sending twice is harmless; false where every possible double is reported.
    `certifies`: the Département certifies the device's key. `keeps_erasures`: it keeps the marks of
    the ledger of erasures. `states_motives`: a refusal comes with its motive. `answers_later`: what
    is pushed is acknowledged by what a later `pull` reads, once somebody carried it there and back.
    """

    channel: Channel
    activates: bool
    acknowledges: bool
    deposits: bool
    deduplicates: bool
    corrects: bool
    withdraws: bool
    returns_decisions: bool
    publishes_material: bool
    states_motives: bool = True
    certifies: bool = False
    keeps_erasures: bool = False
    answers_later: bool = False
    most_items: int = MAX_ITEMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One revision that waits to be sent; `payload` as `prescription_payload` returns it."""

    item: str
    revision: int
    kind: Kind
    payload: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResult:
    """What became of one outgoing revision; `place` names the field that must be corrected."""

    item: str
    revision: int
    outcome: Outcome
    code: ErrorCode | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """How far a feed was read and stored: the last number, and the epoch it belongs to."""

    epoch: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """Decisions after a cursor, in order.

    Store `entries` and `cursor` in one transaction, then ask again while `more`. `put_back` says
    that the service is not the one last spoken to (another epoch, or numbers that went back):
    the entries then begin at the first, and what is acknowledged but not decided is offered again.
    `notices` are items (none: the whole channel) about which the report must say something.
    """

    entries: Sequence[DecisionEntry]
    cursor: Cursor
    more: bool
    put_back: bool = False
    notices: Sequence[tuple[str, Outcome]] = ()


class GatewayError(AppError):
    """The run cannot go on; what was recorded before stays true.

    `retry_after_s` is the wait that the other side asked for. Items of the call that raised are
    still to be sent; `outcome.may_have_arrived` tells whether they may be there all the same.
    """

    def __init__(
        self, outcome: Outcome, *, retry_after_s: int | None = None, detail: str = ""
    ) -> None:
        self.outcome = outcome
        self.retry_after_s = retry_after_s
        self.detail = detail
        super().__init__(f"{outcome.value} ({detail})" if detail else outcome.value)


class Gateway(Protocol):
    """A way to the Département. Blocking: called from the network thread, never from the window's.

    Every method raises `GatewayError` for what stops the run.
    """

    @property
    def capabilities(self) -> Capabilities:
        """Return what this gateway can do."""
        ...

    @property
    def link(self) -> Link | None:
        """Return what is known of the Département, None before activation.

        A run may bring a newer key list: keep the link again at its end when it changed.
        """
        ...

    def activate(self, code: ActivationCode, *, structure: str = "") -> Link:
        """Make this device known; safe to repeat with the same code and keys.

        `structure` is the structure's code if the vault knows one: another one is refused.
        """
        ...

    def refresh_keys(self) -> Link:
        """Fetch the key list again."""
        ...

    def push(self, outgoing: Sequence[Outgoing]) -> Sequence[ItemResult]:
        """Send at most `capabilities.most_items` revisions; one result each, in the same order."""
        ...

    def pull(self, cursor: Cursor) -> Pulled:
        """Return the decisions after `cursor`."""
        ...

    def material(self) -> Manifest:
        """Return the list of what the Département publishes, verified under its root.

        Refusing a list older than the one held is the caller's: he knows what he holds.
        """
        ...

    def document(self, entry: MaterialEntry) -> bytes:
        """Return one published document, of the size and the hash that the list says."""
        ...

    @property
    def heard_at(self) -> datetime | None:
        """Return the service's own instant in its last signed answer, None while none came."""
        ...

    def ask_time(self) -> datetime:
        """Return the service's instant, in an answer that one of its keys signed."""
        ...

    def certificate(self) -> SignedDocument | None:
        """Return this device's key as the root certifies it; None where the service does not."""
        ...

    def erasures(self, ledger: str, after: int) -> ErasurePage | None:
        """Return the marks of a ledger after a number; None where the service keeps none."""
        ...

    def deposit_erasures(self, ledger: str, marks: Sequence[str]) -> bool:
        """Deposit at most `MAX_MARKS` marks; false where the service keeps none."""
        ...

    def close(self) -> None:
        """Let go of the connection; a run ends with it."""
        ...


@runtime_checkable
class ShowsHeld(Protocol):
    """A gateway that gives back what the Département holds, where it answers at once."""

    def held(self, item: str) -> HeldItem | None:
        """Return what stands of one item; None where the service does not tell."""
        ...


def batches(outgoing: Sequence[Outgoing], *, most_items: int) -> Iterator[list[Outgoing]]:
    """Cut a queue into what one call of `push` takes, in order, by number and by size."""
    batch: list[Outgoing] = []
    size = 0
    for one in outgoing:
        wire = (len(one.payload) + _SEALING) * 4 // 3 + _ENVELOPE
        if batch and (len(batch) == most_items or size + wire > MAX_BODY):
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += wire
    if batch:
        yield batch
