"""The papers of an interview: which there are, their PDF, and what happened to each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.documents.kinds import TEMPLATES, PapierKind
from app.domain.convention import Remise
from app.domain.entretien import Entretien, Etape
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import EntretienId, PapierId
from app.domain.papier import Fait
from app.domain.prescription import Sens
from app.storage import entretiens, journal, limitations, papiers, reponses
from app.storage.journal import Entree
from app.storage.papiers import Papier
from app.usecases.destruction.daily_erasing import erase_answers
from app.usecases.interview.paper_contents import (
    AnswersErasedError,
    Gathered,
    gather,
    letter,
    notice,
    receipt,
    sheet,
)
from app.usecases.interview.paper_diagnosis import agent_sheet, diagnosis_sheet
from app.usecases.interview.paper_states import PaperState, states
from app.usecases.interview.paper_take_home import of_interview
from app.usecases.laptop.habilitations import require
from app.usecases.people.openings import require_interview, require_paper
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from app.documents.window import Offset

PRINTED, SAVED = "impression", "enregistrement"  # in the journal
SIGNED, HANDED = "papier_signe", "papier_remis"
_TAKEN_BACK = {
    Fait.IMPRIME: "impression_reprise",
    Fait.SIGNE: "signature_reprise",
    Fait.REMIS: "remise_reprise",
}
_MADE: "Mapping[PapierKind, Callable[[Workplace, Gathered], bytes]]" = {
    PapierKind.FEUILLE: of_interview,
    PapierKind.PRESCRIPTION: sheet,
    PapierKind.DIAGNOSTIC: diagnosis_sheet,
    PapierKind.DIAGNOSTIC_AGENT: agent_sheet,
    PapierKind.RECU: receipt,
}
INDICATEURS = {  # what the slip says of each anonymous indicator (001 l. 172)
    "tranche_age": "la tranche d’âge",
    "sexe": "le sexe",
    "csp": "la catégorie socio-professionnelle",
    "allophone": "la maîtrise du français",
    "handicap": "une situation de handicap",
}


class PaperGoneError(AppError):
    """The paper, or the record it belongs to, is no longer here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProducedPaper:
    """A PDF ready to be shown, printed or saved; `file_name` names no person.

    `code` and `subject_id` say in the journal what is printed or saved, and of which record if any.
    """

    title: str
    file_name: str
    content: bytes
    pdf_hash: str
    code: str = "papier"
    subject_id: str = ""

    def without_content(self) -> "ProducedPaper":
        """Return what stays known of a paper that went out: a run of hundreds keeps no PDF."""
        return replace(self, content=b"")


def papers_of(workplace: Workplace, entretien_id: EntretienId) -> list[PaperState]:
    """Return the papers of an interview, in the order they are handed over."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_interview(session, workplace, entretien_id)
        found = papiers.of_entretien(session, entretien_id)
        return states(session, found)


def produce(
    workplace: Workplace, papier_id: PapierId, offset: "Offset | None" = None
) -> ProducedPaper:
    """Make the PDF of a paper; up to 0.2 s and the import of reportlab, so in a thread.

    `offset` is that of the printer which is to print a letter for an envelope with a window.

    Raises:
        PaperGoneError: it is no longer here.
        LimitedRecordError: the record is limited; the copies that she asks for are made still.
        AnswersErasedError: its answers were erased, as the convention demands.
        AddressTooLongError: the letter's address does not fit the window.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.reading() as session:
        require_paper(session, workplace, papier_id)
        papier = papiers.load(session, papier_id)
    if papier is not None and papier.mandat_id is not None:
        from app.usecases.mandats.papers import produce_paper  # noqa: PLC0415 - it knows papers

        return produce_paper(workplace, papier)
    if papier is None or papier.entretien_id is None:
        raise PaperGoneError
    kind = PapierKind(papier.kind)
    gathered = _gathered(workplace, papier.entretien_id)
    return _produced(kind, gathered, _content(kind, workplace, gathered, offset))


