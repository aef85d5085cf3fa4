"""What is looked at again once one of the two sides was put back from a backup.

A service that was put back may have lost what it acknowledged, what it decided and what it was
asked to forget. A laptop that was put back may hold less than it had sent. Both are settled item by
item with what the Département holds now: its answer wins (docs/decisions/0037).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Prescription, Suivi
from app.storage import (
    decisions,
    dossiers_prepares,
    limitations,
    outbox,
    parametres,
    prescriptions,
    tenues,
    tranches,
)
from app.storage.appareil import LOOK_AGAIN
from app.storage.evenements import Evenement
from app.storage.outbox import NAMELESS, KindEnvoi
from app.storage.prescriptions import SuiviPrescription
from app.sync.protocol.held import HeldItem
from app.usecases.exchange.payloads import as_told, payload_of, revise, said_in
from app.usecases.interview.counting import count_decision
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WITHDRAWALS_KEPT_DAYS: Final = 90  # no service is put back to an older day than that
_WITHDRAWN: Final = "retraits.accuses"
_OPEN: Final = (Suivi.PREPAREE, Suivi.A_CORRIGER, Suivi.REMISE, Suivi.ACCUSEE)


def offer_again(session: "Session", workplace: Workplace, *, asks_back: bool) -> None:
    """Send again whatever a service that was put back may have lost.

    A withdrawal that was acknowledged too: what it withdrew may be there again. Of what was
    decided, where the service can be asked (`asks_back`), what the feed does not say any more.
    """
    outbox.offer_again(session, at=workplace.clock.now())
    tranches.tell_again(session)
    for item, (revision, _) in _withdrawn(session).items():
        _withdraw_again(session, item, revision)
    for prescription in _of(session, Suivi.RETIREE):
        _withdraw_again(session, prescription.id, prescription.revision)
    if asks_back:
        look = set(_to_look_at(session)) | {one.id for one in _of(session, Suivi.DECIDEE)}
        parametres.keep(session, LOOK_AGAIN, [*sorted(look)])


def decided(session: "Session", items: Collection[str]) -> None:
    """Note that the feed says what was decided on these: nobody need look at them."""
    look = parametres.load(session, LOOK_AGAIN)
    if isinstance(look, list) and items:
        _keep_look(session, [one for one in look if one not in items])


def to_look_at(session: "Session") -> Sequence[str]:
    """Return the items to look at, once the feed was read to its end (writing session)."""
    if parametres.load(session, LOOK_AGAIN) is True:
        parametres.keep(
            session, LOOK_AGAIN, [one.id for one in _of(session, *_OPEN, Suivi.ANNULEE)]
        )
    return _to_look_at(session)


def settle_asked(
    session: "Session", workplace: Workplace, asked: Collection[str], held: Mapping[str, HeldItem]
) -> None:
    """Settle what an answer by stick was asked about; what is not `held` is not there."""
    for item in to_look_at(session):
        if item in asked:
            look(session, workplace, item, held.get(item))


def perhaps_doubled(session: "Session") -> Sequence[str]:
    """Return, once, what may stand twice where nobody can be asked what is held.

    The laptop was put back: it does not know the dossiers that it asked for since.
    """
    if parametres.load(session, LOOK_AGAIN) is not True:
        return ()
    parametres.remove(session, LOOK_AGAIN)
    found = [one.id for one in _of(session, *_OPEN, Suivi.ANNULEE)]
    return [
        item
        for item in found
        if not any(
            one.current and one.etat.is_claimed
            for one in dossiers_prepares.of_prescription(session, item)
        )
    ]


def look(session: "Session", workplace: Workplace, item: str, held: HeldItem | None) -> None:
    """Settle one item with what the Département holds of it, None for nothing."""
    known = prescriptions.load(session, PrescriptionId(item))
    if known is not None:
        with limitations.suspended(session, known.personne.id):
            if known.suivi is Suivi.DECIDEE:
                _forget_decision(session, workplace, known, held)
            elif held is not None and known.suivi is Suivi.ANNULEE:
                _withdraw_undone(session, workplace, known.prescription, held)
            elif held is not None and known.suivi in _OPEN:
                _compare(session, workplace, known, held)
    _keep_look(session, [one for one in _to_look_at(session) if one != item])


def note_withdrawn(session: "Session", workplace: Workplace, item: str, revision: int) -> None:
    """Remember, without a name, that the Département was asked to forget an item."""
    today = workplace.clock.today()
    kept: dict[str, parametres.Json] = {
        one: [number, day]
        for one, (number, day) in _withdrawn(session).items()
        if date.fromisoformat(day) + timedelta(days=WITHDRAWALS_KEPT_DAYS) > today
    }
    parametres.keep(session, _WITHDRAWN, {**kept, item: [revision, today.isoformat()]})


def withdraw_above(
    session: "Session", workplace: Workplace, item: str, held: HeldItem, refused: outbox.Envoi
) -> None:
    """Withdraw again what another life of this laptop had corrected since: above its revision."""
    now = workplace.clock.now()
    if not held.payload:
        outbox.advance(session, refused, Suivi.ACCUSEE, at=now)
        return
    outbox.advance(session, refused, Suivi.A_CORRIGER, at=now)
    outbox.queue(
        session,
        item,
        payload=NAMELESS,
        revision=max(held.revision, refused.revision) + 1,
        kind=KindEnvoi.RETRAIT,
    )


def _forget_decision(
    session: "Session", workplace: Workplace, known: SuiviPrescription, held: HeldItem | None
) -> None:
    """Let a prescription wait for its decision again: the Département lost the one it took."""
    prescription, now = known.prescription, workplace.clock.now()
    count_decision(session, workplace, decisions.load(session, prescription.id), None)
    decisions.forget(session, prescription.id)
    event = Evenement(kind="decision_oubliee", at=now)
    if held is None:
        payload = payload_of(workplace, prescription, known.personne)
        prescriptions.put(session, prescription, Suivi.PREPAREE, event)
        outbox.queue(session, prescription.id, payload=payload, revision=prescription.revision)
    elif held.payload:
        _adopt(session, prescription, held, event)
        revise(session, workplace, prescription, known.personne)
    else:
        prescriptions.put(session, prescription, Suivi.RETIREE, event)


def _withdraw_undone(
    session: "Session", workplace: Workplace, prescription: Prescription, held: HeldItem
) -> None:
    """Withdraw what was undone here as never sent, and had left before the laptop was put back."""
    gone = replace(prescription, revision=held.revision + bool(held.payload))
    event = Evenement(kind=Suivi.RETIREE.value, at=workplace.clock.now())
    prescriptions.put(session, gone, Suivi.RETIREE, event)
    if held.payload:
        _withdraw_again(session, gone.id, gone.revision)


def _compare(
    session: "Session", workplace: Workplace, known: SuiviPrescription, held: HeldItem
) -> None:
    """Let an older state of the laptop follow what it sent since, or a worker compare the two."""
    prescription, now = known.prescription, workplace.clock.now()
    queued = outbox.of_item(session, prescription.id)
    if not queued or queued[-1].kind is KindEnvoi.RETRAIT or held.revision < queued[-1].revision:
        return
    if not held.payload:
        outbox.drop(session, prescription.id)
        gone = replace(prescription, revision=held.revision)
        event = Evenement(kind=Suivi.RETIREE.value, at=now)
        prescriptions.put(session, gone, Suivi.RETIREE, event)
        return
    told = held.payload.decode("utf-8")
    if said_in(told) == said_in(queued[-1].payload):
        if held.revision > queued[-1].revision:
            event = Evenement(kind=Suivi.ACCUSEE.value, at=now)
            _adopt(session, prescription, held, event)
    else:
        outbox.advance(session, queued[-1], Suivi.A_CORRIGER, code="conflit", at=now)
        tenues.keep(session, prescription.id, revision=held.revision, payload=told)


def _adopt(
    session: "Session", prescription: Prescription, held: HeldItem, event: Evenement
) -> None:
    """Let what the Département holds stand here as sent and received."""
    payload = held.payload.decode("utf-8")
    outbox.drop(session, prescription.id)
    tenues.keep(session, prescription.id, revision=held.revision, payload=payload)
    tenues.adopt(session, prescription.id)
    there = as_told(prescription, payload, held.revision)
    prescriptions.put(session, there, Suivi.ACCUSEE, event)


def _withdraw_again(session: "Session", item: str, revision: int) -> None:
    if not outbox.of_item(session, item):
        outbox.queue(session, item, payload=NAMELESS, revision=revision, kind=KindEnvoi.RETRAIT)


def _of(session: "Session", *suivis: Suivi) -> list[Prescription]:
    found = prescriptions.by_suivi(session, suivis=suivis, limit=None)
    return [one.prescription for one in found]


def _to_look_at(session: "Session") -> list[str]:
    kept = parametres.load(session, LOOK_AGAIN)
    return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []


def _keep_look(session: "Session", items: Sequence[parametres.Json]) -> None:
    if items:
        parametres.keep(session, LOOK_AGAIN, [*items])
    else:
        parametres.remove(session, LOOK_AGAIN)


def _withdrawn(session: "Session") -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    kept = parametres.load(session, _WITHDRAWN)
    for item, known in kept.items() if isinstance(kept, dict) else ():
        match known:
            case [int() as revision, str() as day]:
                found[item] = revision, day
            case _:
                continue
    return found
