"""Questionnaires filled in on paper, then typed: each is an interview like any other.

What the paper adds is a mark (which sheet it is), the day and the channel of the interview. The
order of the consent holds: no answer and no person before the notice was given and the request
accepted (000 art. 5 l. 122; 001 art. 4 l. 128-130). A sheet leaves the page with its diagnosis and
waits in « À finir » for the decision.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from app.domain.entretien import Canal, Consentement, Entretien, Etape, LectureNotice
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId, uuid7
from app.storage import entretiens, evenements, personnes
from app.storage.evenements import Evenement
from app.usecases.interview import interviewing, papers, receiving
from app.usecases.interview.answers import answers_by_name
from app.usecases.interview.interviewing import Taken
from app.usecases.interview.receiving import InterviewGoneError
from app.usecases.laptop.habilitations import require
from app.usecases.laptop.vie import etat, require_open
from app.usecases.people.openings import require_interview
from app.usecases.workplace import UNFINISHED_DAYS, Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TYPED: Final = "saisie_papier"  # in the history of an interview; its detail is the mark
MARK_LENGTH: Final = 12
PURPOSES: Final = ("prescription", "questionnaire", "indicateurs", "recontact")
_BEING_TYPED: Final = (Etape.NOTICE, Etape.PERSONNE, Etape.QUESTIONNAIRE)
_PARTIAL: Final = "accord:"


class SheetDayError(AppError):
    """A sheet of that day cannot be typed."""


class SheetNotReadyError(AppError):
    """The sheet lacks the agreement or the person."""


class DayProblem(Enum):
    """Why a sheet of a day cannot be typed."""

    FUTURE = auto()
    TOO_OLD = auto()  # a draft lives 30 days, on paper as on this computer
    PROMISED_GONE = auto()  # the notice says that answers are erased the same day (000 l. 116)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What the signed slip says, as far as it is typed: nothing stands there beforehand."""

    lecture: LectureNotice | None = None
    answers: Mapping[str, bool] = field(default_factory=dict[str, bool])

    @property
    def refused(self) -> bool:
        """Tell whether the person refused what the interview cannot do without."""
        return self.answers.get("prescription") is False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A paper questionnaire under way; `who` is empty before a person is attached."""

    taken: Taken
    mark: str
    who: str
    day: date
    agreement: Agreement

    @property
    def id(self) -> EntretienId:
        """Return the interview that the sheet becomes."""
        return self.taken.entretien.id


def purposes_of(workplace: Workplace) -> tuple[str, ...]:
    """Return the purposes on the slip; the figures only where the convention asks for them."""
    figures = bool(workplace.convention.indicateurs)
    return tuple(name for name in PURPOSES if name != "indicateurs" or figures)


def day_problem(workplace: Workplace, day: date) -> DayProblem | None:
    """Return why a sheet of `day` cannot be typed today, None when it can."""
    today = workplace.clock.today()
    if day > today:
        return DayProblem.FUTURE
    if day < today and not workplace.convention.answers_kept_linked:
        return DayProblem.PROMISED_GONE
    if day < today - timedelta(days=UNFINISHED_DAYS):
        return DayProblem.TOO_OLD
    return None


def sheets(workplace: Workplace) -> list[Sheet]:
    """Return the sheets that this agent is typing, in the order in which they were begun.

    Those begun under another version of the questionnaire are left to « À finir ».
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        ids = [one.id for one in _being_typed(session, workplace)]
    return [load_sheet(workplace, entretien_id) for entretien_id in sorted(ids)]


