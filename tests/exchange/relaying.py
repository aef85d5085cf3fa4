"""The Département's service as a laptop that asks for motives sees it: a feed read from the double.

Its rules are those of `tests/department/test_demarches.py`, written again by hand: an acceptance
stands over the refusal of its double, a reopened dossier says nothing new.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from app.sync.demarches.unable import Unable
from app.sync.gateway import (
    Capabilities,
    Channel,
    Cursor,
    GatewayError,
    ItemResult,
    Outgoing,
    Pulled,
)
from app.sync.outcomes import Outcome
from app.sync.protocol.answers import DecisionEntry, DecisionSens
from tests.demarches_simplifiees import example
from tests.demarches_simplifiees.platform import DECIDED, Draft, Platform

_CAPABILITIES = Capabilities(
    channel=Channel.DEPARTMENT_SERVICE,
    activates=True,
    acknowledges=True,
    deposits=True,
    deduplicates=True,
    corrects=True,
    withdraws=True,
    returns_decisions=True,
    publishes_material=True,
)


@dataclass
class Reader:
    """What the service has read, and its feed; `away` lets the next laptop find nobody."""

    platform: Platform
    entries: list[DecisionEntry] = field(default_factory=list)
    away: bool = False

    def read(self) -> None:
        """Read the platform once."""
        for item in {str(one.values.get(example.UUID.id, "")) for one in self._decided()}:
            mine = [one for one in self._decided() if one.values.get(example.UUID.id) == item]
            stands = max(mine, key=lambda one: (one.state == "accepte", one.processed_at))
            assert stands.processed_at is not None
            accepted = stands.state == "accepte"
            entry = DecisionEntry(
                seq=len(self.entries) + 1,
                item=item,
                revision=1,
                sens=DecisionSens.ACCEPTEE if accepted else DecisionSens.REFUSEE,
                decided_on=stands.processed_at.astimezone(ZoneInfo("Europe/Paris")).date(),
                motif="" if accepted else "stock",
            )
            last = next((one for one in reversed(self.entries) if one.item == item), None)
            if last is None or (last.sens, last.decided_on) != (entry.sens, entry.decided_on):
                self.entries.append(entry)

    def _decided(self) -> Sequence[Draft]:
        found = self.platform.dossiers.values()
        return [one for one in found if one.state in DECIDED and not one.hidden]


class Relay(Unable):
    """A way to the reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @property
    def capabilities(self) -> Capabilities:
        return _CAPABILITIES

    def push(self, outgoing: Sequence[Outgoing]) -> Sequence[ItemResult]:
        raise AssertionError(outgoing)

    def pull(self, cursor: Cursor) -> Pulled:
        if self._reader.away:
            self._reader.away = False
            raise GatewayError(Outcome.SERVEUR_INJOIGNABLE)
        page = self._reader.entries[cursor.seq : cursor.seq + 2]
        seq = cursor.seq + len(page)
        return Pulled(
            entries=page,
            cursor=Cursor(epoch="essai", seq=seq),
            more=seq < len(self._reader.entries),
        )

    def close(self) -> None:
        """Nothing is open."""
