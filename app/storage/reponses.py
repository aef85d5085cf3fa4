"""The answers of an interview, one row an answer, each kept as it is given.

Functions take the caller's session and never commit. Answers are erased apart from their interview:
a convention that allows only a name and an address with the record (000) lets them live a day.
"""

import json
from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import cast

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.domain.identifiers import EntretienId
from app.storage import registre
from app.storage.tables.dossiers import DiagnosticRow, EntretienRow, ReponseRow
from app.storage.tables.questionnaires import ReevaluationRow

Valeur = str | int | float | bool | list[str] | None

# made once: building it for each answer costs more than executing it
_INSERTED = insert(ReponseRow).values(
    entretien_id=bindparam("entretien"), path=bindparam("question"), value=bindparam("answer")
)
_KEEP = _INSERTED.on_conflict_do_update(
    index_elements=[ReponseRow.entretien_id, ReponseRow.path],
    set_={"value": _INSERTED.excluded.value},
)
PAPERS = "papiers:"  # what `langues` keeps: the language in which the papers are wanted
EXERCISE = "exercice:"  # what `exercices` keeps beside the answers; a form's paths begin with « / »


def keep(session: Session, entretien_id: EntretienId, path: str, value: Valeur) -> None:
    """Keep the answer to the question at `path`, in place of the former one.

    None stands for a question that was left without an answer on purpose. The former value is
    overwritten: no history of answers exists.
    """
    text = json.dumps(value, ensure_ascii=False)
    given = {"entretien": entretien_id, "question": path, "answer": text}
    session.connection().execute(_KEEP, given)


def remove(session: Session, entretien_id: EntretienId, path: str) -> None:
    """Remove the answer to one question; nothing happens when there is none."""
    session.execute(
        delete(ReponseRow).where(ReponseRow.entretien_id == entretien_id, ReponseRow.path == path)
    )


def load(session: Session, entretien_id: EntretienId) -> Mapping[str, Valeur]:
    """Return every answer of an interview by path; nothing once it is past its term.

    The tries of the practical exercise and the language of the papers are not among them.
    """
    rows = session.execute(
        select(ReponseRow.path, ReponseRow.value)
        .join(EntretienRow, EntretienRow.id == ReponseRow.entretien_id)
        .where(
            ReponseRow.entretien_id == entretien_id,
            ReponseRow.path.not_like(f"{EXERCISE}%"),
            ReponseRow.path != PAPERS,
        )
        .order_by(ReponseRow.path)
    )
    return {path: cast("Valeur", json.loads(value)) for path, value in rows}


def erase(session: Session, entretien_id: EntretienId, *, today: date) -> Counter[str]:
    """Erase the answers and the diagnoses of an interview, and note the day it was done.

    What was derived from the answers goes with them: a diagnosis quotes them in its reasons.
    Returns how many rows of each table went.
    """
    row = session.get_one(EntretienRow, entretien_id)
    row.reponses_erased_on = today
    gone: Counter[str] = Counter()
    for table in (ReponseRow, DiagnosticRow, ReevaluationRow):
        kept = table.entretien_id
        erased = session.execute(delete(table).where(kept == entretien_id).returning(kept)).all()
        gone[table.__tablename__] = len(erased)
    registre.note(session, [registre.answers_of(entretien_id)])
    session.flush()
    return gone


def erased_on(session: Session, entretien_id: EntretienId) -> date | None:
    """Return the day on which the answers were erased, None while they are kept."""
    row = session.get(EntretienRow, entretien_id)
    return None if row is None else row.reponses_erased_on


def erase_opened_before(
    session: Session, instant: datetime, *, convention_hashes: AbstractSet[str], today: date
) -> Counter[str]:
    """Erase the answers of the interviews opened before `instant` under these conventions.

    Give the hashes of the conventions whose answers may not stay linked with the record
    (`answers_kept_linked` false) and the beginning of today. Return how many rows went, by table.
    """
    due = session.scalars(
        select(EntretienRow.id).where(
            EntretienRow.opened_at < instant,
            EntretienRow.convention_hash.in_(convention_hashes),
            EntretienRow.reponses_erased_on.is_(None),
        )
    ).all()
    gone: Counter[str] = Counter()
    for entretien_id in due:
        gone += erase(session, EntretienId(entretien_id), today=today)
    return gone
