"""What this way cannot do, as its capabilities say; asked all the same, it answers « no »."""

from collections.abc import Sequence
from datetime import datetime
from typing import NoReturn

from app.sync.gateway import GatewayError
from app.sync.keys import Link
from app.sync.outcomes import Outcome
from app.sync.protocol.activation_code import ActivationCode
from app.sync.protocol.erasures import ErasurePage
from app.sync.protocol.signed import Manifest, MaterialEntry, SignedDocument


class Unable:
    """The part of `Gateway` that Démarches simplifiées has no counterpart for."""

    @property
    def link(self) -> Link | None:
        """Return None: nothing is known of the Département's keys, nothing is sealed."""
        return None

    @property
    def heard_at(self) -> datetime | None:
        """Return None: no answer is signed, so none tells the time."""
        return None

    def activate(self, code: ActivationCode, *, structure: str = "") -> Link:
        """Refuse: there is no device to make known."""
        del code, structure
        _refuse("activate")

    def refresh_keys(self) -> Link:
        """Refuse: there are no keys."""
        _refuse("keys")

    def material(self) -> Manifest:
        """Refuse: nothing is published by this way."""
        _refuse("material")

    def document(self, entry: MaterialEntry) -> bytes:
        """Refuse: nothing is published by this way."""
        del entry
        _refuse("material")

    def ask_time(self) -> datetime:
        """Refuse: an unsigned date is nobody's word."""
        _refuse("time")

    def certificate(self) -> SignedDocument | None:
        """Return None: no device is certified."""
        return None

    def erasures(self, ledger: str, after: int) -> ErasurePage | None:
        """Return None: no marks are kept there."""
        del ledger, after
        return None

    def deposit_erasures(self, ledger: str, marks: Sequence[str]) -> bool:
        """Return false: no marks are kept there."""
        del ledger, marks
        return False


def _refuse(what: str) -> NoReturn:
    raise GatewayError(Outcome.VERSION_REFUSEE, detail=f"no {what} by this way")