def sheet_ids(workplace: Workplace) -> frozenset[EntretienId]:
    """Return the interviews that stand on the page of the sheets."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        return frozenset(one.id for one in _being_typed(session, workplace))


def load_sheet(workplace: Workplace, entretien_id: EntretienId) -> Sheet:
    """Return one sheet as it stands.

    Raises:
        InterviewGoneError: it was erased, or its term has come.
    """
    require(workplace, Acte.CONSULTER)
    taken = interviewing.take(workplace, entretien_id)
    entretien = taken.entretien
    with workplace.database.reading() as session:
        mark = _mark(session, entretien_id)
        known = personnes.load(session, entretien.personne_id) if entretien.personne_id else None
    return Sheet(
        taken=taken,
        mark=mark or "",
        who=known.display_name if known else "",
        day=entretien.opened_at.astimezone(workplace.clock.zone()).date(),
        agreement=_agreement(entretien),
    )


def open_sheet(workplace: Workplace, *, canal: Canal, day: date | None = None) -> Sheet:
    """Begin a sheet of an interview that took place on `day`, in one commit.

    Without `day` it is of today, or of the last day of a convention that ended a little while ago.

    Raises:
        SheetDayError: a sheet of that day cannot be typed.
        ConventionClosedError, ConventionNotYetError: the convention was not in force that day.
        NotAllowedError: the agent's roles do not let him receive.
    """
    require(workplace, Acte.RECEVOIR)
    day = day or _usual_day(workplace)
    _check(workplace, day)
    now = workplace.clock.now()
    entretien = Entretien(
        id=EntretienId(uuid7(now)),
        agent_id=workplace.agent.id,
        canal=canal,
        opened_at=_instant(workplace, day),
        touched_at=now,
        etape=Etape.NOTICE,
        convention_hash=workplace.convention.hash,
        questionnaire_hash=workplace.questionnaire.hash,
    )
    with workplace.database.writing() as session:
        entretiens.keep(session, entretien, due_on=workplace.draft_due_on())
        evenements.note(session, entretien.id, _event(workplace, ""))
    return load_sheet(workplace, entretien.id)


def set_mark(workplace: Workplace, entretien_id: EntretienId, mark: str) -> None:
    """Keep which sheet it is: small letters and digits, as `mark_of` makes them."""
    require(workplace, Acte.RECEVOIR)
    with workplace.database.writing() as session:
        require_interview(session, workplace, entretien_id)
        evenements.note(session, entretien_id, _event(workplace, mark))


def mark_of(text: str) -> str:
    """Return what is kept of a mark as it was written, empty when nothing of it can be."""
    bare = unicodedata.normalize("NFKD", text.lower())
    kept = "".join(sign for sign in bare if sign.isascii() and sign.isalnum())
    return kept[:MARK_LENGTH]


def set_canal(workplace: Workplace, entretien_id: EntretienId, canal: Canal) -> None:
    """Keep where the interview took place."""
    require(workplace, Acte.RECEVOIR)
    receiving.change(workplace, entretien_id, lambda found: replace(found, canal=canal))


def set_day(workplace: Workplace, entretien_id: EntretienId, day: date) -> None:
    """Keep the day of the interview, which is also that of the agreement.

    Raises:
        SheetDayError: a sheet of that day cannot be typed.
        ConventionClosedError, ConventionNotYetError: the convention was not in force that day.
    """
    require(workplace, Acte.RECEVOIR)
    _check(workplace, day)

    def moved(found: Entretien) -> Entretien:
        given = found.consentement
        return replace(
            found,
            opened_at=_instant(workplace, day),
            consentement=replace(given, given_on=day) if given else None,
        )

    receiving.change(workplace, entretien_id, moved)


def set_agreement(
    workplace: Workplace, entretien_id: EntretienId, agreement: Agreement, day: date
) -> None:
    """Keep what the slip says; it opens the rest once it is whole and the request accepted.

    Before that, or when it is taken back, what is typed of it waits where the interview stands: it
    is no consent yet.
    """
    require(workplace, Acte.RECEVOIR)
    purposes = purposes_of(workplace)
    lecture, answers = agreement.lecture, agreement.answers
    if lecture is None or agreement.refused or any(name not in answers for name in purposes):
        partial = _PARTIAL + _written(agreement)
        receiving.change(
            workplace,
            entretien_id,
            lambda found: replace(found, consentement=None, etape=Etape.NOTICE, position=partial),
        )
        return
    consent = Consentement(
        prescription=True,
        questionnaire=answers["questionnaire"],
        indicateurs=answers.get("indicateurs", False),
        recontact=answers["recontact"],
        lecture=lecture,
        notice_version=papers.notice_version(workplace),
        given_on=day,
    )

    def agreed(found: Entretien) -> Entretien:
        etape = Etape.QUESTIONNAIRE if found.personne_id else Etape.PERSONNE
        position = "" if found.position.startswith(_PARTIAL) else found.position
        return replace(found, consentement=consent, etape=etape, position=position)

    receiving.change(workplace, entretien_id, agreed)


def finish_sheet(workplace: Workplace, entretien_id: EntretienId) -> None:
    """Establish the diagnosis of a sheet and let it wait in « À finir » for the decision.

    Raises:
        SheetNotReadyError: the agreement or the person is missing.
        InterviewGoneError: it was erased, or its term has come.
    """
    require(workplace, Acte.RECEVOIR)
    taken = interviewing.take(workplace, entretien_id)
    entretien = taken.entretien
    if entretien.consentement is None or entretien.personne_id is None:
        raise SheetNotReadyError
    named = answers_by_name(taken.questionnaire, taken.answers, workplace.clock)
    diagnosis = interviewing.assess(workplace, taken, named)
    interviewing.keep_diagnosis(workplace, taken, diagnosis)
    receiving.hold(workplace, entretien_id)


# -- behind -------------------------------------------------------------------------------------


def _being_typed(session: "Session", workplace: Workplace) -> list[Entretien]:
    return [
        one
        for one in entretiens.unfinished(session, workplace.agent.id)
        if one.etape in _BEING_TYPED
        and one.questionnaire_hash == workplace.questionnaire.hash
        and _mark(session, one.id) is not None
    ]


def _mark(session: "Session", entretien_id: EntretienId) -> str | None:
    """Return the mark of a sheet, None when the interview is not one."""
    found = [one.detail for one in evenements.of(session, entretien_id) if one.kind == TYPED]
    return found[-1] if found else None


def _event(workplace: Workplace, mark: str) -> Evenement:
    return Evenement(kind=TYPED, detail=mark, at=workplace.clock.now(), agent_id=workplace.agent.id)


def _check(workplace: Workplace, day: date) -> None:
    if day_problem(workplace, day) is not None:
        raise SheetDayError
    require_open(workplace, day)  # what was done on paper is judged by its own day (0042)


def _usual_day(workplace: Workplace) -> date:
    """Return today, else the last day of the convention while papers of that day are typed."""
    today = workplace.clock.today()
    last = etat(workplace).terme or today
    return last if last < today and day_problem(workplace, last) is None else today


def _instant(workplace: Workplace, day: date) -> datetime:
    """Return now for today, else the noon of that day: the paper gives no hour."""
    if day == workplace.clock.today():
        return workplace.clock.now()
    noon = datetime.combine(day, time(12), tzinfo=workplace.clock.zone())
    return noon.astimezone(workplace.clock.now().tzinfo)


def _agreement(entretien: Entretien) -> Agreement:
    given = entretien.consentement
    if given is not None:
        answers = {name: bool(getattr(given, name)) for name in PURPOSES}
        return Agreement(lecture=given.lecture, answers=answers)
    if entretien.etape is not Etape.NOTICE or not entretien.position.startswith(_PARTIAL):
        return Agreement()
    return _read(entretien.position.removeprefix(_PARTIAL))


def _written(agreement: Agreement) -> str:
    lecture = [f"lecture={agreement.lecture.value}"] if agreement.lecture else []
    said = [f"{name}={'oui' if yes else 'non'}" for name, yes in agreement.answers.items()]
    return ";".join([*lecture, *said])


def _read(text: str) -> Agreement:
    pairs = dict(part.split("=", 1) for part in text.split(";") if "=" in part)
    lecture = pairs.pop("lecture", "")
    return Agreement(
        lecture=LectureNotice(lecture) if lecture else None,
        answers={name: value == "oui" for name, value in pairs.items() if name in PURPOSES},
    )


__all__ = [
    "Agreement", "DayProblem", "InterviewGoneError", "Sheet", "SheetDayError", "SheetNotReadyError",
    "day_problem", "finish_sheet", "load_sheet", "mark_of", "open_sheet", "purposes_of",
    "set_agreement", "set_canal", "set_day", "set_mark", "sheet_ids", "sheets",
]  # fmt: skip
