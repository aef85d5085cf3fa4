"""A dossier prepared on Démarches simplifiées, and what following it teaches.

The platform lets nobody deposit for somebody else's account: it takes a prefilled draft, which a
person opens, claims and deposits. Source of every rule here: the platform's own behaviour, as
`demarches-simplifiees.md` § 1.4, § 1.6 and § 7 state it.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

PURGE: Final = timedelta(days=5)  # « prefilled & user_id nil & updated_at ≤ 5.days.ago », daily
MARGIN: Final = timedelta(hours=12)  # the countdown ends before the purge does (§ 7)
WATCHED: Final = timedelta(days=6)  # an abandoned draft is asked about until it must be gone
BLIND: Final = timedelta(days=28)  # not looked at for longer: deposited and expired is possible
REOPENED: Final = timedelta(days=60)  # « keep polling ~60 days »: a final state may reopen
NO_FOLLOW_UP: Final = "Classé sans suite sur Démarches simplifiées."
"""Our decisions know two senses: a third one is a refusal that says so (decision 0030)."""


class EtatDossier(StrEnum):
    """Where a dossier stands; from `PREREMPLI` to `SANS_SUITE` as the platform last said."""

    ENVOYE = "envoye"  # the request left, no answer came: nobody knows the address of the draft
    PREREMPLI = "prerempli"
    BROUILLON = "brouillon"  # somebody claimed it
    EN_CONSTRUCTION = "en_construction"  # deposited
    EN_INSTRUCTION = "en_instruction"
    ACCEPTE = "accepte"
    REFUSE = "refuse"
    SANS_SUITE = "sans_suite"
    EXPIRE = "expire"  # gone unclaimed: purged by the platform
    PERDU = "perdu"  # gone after it was claimed, or nobody knows why: a person decides
    RETIRE = "retire"  # gone after the deposit
    ARCHIVE = "archive"  # gone after the decision; the decision stays here

    @property
    def is_deposited(self) -> bool:
        """Tell whether the Département has it."""
        return self in _DEPOSITED

    @property
    def is_final(self) -> bool:
        """Tell whether the Département decided."""
        return self in _FINAL

    @property
    def is_claimed(self) -> bool:
        """Tell whether a person took the draft, deposited or not: it no longer goes by itself."""
        return self is EtatDossier.BROUILLON or self.is_deposited

    @property
    def needs_a_person(self) -> bool:
        """Tell whether sending again could make a double: only a person may say so (§ 7 b)."""
        return self in {EtatDossier.PERDU, EtatDossier.RETIRE}


_FINAL: Final = frozenset({EtatDossier.ACCEPTE, EtatDossier.REFUSE, EtatDossier.SANS_SUITE})
_DEPOSITED: Final = _FINAL | {
    EtatDossier.EN_CONSTRUCTION,
    EtatDossier.EN_INSTRUCTION,
    EtatDossier.ARCHIVE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One draft made for one revision of a prescription.

    `jeton` and `url` open the person's data to whoever holds them: they stand in the encrypted
    database alone, never in a log. `empreinte` is of what was sent. Of several dossiers of one
    prescription, the last is `current`; the others were abandoned and are still watched.
    """

    id: int
    prescription_id: str
    revision: int
    etat: EtatDossier
    tried_at: datetime
    since: datetime
    current: bool = True
    numero: int = 0
    empreinte: str = field(default="", repr=False)
    jeton: str = field(default="", repr=False)
    url: str = field(default="", repr=False)
    prefilled_at: datetime | None = None
    seen_at: datetime | None = None
    submitted_at: datetime | None = None
    processed_at: datetime | None = None

    @property
    def deposit_before(self) -> datetime | None:
        """Return when the draft goes, with a margin; None once it is claimed, or is gone."""
        if self.etat is not EtatDossier.PREREMPLI or self.prefilled_at is None:
            return None
        return self.prefilled_at + PURGE - MARGIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Constat:
    """What the platform says of one dossier that it still shows."""

    etat: EtatDossier
    submitted_at: datetime | None = None
    processed_at: datetime | None = None


def followed(dossier: Dossier, constat: Constat | None, now: datetime) -> Dossier:
    """Return a dossier after it was asked about; `constat` is None when it is no longer shown."""
    if constat is None:
        return _changed(dossier, _gone(dossier, now), now)
    seen = replace(
        dossier,
        seen_at=now,
        submitted_at=constat.submitted_at or dossier.submitted_at,
        processed_at=constat.processed_at if constat.etat.is_final else None,
    )
    return _changed(seen, constat.etat, now)


def must_forget(dossier: Dossier, now: datetime) -> bool:
    """Tell whether its token serves nothing any more (§ 7: « wipe tokens at final state »).

    A decision may be taken back, so a decided dossier is watched for a while yet.
    """
    if dossier.etat.is_final:
        return now >= dossier.since + REOPENED
    if dossier.etat is EtatDossier.PREREMPLI and not dossier.current:
        return now >= (dossier.prefilled_at or dossier.tried_at) + WATCHED
    return dossier.etat in {EtatDossier.EXPIRE, EtatDossier.ARCHIVE}


def possible_double(dossiers: list[Dossier]) -> bool:
    """Tell whether the Département may have, or be about to have, one prescription twice."""
    return sum(dossier.etat.is_claimed for dossier in dossiers) > 1


def _gone(dossier: Dossier, now: datetime) -> EtatDossier:
    """Return what it means that a dossier is not shown (§ 7, status mapping)."""
    etat = dossier.etat
    if etat.is_final or etat is EtatDossier.ARCHIVE:
        return EtatDossier.ARCHIVE
    if etat.is_deposited:
        return EtatDossier.RETIRE
    if etat is not EtatDossier.PREREMPLI:
        return etat if etat in {EtatDossier.EXPIRE, EtatDossier.RETIRE} else EtatDossier.PERDU
    made = dossier.prefilled_at or dossier.tried_at
    purged = now >= made + PURGE
    blind = now >= (dossier.seen_at or made) + BLIND
    return EtatDossier.EXPIRE if purged and not blind else EtatDossier.PERDU


def _changed(dossier: Dossier, etat: EtatDossier, now: datetime) -> Dossier:
    return dossier if dossier.etat is etat else replace(dossier, etat=etat, since=now)
