"""The calendar: rules of the convention, ends of mandates, carnets, requests, places, assessment.

Nobody is named in it: what concerns persons is counted by day. Decision: docs/decisions/0046.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.domain import calendrier
from app.domain.bilan_modele import PeriodeBilan
from app.domain.calendrier import Faits, Note
from app.domain.conformite import REVOIR_AIPD, EtatAipd
from app.domain.delais import Compte
from app.domain.echeance import (
    A_L_AVANCE,
    Echeance,
    EtatEcheance,
    Fixe,
    Genre,
    months_from,
)
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.mandat_listes import EtatMandat
from app.domain.trimestre import Periode
from app.storage import agents, echeances
from app.usecases.conformity import conformite
from app.usecases.echeances.carnets import of_carnets
from app.usecases.echeances.convention import EARLY, of_the_convention
from app.usecases.laptop import vie
from app.usecases.laptop.habilitations import actes, require
from app.usecases.permanences import lieux
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.domain.identifiers import AgentId

MANDATS, DEMANDES, CONFORMITE, LIEUX, BILANS = (
    "mandats",
    "demandes",
    "conformite",
    "permanences",
    "bilan",
)  # with that of carnets, the pages that settle an item


class OutOfPeriodError(AppError):
    """The date is not in the time that the convention gives; `du` and `au` say which."""

    def __init__(self, du: date, au: date) -> None:
        self.du, self.au = du, au
        super().__init__()


class DeadlineGoneError(AppError):
    """The item is not in the calendar, or nothing can be noted of it."""


class DoneAheadError(AppError):
    """Nothing was done on a day that has not come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendrier:
    """All items by day; `may_note`: this agent may say what was done, and set dates."""

    today: date
    items: tuple[Echeance, ...]
    may_note: bool


def load(workplace: Workplace) -> Calendrier:
    """Return the calendar, from the first day of this laptop on and fifteen months ahead."""
    found, rules = _facts(workplace), workplace.convention.echeances
    allowed = actes(workplace)
    shown = [
        *(_with_page(one) for one in calendrier.items(rules, found)),
        *of_the_convention(workplace, found),
        *_of_places(workplace, found.today),
        *_of_conformity(workplace, found.today),
        *of_carnets(workplace),
    ]
    if Acte.CONSULTER in allowed:
        shown += _of_persons(workplace)
    return Calendrier(
        today=found.today,
        items=tuple(sorted(shown, key=lambda one: (one.jour, one.cle))),
        may_note=Acte.CONSULTER in allowed,
    )


def near(workplace: Workplace) -> tuple[Echeance, ...]:
    """Return what is near or late, the oldest first: what Aujourd'hui shows."""
    found = load(workplace)
    wanted = {EtatEcheance.PROCHE, EtatEcheance.EN_RETARD}
    return tuple(one for one in found.items if one.etat(found.today) in wanted)


def set_day(workplace: Workplace, cle: str, jour: date | None) -> None:
    """Set the date of a meeting, or take it back with None.

    Raises:
        NotAllowedError, DeadlineGoneError: nothing was noted.
        OutOfPeriodError: the convention wants it at another time of the year.
    """
    require(workplace, Acte.CONSULTER)
    periode = _period_of(workplace, cle)
    if jour is not None and not periode[0] <= jour <= periode[1]:
        raise OutOfPeriodError(*periode)
    with workplace.database.writing() as session:
        today = workplace.clock.today()
        echeances.set_day(session, cle, jour, on=today, by=workplace.agent.id)


def note_done(workplace: Workplace, cle: str, on: date | None) -> None:
    """Note that an item was done on a day, or take it back with None.

    Raises:
        NotAllowedError, DeadlineGoneError: nothing was noted.
        DoneAheadError: the day has not come.
    """
    require(workplace, Acte.CONSULTER)
    if on is not None and on > workplace.clock.today():
        raise DoneAheadError
    if not any(one.cle == cle and one.a_la_main for one in load(workplace).items):
        raise DeadlineGoneError
    with workplace.database.writing() as session:
        echeances.set_done(session, cle, on, by=workplace.agent.id)


def report_due(workplace: Workplace, modele: str, periode: Periode) -> str:
    """Return the key of the deadline that a report of this period answers, empty without one.

    It is the first within a year after the period: for a report of each year (004, l. 107; 001,
    l. 197) one that comes back, for another one a day of its own (001, l. 118; 003, l. 191). One
    that was noted already answers for it, and nothing else is ticked in its place.
    """
    asked = next((one for one in workplace.convention.bilans if one.code == modele), None)
    if asked is None:
        return ""
    yearly, after = asked.periode is PeriodeBilan.ANNEE, periode.last.next.starts_on
    rules = {
        one.code
        for one in workplace.convention.echeances
        if one.genre is Genre.RAPPORT and isinstance(one.forme, Fixe) is not yearly
    }
    items = calendrier.items(workplace.convention.echeances, _facts(workplace))
    due = next(
        (
            one
            for one in items
            if one.cle.partition(":")[0] in rules and after <= one.jour < months_from(after, 12)
        ),
        None,
    )
    return due.cle if due and due.a_la_main and due.faite_le is None else ""


