"""How long what is kept may be kept: pure rules, each with its source.

A term is the first day on which something must be gone. It is never early: where a month has no
such day (29 February), the term is the first day after. Days are those of the laptop's wall.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from app.domain.dossier import REOPENED, WATCHED

_MONTHS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Duree:
    """A length of calendar time. Months are calendar months, not periods of 30 days."""

    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if self.months < 0 or self.days < 0:
            raise ValueError("a retention cannot end before it begins")

    def after(self, start: date) -> date:
        """Return the day that stands this long after `start`, never earlier."""
        years, month = divmod(start.year * _MONTHS + start.month - 1 + self.months, _MONTHS)
        if start.day <= monthrange(years, month + 1)[1]:
            reached = date(years, month + 1, start.day)
        else:  # 29 February, 31 April: the first day that exists after it
            years, month = divmod(years * _MONTHS + month + 1, _MONTHS)
            reached = date(years, month + 1, 1)
        return reached + timedelta(days=self.days)

    def before(self, end: date) -> date:
        """Return the first day of which `end` is not yet past this length: what began then stays.

        The days before it are over: `after(day) <= end` for each of them.
        """
        months = end.year * _MONTHS + end.month - 1 - self.months
        years, month = divmod(months, _MONTHS)
        guess = date(years, month + 1, min(end.day, monthrange(years, month + 1)[1]))
        guess -= timedelta(days=self.days)
        while self.after(guess) <= end:
            guess += timedelta(days=1)
        while self.after(guess - timedelta(days=1)) > end:
            guess -= timedelta(days=1)
        return guess


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    """A retention period and the agreement it comes from.

    `years` counts calendar years, not periods of 365 days. The agreements seldom say from which
    day: we count from the Département's decision, else from the prescription (docs/decisions/0012).
    `source` is shown to the DPO beside the rule.
    """

    years: int
    source: str

    def __post_init__(self) -> None:
        if self.years < 1:
            raise ValueError(f"a retention of {self.years} years would erase data at once")

    def due_on(self, recorded_on: date) -> date:
        """Return the first day on which data of `recorded_on` must be gone."""
        return Duree(months=self.years * _MONTHS).after(recorded_on)

    def without_prescription_due_on(self, last_contact: date) -> date:
        """Return the term of an interview that led to no prescription, never after the rule's."""
        return min(SANS_PRESCRIPTION.after(last_contact), self.due_on(last_contact))


INACHEVE: Final = Duree(days=30)  # retention-and-deadlines.md (c): draft never sent
SANS_PRESCRIPTION: Final = Duree(months=12)  # (c): questionnaire without a prescription
JOURNAUX: Final = Duree(months=12)  # (c): access log, 6 to 12 months rolling
SAUVEGARDES: Final = Duree(days=30)  # (c): backups rotate within 30 days
REGISTRES: Final = Duree(months=60)  # (c): rights requests and breach log, 5 years from closing
CONSERVER_AU_PLUS: Final = Duree(months=12)  # a hold is short and is renewed knowingly
_RECO: Final = "minimisation (RGPD, art. 5.1 c), durée proposée à la validation du délégué"


class Objet(StrEnum):
    """What has a clock of its own."""

    PRESCRIPTION = "prescription"
    SANS_PRESCRIPTION = "sans_prescription"
    INACHEVE = "inacheve"
    REPONSES = "reponses"
    CONSENTEMENT = "consentement"
    JOURNAUX = "journaux"
    SAUVEGARDES = "sauvegardes"
    INDICATEURS = "indicateurs"
    DESTRUCTIONS = "destructions"
    DEMANDES = "demandes"
    VIOLATIONS = "violations"
    DOSSIERS = "dossiers"  # where the convention uses Démarches simplifiées
    MANDATS = "mandats"  # these three where the convention has mandates
    MANDATS_BROUILLON = "mandats_brouillon"
    MANDATS_PAPIER = "mandats_papier"
    CARNETS = "carnets"  # where carnets are handed over


@dataclass(frozen=True, slots=True, kw_only=True)
class Horloge:
    """A clock as the DPO reads it: what, from which event, how long, and by which source."""

    objet: Objet
    depart: str
    duree: str
    source: str


