"""A report is validated, then sent; its figures are kept as they were (001, art. 6, l. 165)."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.bilan import Bilan, BilanId, EtatBilan, SourceChiffres
from app.domain.habilitation import Acte
from app.domain.trimestre import Trimestre
from app.storage import bilans, echeances, indicateurs, journal
from app.storage.journal import Entree
from app.usecases.bilans.contents import content_in
from app.usecases.bilans.coop import statistics_file
from app.usecases.bilans.drafting import load, load_in
from app.usecases.bilans.errors import (
    NotValidatedError,
    PeriodNotOverError,
    ReportAlteredError,
    ReportDateError,
    ReportSentError,
    ReportValidatedError,
    SignatoryMissingError,
)
from app.usecases.bilans.figures import require_covered, shown_in
from app.usecases.echeances.calendrier import report_due
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

VALIDATED: Final = "bilan_valide"
UNDONE: Final = "bilan_devalide"
SENT: Final = "bilan_transmis"
LONGEST_NAME: Final = 120
LONGEST_HOW: Final = 300


def validate(workplace: Workplace, bilan_id: BilanId, *, par: str, le: date) -> None:
    """Note who validated a report and when; its figures and texts are kept as they are now.

    The months of its period are frozen: a later correction counts in a later month. So are those
    before them in their year, which decide what it hides (docs/decisions/0048).

    Raises:
        NotAllowedError, ReportGoneError, ReportValidatedError: nothing changed.
        SignatoryMissingError, ReportDateError: who, or an impossible day.
        PeriodNotOverError: the period is not over.
        FiguresMissingError: the structure's figures of the period are not all there.
    """
    require(workplace, Acte.RAPPORTER)
    name, today = " ".join(par.split())[:LONGEST_NAME], workplace.clock.today()
    if not name:
        raise SignatoryMissingError
    with workplace.database.writing() as session:
        bilan = load_in(session, bilan_id)
        if not bilan.may_be_written:
            raise ReportValidatedError
        if not bilan.periode.last.is_over(today):
            raise PeriodNotOverError
        if not bilan.periode.last.next.starts_on <= le <= today:
            raise ReportDateError
        chiffres = shown_in(session, workplace, bilan.source)
        if bilan.source is SourceChiffres.STRUCTURE:
            require_covered(chiffres, bilan.periode)
        january = Trimestre(bilan.periode.first.year, 1)
        for month in replace(bilan.periode, first=january).months:
            indicateurs.geler(session, month)
        coop = statistics_file(chiffres, bilan.periode)
        fige = replace(content_in(session, workplace, bilan), coop=coop.decode("utf-8"))
        _keep(
            workplace,
            session,
            replace(bilan, etat=EtatBilan.VALIDE, fige=fige, valide_par=name, valide_le=le),
            VALIDATED,
        )


def undo_validation(workplace: Workplace, bilan_id: BilanId) -> None:
    """Take a validation back, so that texts can change: until the report is sent.

    Raises:
        NotAllowedError, ReportGoneError, NotValidatedError: nothing changed.
        ReportSentError: it left.
    """
    require(workplace, Acte.RAPPORTER)
    with workplace.database.writing() as session:
        bilan = load_in(session, bilan_id)
        _refuse_unless_validated(bilan)
        draft = replace(bilan, etat=EtatBilan.BROUILLON, fige=None, valide_par="", valide_le=None)
        _keep(workplace, session, draft, UNDONE)


def transmit(workplace: Workplace, bilan_id: BilanId, *, le: date, comment: str) -> None:
    """Note when and how a validated report was sent; the deadline that it answers is done then.

    Raises:
        NotAllowedError, ReportGoneError, NotValidatedError, ReportSentError: nothing changed.
        ReportDateError: the day lies ahead, or before the validation.
        ReportAlteredError: it is no longer what was validated.
    """
    require(workplace, Acte.RAPPORTER)
    found = load(workplace, bilan_id)
    due = report_due(workplace, found.modele, found.periode)
    with workplace.database.writing() as session:
        bilan = load_in(session, bilan_id)
        _refuse_unless_validated(bilan)
        if bilan.altere:
            raise ReportAlteredError
        if bilan.valide_le is None or not bilan.valide_le <= le <= workplace.clock.today():
            raise ReportDateError
        sent = replace(
            bilan,
            etat=EtatBilan.TRANSMIS,
            transmis_le=le,
            transmis_comment=" ".join(comment.split())[:LONGEST_HOW],
        )
        _keep(workplace, session, sent, SENT)
        if due:
            echeances.set_done(session, due, le, by=workplace.agent.id)


def _refuse_unless_validated(bilan: Bilan) -> None:
    if bilan.etat is EtatBilan.TRANSMIS:
        raise ReportSentError
    if bilan.etat is not EtatBilan.VALIDE:
        raise NotValidatedError


def _keep(workplace: Workplace, session: "Session", bilan: Bilan, kind: str) -> None:
    now = workplace.clock.now()
    bilans.keep(session, replace(bilan, modifie_at=now))
    journal.append(
        session,
        Entree(at=now, kind=kind, agent_id=workplace.agent.id, detail=bilan.modele),
    )
