"""The life of a convention: when it begins, goes on by itself, is changed by an avenant, ends.

The profile says the rules (`[vie]`); what it cannot know — the day of a signature, an avenant, a
letter that ends it — is entered by the référent (`Saisie`). The state follows from both and from
the day. Sources: 000 l. 152-160, 001 l. 63 and 203-233, 002 l. 246, 003 l. 76, 004 l. 93 and
126-128. Decision: docs/decisions/0042-life-of-a-convention.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.domain.failures import AppError
from app.domain.identifiers import AgentId
from app.domain.retention import Duree

if TYPE_CHECKING:
    from app.domain.convention import Convention

LONGEST_REFERENCE: Final = 120
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""Between which days a convention lives: a date beyond them is a slip of the hand."""
_DAY: Final = timedelta(days=1)


class Repere(StrEnum):
    """What a notice is counted from."""

    ECHEANCE = "echeance"  # so many months before the last day of the running period
    ANNIVERSAIRE = "anniversaire"  # before the anniversary, which is the day after it
    TERME = "terme"  # before the last day of the convention itself
    RESILIATION = "resiliation"  # before the last day that a letter of termination gave
    LETTRE = "lettre"  # so many months after a letter


class EffetAvenant(StrEnum):
    """From which day an avenant counts."""

    SIGNATURE = "signature"
    MOIS_SUIVANT = "mois_suivant"  # 004 l. 128: « au 1er jour du mois suivant »


class Sorte(StrEnum):
    """What the référent may enter about the life of the convention."""

    PRISE_EFFET = "prise_effet"
    AVENANT = "avenant"
    FIN_ANTICIPEE = "fin_anticipee"
    RETRAIT = "retrait"  # the entry before it does not count any more; `reference` says why


class Phase(StrEnum):
    """Where a convention stands on a day."""

    ATTENTE = "attente"  # not in force yet
    EN_VIGUEUR = "en_vigueur"
    CLOSE = "close"


class VieRefuseeError(AppError):
    """What was entered about the life of the convention cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preavis:
    """A notice of the convention: so many months before or after something."""

    code: str
    libelle: str
    mois: int
    repere: Repere
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vie:
    """How long a convention lasts, in the words of the profile.

    `duree_mois` counts from the day it takes effect, `reconduction_mois` each tacit renewal.
    `suspensive`: nothing is in force before that day is entered (001 l. 63).
    """

    prise_effet: str = ""  # what makes it begin, in words: « la dernière signature »
    suspensive: bool = False
    duree_mois: int | None = None
    reconduction_mois: int | None = None
    avenant: EffetAvenant = EffetAvenant.SIGNATURE
    preavis: tuple[Preavis, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Saisie:
    """One thing that the référent entered; nothing of it is changed, a later one prevails.

    A withdrawal takes back the entry before it: only so does a tacit renewal go on again after a
    letter that was withdrawn, or noted by mistake.

    `le` is the day of the signature, of the reception or of the letter. `terme` is the new last
    day of the convention; an avenant without one changes something else.
    """

    sorte: Sorte
    le: date
    reference: str = ""
    terme: date | None = None
    saisi_at: datetime | None = None
    agent_id: AgentId | None = None

    def __post_init__(self) -> None:
        if len(self.reference) > LONGEST_REFERENCE:
            raise VieRefuseeError("reference")
        if self.sorte is not Sorte.PRISE_EFFET and not self.reference.strip():
            raise VieRefuseeError("reference")
        if self.sorte in {Sorte.PRISE_EFFET, Sorte.RETRAIT} and self.terme is not None:
            raise VieRefuseeError("terme")
        if self.sorte is Sorte.FIN_ANTICIPEE and (self.terme is None or self.terme < self.le):
            raise VieRefuseeError("terme")


@dataclass(frozen=True, slots=True, kw_only=True)
class Etat:
    """Where the convention stands on a day.

    `terme` is its last day, None while it goes on by itself. `periode_fin` is the last day of the
    running period, None when nobody entered when it began. `par` is what set the term.
    """

    phase: Phase
    debut: date | None = None
    terme: date | None = None
    periode_fin: date | None = None
    tacite: bool = False
    par: Saisie | None = field(default=None)

    @property
    def ouverte(self) -> bool:
        """Tell whether something new may be begun under it."""
        return self.phase is Phase.EN_VIGUEUR


@dataclass(frozen=True, slots=True, kw_only=True)
class EcheanceVie:
    """A day of the convention's life that has to be known in time; `le` is the last good day."""

    le: date
    code: str
    libelle: str
    source: str