_DOSSIERS: Final = Horloge(
    objet=Objet.DOSSIERS,
    depart="décision ; sinon expiration ou abandon du brouillon",
    duree=f"{REOPENED.days} jours ; sinon {WATCHED.days} jours au plus",
    source="Démarches simplifiées : brouillon effacé à 5 jours, décision réversible "
    "(décision 0030)",
)


def horloges(
    rule: RetentionRule, *, answers_kept_linked: bool, by_form: bool = False
) -> tuple[Horloge, ...]:
    """Return every clock of a convention. Source: retention-and-deadlines.md (c).

    `by_form`: it prepares dossiers on Démarches simplifiées, whose addresses are kept for a while.
    """
    years = "1 an" if rule.years == 1 else f"{rule.years} ans"
    answers = (
        Horloge(
            objet=Objet.REPONSES,
            depart="comme le dossier",
            duree="comme le dossier",
            source=rule.source,
        )
        if answers_kept_linked
        else Horloge(
            objet=Objet.REPONSES,
            depart="jour de l’entretien",
            duree="jusqu’au soir",
            source="000, art. 5, l. 116 : nom, prénom et adresse seulement",
        )
    )
    return (
        Horloge(
            objet=Objet.PRESCRIPTION,
            depart="décision du Département, sinon prescription",
            duree=years,
            source=rule.source,
        ),
        Horloge(
            objet=Objet.SANS_PRESCRIPTION,
            depart="dernier échange avec la personne",
            duree="12 mois",
            source=_RECO,
        ),
        Horloge(
            objet=Objet.INACHEVE, depart="dernière modification", duree="30 jours", source=_RECO
        ),
        answers,
        Horloge(
            objet=Objet.CONSENTEMENT,
            depart="comme le dossier",
            duree="comme le dossier",
            source="RGPD, art. 7.1",
        ),
        Horloge(
            objet=Objet.JOURNAUX,
            depart="chaque consultation, chaque synchronisation",
            duree="12 mois",
            source="recommandation de la CNIL sur la journalisation (6 à 12 mois)",
        ),
        Horloge(
            objet=Objet.SAUVEGARDES,
            depart="date de la sauvegarde",
            duree="30 jours",
            source="004, l. 87 ; " + _RECO,
        ),
        Horloge(
            objet=Objet.INDICATEURS,
            depart="sans objet",
            duree="sans limite",
            source="001, l. 201 : nombres sans lien avec une personne",
        ),
        Horloge(
            objet=Objet.DESTRUCTIONS,
            depart="sans objet",
            duree="sans limite",
            source="RGPD, art. 5.2 : preuve sans nom",
        ),
        Horloge(
            objet=Objet.DEMANDES,
            depart="clôture de la demande (nom effacé avec le dossier)",
            duree="5 ans",
            source="RGPD, art. 5.2 et 12 ; durée proposée à la validation du délégué",
        ),
        Horloge(
            objet=Objet.VIOLATIONS,
            depart="clôture de la violation",
            duree="5 ans",
            source="RGPD, art. 33.5 ; durée proposée à la validation du délégué",
        ),
        *((_DOSSIERS,) if by_form else ()),
    )


def day_of(instant: datetime, zone: tzinfo) -> date:
    """Return the day that the wall showed at `instant` (aware), where retentions are counted."""
    if instant.tzinfo is None:
        raise ValueError("a naive instant belongs to no day")
    return instant.astimezone(zone).date()


def is_due(term: date, today: date) -> bool:
    """Tell whether something must be gone: from the term's own day on, not the day after."""
    return term <= today


def prescription_term(rule: RetentionRule, *, prescribed_on: date, decided_on: date | None) -> date:
    """Return the term of a prescription (docs/decisions/0012)."""
    return rule.due_on(decided_on or prescribed_on)


def shortened(kept_until: date, by_rule_in_force: date) -> date:
    """Return the term after the rule changed: what the person was told is never prolonged."""
    return min(kept_until, by_rule_in_force)


def hold_is_possible(*, today: date, term: date, until: date) -> bool:
    """Tell whether a record may be kept until `until`: after its term, for a year at most."""
    return max(term, today) < until <= CONSERVER_AU_PLUS.after(today)
