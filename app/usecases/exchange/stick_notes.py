"""What this laptop remembers of its sticks, and whether it may use any.

A restored laptop, or one activated anew, is another device: it starts with empty notes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from app.storage import appareil, decisions, instant, journal, parametres
from app.storage.appareil import Activation, Appareil
from app.storage.journal import Entree
from app.sync.protocol.parcels import Known
from app.sync.sealed_file.notebook import LastAnswer
from app.usecases.exchange.conversions import cursor_of
from app.usecases.versions.published import held_serial
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NOTES: Final = "fichier.notes"
_WANTED: Final = "fichier.voulu"
_REQUEST: Final = "fichier.activation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """`number`: of the last sending; `settled`: the last whose receipts were read.

    `made_at` and `items`: when the last sending was put on a stick, and how many items it holds;
    `lacking`: a document that the list names did not come; `months`: revision and digest under
    which a month of counters was last told.
    """

    number: int = 0
    settled: int = 0
    made_at: datetime | None = None
    items: int = 0
    last: LastAnswer | None = None
    lacking: bool = False
    months: Mapping[str, tuple[int, str]] = field(default_factory=dict[str, tuple[int, str]])


@dataclass(frozen=True, slots=True, kw_only=True)
class StickState:
    """What the window says of sticks.

    `allowed` by the convention; `used` on this laptop; `active`: it may send; `asked`: an
    activation request waits for its answer; `only_way`: no address of the service is known.
    `waits` while the last sending has no answer.
    """

    allowed: bool = False
    used: bool = False
    active: bool = False
    asked: bool = False
    only_way: bool = False
    notes: Notes = field(default_factory=Notes)

    @property
    def waits(self) -> bool:
        """Tell whether the answer to the last sending was not read yet."""
        return self.notes.number > self.notes.settled


def stick_state(workplace: Workplace) -> StickState:
    """Return whether sticks are used here, and where the last one is."""
    allowed = _is_allowed(workplace)
    with workplace.database.reading() as session:
        device = appareil.load(session)
        active = device is not None and device.activation is Activation.ACTIVE
        only_way = is_only_way(workplace, device)
        return StickState(
            allowed=allowed,
            used=only_way or (allowed and bool(parametres.number(session, _WANTED))),
            active=active,
            only_way=only_way,
            asked=asked_code(session, device) != "",
            notes=load_notes(session, device),
        )


def is_only_way(workplace: Workplace, device: Appareil | None) -> bool:
    """Tell whether this laptop knows the Département by sticks alone."""
    active = device is not None and device.activation is Activation.ACTIVE
    return _is_allowed(workplace) and active and device is not None and not device.service_url


def use_sticks(workplace: Workplace, *, wanted: bool) -> None:
    """Keep whether this laptop also exchanges by stick, and note who changed it."""
    with workplace.database.writing() as session:
        parametres.keep(session, _WANTED, int(wanted))
        act = Entree(
            at=workplace.clock.now(),
            kind="reglage_change",
            agent_id=workplace.agent.id,
            detail="cle_usb",
        )
        journal.append(session, act)


def _is_allowed(workplace: Workplace) -> bool:
    return workplace.convention.demarche is None and workplace.convention.par_fichier


class StoredNotebook:
    """The notebook of `app.sync.sealed_file`, in the encrypted database."""

    def __init__(self, workplace: Workplace, device: Appareil) -> None:
        self._workplace = workplace
        self._device = device

    def known(self) -> Known:
        """Return what was received."""
        with self._workplace.database.reading() as session:
            cursor, notes = cursor_of(decisions.cursor(session)), load_notes(session, self._device)
            material = 0 if notes.lacking else held_serial(session)
        return Known(epoch=cursor.epoch, seq=cursor.seq, settled=notes.settled, material=material)

    def next_number(self) -> int:
        """Return the number of the next sending; it is spent even when nothing comes of it."""
        with self._workplace.database.writing() as session:
            notes = load_notes(session, self._device)
            keep_notes(session, self._device, replace(notes, number=notes.number + 1))
        return notes.number + 1

    def last_answer(self) -> LastAnswer | None:
        """Return the last answer that was read."""
        with self._workplace.database.reading() as session:
            return load_notes(session, self._device).last

    def heard_at(self) -> datetime | None:
        """Return the service's instant when the network last brought it."""
        with self._workplace.database.reading() as session:
            return instant.heard(session)


def load_notes(session: "Session", device: Appareil | None) -> Notes:
    """Return the notes of this device; empty for another one."""
    kept = parametres.load(session, _NOTES)
    if device is None or not isinstance(kept, dict) or kept.get("appareil") != device.device_id:
        return Notes()
    made_at = kept.get("fait")
    return Notes(
        number=_number(kept, "numero"),
        settled=_number(kept, "solde"),
        made_at=datetime.fromisoformat(made_at) if isinstance(made_at, str) else None,
        items=_number(kept, "envois"),
        last=_last(kept.get("reponse")),
        lacking=kept.get("manque") is True,
        months=_months(kept.get("mois")),
    )


def keep_notes(session: "Session", device: Appareil, notes: Notes) -> None:
    """Keep the notes of this device."""
    last = notes.last
    parametres.keep(
        session,
        _NOTES,
        {
            "appareil": device.device_id,
            "numero": notes.number,
            "solde": notes.settled,
            "fait": notes.made_at.isoformat() if notes.made_at else None,
            "envois": notes.items,
            "reponse": [last.epoch, last.number, last.made_at.isoformat()] if last else None,
            "manque": notes.lacking,
            "mois": {month: [*told] for month, told in notes.months.items()},
        },
    )


def asked_code(session: "Session", device: Appareil | None) -> str:
    """Return the activation code of the request that waits for its answer, empty for none."""
    kept = parametres.load(session, _REQUEST)
    if device is None or not isinstance(kept, dict) or kept.get("appareil") != device.device_id:
        return ""
    code = kept.get("code")
    return code if isinstance(code, str) else ""


def keep_asked(session: "Session", device: Appareil, code: str) -> None:
    """Keep the code that a request was made with, until its answer; empty forgets it."""
    if code:
        parametres.keep(session, _REQUEST, {"appareil": device.device_id, "code": code})
    else:
        parametres.remove(session, _REQUEST)


def _number(kept: Mapping[str, parametres.Json], name: str) -> int:
    value = kept.get(name)
    return value if isinstance(value, int) else 0


def _months(kept: parametres.Json) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    for month, told in kept.items() if isinstance(kept, dict) else ():
        match told:
            case [int() as revision, str() as digest]:
                found[month] = revision, digest
            case _:
                continue
    return found


def _last(kept: parametres.Json) -> LastAnswer | None:
    match kept:
        case [str() as epoch, int() as number, str() as made_at]:
            made = datetime.fromisoformat(made_at)
            return LastAnswer(epoch=epoch, number=number, made_at=made)
        case _:
            return None
