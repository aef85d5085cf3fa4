"""Count without names: what a finished interview adds to the month."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from app.domain.entretien import Entretien, Etape, Issue
from app.domain.indicateurs import BENEFICIAIRE, Fiche, countable, month_of
from app.domain.prescription import Decision, Sens
from app.storage import indicateurs
from app.storage.indicateurs import Fait
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PRESCRIPTION: Final = "prescription"
AGE: Final = "tranche_age"
PREPARED, UNDONE = "preparee", "annulee"


def count_ending(
    session: "Session",
    workplace: Workplace,
    entretien: Entretien,
    *,
    results: tuple[tuple[str, str], ...] = (),
    fiche: Fiche | None = None,
) -> None:
    """Add an interview that ends to the counters of the month, inside the caller's transaction.

    `results` are (dimension, value) pairs of the diagnosis and of the choice; source 001 art. 6.
    Where the convention asks who got a Pass, others leave nothing of themselves (decision 0066).
    """
    traits = fiche or Fiche()
    convention = workplace.convention
    values = (
        ("entretien", "1"),
        (BENEFICIAIRE, "1" if convention.beneficiaires_seuls and _with_pass(entretien) else ""),
        ("canal", entretien.canal.value),
        ("issue", entretien.issue.value if entretien.issue else ""),
        *results,
        ("sexe", traits.sexe),
        ("csp", traits.csp),
        ("allophone", traits.allophone),
        ("handicap", traits.handicap),
    )
    counted = _countable(workplace, entretien, values)
    indicateurs.compter(
        session,
        counting_month(session, workplace),
        [Fait(nom, valeur) for nom, valeur in counted],
        asked={nom for nom, _ in counted},
    )


def count_age_again(
    session: "Session", workplace: Workplace, ended: Sequence[Entretien], former: str, band: str
) -> None:
    """Count a band of age that was put right in a record, in the place of the former (0008).

    `ended` are all interviews of the person. The latest that counted her is put right, in the month
    in which it ended: an earlier one may have counted another band, that was hers then. A month
    that was told keeps what was told.
    """
    counted = [
        one
        for one in ended
        if one.etape is Etape.TERMINE and _countable(workplace, one, ((AGE, former or band),))
    ]
    if not counted:
        return
    last = max(counted, key=lambda one: one.touched_at)
    month = month_of(last.touched_at.astimezone(workplace.clock.zone()).date())
    known = indicateurs.exact_by_month(session).get(month, {})
    if indicateurs.is_frozen(session, month) or (former and not known.get(Fait(AGE, former))):
        return
    changes = [(Fait(AGE, value), change) for value, change in ((former, -1), (band, 1)) if value]
    indicateurs.ajouter(session, month, changes)


def count_prescription(session: "Session", workplace: Workplace, fate: str) -> None:
    """Count a prescription that was prepared, or undone before it left (000, art. 1, l. 38)."""
    month = counting_month(session, workplace)
    indicateurs.ajouter(session, month, [(Fait(PRESCRIPTION, fate), 1)])


def count_decision(
    session: "Session", workplace: Workplace, former: Decision | None, told: Decision | None
) -> None:
    """Count what the Département decided (000, art. 3 a, l. 70; art. 4, l. 102).

    A decision that replaces another one takes its place in the month that is open, where that
    counted the other; else both stand: figures that were told do not change. `told` is None where
    a service that was put back has forgotten it.
    """
    month = counting_month(session, workplace)
    before, after = (_of(one) for one in (former, told))
    if before == after:
        return
    if before:
        known = indicateurs.exact_by_month(session).get(month, {})
        if not all(known.get(fait, 0) > 0 for fait in before):
            before = []
    changes = [*((fait, -1) for fait in before), *((fait, 1) for fait in after)]
    indicateurs.ajouter(session, month, changes)


def _countable(
    workplace: Workplace, entretien: Entretien, values: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Return what of an interview that ended may be counted."""
    convention = workplace.convention
    accepted = entretien.consentement is not None and entretien.consentement.indicateurs
    of_her = _with_pass(entretien) or not convention.beneficiaires_seuls
    return countable(values, asked=convention.indicateurs, consented=accepted and of_her)


def _with_pass(entretien: Entretien) -> bool:
    return entretien.issue is Issue.PRESCRIPTION


def _of(decision: Decision | None) -> list[Fait]:
    if decision is None:
        return []
    refused = decision.sens is Sens.REFUSEE
    motive = [Fait("refus", decision.motif)] if refused and decision.motif else []
    return [Fait("decision", decision.sens.value), *motive]


def counting_month(session: "Session", workplace: Workplace) -> str:
    """Return the month in which an act of today counts: never one that was told already."""
    return indicateurs.open_month(session, month_of(workplace.clock.today()))