def _period_of(workplace: Workplace, cle: str) -> tuple[date, date]:
    rules = workplace.convention.echeances
    shown = {one.cle: one for one in calendrier.items(rules, _facts(workplace))}
    found = shown.get(cle)
    if found is None or found.periode is None:
        raise DeadlineGoneError
    return found.periode


def _facts(workplace: Workplace) -> Faits:
    today = workplace.clock.today()
    life = vie.etat(workplace)
    with workplace.database.reading() as session:
        depuis = echeances.followed_since(session) or today
        notes = {one.cle: _note(session, one) for one in echeances.every(session)}
    return Faits(
        today=today,
        depuis=min(depuis, today),
        debut=life.debut,
        fin=life.terme,
        notes=notes,
    )


def _note(session: "Session", kept: echeances.Notee) -> Note:
    return Note(
        jour=kept.jour,
        jour_le=kept.jour_le,
        jour_par=_name(session, kept.jour_par),
        faite_le=kept.faite_le,
        faite_par=_name(session, kept.faite_par),
    )


def _name(session: "Session", agent_id: "AgentId | None") -> str:
    agent = agents.load(session, agent_id) if agent_id else None
    return agent.display_name if agent else ""


def _with_page(one: Echeance) -> Echeance:
    """Lead from a report to where it is written."""
    return replace(one, where=BILANS) if one.genre is Genre.RAPPORT else one


def _of_places(workplace: Workplace, today: date) -> list[Echeance]:
    """Return when places are to be looked at again (001, art. 4, l. 137)."""
    board = lieux.load(workplace)
    if not board.regles.verifier_mois:
        return []
    return [
        Echeance(
            cle=f"lieu:{one.lieu.id}",
            titre=f"Vérifier le lieu\u00a0: {one.lieu.nom}",
            genre=Genre.LIEU,
            jour=one.verifier_le or today,
            source=board.regles.verifier_source,
            a_faire=True,
            where=LIEUX,
        )
        for one in board.lieux
    ]


def _of_conformity(workplace: Workplace, today: date) -> list[Echeance]:
    """Return when the impact assessment is to be looked at again: three years at most."""
    found = conformite.state(workplace)
    if not found.may_write or found.said.aipd_on is None:
        return []
    again = REVOIR_AIPD.after(found.said.aipd_on)
    if found.aipd is EtatAipd.A_REVOIR:
        again = min(again, today)  # another convention asks for another look, at once
    if again > today + A_L_AVANCE:
        return []
    return [
        Echeance(
            cle="aipd",
            titre="Revoir l’analyse d’impact (AIPD)",
            genre=Genre.CONFORMITE,
            jour=again,
            source="CNIL, délibération 2018-326 (« au minimum tous les 3 ans »)",
            rappel_jours=EARLY,
            a_faire=True,
            where=CONFORMITE,
        )
    ]


def _of_persons(workplace: Workplace) -> list[Echeance]:
    return [*_mandates(workplace), *_requests(workplace), *_breaches(workplace)]


def _mandates(workplace: Workplace) -> list[Echeance]:
    """Return the days on which mandates end, without saying whose."""
    if workplace.convention.mandat is None or Acte.MANDATER not in actes(workplace):
        return []
    from app.usecases.mandats import overview  # noqa: PLC0415 - few profiles have any

    listed = overview.listing(workplace)
    running = {EtatMandat.SIGNE, EtatMandat.ACTIF}
    days = Counter(
        one.ends_at.date()
        for one in listed
        if one.ends_at is not None and one.mandat.etat in running
    )
    return [
        Echeance(
            cle=f"mandat:{day.isoformat()}",
            titre="Un mandat se termine" if count == 1 else f"{count} mandats se terminent",
            genre=Genre.MANDAT,
            jour=day,
            where=MANDATS,
        )
        for day, count in sorted(days.items())
    ]


def _requests(workplace: Workplace) -> list[Echeance]:
    from app.usecases.registers import demandes  # noqa: PLC0415 - as above

    running = [one.compte for one in demandes.still_open(workplace).ouvertes if one.runs]
    return _clocks(
        workplace,
        running,
        ("demande", "Une demande de droits à transmettre", "demandes de droits à transmettre"),
    )


def _breaches(workplace: Workplace) -> list[Echeance]:
    from app.usecases.registers import violations  # noqa: PLC0415 - as above

    running = [one.compte for one in violations.still_open(workplace) if one.runs]
    return _clocks(
        workplace,
        running,
        ("violation", "Une violation de données à notifier", "violations de données à notifier"),
    )


def _clocks(
    workplace: Workplace, running: list[Compte], words: tuple[str, str, str]
) -> list[Echeance]:
    """Return what is due within hours, by the day of its term, with the first hour."""
    code, one, many = words
    zone = workplace.clock.zone()
    by_day: dict[date, list[datetime]] = {}
    for compte in running:
        ends = compte.ends_at.astimezone(zone)
        by_day.setdefault(ends.date(), []).append(ends)
    return [
        Echeance(
            cle=f"{code}:{day.isoformat()}",
            titre=one if len(ends) == 1 else f"{len(ends)}\u00a0{many}",
            genre=Genre.DROITS,
            jour=day,
            precision=f"Avant {min(ends):%H:%M}.",
            a_faire=True,
            where=DEMANDES,
        )
        for day, ends in sorted(by_day.items())
    ]
