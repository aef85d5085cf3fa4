"""The gateway by files: what is pushed is put in a folder, what comes back is read from it.

Nothing here waits for anybody: a sending is written, and acknowledged by the answer that a later
`pull` reads (docs/decisions/0036).
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, cast

from app.sync.envelopes import results_of, seal_outgoing
from app.sync.gateway import (
    Capabilities,
    Channel,
    Cursor,
    GatewayError,
    ItemResult,
    Outgoing,
    Pulled,
)
from app.sync.keys import DeviceKeys, Link
from app.sync.outcomes import Outcome, outcome_of_code
from app.sync.protocol.activation_code import ActivationCode
from app.sync.protocol.device import open_device
from app.sync.protocol.erasures import ErasurePage
from app.sync.protocol.errands import Told
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.held import HeldItem, parse_held
from app.sync.protocol.parcels import MarkedItem, content_mark, sending_bodies
from app.sync.protocol.sealed_file import (
    FileError,
    FileHeader,
    FileKind,
    file_name,
    write_file,
)
from app.sync.protocol.signed import Manifest, MaterialEntry, SignedDocument
from app.sync.sealed_file import activating
from app.sync.sealed_file.answers import (
    Asking,
    ReadAnswer,
    contents_of,
    department_of,
    open_answer,
    parts_for,
)
from app.sync.sealed_file.faults import NOTHING_NEW, stopped
from app.sync.sealed_file.folder import Staged, StickError, stage
from app.sync.sealed_file.notebook import Notebook

CAPABILITIES: Final = Capabilities(
    channel=Channel.SEALED_FILE,
    activates=True,
    acknowledges=False,
    answers_later=True,
    deposits=False,  # somebody carries it
    deduplicates=True,
    corrects=True,
    withdraws=True,
    returns_decisions=True,
    publishes_material=True,
    certifies=True,
)


class SealedFileGateway:
    """A `Gateway` through one folder, for one device. One thread at a time.

    `now` gives the instant in UTC that files are dated with.
    """

    def __init__(
        self,
        folder: Path,
        *,
        keys: DeviceKeys,
        link: Link | None,
        notebook: Notebook,
        now: Callable[[], datetime],
    ) -> None:
        self._folder = folder
        self._keys = keys
        self._link = link
        self._notebook = notebook
        self._now = now
        self._read: ReadAnswer | None = None

    @property
    def capabilities(self) -> Capabilities:
        """Return what files can do."""
        return CAPABILITIES

    @property
    def link(self) -> Link | None:
        """Return what is known of the Département; keep it again once an answer was read."""
        return self._link

    @property
    def heard_at(self) -> datetime | None:
        """Return None: a file says when it was made, not what time it is."""
        return None

    def activate(self, code: ActivationCode, *, structure: str = "") -> Link:
        """Take the answer to an activation request in the folder, else put the request there.

        Raises:
            GatewayError: `REPONSE_ATTENDUE` once the request is there; refused; or the stick.
        """
        try:
            self._link = activating.read_activation(
                [self._folder], self._keys, code, structure=structure
            )
        except FileError as fault:
            if fault.fault not in NOTHING_NEW:
                raise stopped(fault) from fault
            self._ask_activation(code, structure)
            raise GatewayError(Outcome.REPONSE_ATTENDUE) from fault
        except StickError as failure:
            raise GatewayError(Outcome.SUPPORT, detail=failure.problem.value) from failure
        return self._link

    def refresh_keys(self) -> Link:
        """Return what the last answer said of the keys: nothing can be asked of a folder."""
        return self._activated()

    def prepare(
        self,
        outgoing: Sequence[Outgoing],
        *,
        told: Told | None = None,
        stop_if_cancelled: Callable[[], None] = lambda: None,
    ) -> tuple[int, Staged]:
        """Seal what leaves and write it whole in the folder, without its names yet.

        Returns the number of the sending and what `put` completes. With nothing to send, the file
        asks for an answer all the same. `told` leaves beside, in the first part.

        Raises:
            GatewayError: not activated. StickError: nothing new stands there.
            ProtocolError: more than a sending holds.
            whatever `stop_if_cancelled` raises: nothing new stands there.
        """
        link, marked = self._activated(), self._sealed(outgoing)
        bodies = sending_bodies(marked, self._notebook.known(), told=told)
        number, made_at = self._notebook.next_number(), self._now()
        files: list[tuple[str, bytes]] = []
        done = 0
        for part, (body, count) in enumerate(bodies, start=1):
            header = FileHeader(
                kind=FileKind.SENDING,
                department=department_of(link),
                structure=link.structure,
                device=self._keys.device,
                number=number,
                part=part,
                parts=len(bodies),
                made_at=made_at,
                count=count,
                first=done + 1 if count else 0,
                last=done + count if count else 0,
            )
            files.append((file_name(header), write_file(header, body, self._keys.signing)))
            done += count
        return number, stage(self._folder, files, stop_if_cancelled=stop_if_cancelled)

    def push(self, outgoing: Sequence[Outgoing]) -> Sequence[ItemResult]:
        """Answer what an answer said of each revision; put the others in a new sending.

        Raises:
            GatewayError: not activated, or the stick takes nothing.
        """
        self._activated()
        told = {(one.item, one.revision): self.told(one) for one in outgoing}
        left = [one for one in outgoing if told[one.item, one.revision] is None]
        if left:
            try:
                self.prepare(left)[1].put()
            except StickError as failure:
                raise GatewayError(Outcome.SUPPORT, detail=failure.problem.value) from failure
        return [
            told[one.item, one.revision]
            or ItemResult(item=one.item, revision=one.revision, outcome=Outcome.DANS_LE_FICHIER)
            for one in outgoing
        ]

    def told(self, one: Outgoing) -> ItemResult | None:
        """Return what the answer that was read says of this very content; None for nothing.

        A receipt for another content under the same revision is about what this laptop replaced
        since: it says nothing of what stands here now.
        """
        if self._read is None:
            return None
        mark = content_mark(self._keys.signing, one.payload)
        found = [
            answered.receipt
            for answered in self._read.answer.receipts
            if (answered.receipt.item, answered.receipt.revision) == (one.item, one.revision)
            and answered.mark == mark
        ]
        if not found or found[-1].code is ErrorCode.UNKNOWN_KEY:  # it is sealed anew, to this key
            return None
        return results_of(found[-1:])[0]

    def read(self, paths: Sequence[Path]) -> ReadAnswer:
        """Read the newest answer for this laptop among files and folders.

        Raises:
            FileError: none, or not to be believed. StickError: the stick cannot be read.
            GatewayError: not activated, or the Département refuses this laptop.
        """
        link = self._activated()
        asking = Asking(
            device=self._keys.device,
            department=department_of(link),
            last=self._notebook.last_answer(),
        )
        found = open_answer(parts_for(asking, contents_of(paths)), self._keys, link)
        self._read, self._link = found, found.link
        if found.answer.fault is not None:
            raise GatewayError(outcome_of_code(found.answer.fault))
        return found

    def pull(self, cursor: Cursor) -> Pulled:
        """Return the decisions of the newest answer in the folder; none where there is no answer.

        Raises:
            GatewayError: what is there cannot be believed, or the stick cannot be read.
        """
        try:
            self.read([self._folder])
        except StickError as failure:
            raise GatewayError(Outcome.SUPPORT, detail=failure.problem.value) from failure
        except FileError as fault:
            if fault.fault not in NOTHING_NEW:
                raise stopped(fault) from fault
        return self.pulled(cursor)

    def pulled(self, cursor: Cursor) -> Pulled:
        """Return the decisions of the answer that was read, behind `cursor`.

        Raises:
            GatewayError: the answer is older than what is known, or begins too late.
        """
        if self._read is None:
            return Pulled(entries=(), cursor=cursor, more=False)
        try:
            return self._read.after(cursor, self._notebook)
        except FileError as fault:
            raise stopped(fault) from fault

    def material(self) -> Manifest:
        """Return the list that the answer brought.

        Raises:
            GatewayError: no answer was read, or it brought none.
        """
        if self._read is None or self._read.manifest is None:
            raise GatewayError(Outcome.REPONSE_ATTENDUE, detail="no list")
        return self._read.manifest

    def document(self, entry: MaterialEntry) -> bytes:
        """Return a document that the answer brought, of the size and the hash that the list says.

        Raises:
            GatewayError: the answer did not bring it.
        """
        for content in self._read.answer.documents if self._read else ():
            if len(content) == entry.size and sha256(content).digest() == entry.sha256:
                return content
        raise GatewayError(Outcome.REPONSE_ATTENDUE, detail="no such document")

    def ask_time(self) -> datetime:
        """Refuse: a file tells when it was made.

        Raises:
            GatewayError: always.
        """
        raise GatewayError(Outcome.REPONSE_ATTENDUE, detail="no time by this way")

    def certificate(self) -> SignedDocument | None:
        """Return this device's certificate as the answer brought it.

        Raises:
            GatewayError: it is not of this Département.
        """
        if self._read is None or self._read.answer.certificate is None:
            return None
        try:
            open_device(self._read.answer.certificate, self._activated().root)
        except ProtocolError as fault:
            raise GatewayError(Outcome.FAUX_SERVICE, detail="certificate") from fault
        return self._read.answer.certificate

    def held(self, item: str) -> HeldItem | None:
        """Return what the Département holds of an item that it refused; None when not brought."""
        for value in self._read.answer.held if self._read else ():
            if not isinstance(value, dict):
                continue
            found = cast("dict[str, object]", value)
            if found.get("item") == item:
                device, private = self._keys.device, self._keys.receiving
                try:
                    return parse_held(found, item=item, device=device, private=private)
                except ProtocolError as fault:
                    raise GatewayError(Outcome.REPONSE_ILLISIBLE, detail="held") from fault
        return None

    def erasures(self, ledger: str, after: int) -> ErasurePage | None:
        """Return None: a file answers later what it asks beside (`Told`, `Stated`)."""
        del ledger, after
        return None

    def deposit_erasures(self, ledger: str, marks: Sequence[str]) -> bool:
        """Return false: a file answers later what it tells beside (`Told`, `Stated`)."""
        del ledger, marks
        return False

    def close(self) -> None:
        """Nothing is held open."""

    def _sealed(self, outgoing: Sequence[Outgoing]) -> list[MarkedItem]:
        items = seal_outgoing(outgoing, keys=self._keys, link=self._activated())
        return [
            MarkedItem(item=item, mark=content_mark(self._keys.signing, one.payload))
            for item, one in zip(items, outgoing, strict=True)
        ]

    def _ask_activation(self, code: ActivationCode, structure: str) -> None:
        file = activating.activation_file(self._keys, code, structure=structure, now=self._now())
        try:
            stage(self._folder, [file]).put()
        except StickError as failure:
            raise GatewayError(Outcome.SUPPORT, detail=failure.problem.value) from failure

    def _activated(self) -> Link:
        if self._link is None:
            raise GatewayError(Outcome.POSTE_INCONNU, detail="not activated")
        return self._link
