"""Begin a report, write its texts, type its numbers: everything before somebody validates it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from app.domain.bilan import Bilan, BilanId, EtatBilan, SourceChiffres
from app.domain.bilan_modele import PeriodeBilan
from app.domain.habilitation import Acte
from app.domain.identifiers import anonymous_id
from app.domain.trimestre import Periode
from app.storage import bilans
from app.usecases.bilans.contents import model_of
from app.usecases.bilans.errors import (
    PeriodNotOverError,
    ReportGoneError,
    ReportValidatedError,
)
from app.usecases.bilans.figures import require_covered, shown_in
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LONGEST_TEXT: Final = 20_000
MOST: Final = 10_000_000


def reports(workplace: Workplace) -> Sequence[Bilan]:
    """Return every report, the latest period first."""
    with workplace.database.reading() as session:
        return bilans.all_of(session)


def load(workplace: Workplace, bilan_id: BilanId) -> Bilan:
    """Return a report.

    Raises:
        ReportGoneError: it is not there.
    """
    with workplace.database.reading() as session:
        return load_in(session, bilan_id)


def load_in(session: "Session", bilan_id: BilanId) -> Bilan:
    """Return the same inside the caller's session."""
    bilan = bilans.load(session, bilan_id)
    if bilan is None:
        raise ReportGoneError
    return bilan


def begin(
    workplace: Workplace,
    modele: str,
    periode: Periode,
    source: SourceChiffres = SourceChiffres.POSTE,
) -> BilanId:
    """Begin a report, or return the one that was begun for this period.

    The texts of the report before it are proposed again (`Bilan.repris`).

    Raises:
        NotAllowedError: only who reports does this.
        ReportGoneError: the convention asks for no such report.
        PeriodNotOverError: a quarter of it is not over, or it is no civil year where one is asked.
        FiguresMissingError: some of the Département's figures were not received.
    """
    require(workplace, Acte.RAPPORTER)
    asked = model_of(workplace, modele)
    if asked.periode is PeriodeBilan.ANNEE and periode.year is None:
        raise PeriodNotOverError
    if not periode.last.is_over(workplace.clock.today()):
        raise PeriodNotOverError
    with workplace.database.writing() as session:
        known = bilans.of_period(session, modele, periode)
        if known is not None:
            return known.id
        if source is SourceChiffres.STRUCTURE:
            require_covered(shown_in(session, workplace, source), periode)
        before = next(
            (
                one
                for one in bilans.all_of(session)
                if one.modele == modele and any(one.textes.values())
            ),
            None,
        )
        proposed = dict(before.textes) if before is not None else dict[str, str]()
        kept = {code: text for code, text in proposed.items() if text and asked.rubrique(code)}
        bilan = Bilan(
            id=BilanId(anonymous_id()),
            modele=modele,
            periode=periode,
            source=source,
            etat=EtatBilan.BROUILLON,
            textes=kept,
            repris=frozenset(kept),
            repris_de=before.periode.words if before is not None and kept else "",
            cree_le=workplace.clock.today(),
            modifie_at=workplace.clock.now(),
            agent_id=workplace.agent.id,
        )
        bilans.keep(session, bilan)
    return bilan.id


def write(workplace: Workplace, bilan_id: BilanId, rubrique: str, text: str) -> None:
    """Keep the text of a section; one that was proposed again is now this report's own.

    Raises:
        NotAllowedError, ReportGoneError: nothing was kept.
        ReportValidatedError: it does not change any more.
    """

    def change(bilan: Bilan) -> Bilan:
        asked = model_of(workplace, bilan.modele).rubrique(rubrique)
        if asked is None or not asked.question:
            raise ReportGoneError
        texts = {**bilan.textes, rubrique: text.strip()[:LONGEST_TEXT]}
        return replace(bilan, textes=texts, repris=bilan.repris - {rubrique})

    _change(workplace, bilan_id, change)


def type_number(
    workplace: Workplace, bilan_id: BilanId, rubrique: str, critere: str, number: int | None
) -> None:
    """Keep a number that nobody counts here (004, art. 5, l. 106); None takes it away.

    Raises:
        NotAllowedError, ReportGoneError: nothing was kept.
        ReportValidatedError: it does not change any more.
    """

    def change(bilan: Bilan) -> Bilan:
        asked = model_of(workplace, bilan.modele).rubrique(rubrique)
        if asked is None or critere not in {one.code for one in asked.criteres}:
            raise ReportGoneError
        typed = {**bilan.nombres.get(rubrique, {})}
        typed.pop(critere, None)
        if number is not None:
            typed[critere] = min(max(number, 0), MOST)
        return replace(bilan, nombres={**bilan.nombres, rubrique: typed})

    _change(workplace, bilan_id, change)


def use_figures(workplace: Workplace, bilan_id: BilanId, source: SourceChiffres) -> None:
    """Choose whose figures a draft tells.

    Raises:
        FiguresMissingError: not all of the period was received.
        NotAllowedError, ReportGoneError, ReportValidatedError: nothing was kept.
    """
    require(workplace, Acte.RAPPORTER)
    with workplace.database.writing() as session:
        bilan = _draft(session, bilan_id)
        if source is SourceChiffres.STRUCTURE:
            require_covered(shown_in(session, workplace, source), bilan.periode)
        bilans.keep(session, replace(bilan, source=source, modifie_at=workplace.clock.now()))


def drop(workplace: Workplace, bilan_id: BilanId) -> None:
    """Give a draft up.

    Raises:
        NotAllowedError, ReportGoneError, ReportValidatedError: it stays.
    """
    require(workplace, Acte.RAPPORTER)
    with workplace.database.writing() as session:
        _draft(session, bilan_id)
        bilans.remove(session, bilan_id)


def _change(workplace: Workplace, bilan_id: BilanId, change: Callable[[Bilan], Bilan]) -> None:
    require(workplace, Acte.RAPPORTER)
    with workplace.database.writing() as session:
        changed = change(_draft(session, bilan_id))
        bilans.keep(session, replace(changed, modifie_at=workplace.clock.now()))


def _draft(session: "Session", bilan_id: BilanId) -> Bilan:
    bilan = load_in(session, bilan_id)
    if not bilan.may_be_written:
        raise ReportValidatedError
    return bilan
