"""The dossiers on Démarches simplifiées, in the words of Aujourd’hui."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.dossier import Dossier
from app.ui.dossiers.countdown import countdown_pill
from app.ui.dossiers.limited import LIMITED
from app.ui.pages.aujourdhui.state import DepositRow, PlainRow
from app.ui.widgets.tones import Pill, Tone
from app.usecases.demarches_simplifiees import demarches
from app.usecases.demarches_simplifiees.demarches import ToDeposit
from app.usecases.workplace import Workplace

_VANISHED = Pill("À vérifier", Tone.WARNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """What waits on the platform: rows, and the prescriptions that wait there for anybody."""

    deposits: tuple[DepositRow, ...] = ()
    removals: tuple[PlainRow, ...] = ()
    waiting: frozenset[str] = frozenset()


def on_platform(workplace: Workplace) -> Platform:
    """Return what waits there; in a thread: it reads the database."""
    if workplace.convention.demarche is None:
        return Platform()
    now = workplace.clock.now()
    return Platform(
        deposits=tuple(_deposit(one, now) for one in demarches.to_deposit(workplace)),
        removals=_removals(demarches.to_remove(workplace)),
        waiting=demarches.waiting(workplace),
    )


def _deposit(found: ToDeposit, now: datetime) -> DepositRow:
    prescription = found.known.prescription
    return DepositRow(
        id=prescription.id,
        who=found.known.personne.display_name,
        about=f"Prescription {prescription.reference} · dossier n°\u00a0{found.numero}",
        pill=_pill(found, now),
        can_open=not found.vanished and not found.limited,
    )


def _pill(found: ToDeposit, now: datetime) -> Pill:
    if found.limited:
        return LIMITED
    return _VANISHED if found.vanished else countdown_pill(found.before, now)


def _removals(found: Sequence[Dossier]) -> tuple[PlainRow, ...]:
    return tuple(
        PlainRow(
            id=one.prescription_id,
            title=f"n°\u00a0{one.numero}",
            about="La personne est effacée de ce poste. Supprimez ce dossier sur Démarches "
            "simplifiées, ou prévenez le Département s’il est déjà examiné.",
            pill=Pill("À supprimer là-bas", Tone.WARNING),
        )
        for one in found
    )
