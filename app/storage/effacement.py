"""The one door of deletion: whatever holds something of a person goes through here.

Functions that take a session never commit. Deleting overwrites the rows (`secure_delete`); copies
of them stay in the write-ahead log and, rarely, in the unused space of pages that were split. Those
go when the file is written anew: `purger` and `effacer_pour_de_bon` end with it.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from time import perf_counter
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.identifiers import EntretienId, PersonneId
from app.storage import destructions, exports, linked_rows, parametres
from app.storage.among import pass_over_empty_tables
from app.storage.database import Database
from app.storage.destructions import Ouverture
from app.storage.tables.carnets import CarnetRemiseRow
from app.storage.tables.demandes import DemandeRow
from app.storage.tables.dossiers import EntretienRow, PersonneRow
from app.storage.tables.envois import PrescriptionRow
from app.storage.tables.mandats import MandatRow

_Id = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
_Term = InstrumentedAttribute[date]
_Terms = tuple[InstrumentedAttribute[str], _Term, tuple[tuple[_Id, _Term], ...]]
_TO_REWRITE: Final = "effacement.a_reecrire"
_LONGEST_S: Final = 0.15  # how long one batch may make a writer wait; less makes the whole longer
_LARGEST: Final = 400
_FIRST_SIZE: Final = 8
_EMPTIED_EVERY: Final = 8  # batches: up to 100 MB of log, less than the rewriting will take
_AT_ONCE: Final = 50_000  # how many identifiers are read before they are erased


class Objet(StrEnum):
    """What can be erased as a whole."""

    PERSONNE = "personne"
    ENTRETIEN = "entretien"
    PRESCRIPTION = "prescription"
    MANDAT = "mandat"
    DEMANDE = "demande"
    REMISE = "remise"


_ORDER: Final = (
    Objet.REMISE,
    Objet.MANDAT,
    Objet.PRESCRIPTION,
    Objet.ENTRETIEN,
    Objet.PERSONNE,
    Objet.DEMANDE,
)
# of each: its identifier, its term, and the terms of what may still need it
_TERMS: Final[Mapping[Objet, _Terms]] = {
    Objet.PRESCRIPTION: (PrescriptionRow.id, PrescriptionRow.due_on, ()),
    Objet.ENTRETIEN: (
        EntretienRow.id,
        EntretienRow.due_on,
        ((PrescriptionRow.entretien_id, PrescriptionRow.due_on),),
    ),
    Objet.PERSONNE: (
        PersonneRow.id,
        PersonneRow.due_on,
        (
            (PrescriptionRow.personne_id, PrescriptionRow.due_on),
            (EntretienRow.personne_id, EntretienRow.due_on),
            (MandatRow.personne_id, MandatRow.due_on),
        ),
    ),
    Objet.MANDAT: (MandatRow.id, MandatRow.due_on, ()),
    Objet.DEMANDE: (DemandeRow.id, DemandeRow.due_on, ()),
    Objet.REMISE: (CarnetRemiseRow.id, CarnetRemiseRow.due_on, ()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Echu:
    """Something whose term has come."""

    objet: Objet
    id: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """What a purge did, without a name. `complete` is false when it was stopped before its end."""

    personnes: int
    entretiens: int
    prescriptions: int
    complete: bool


def effacer_personne(session: Session, personne_id: PersonneId) -> bool:
    """Erase a person with everything that is linked; tell whether there was somebody.

    Gone with the row: interviews, answers, diagnoses, prescriptions, decisions, papers, histories.
    What the Département may hold leaves a nameless withdrawal in the outbox until it is
    acknowledged. Counters are untouched: they were never linked.
    """
    return linked_rows.erase_personnes(session, [personne_id]) > 0


def effacer_pour_de_bon(
    database: Database, personne_id: PersonneId, proof: Ouverture | None = None
) -> bool:
    """Erase a person at once and from the whole file; tell whether there was somebody.

    The erasure and what `proof` counts are one transaction; killed after it, the next purge writes
    the file anew. Files that left with her data go before, where they can be reached.
    """
    exports.reach(database, [personne_id])
    with database.writing() as session:
        parametres.keep(session, _TO_REWRITE, value=True)
        there = effacer_personne(session, personne_id)
        if there and proof is not None:
            destructions.count(session, proof, linked_rows.tally(session))
    rewrite_if_asked(database)
    return there


def effacer_reponses(
    database: Database, personne_id: PersonneId, today: date, proof: Ouverture | None = None
) -> int:
    """Erase the answers and diagnoses of every ended interview of a person; return how many.

    The interviews, the decisions and the prescriptions stay, as does a limitation. Files that left
    with her answers go before, where they can be reached.
    """
    exports.reach(database, [personne_id], kinds=exports.WITH_ANSWERS)
    with database.writing() as session:
        parametres.keep(session, _TO_REWRITE, value=True)
        erased = linked_rows.erase_answers(session, personne_id, today)
        if erased and proof is not None:
            destructions.count(session, proof, linked_rows.tally(session))
    rewrite_if_asked(database)
    return erased


def effacer_entretien(session: Session, entretien_id: EntretienId) -> bool:
    """Erase an interview that led to no prescription; tell whether there was one.

    Raises:
        ValueError: a prescription came out of it: erase that one first, or the person.
    """
    if linked_rows.ids_of(
        session, PrescriptionRow.id, PrescriptionRow.entretien_id == entretien_id
    ):
        raise ValueError("a prescription came out of this interview")
    return linked_rows.erase_entretiens(session, [entretien_id]) > 0


def echus(session: Session, today: date, *, limit: int = 1000) -> Sequence[Echu]:
    """Return what must be gone on `today`, in the order in which it can be erased.

    Prescriptions first, then interviews, then persons: each is a transaction of a few rows. What
    something else with a later term still needs is not listed: nothing is ever erased early.
    """
    found: list[Echu] = []
    for objet in _ORDER:
        found += _echus_of(session, objet, today, limit)
    return found[:limit]


def _echus_of(session: Session, objet: Objet, today: date, limit: int) -> list[Echu]:
    column, term, still_needed = _TERMS[objet]
    query = select(column, term).where(term <= today).order_by(term, column).limit(limit)
    for owner, later in still_needed:
        query = query.where(~exists().where(owner == column, later > today))
    rows = session.execute(query, execution_options=linked_rows.EVERYTHING)
    return [Echu(objet=objet, id=id_, due_on=due_on) for id_, due_on in rows]


def purger(
    database: Database,
    today: date,
    *,
    keep_going: Callable[[], bool] = lambda: True,
    proof: Ouverture | None = None,
) -> Purge:
    """Erase everything whose term has come, a few records at a time, then write the file anew.

    Each transaction lasts about a tenth of a second, which a worker who saves meanwhile does not
    notice; the last step, 1 s for 50 MB, makes him wait. Stopped or killed anywhere, calling it
    again goes on. What `proof` opens counts each batch in the transaction that erases it.
    """
    erased: Counter[str] = Counter()
    complete, size, batches = True, _FIRST_SIZE, 0
    while complete and (due := _due(database, today)):
        done = 0
        to_reach = exports.are_known(database)
        with database.growing_log():
            while done < len(due) and (complete := keep_going()):
                batch = [echu.id for echu in due[done : done + size]]
                if to_reach:
                    exports.reach(database, batch)
                seconds, counted = _erase(database, due[0].objet, batch, proof)
                erased += counted
                done, size, batches = done + len(batch), _next_size(size, seconds), batches + 1
                if batches % _EMPTIED_EVERY == 0:
                    database.empty_log()
    if complete:
        rewrite_if_asked(database)
    return Purge(
        personnes=erased[PersonneRow.__tablename__],
        entretiens=erased[EntretienRow.__tablename__],
        prescriptions=erased[PrescriptionRow.__tablename__],
        complete=complete,
    )


def rewrite_if_asked(database: Database) -> None:
    """Write the file anew if something was erased since it last was."""
    with database.reading() as session:
        wanted = parametres.load(session, _TO_REWRITE) is True
    if wanted and database.rewrite():
        with database.writing() as session:
            parametres.remove(session, _TO_REWRITE)


def ask_rewriting(session: Session) -> None:
    """Let the next purge write the file anew: something was deleted outside of it."""
    parametres.keep(session, _TO_REWRITE, value=True)


def is_rewritten(session: Session) -> bool:
    """Tell whether the file was written anew since the last erasure: a proof waits for it."""
    return parametres.load(session, _TO_REWRITE) is None


def a_venir(session: Session, today: date, until: date, *, limit: int = 200) -> Sequence[Echu]:
    """Return the persons, their mandates, and the interviews of nobody, due before `until`.

    What is due already is not here: it is invisible and about to be erased.
    """
    found: list[Echu] = []
    for objet, column, term, only in (
        (Objet.PERSONNE, PersonneRow.id, PersonneRow.due_on, ()),
        (Objet.MANDAT, MandatRow.id, MandatRow.due_on, ()),
        (
            Objet.ENTRETIEN,
            EntretienRow.id,
            EntretienRow.due_on,
            (EntretienRow.personne_id.is_(None),),
        ),
    ):
        query = (
            select(column, term)
            .where(term > today, term <= until, *only)
            .order_by(term, column)
            .limit(limit)
        )
        found += [
            Echu(objet=objet, id=id_, due_on=due_on) for id_, due_on in session.execute(query)
        ]
    return sorted(found, key=lambda one: (one.due_on, one.id))[:limit]


def _due(database: Database, today: date) -> Sequence[Echu]:
    """Return what is due of one kind: persons with all that hangs on them, then what is left."""
    with database.reading() as session:
        for objet in (Objet.PERSONNE, *_ORDER):
            if found := _echus_of(session, objet, today, _AT_ONCE):
                return found
    return []


def _erase(
    database: Database, objet: Objet, ids: Sequence[str], proof: Ouverture | None
) -> tuple[float, Counter[str]]:
    """Erase a batch in one transaction; return how many seconds it took, and what it erased."""
    started = perf_counter()
    with database.erasing() as session:
        pass_over_empty_tables(session)
        if is_rewritten(session):
            parametres.keep(session, _TO_REWRITE, value=True)
        match objet:
            case Objet.PERSONNE:
                linked_rows.erase_personnes(session, ids)
            case Objet.ENTRETIEN:
                linked_rows.erase_entretiens(session, ids)
            case Objet.PRESCRIPTION:
                linked_rows.erase_prescriptions(session, ids)
            case Objet.MANDAT:
                linked_rows.erase_mandats(session, ids)
            case Objet.DEMANDE:
                linked_rows.erase_demandes(session, ids)
            case Objet.REMISE:
                linked_rows.erase_remises(session, ids)
        counted = linked_rows.tally(session)
        if proof is not None:
            destructions.count(session, proof, counted)
    return perf_counter() - started, counted


def _next_size(size: int, seconds: float) -> int:
    """Aim at three quarters of the time that a writer may be made to wait, growing step by step.

    Never fewer than a few: on a busy machine the time is somebody else's, and what each batch
    costs whatever its size would take the rest of it.
    """
    wanted = int(size * _LONGEST_S * 0.75 / max(seconds, 1e-6))
    return max(_FIRST_SIZE, min(wanted, size * 2, _LARGEST))