def etat(convention: "Convention", saisies: Sequence[Saisie], today: date) -> Etat:
    """Return where `convention` stands; `saisies` are in the order in which they were entered.

    Its last day is still a day of it (003 l. 76: « à l'issue de cette date »).
    """
    vie, left = convention.vie, standing(saisies)
    begun = [one.le for one in left if one.sorte is Sorte.PRISE_EFFET]
    debut = begun[-1] if begun else convention.starts_on
    changes = [one for one in left if one.terme and effet(vie, one) <= today]
    par = changes[-1] if changes else None
    terme = par.terme if par else convention.ends_on
    periode_fin = _periode_fin(vie, debut, today, terme)
    tacite = terme is None and vie.reconduction_mois is not None
    if terme is None and not tacite:
        terme = periode_fin
    if terme is not None and today > terme:
        phase = Phase.CLOSE
    elif (debut is None and vie.suspensive) or (debut is not None and today < debut):
        phase = Phase.ATTENTE
    else:
        phase = Phase.EN_VIGUEUR
    return Etat(
        phase=phase, debut=debut, terme=terme, periode_fin=periode_fin, tacite=tacite, par=par
    )


def standing(saisies: Sequence[Saisie]) -> tuple[Saisie, ...]:
    """Return what was entered and not withdrawn, in its order."""
    left: list[Saisie] = []
    for one in saisies:
        if one.sorte is not Sorte.RETRAIT:
            left.append(one)
        elif left:
            left.pop()
    return tuple(left)


def effet(vie: Vie, saisie: Saisie) -> date:
    """Return the day from which something entered counts (004 l. 128 for an avenant)."""
    later = saisie.sorte is Sorte.AVENANT and vie.avenant is EffetAvenant.MOIS_SUIVANT
    return (saisie.le.replace(day=28) + 4 * _DAY).replace(day=1) if later else saisie.le


def echeances(convention: "Convention", found: Etat) -> tuple[EcheanceVie, ...]:
    """Return the dated days of the running period, the earliest first.

    A notice after a letter has no day before there is a letter; the page says it in words.
    """
    if found.phase is Phase.CLOSE:
        return ()
    days: list[EcheanceVie] = []
    for one in convention.vie.preavis:
        base = _base(one.repere, found)
        if base is not None:
            le = Duree(months=one.mois).before(base) - _DAY  # a day later would be too late
            days.append(EcheanceVie(le=le, code=one.code, libelle=one.libelle, source=one.source))
    days.extend(_ends(convention, found))
    return tuple(sorted(days, key=lambda one: (one.le, one.code)))


def proposed_end(convention: "Convention", found: Etat, letter: date) -> date | None:
    """Return the last day to propose when a letter ends the convention; None without a rule.

    A notice counted from the letter gives it (001 l. 231, 004 l. 93); else it ends with its period
    (000 l. 160: « prend alors effet à la date d'échéance de la période contractuelle »).
    """
    for one in convention.vie.preavis:
        if one.repere is Repere.LETTRE:
            return Duree(months=one.mois).after(letter)
    return found.periode_fin or found.terme


def _ends(convention: "Convention", found: Etat) -> list[EcheanceVie]:
    source = convention.sources["duree"].reference if "duree" in convention.sources else ""
    if found.terme is not None:
        label = "Dernier jour de la convention"
        return [EcheanceVie(le=found.terme, code="terme", libelle=label, source=source)]
    if found.periode_fin is not None:
        label = "Dernier jour de la période, puis reconduction tacite"
        return [EcheanceVie(le=found.periode_fin, code="periode", libelle=label, source=source)]
    return []


def _base(repere: Repere, found: Etat) -> date | None:
    match repere:
        case Repere.ECHEANCE:
            return found.periode_fin
        case Repere.ANNIVERSAIRE:
            end = found.periode_fin
            return None if end is None or end == found.terme else end + _DAY
        case Repere.TERME:
            return found.terme or found.periode_fin
        case Repere.RESILIATION:
            early = found.par is not None and found.par.sorte is Sorte.FIN_ANTICIPEE
            return found.terme if early else None
        case Repere.LETTRE:
            return None


def _periode_fin(vie: Vie, debut: date | None, today: date, terme: date | None) -> date | None:
    """Return the last day of the period that runs today: first the duration, then renewals."""
    if debut is None or vie.duree_mois is None:
        return terme
    months = vie.duree_mois
    end = Duree(months=months).after(debut) - _DAY
    while vie.reconduction_mois is not None and end < today and (terme is None or end < terme):
        months += vie.reconduction_mois
        end = Duree(months=months).after(debut) - _DAY
    return end if terme is None else min(end, terme)
