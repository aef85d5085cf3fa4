from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.dossier import (
    Constat,
    Dossier,
    EtatDossier,
    followed,
    must_forget,
    possible_double,
)

MADE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def dossier(etat: EtatDossier = EtatDossier.PREREMPLI, **changes: object) -> Dossier:
    made = Dossier(
        id=1,
        prescription_id="p",
        revision=1,
        etat=etat,
        tried_at=MADE,
        since=MADE,
        prefilled_at=MADE,
        seen_at=MADE,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # a test's shorthand


def test_the_countdown_ends_half_a_day_before_the_purge() -> None:
    assert dossier().deposit_before == datetime(2026, 11, 26, 21, 0, tzinfo=UTC)
    assert dossier(EtatDossier.BROUILLON).deposit_before is None


@pytest.mark.parametrize(
    ("before", "days", "after"),
    [
        (EtatDossier.PREREMPLI, 4.9, EtatDossier.PERDU),
        (EtatDossier.PREREMPLI, 5, EtatDossier.EXPIRE),
        (EtatDossier.PREREMPLI, 27, EtatDossier.EXPIRE),
        (EtatDossier.PREREMPLI, 28, EtatDossier.PERDU),
        (EtatDossier.BROUILLON, 90, EtatDossier.PERDU),
        (EtatDossier.EN_CONSTRUCTION, 1, EtatDossier.RETIRE),
        (EtatDossier.EN_INSTRUCTION, 1, EtatDossier.RETIRE),
        (EtatDossier.ACCEPTE, 1, EtatDossier.ARCHIVE),
        (EtatDossier.SANS_SUITE, 1, EtatDossier.ARCHIVE),
        (EtatDossier.EXPIRE, 40, EtatDossier.EXPIRE),
        (EtatDossier.PERDU, 40, EtatDossier.PERDU),
    ],
)
def test_what_it_means_that_a_dossier_is_no_longer_shown(
    before: EtatDossier, days: float, after: EtatDossier
) -> None:
    now = MADE + timedelta(days=days)
    found = followed(dossier(before), None, now)
    assert found.etat is after
    assert found.since == (MADE if after is before else now)


def test_a_dossier_follows_what_the_platform_says_and_may_be_reopened() -> None:
    decided = followed(
        dossier(),
        Constat(etat=EtatDossier.ACCEPTE, submitted_at=MADE, processed_at=MADE),
        MADE + timedelta(days=1),
    )
    assert (decided.etat, decided.processed_at) == (EtatDossier.ACCEPTE, MADE)
    again = followed(decided, Constat(etat=EtatDossier.EN_INSTRUCTION), MADE + timedelta(days=2))
    assert (again.etat, again.processed_at, again.submitted_at) == (
        EtatDossier.EN_INSTRUCTION,
        None,
        MADE,
    )


def test_a_token_goes_sixty_days_after_the_decision_or_six_after_it_was_abandoned() -> None:
    decided = dossier(EtatDossier.REFUSE)
    assert not must_forget(decided, MADE + timedelta(days=59))
    assert must_forget(decided, MADE + timedelta(days=60))
    abandoned = dossier(current=False)
    assert not must_forget(abandoned, MADE + timedelta(days=5.9))
    assert must_forget(abandoned, MADE + timedelta(days=6))
    assert not must_forget(dossier(EtatDossier.BROUILLON, current=False), MADE + timedelta(99))


def test_two_dossiers_that_somebody_took_are_a_possible_double() -> None:
    one, other = dossier(EtatDossier.EN_CONSTRUCTION), dossier(EtatDossier.BROUILLON)
    assert possible_double([one, other])
    assert not possible_double([one, dossier()])
