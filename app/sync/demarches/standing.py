"""What the dossiers already made for an item mean for the item; pure (§ 7, rules a to d)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final

from app.domain.clock import Clock
from app.domain.dossier import NO_FOLLOW_UP, Dossier, EtatDossier, possible_double
from app.sync.outcomes import Outcome
from app.sync.protocol.answers import DecisionEntry, DecisionSens

_UNDECIDED: Final = frozenset(
    {EtatDossier.BROUILLON, EtatDossier.EN_CONSTRUCTION, EtatDossier.EN_INSTRUCTION}
)
_SAME: Final[Mapping[EtatDossier, Outcome]] = {
    EtatDossier.PREREMPLI: Outcome.A_DEPOSER,
    EtatDossier.BROUILLON: Outcome.REPRISE,
    EtatDossier.EN_CONSTRUCTION: Outcome.ACCUSEE,
    EtatDossier.EN_INSTRUCTION: Outcome.ACCUSEE,
    EtatDossier.ACCEPTE: Outcome.DEJA_DECIDEE,
    EtatDossier.REFUSE: Outcome.DEJA_DECIDEE,
    EtatDossier.SANS_SUITE: Outcome.DEJA_DECIDEE,
    EtatDossier.ARCHIVE: Outcome.DEJA_DECIDEE,
    EtatDossier.PERDU: Outcome.A_REPRENDRE,
    EtatDossier.RETIRE: Outcome.A_REPRENDRE,
}


def standing(dossiers: Sequence[Dossier], empreinte: str, revision: int) -> Outcome | None:
    """Return where a revision of an item stands; None when a draft must be made for it.

    A revision older than the dossier in force was replaced by it: it stands where that one does.

    A draft may be made while the last one is unclaimed and of another content, is surely gone
    unclaimed, or got no answer. Once somebody took it, never without his word.
    """
    current = next((one for one in reversed(dossiers) if one.current), None)
    if current is None:
        return None
    same = current.empreinte == empreinte or current.revision > revision
    if not same and current.etat is EtatDossier.PREREMPLI:
        return None
    if not same and current.etat in _UNDECIDED:
        return Outcome.A_RETIRER
    return _SAME.get(current.etat)


def withdrawal(dossiers: Sequence[Dossier]) -> Outcome:
    """Return what taking an item back means: who took a dossier must remove it there himself."""
    taken = any(one.etat in _UNDECIDED for one in dossiers)
    return Outcome.A_RETIRER if taken else Outcome.RIEN_A_RETIRER


def doubles(dossiers: Sequence[Dossier]) -> list[tuple[str, Outcome]]:
    """Return a notice for each prescription that may count twice."""
    of_item: defaultdict[str, list[Dossier]] = defaultdict(list)
    for one in dossiers:
        of_item[one.prescription_id].append(one)
    return [(item, Outcome.DOUBLON) for item, those in of_item.items() if possible_double(those)]


def decisions(dossiers: Sequence[Dossier], clock: Clock) -> tuple[list[DecisionEntry], str]:
    """Return the decision that stands on each prescription, the earliest first, and their print.

    Of two dossiers of one prescription an acceptance stands: the other was refused as its double.
    The print is the feed's cursor: as long as it is the same there is nothing new. « Sans suite »
    is a refusal that says so: our decisions know two senses, and the dossier keeps the third.
    """
    standing: dict[str, tuple[bool, datetime, int, Dossier]] = {}
    for one in dossiers:
        if one.etat.is_final and one.processed_at:
            found = (one.etat is EtatDossier.ACCEPTE, one.processed_at, one.numero, one)
            known = standing.get(one.prescription_id, found)
            standing[one.prescription_id] = max(found, known, key=lambda told: told[:3])
    decided = sorted((at, numero, one) for _, at, numero, one in standing.values())
    said = ",".join(f"{numero} {one.etat} {at.isoformat()}" for at, numero, one in decided)
    epoch = sha256(said.encode()).hexdigest()[:16] if decided else ""
    return [_entry(one, at, seq, clock) for seq, (at, _, one) in enumerate(decided, 1)], epoch


def _entry(dossier: Dossier, at: datetime, seq: int, clock: Clock) -> DecisionEntry:
    accepted = dossier.etat is EtatDossier.ACCEPTE
    return DecisionEntry(
        seq=seq,
        item=dossier.prescription_id,
        revision=dossier.revision,
        sens=DecisionSens.ACCEPTEE if accepted else DecisionSens.REFUSEE,
        decided_on=at.astimezone(clock.zone()).date(),
        message=NO_FOLLOW_UP if dossier.etat is EtatDossier.SANS_SUITE else "",
    )