def produce_notice(workplace: Workplace, entretien_id: EntretienId) -> ProducedPaper:
    """Make the notice and consent slip of an interview, before or after the answer.

    Raises:
        AnswersErasedError: the interview is no longer here.
        LimitedRecordError: the record is limited.
    """
    require(workplace, Acte.CONSULTER)
    gathered = _gathered(workplace, entretien_id)
    content = notice(workplace, gathered, _asked(workplace))
    return _produced(PapierKind.NOTICE, gathered, content)


def on_request(workplace: Workplace, entretien_id: EntretienId) -> tuple[PapierKind, ...]:
    """Return the papers that may be made beside those of the list, if the person asks for them.

    None before the diagnosis; the sheets about answers only while there are some.
    """
    require(workplace, Acte.CONSULTER)
    found = gather(workplace, entretien_id)
    kinds: list[PapierKind] = []
    if found.diagnosis is not None and found.person is not None:
        kinds += [PapierKind.DIAGNOSTIC] if found.entretien.choix else []
        kinds.append(PapierKind.DIAGNOSTIC_AGENT)
    handed = found.convention.pass_numerique.remise is Remise.MAIN_PROPRE
    if handed and found.prescription and found.prescription.suivi.stands:
        kinds.append(PapierKind.RECU)
    return tuple(kinds)


def produce_on_request(
    workplace: Workplace, entretien_id: EntretienId, kind: PapierKind
) -> ProducedPaper:
    """Make a paper that the person asked for; nothing of it is kept.

    Raises:
        AnswersErasedError: what it speaks of is gone.
        LimitedRecordError: the record is limited.
    """
    require(workplace, Acte.CONSULTER)
    gathered = _gathered(workplace, entretien_id)
    return _produced(kind, gathered, _content(kind, workplace, gathered))


def produce_refusal(workplace: Workplace, entretien_id: EntretienId) -> ProducedPaper:
    """Make the letter that tells the person why the Département refused, and what to do next.

    Source: 000, art. 4, l. 102.

    Raises:
        PaperGoneError: nothing was refused.
        AddressTooLongError: the address does not fit the window of an envelope.
        LimitedRecordError: the record is limited.
    """
    require(workplace, Acte.CONSULTER)
    gathered = _gathered(workplace, entretien_id)
    decision = gathered.prescription.decision if gathered.prescription else None
    if decision is None or decision.sens is not Sens.REFUSEE:
        raise PaperGoneError
    made = _produced(PapierKind.LETTRE, gathered, letter(workplace, gathered))
    return replace(made, title="Lettre de refus")


def notice_version(workplace: Workplace) -> str:
    """Return the version of the notice that a proof of consent names."""
    from app.documents.notice import notice_version as version  # noqa: PLC0415 - reportlab is slow

    return version(workplace.convention, workplace.structure)


def mark_printed(
    workplace: Workplace, papier_id: PapierId, pdf_hash: str, *, act: str = PRINTED
) -> None:
    """Note that a paper was printed, or saved for another's printer (`act` is `SAVED`).

    Where answers may not stay with a name, the printing of the last paper that needs them ends
    their time (000 l. 116; docs/decisions/0012).
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.writing() as session:
        papier = _note(session, workplace, papier_id, Fait.IMPRIME, pdf_hash)
        if papier is None:
            return
        _journal(session, workplace, papier, act)
        if papier.entretien_id is None:
            return
        entretien = entretiens.load(session, papier.entretien_id)
        if entretien is None or entretien.etape is not Etape.TERMINE:
            return
        if answers_must_go(workplace, entretien, papiers.of_entretien(session, entretien.id)):
            erase_answers(workplace, session, entretien.id)


def answers_must_go(workplace: Workplace, entretien: Entretien, known: Sequence[Papier]) -> bool:
    """Tell whether the answers of a finished interview must go now.

    They may not stay with a name where the convention forbids it (000 l. 116) or the person
    refused that purpose of the notice; they serve the person's sheet until it is printed.
    """
    consent = entretien.consentement
    may_stay = workplace.convention.answers_kept_linked and (
        consent is None or consent.questionnaire
    )
    return not may_stay and all(
        papier.printed_on is not None for papier in known if papier.kind == PapierKind.FEUILLE.value
    )


def mark_signed(workplace: Workplace, papier_id: PapierId) -> None:
    """Note that a paper was signed."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.writing() as session:
        papier = _note(session, workplace, papier_id, Fait.SIGNE)
        if papier is not None:
            _journal(session, workplace, papier, SIGNED)


