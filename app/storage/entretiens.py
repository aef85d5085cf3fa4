"""Keep and find interviews. Functions take the caller's session and never commit."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from app.domain.entretien import Canal, Choix, Consentement, Entretien, Etape, Issue, LectureNotice
from app.domain.identifiers import AgentId, EntretienId, PersonneId
from app.storage import personnes
from app.storage.due import INCLUDE_DUE
from app.storage.tables.dossiers import ChoixRow, ConsentementRow, EntretienRow
from app.storage.tables.envois import PrescriptionRow

# made once, and no object made of the row: this runs with each answer, beside the window's thread
_MOVE = (
    update(EntretienRow)
    .where(EntretienRow.id == bindparam("entretien"), EntretienRow.due_on > bindparam("today"))
    .values(position=bindparam("question"), touched_at=bindparam("moment"))
)


def keep(session: Session, entretien: Entretien, *, due_on: date) -> None:
    """Keep the interview as it stands now, in place of how it stood.

    `due_on` is the first day on which it must be gone. It may come nearer than what was kept, but
    never before that of a prescription that came out of it; the person's term only moves later.
    """
    row = session.get(EntretienRow, entretien.id, execution_options={INCLUDE_DUE: True})
    if row is None:
        row = EntretienRow(id=entretien.id, due_on=due_on)
        session.add(row)
    _write(row, entretien)
    _set_due(session, row, due_on)


def move(
    session: Session, entretien_id: EntretienId, *, position: str, touched_at: datetime
) -> None:
    """Note which question is on screen: the cheap half of `keep`, for each answer.

    Raises:
        NoResultFound: the interview is unknown or past its term.
    """
    session.flush()
    moved = session.connection().execute(
        _MOVE,
        {
            "entretien": entretien_id,
            "question": position,
            "moment": touched_at,
            "today": session.info["today"],
        },
    )
    session.expire_all()  # a row that was read before is read again
    if not moved.rowcount:
        session.get_one(EntretienRow, entretien_id)


def load(session: Session, entretien_id: EntretienId) -> Entretien | None:
    """Return an interview, None when unknown or past its term."""
    row = session.get(EntretienRow, entretien_id)
    return None if row is None else _entretien(row)


def on_hold(session: Session, agent_id: AgentId) -> Sequence[Entretien]:
    """Return the interviews that this worker put aside, the latest touched first."""
    return _unfinished(session, agent_id, on_hold=True)


def current(session: Session, agent_id: AgentId) -> Entretien | None:
    """Return the interview this worker was in when the program stopped, if any.

    It is the latest touched of those neither ended nor put on hold.
    """
    found = _unfinished(session, agent_id, on_hold=False)
    return found[0] if found else None


def unfinished(session: Session, agent_id: AgentId) -> Sequence[Entretien]:
    """Return every interview of this worker that has no issue yet, the latest touched first."""
    return _unfinished(session, agent_id, on_hold=None)


def of_personne(session: Session, personne_id: PersonneId) -> Sequence[Entretien]:
    """Return the interviews of a person, the latest first."""
    rows = session.scalars(
        select(EntretienRow)
        .where(EntretienRow.personne_id == personne_id)
        .order_by(EntretienRow.opened_at.desc())
    )
    return [_entretien(row) for row in rows]


def set_due(session: Session, entretien_id: EntretienId, due_on: date) -> None:
    """Set the first day on which the interview must be gone, as `keep` does."""
    _set_due(session, session.get_one(EntretienRow, entretien_id), due_on)


def _set_due(session: Session, row: EntretienRow, due_on: date) -> None:
    prescribed = session.scalars(
        select(PrescriptionRow.due_on).where(PrescriptionRow.entretien_id == row.id)
    ).all()
    row.due_on = max([due_on, *prescribed])
    session.flush()
    if row.personne_id is not None:
        personnes.hold_until(session, PersonneId(row.personne_id), row.due_on)


def _unfinished(
    session: Session, agent_id: AgentId, *, on_hold: bool | None
) -> Sequence[Entretien]:
    query = select(EntretienRow).where(
        EntretienRow.agent_id == agent_id, EntretienRow.issue.is_(None)
    )
    if on_hold is not None:
        query = query.where(EntretienRow.on_hold.is_(on_hold))
    rows = session.scalars(query.order_by(EntretienRow.touched_at.desc()))
    return [_entretien(row) for row in rows]


def _write(row: EntretienRow, entretien: Entretien) -> None:
    row.agent_id, row.personne_id = entretien.agent_id, entretien.personne_id
    row.canal, row.etape = entretien.canal.value, entretien.etape.value
    row.opened_at, row.touched_at = entretien.opened_at, entretien.touched_at
    row.convention_hash = entretien.convention_hash
    row.questionnaire_hash = entretien.questionnaire_hash
    row.position, row.on_hold = entretien.position, entretien.on_hold
    row.exercice = entretien.exercice
    row.issue = None if entretien.issue is None else entretien.issue.value
    _write_consentement(row, entretien.consentement)
    _write_choix(row, entretien.choix)


def _write_consentement(row: EntretienRow, consentement: Consentement | None) -> None:
    if consentement is None:
        row.consentement = None
        return
    kept = row.consentement or ConsentementRow()
    kept.prescription, kept.questionnaire = consentement.prescription, consentement.questionnaire
    kept.indicateurs, kept.recontact = consentement.indicateurs, consentement.recontact
    kept.lecture = consentement.lecture.value
    kept.notice_version, kept.given_on = consentement.notice_version, consentement.given_on
    row.consentement = kept


def _write_choix(row: EntretienRow, choix: Choix | None) -> None:
    if choix is None:
        row.choix = None
        return
    kept = row.choix or ChoixRow()
    kept.service, kept.carnets = choix.service, choix.carnets
    kept.advised, kept.reason = choix.advised, choix.reason
    row.choix = kept


def _entretien(row: EntretienRow) -> Entretien:
    return Entretien(
        id=EntretienId(row.id),
        agent_id=AgentId(row.agent_id),
        canal=Canal(row.canal),
        opened_at=row.opened_at,
        touched_at=row.touched_at,
        etape=Etape(row.etape),
        convention_hash=row.convention_hash,
        questionnaire_hash=row.questionnaire_hash,
        personne_id=None if row.personne_id is None else PersonneId(row.personne_id),
        position=row.position,
        on_hold=row.on_hold,
        consentement=None if row.consentement is None else _consentement(row.consentement),
        exercice=row.exercice,
        choix=None if row.choix is None else _choix(row.choix),
        issue=None if row.issue is None else Issue(row.issue),
    )


def _consentement(row: ConsentementRow) -> Consentement:
    return Consentement(
        prescription=row.prescription,
        questionnaire=row.questionnaire,
        indicateurs=row.indicateurs,
        recontact=row.recontact,
        lecture=LectureNotice(row.lecture),
        notice_version=row.notice_version,
        given_on=row.given_on,
    )


def _choix(row: ChoixRow) -> Choix:
    return Choix(service=row.service, carnets=row.carnets, advised=row.advised, reason=row.reason)
