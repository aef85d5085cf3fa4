"""The life of each convention, with dates counted by hand from its text."""

from datetime import date

import pytest

from app.conventions.loading import load_convention
from app.domain.convention import Convention
from app.domain.vie_convention import (
    Phase,
    Saisie,
    Sorte,
    VieRefuseeError,
    echeances,
    etat,
    proposed_end,
)
from tests.paths import RESOURCES


def profile(name: str) -> Convention:
    return load_convention(RESOURCES / "conventions" / name)


def start(day: date) -> Saisie:
    return Saisie(sorte=Sorte.PRISE_EFFET, le=day)


def avenant(day: date, terme: date | None = None) -> Saisie:
    return Saisie(sorte=Sorte.AVENANT, le=day, reference="Avenant no 1", terme=terme)


def letter(day: date, terme: date) -> Saisie:
    return Saisie(sorte=Sorte.FIN_ANTICIPEE, le=day, reference="Recommandé", terme=terme)


def dates(convention: Convention, *entered: Saisie, on: date) -> list[tuple[str, date]]:
    found = echeances(convention, etat(convention, entered, on))
    return [(one.code, one.le) for one in found]


@pytest.mark.obligation("S0-56", "S0-58")
def test_lot_et_garonne_renews_itself_each_year_and_keeps_both_notices() -> None:
    """000 l. 152-154 and 160: signed on 14 June 2021, a year, 3 months and 2 months before."""
    found = profile("lot-et-garonne")
    assert etat(found, (), date(2021, 6, 13)).phase is Phase.ATTENTE
    assert etat(found, (), date(2021, 6, 14)).phase is Phase.EN_VIGUEUR
    assert dates(found, on=date(2026, 11, 22)) == [
        ("denonciation", date(2027, 3, 13)),
        ("resiliation", date(2027, 4, 13)),
        ("periode", date(2027, 6, 13)),
    ]
    assert dates(found, on=date(2027, 6, 13))[-1] == ("periode", date(2027, 6, 13))
    assert dates(found, on=date(2027, 6, 14))[-1] == ("periode", date(2028, 6, 13))
    # l. 160: « prend alors effet à la date d'échéance de la période contractuelle en cours »
    now = etat(found, (), date(2026, 11, 22))
    assert proposed_end(found, now, date(2026, 11, 20)) == date(2027, 6, 13)
    ended = letter(date(2026, 11, 20), date(2027, 6, 13))
    assert etat(found, (ended,), date(2027, 6, 13)).ouverte
    assert etat(found, (ended,), date(2027, 6, 14)).phase is Phase.CLOSE


@pytest.mark.obligation("S1-01")
def test_strasbourg_waits_for_its_signed_copy_then_runs_to_the_end_of_2023() -> None:
    """001 l. 63 (condition suspensive, 31/12/2023), l. 203 (six months), l. 231-233."""
    found = profile("eurometropole-strasbourg")
    assert etat(found, (), date(2021, 9, 1)).phase is Phase.ATTENTE
    received = start(date(2021, 9, 1))
    assert etat(found, (received,), date(2021, 8, 31)).phase is Phase.ATTENTE
    assert etat(found, (received,), date(2021, 9, 1)).ouverte
    assert etat(found, (received,), date(2023, 12, 31)).ouverte
    assert etat(found, (received,), date(2024, 1, 1)).phase is Phase.CLOSE
    assert dates(found, received, on=date(2023, 1, 1)) == [
        ("nouvelle_convention", date(2023, 6, 30)),
        ("terme", date(2023, 12, 31)),
    ]
    now = etat(found, (received,), date(2022, 3, 1))
    assert proposed_end(found, now, date(2022, 3, 1)) == date(2022, 6, 1)  # three months
    ended = letter(date(2022, 3, 1), date(2022, 10, 31))
    assert ("comite_resiliation", date(2022, 4, 30)) in dates(
        found, received, ended, on=date(2022, 3, 2)
    )


