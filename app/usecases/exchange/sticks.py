"""Exchange with the Département by stick: prepare what somebody carries, read what comes back.

The states are those of every way: *préparée* until the file stands whole on the stick, then
*remise au canal*, *accusée* when an answer that names it was read, *décidée* when it says so. The
same items may leave again by another stick or by the network: identifiers make that harmless.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from app.domain.failures import AppError
from app.domain.prescription import Suivi
from app.storage import appareil, decisions, journal, outbox, rapports
from app.storage.appareil import Activation, Appareil
from app.storage.journal import Entree
from app.storage.outbox import Envoi
from app.storage.rapports import EtatRapport, Rapport
from app.sync.gateway import GatewayError, ItemResult, Outgoing, Pulled
from app.sync.outcomes import Outcome, Then
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.sealed_file import FileError, FileFault
from app.sync.sealed_file.folder import StickError
from app.sync.sealed_file.gateway import SealedFileGateway
from app.sync.sealed_file.notebook import LastAnswer
from app.usecases.exchange import stick_errands
from app.usecases.exchange.activating import (
    NotActivatedError,
    keep_link,
    keys_of,
    link_of,
    note_revoked,
)
from app.usecases.exchange.conversions import cursor_of, outgoing_of
from app.usecases.exchange.keeping import (
    fetch_held,
    keep_pulled,
    keep_result,
    withdrawn_above,
)
from app.usecases.exchange.service_ledger import take_certificate
from app.usecases.exchange.stick_notes import StoredNotebook, keep_notes, load_notes
from app.usecases.practice.refusing import require_real
from app.usecases.versions.published import take_published
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.sync.sealed_file.answers import ReadAnswer

_ATTEMPTS: Final = 3  # somebody may undo a prescription while the stick is being written


class AnswerRefusedError(AppError):
    """What stands on the stick is not the answer that this laptop waits for; nothing changed.

    `fault` says why, by its value; `missing` are the parts that are not there.
    """

    def __init__(self, fault: FileFault, missing: tuple[int, ...] = ()) -> None:
        self.fault = fault.value
        self.missing = missing
        super().__init__(fault.value)


def prepare_stick(
    workplace: Workplace, folder: Path, *, cancelled: Callable[[], bool] = lambda: False
) -> Rapport:
    """Put in `folder` everything that waits, in files for the Département alone.

    Nothing is *remise au canal* before the files stand there whole and were read back. With nothing
    to send, a file asks for an answer all the same.

    Raises:
        NotActivatedError: no activation yet.
        StickError: the stick takes nothing; nothing new stands there under its name.
    """
    require_real(workplace)
    device = active_device(workplace)
    with workplace.database.writing() as session:
        now = workplace.clock.now()
        number = rapports.start(session, at=now, agent_id=workplace.agent.id)
    try:
        state, code = _prepare(workplace, device, folder, number, cancelled)
    except StickError:
        _finish(workplace, number, EtatRapport.ECHOUEE, Outcome.SUPPORT.value)
        raise
    return _finish(workplace, number, state, code)


def read_answer(workplace: Workplace, paths: Sequence[Path]) -> Rapport:
    """Read the Département's newest answer for this laptop among files and folders.

    Repeatable; cut anywhere, reading the same answer again goes on.

    Raises:
        NotActivatedError: no activation yet.
        AnswerRefusedError: none, or not one to believe; nothing changed.
        StickError: the stick cannot be read; nothing changed.
    """
    require_real(workplace)
    device = active_device(workplace)
    gateway = _gateway(workplace, device, paths[0] if paths else Path())
    found = _read(workplace, device, gateway, paths)
    with workplace.database.writing() as session:
        now = workplace.clock.now()
        number = rapports.start(session, at=now, agent_id=workplace.agent.id)
    if found is None:
        note_revoked(workplace)
        code = Outcome.POSTE_NON_AUTORISE.value
        return _finish(workplace, number, EtatRapport.ECHOUEE, code)
    read, pulled = found
    stick_errands.take_ledger(workplace, device, read)
    keep_pulled(workplace, number, pulled, asks_back=True)
    stick_errands.take_stated(workplace, device, gateway, read)
    aside = _keep_receipts(workplace, gateway, number)
    lacking = _take_the_rest(workplace, gateway, number)
    _keep_read(workplace, device, read, lacking=lacking)
    return _finish(workplace, number, _state(aside=aside), "")


def active_device(workplace: Workplace) -> Appareil:
    """Return this laptop as the Département knows it.

    Raises:
        NotActivatedError: it does not.
    """
    with workplace.database.reading() as session:
        device = appareil.load(session)
    if device is None or device.activation is not Activation.ACTIVE:
        raise NotActivatedError
    return device


def _read(
    workplace: Workplace, device: Appareil, gateway: SealedFileGateway, paths: Sequence[Path]
) -> "tuple[ReadAnswer, Pulled] | None":
    """Return the answer and what is new in it; None: the Département withdrew this laptop."""
    try:
        read = gateway.read(paths)
        with workplace.database.reading() as session:
            cursor = cursor_of(decisions.cursor(session))
        return read, read.after(cursor, StoredNotebook(workplace, device))
    except FileError as fault:
        raise AnswerRefusedError(fault.fault, fault.missing) from fault
    except GatewayError as refusal:
        if refusal.outcome is Outcome.POSTE_NON_AUTORISE:
            return None
        raise


def _gateway(workplace: Workplace, device: Appareil, folder: Path) -> SealedFileGateway:
    return SealedFileGateway(
        folder,
        keys=keys_of(device),
        link=link_of(device),
        notebook=StoredNotebook(workplace, device),
        now=workplace.clock.now,
    )


def _prepare(
    workplace: Workplace,
    device: Appareil,
    folder: Path,
    number: int,
    cancelled: Callable[[], bool],
) -> tuple[EtatRapport, str]:
    def stop_if_cancelled() -> None:
        if cancelled():
            raise GatewayError(Outcome.INTERROMPUE)

    gateway = _gateway(workplace, device, folder)
    telling = stick_errands.telling(workplace, device)
    for _ in range(_ATTEMPTS):
        leaving, aside = _leaving(workplace, number)
        try:
            outgoing = [one for one, _ in leaving]
            sending, staged = gateway.prepare(
                outgoing, told=telling.told, stop_if_cancelled=stop_if_cancelled
            )
        except GatewayError as failure:
            return EtatRapport.INTERROMPUE, failure.outcome.value
        stick = _Stick(report=number, number=sending, months=telling.months)
        if _hand_over(workplace, device, leaving, stick):
            staged.put()
            return _state(aside=aside), Outcome.DANS_LE_FICHIER.value
        staged.drop()
    return EtatRapport.INTERROMPUE, Outcome.INTERROMPUE.value


def _leaving(workplace: Workplace, number: int) -> tuple[list[tuple[Outgoing, Envoi]], bool]:
    """Return what leaves; what has no form is set aside and blocks nothing."""
    with workplace.database.reading() as session:
        waiting = outbox.to_send(session)
    leaving: list[tuple[Outgoing, Envoi]] = []
    for envoi in waiting:
        try:
            leaving.append((outgoing_of(workplace, envoi), envoi))
        except ProtocolError as fault:
            unfit = ItemResult(
                item=envoi.id,
                revision=envoi.revision,
                outcome=Outcome.A_CORRIGER,
                place=fault.place,
            )
            keep_result(workplace, number, envoi, unfit)
    return leaving, len(leaving) < len(waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stick:
    """A sending that is written: its report, its number, and as what months leave with it."""

    report: int
    number: int
    months: Mapping[str, tuple[int, str]]


def _hand_over(
    workplace: Workplace,
    device: Appareil,
    leaving: Sequence[tuple[Outgoing, Envoi]],
    stick: _Stick,
) -> bool:
    """Mark everything as handed over, in one transaction, right before the files get their names.

    False, and nothing is marked, when one of them was undone, erased or limited meanwhile: it must
    not leave. Cut between this and the names, the items say « arrivée à confirmer » and leave again
    with the next stick.
    """
    now, code = workplace.clock.now(), Outcome.DANS_LE_FICHIER.value
    try:
        with workplace.database.writing() as session:
            for _, envoi in leaving:
                if not outbox.advance(session, envoi, Suivi.REMISE, code=code, at=now):
                    _take_back()
                rapports.note(session, stick.report, envoi.id, code)
            notes = replace(
                load_notes(session, device),
                number=stick.number,
                made_at=now,
                items=len(leaving),
                months=stick.months,
            )
            keep_notes(session, device, notes)
    except _UndoneMeanwhileError:
        return False
    return True


class _UndoneMeanwhileError(Exception):
    """Takes a transaction back."""


def _take_back() -> NoReturn:
    raise _UndoneMeanwhileError


def _keep_receipts(workplace: Workplace, gateway: SealedFileGateway, number: int) -> bool:
    """Record what the answer says of each item that waits; tell whether one must be looked at."""
    with workplace.database.reading() as session:
        waiting = outbox.to_send(session)
    aside, results = False, list[ItemResult]()
    for envoi in waiting:
        result = gateway.told(outgoing_of(workplace, envoi))
        if result is None or withdrawn_above(workplace, gateway, envoi, result):
            continue
        keep_result(workplace, number, envoi, result)
        results.append(result)
        aside = aside or result.outcome.then is not Then.DONE
    fetch_held(workplace, gateway, results)
    return aside


def _take_the_rest(workplace: Workplace, gateway: SealedFileGateway, number: int) -> bool:
    """Keep the certificate and what is published; tell whether a document is lacking."""
    take_certificate(workplace, gateway)
    try:
        take_published(workplace, gateway, number, stop_if_cancelled=lambda: None)
    except GatewayError:
        return True  # the next sending asks for it
    return False


def _keep_read(
    workplace: Workplace, device: Appareil, read: "ReadAnswer", *, lacking: bool
) -> None:
    header = read.header
    last = LastAnswer(epoch=header.epoch, number=header.number, made_at=header.made_at)
    with workplace.database.writing() as session:
        notes = load_notes(session, device)
        settled = max(notes.settled, min(read.answer.answered, notes.number))
        keep_notes(session, device, replace(notes, settled=settled, last=last, lacking=lacking))
        keep_link(session, read.link)


def _finish(workplace: Workplace, number: int, state: EtatRapport, code: str) -> Rapport:
    now = workplace.clock.now()
    with workplace.database.writing() as session:
        rapports.finish(session, number, state, at=now, code=code)
        act = Entree(
            at=now,
            kind="cle_usb",
            agent_id=workplace.agent.id,
            detail=code or state.value,
        )
        journal.append(session, act)
    with workplace.database.reading() as session:
        return next(found for found in rapports.latest(session) if found.id == number)


def _state(*, aside: bool) -> EtatRapport:
    return EtatRapport.PARTIELLE if aside else EtatRapport.REUSSIE