def mark_handed(workplace: Workplace, papier_id: PapierId) -> None:
    """Note that a paper was handed to the person."""
    require(workplace, Acte.CONSULTER)
    with workplace.database.writing() as session:
        papier = _note(session, workplace, papier_id, Fait.REMIS)
        if papier is not None:
            _journal(session, workplace, papier, HANDED)


def take_back(workplace: Workplace, papier_id: PapierId, fait: Fait) -> None:
    """Forget a fact that was noted by mistake; the journal keeps that it was taken back.

    Raises:
        AnswersErasedError: not printed again would be never: the answers it was made of are gone.
    """
    require(workplace, Acte.CONSULTER)
    with workplace.database.writing() as session:
        require_paper(session, workplace, papier_id)
        papier = papiers.load(session, papier_id)
        if papier is None:
            return
        gone = papier.entretien_id and reponses.erased_on(session, papier.entretien_id)
        if fait is Fait.IMPRIME and papier.kind == PapierKind.FEUILLE and gone:
            raise AnswersErasedError
        papiers.take_back(session, papier_id, fait)
        _journal(session, workplace, papier, _TAKEN_BACK[fait])


def _note(
    session: "Session", workplace: Workplace, papier_id: PapierId, fait: Fait, pdf_hash: str = ""
) -> Papier | None:
    require_paper(session, workplace, papier_id)
    papier = papiers.load(session, papier_id)
    if papier is None:
        return None
    today, me = workplace.clock.today(), workplace.agent.id
    papiers.note(session, papier_id, fait, on=today, by=me, pdf_hash=pdf_hash)
    return papier


def _journal(session: "Session", workplace: Workplace, papier: Papier, act: str) -> None:
    entretien = entretiens.load(session, papier.entretien_id) if papier.entretien_id else None
    subject = (entretien and entretien.personne_id) or papier.entretien_id
    journal.append(
        session,
        Entree(
            at=workplace.clock.now(),
            kind=act,
            agent_id=workplace.agent.id,
            detail=papier.kind,
        ),
        subject_id=subject or papier.mandat_id or papier.personne_id or papier.id,
    )


def _gathered(workplace: Workplace, entretien_id: EntretienId) -> Gathered:
    found = gather(workplace, entretien_id)
    with workplace.database.reading() as session:
        limitations.refuse_limited(session, found.entretien.personne_id)
    return found


def _asked(workplace: Workplace) -> tuple[str, ...]:
    asked = workplace.convention.indicateurs
    return tuple(words for name, words in INDICATEURS.items() if name in asked)


def _content(
    kind: PapierKind, workplace: Workplace, gathered: Gathered, offset: "Offset | None" = None
) -> bytes:
    if kind is PapierKind.NOTICE:
        return notice(workplace, gathered, _asked(workplace))
    if kind is PapierKind.LETTRE:
        return letter(workplace, gathered, offset)
    make = _MADE.get(kind)
    if make is None:
        raise PaperGoneError  # made elsewhere: it belongs to no interview
    return make(workplace, gathered)


def _produced(kind: PapierKind, gathered: Gathered, content: bytes) -> ProducedPaper:
    from app.documents.sheet import pdf_hash  # noqa: PLC0415 - reportlab is slow

    known = gathered.prescription
    reference = known.prescription.reference if known else gathered.entretien.id[-6:]
    return ProducedPaper(
        title=TEMPLATES[kind].title,
        file_name=f"{reference}-{kind.value}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=kind.value,
        subject_id=gathered.entretien.personne_id or gathered.entretien.id,
    )