def test_conflent_canigo_goes_on_each_year_but_not_beyond_22_june_2026() -> None:
    """002 l. 246: one year, opposition two months before the anniversary, 22 June 2026 at most."""
    found = profile("conflent-canigo")
    signed = start(date(2024, 2, 15))
    assert dates(found, signed, on=date(2024, 3, 1)) == [
        ("opposition", date(2024, 12, 15)),
        ("terme", date(2026, 6, 22)),
    ]
    assert dates(found, signed, on=date(2026, 3, 1)) == [("terme", date(2026, 6, 22))]
    assert etat(found, (signed,), date(2026, 6, 22)).ouverte
    assert etat(found, (signed,), date(2026, 6, 23)).phase is Phase.CLOSE


@pytest.mark.obligation("S3-09")
def test_neuilly_plaisance_ends_after_its_last_day_unless_an_avenant_renews_it() -> None:
    """003 l. 76: « jusqu'au 31 octobre 2021 … sauf à être reconduite au moyen d'un avenant »."""
    found = profile("neuilly-plaisance")
    assert etat(found, (), date(2021, 10, 31)).ouverte
    assert etat(found, (), date(2021, 11, 1)).phase is Phase.CLOSE
    renewed = avenant(date(2021, 10, 12), date(2022, 6, 30))
    assert etat(found, (renewed,), date(2021, 11, 1)).terme == date(2022, 6, 30)
    assert etat(found, (renewed, avenant(date(2021, 12, 1))), date(2022, 1, 1)).ouverte
    shortened = letter(date(2021, 12, 1), date(2022, 1, 31))
    assert etat(found, (renewed, shortened), date(2022, 2, 1)).phase is Phase.CLOSE
    undone = avenant(date(2022, 2, 2), date(2022, 12, 31))  # the later entry prevails
    assert etat(found, (renewed, shortened, undone), date(2022, 2, 2)).ouverte


@pytest.mark.obligation("S4-25", "S4-35")
def test_normandy_runs_three_years_then_each_year_and_changes_on_the_first_of_a_month() -> None:
    """004 l. 93 (three years, yearly, three months after a letter), l. 127-128 (avenants)."""
    found = profile("epn-normandie")
    assert etat(found, (), date(2026, 11, 22)).ouverte  # nobody noted the last signature yet
    signed = start(date(2024, 3, 1))
    assert dates(found, signed, on=date(2026, 11, 22)) == [
        ("avenant", date(2026, 11, 28)),
        ("periode", date(2027, 2, 28)),
    ]
    assert etat(found, (signed,), date(2027, 3, 1)).periode_fin == date(2028, 2, 29)
    now = etat(found, (signed,), date(2026, 11, 22))
    assert proposed_end(found, now, date(2026, 11, 20)) == date(2027, 2, 20)
    shorter = avenant(date(2026, 11, 12), date(2026, 12, 31))
    assert etat(found, (signed, shorter), date(2026, 11, 30)).terme is None
    assert etat(found, (signed, shorter), date(2026, 12, 1)).terme == date(2026, 12, 31)


def test_a_letter_that_was_withdrawn_leaves_the_tacit_renewal_as_it_was() -> None:
    """000 l. 154: « renouvelable par tacite reconduction », which no later term could say again."""
    found, today = profile("lot-et-garonne"), date(2026, 11, 22)
    back = Saisie(sorte=Sorte.RETRAIT, le=today, reference="Noté par erreur")
    ended = letter(date(2026, 11, 1), date(2026, 11, 1))
    assert etat(found, (ended,), today).phase is Phase.CLOSE
    now = etat(found, (ended, back), today)
    assert (now.ouverte, now.tacite, now.terme, now.par) == (True, True, None, None)
    renewed = avenant(date(2026, 10, 1), date(2029, 6, 13))  # what was before it stays
    assert etat(found, (renewed, ended, back), today).terme == date(2029, 6, 13)
    assert etat(found, (renewed, ended, back, back), today).terme is None
    with pytest.raises(VieRefuseeError):
        Saisie(sorte=Sorte.RETRAIT, le=today)  # without a reason


def test_what_cannot_be_is_not_entered() -> None:
    with pytest.raises(VieRefuseeError):
        Saisie(sorte=Sorte.AVENANT, le=date(2026, 1, 1))  # without a reference
    with pytest.raises(VieRefuseeError):
        letter(date(2026, 2, 1), date(2026, 1, 31))
    with pytest.raises(VieRefuseeError):
        Saisie(sorte=Sorte.PRISE_EFFET, le=date(2026, 1, 1), terme=date(2027, 1, 1))
