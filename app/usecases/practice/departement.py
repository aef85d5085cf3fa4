"""A Département for practice: in this process, without a line to anywhere.

It acknowledges what is sent and decides at the next synchronisation, so that the whole way of a
prescription can be gone through. It keeps nothing: what it knows stands in the practice vault.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NoReturn

from app.domain.prescription import Suivi
from app.storage import prescriptions
from app.sync.gateway import (
    Capabilities,
    Channel,
    Cursor,
    GatewayError,
    ItemResult,
    Outgoing,
    Pulled,
)
from app.sync.keys import Link
from app.sync.outcomes import Outcome
from app.sync.protocol.activation_code import ActivationCode
from app.sync.protocol.answers import DecisionEntry, DecisionSens
from app.sync.protocol.erasures import ErasurePage
from app.sync.protocol.sealing import new_receiving_key, receiving_public
from app.sync.protocol.signed import (
    KeyList,
    KeyState,
    KeyUse,
    ListedKey,
    Manifest,
    MaterialEntry,
    SignedDocument,
    sign_key_list,
)
from app.sync.protocol.signing import new_signing_key, public_of
from app.usecases.practice.refusing import PracticeRefusedError
from app.usecases.workplace import Workplace

ADDRESS: Final = "https://entrainement.invalid"  # RFC 2606: a name that never leads anywhere
SERVICE: Final = "Département fictif (entraînement)"
_REFUSED_EVERY: Final = 4  # one prescription in so many is refused: refusals are to be met too
_MESSAGE: Final = "Réponse d’entraînement : personne ne l’a reçue."


def practice_link(structure: str, structure_name: str, now: datetime) -> Link:
    """Return what the practice laptop knows of its Département; its root signs nothing more."""
    root = new_signing_key()
    keys = KeyList(
        serial=1,
        issued_at=now,
        service=SERVICE,
        keys=(
            ListedKey(
                use=KeyUse.RECEIVE,
                state=KeyState.CURRENT,
                public=receiving_public(new_receiving_key()),
            ),
            ListedKey(use=KeyUse.SIGN, state=KeyState.CURRENT, public=public_of(new_signing_key())),
        ),
    )
    return Link(
        structure=structure,
        structure_name=structure_name,
        service=SERVICE,
        epoch="0" * 32,
        root=public_of(root),
        key_list=sign_key_list(keys, root),
    )


class PracticeGateway:
    """A `Gateway` that speaks to nobody."""

    def __init__(self, workplace: Workplace, link: Link | None) -> None:
        self._workplace = workplace
        self._link = link

    @property
    def capabilities(self) -> Capabilities:
        """Return what is practised: sending, correcting, withdrawing, and decisions."""
        return Capabilities(
            channel=Channel.DEPARTMENT_SERVICE,
            activates=False,
            acknowledges=True,
            deposits=True,
            deduplicates=True,
            corrects=True,
            withdraws=True,
            returns_decisions=True,
            publishes_material=False,
        )

    @property
    def link(self) -> Link | None:
        """Return the link of the practice vault."""
        return self._link

    def activate(self, code: ActivationCode, *, structure: str = "") -> Link:
        """Refuse: a code is for a real laptop, and serves once."""
        del code, structure
        raise PracticeRefusedError

    def refresh_keys(self) -> Link:
        """Return the keys as they are."""
        if self._link is None:
            raise GatewayError(Outcome.POSTE_INCONNU, detail="practice")
        return self._link

    def push(self, outgoing: Sequence[Outgoing]) -> Sequence[ItemResult]:
        """Acknowledge everything; nothing is looked at and nothing is kept."""
        return [
            ItemResult(item=one.item, revision=one.revision, outcome=Outcome.ACCUSEE)
            for one in outgoing
        ]

    def pull(self, cursor: Cursor) -> Pulled:
        """Decide what an earlier synchronisation acknowledged."""
        with self._workplace.database.reading() as session:
            waiting = prescriptions.by_suivi(session, suivis=(Suivi.ACCUSEE,), limit=None)
        entries = [
            self._decision(cursor.seq + number, one.prescription.id, one.prescription.revision)
            for number, one in enumerate(waiting, 1)
        ]
        last = Cursor(epoch="0" * 32, seq=cursor.seq + len(entries))
        return Pulled(entries=entries, cursor=last, more=False)

    def _decision(self, seq: int, item: str, revision: int) -> DecisionEntry:
        motifs = self._workplace.convention.motifs
        refused = bool(motifs) and seq % _REFUSED_EVERY == 0
        return DecisionEntry(
            seq=seq,
            item=item,
            revision=revision,
            sens=DecisionSens.REFUSEE if refused else DecisionSens.ACCEPTEE,
            decided_on=self._workplace.clock.today(),
            motif=motifs[0].code if refused else "",
            message=_MESSAGE,
        )

    def material(self) -> Manifest:
        """Refuse: nothing is published for practice, and nobody asks."""
        _nothing_there()

    def document(self, entry: MaterialEntry) -> bytes:
        """Refuse, as `material`."""
        del entry
        _nothing_there()

    @property
    def heard_at(self) -> datetime | None:
        """Return None: no service ever told an hour, and no counter is told to it."""
        return None

    def ask_time(self) -> datetime:
        """Return the laptop's own hour."""
        return self._workplace.clock.now()

    def certificate(self) -> SignedDocument | None:
        """Return None: nobody certifies a practice key."""
        return None

    def erasures(self, ledger: str, after: int) -> ErasurePage | None:
        """Return None: no ledger is kept."""
        del ledger, after
        return None

    def deposit_erasures(self, ledger: str, marks: Sequence[str]) -> bool:
        """Keep nothing."""
        del ledger, marks
        return False

    def close(self) -> None:
        """Let go of nothing: nothing is held open."""


def _nothing_there() -> NoReturn:
    raise GatewayError(Outcome.REPONSE_ILLISIBLE, detail="practice")
