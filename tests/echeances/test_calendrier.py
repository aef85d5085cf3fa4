"""The calendar of each convention: days worked out by hand from the texts."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.conventions.loading import parse_convention
from app.conventions.reading import ConventionError
from app.domain.echeance import Echeance, EtatEcheance
from app.domain.habilitation import Role
from app.domain.trimestre import Periode
from app.domain.vie_convention import Saisie, Sorte, proposed_end
from app.usecases.echeances import calendrier
from app.usecases.echeances.calendrier import DeadlineGoneError, DoneAheadError, OutOfPeriodError
from app.usecases.laptop import habilitations, vie
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.workplace import Workplace
from tests.paths import RESOURCES
from tests.ui.workplace import (
    CONFLENT,
    LOT_ET_GARONNE,
    NEUILLY,
    NORMANDIE,
    STRASBOURG,
    MakeWorkplace,
    WallClock,
    add_colleague,
    as_agent,
    new_workplace,
)

__all__ = ["new_workplace"]  # a fixture


def at(place: Workplace, day: date) -> Workplace:
    """Return the same laptop on another day; a day before it was installed counts from there."""
    return replace(place, clock=WallClock(at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC)))


def found(place: Workplace) -> dict[str, Echeance]:
    return {one.cle: one for one in calendrier.load(place).items}


def days(place: Workplace) -> dict[str, date]:
    return {cle: one.jour for cle, one in found(place).items()}


@pytest.mark.obligation("S0-55")
def test_lot_et_garonne_meets_three_times_a_year(new_workplace: MakeWorkplace) -> None:
    """000, l. 146: « à minima 3 fois par an »; a third of the year each is a default (0046)."""
    place = at(new_workplace(LOT_ET_GARONNE), date(2027, 1, 4))
    assert {cle: day for cle, day in days(place).items() if cle.startswith("comite:2027")} == {
        "comite:2027-1": date(2027, 4, 30),
        "comite:2027-2": date(2027, 8, 31),
        "comite:2027-3": date(2027, 12, 31),
    }
    calendrier.set_day(place, "comite:2027-1", date(2027, 2, 9))
    calendrier.note_done(place, "comite:2027-1", date(2027, 1, 4))
    held = found(place)["comite:2027-1"]
    assert (held.jour, held.jour_par, held.faite_par) == (
        date(2027, 2, 9), "Camille Martin", "Camille Martin",
    )  # fmt: skip
    assert held.etat(date(2027, 3, 1)) is EtatEcheance.FAITE
    calendrier.note_done(place, "comite:2027-1", None)
    calendrier.set_day(place, "comite:2027-1", None)
    back = found(place)["comite:2027-1"]
    assert (back.jour, back.provisoire, back.faite_le) == (date(2027, 4, 30), True, None)


@pytest.mark.obligation("S0-56")
@pytest.mark.obligation("S0-58")
def test_lot_et_garonne_recalls_both_notices_before_the_tacit_renewal(
    new_workplace: MakeWorkplace,
) -> None:
    """000, l. 152-160, signed 14/06/2021: a period ends on 13 June; 3 and 2 months before."""
    place = at(new_workplace(LOT_ET_GARONNE), date(2027, 3, 1))
    ends = days(place)
    assert ends["vie_denonciation:2027-03-13"] == date(2027, 3, 13)
    assert ends["vie_resiliation:2027-04-13"] == date(2027, 4, 13)
    assert ends["vie_periode:2027-06-13"] == date(2027, 6, 13)
    near = {one.cle for one in calendrier.near(place)}
    assert {"vie_denonciation:2027-03-13", "vie_resiliation:2027-04-13"} <= near


@pytest.mark.obligation("S1-48")
@pytest.mark.obligation("S1-50")
@pytest.mark.obligation("S1-51")
@pytest.mark.obligation("S1-24")
def test_strasbourg_fixes_its_committee_two_calendar_months_before_and_reports_one_before(
    new_workplace: MakeWorkplace,
) -> None:
    """001, l. 187 (fourth quarter), l. 195 (two months), l. 197 and 118 (one month, every year)."""
    place = at(new_workplace(STRASBOURG), date(2027, 8, 2))
    before = days(place)
    assert before["comite:2027-1"] == date(2027, 12, 31)
    assert before["date_comite:2027-1"] == date(2027, 10, 31)
    assert before["livrables:2027-1"] == date(2027, 11, 30)
    assert before["livrables:2026-1"] == date(2026, 11, 30)  # every year
    with pytest.raises(OutOfPeriodError):
        calendrier.set_day(place, "comite:2027-1", date(2027, 9, 30))
    with pytest.raises(DeadlineGoneError):
        calendrier.set_day(place, "livrables:2027-1", date(2027, 11, 1))
    calendrier.set_day(place, "comite:2027-1", date(2027, 12, 1))
    after = found(place)
    assert after["comite:2027-1"].jour == date(2027, 12, 1)
    assert after["livrables:2027-1"].jour == date(2027, 11, 1)
    fixing = after["date_comite:2027-1"]
    assert (fixing.jour, fixing.faite_le, fixing.faite_par) == (
        date(2027, 10, 1), date(2027, 8, 2), "Camille Martin",
    )  # fmt: skip
    assert not fixing.faite_en_retard
    late = at(place, date(2027, 11, 15))
    calendrier.set_day(late, "comite:2027-1", date(2027, 12, 31))
    assert found(late)["date_comite:2027-1"].faite_en_retard  # due on 31 October
    assert calendrier.report_due(late, "annuel", Periode.of_year(2025)) == "livrables:2026-1"
    assert calendrier.report_due(late, "final", Periode.of_year(2026)) == ""


@pytest.mark.obligation("S1-25")
def test_strasbourg_recalls_the_interim_report_of_the_first_of_july_2022(
    new_workplace: MakeWorkplace,
) -> None:
    place = at(new_workplace(STRASBOURG), date(2022, 6, 8))
    report = found(place)["rapport_etape:2022-07-01"]
    assert report.jour == date(2022, 7, 1)
    assert report.etat(date(2022, 6, 8)) is EtatEcheance.PROCHE
    with pytest.raises(DoneAheadError):
        calendrier.note_done(place, report.cle, date(2022, 6, 30))  # still to come
    place = at(place, date(2022, 6, 30))
    calendrier.note_done(place, report.cle, date(2022, 6, 30))
    assert not found(place)[report.cle].faite_en_retard


@pytest.mark.obligation("S1-54")
@pytest.mark.obligation("S1-57")
def test_strasbourg_recalls_the_new_convention_and_what_an_early_end_needs(
    new_workplace: MakeWorkplace,
) -> None:
    """001, l. 203: six calendar months before the end; l. 231-233: three months, then six."""
    place = at(new_workplace(STRASBOURG), date(2027, 1, 4))
    ending = Saisie(
        sorte=Sorte.FIN_ANTICIPEE, le=date(2027, 1, 4), reference="Lettre", terme=date(2027, 12, 31)
    )
    vie.noter(place, ending)
    shown = days(place)
    assert shown["vie_terme"] == date(2027, 12, 31)
    assert shown["vie_nouvelle_convention"] == date(2027, 6, 30)
    assert shown["vie_comite_resiliation"] == date(2027, 6, 30)
    effect = proposed_end(place.convention, vie.etat(place), date(2027, 1, 4))
    assert effect == date(2027, 4, 4)  # three months after the letter
    assert not any(cle.startswith("comite:2028") for cle in shown)  # nothing after the end


@pytest.mark.obligation("S2-35")
@pytest.mark.obligation("S2-43")
def test_conflent_canigo_meets_once_a_year_and_may_oppose_two_months_before_the_anniversary(
    new_workplace: MakeWorkplace,
) -> None:
    """002, l. 210 and 246; signed on 22/06/2024 as the référent enters it."""
    place = at(new_workplace(CONFLENT), date(2027, 3, 1))
    vie.noter(place, Saisie(sorte=Sorte.PRISE_EFFET, le=date(2024, 6, 22)))
    shown = days(place)
    assert shown["comite:2027-1"] == date(2027, 12, 31)
    assert shown["vie_opposition:2027-04-22"] == date(2027, 4, 22)
    assert [cle for cle in shown if cle.startswith("comite:2027")] == ["comite:2027-1"]


@pytest.mark.obligation("S3-06")
@pytest.mark.obligation("S3-09")
@pytest.mark.obligation("S3-19")
def test_neuilly_plaisance_has_the_days_of_its_experiment(new_workplace: MakeWorkplace) -> None:
    """003, l. 76, 116-117, 132, 183-186 and 191: all of them in 2021."""
    place = at(new_workplace(NEUILLY), date(2021, 1, 4))
    shown = days(place)
    assert shown["reunion_1:2021-02-01"] == date(2021, 3, 31)
    assert shown["reunion_2:2021-05-01"] == date(2021, 6, 30)
    assert shown["reunion_3:2021-09-01"] == date(2021, 10, 31)
    assert shown["retour:2021-09-01"] == date(2021, 9, 1)
    assert shown["derniers_carnets:2021-09-30"] == date(2021, 9, 30)  # none from 1 October
    assert shown["vie_terme"] == date(2021, 10, 31)
    with pytest.raises(OutOfPeriodError):
        calendrier.set_day(place, "reunion_1:2021-02-01", date(2021, 4, 1))
    calendrier.set_day(place, "reunion_1:2021-02-01", date(2021, 2, 16))
    assert days(place)["reunion_1:2021-02-01"] == date(2021, 2, 16)
    assert found(place)["retour:2021-09-01"].etat(date(2021, 9, 2)) is EtatEcheance.EN_RETARD
    early = Saisie(
        sorte=Sorte.FIN_ANTICIPEE, le=date(2021, 1, 4), reference="R", terme=date(2021, 6, 15)
    )
    vie.noter(place, early)  # l. 217: nobody meets nor asks for Pass after the end
    left = {cle for cle in days(place) if not cle.startswith("vie_")}
    assert left == {"reunion_1:2021-02-01", "reunion_2:2021-05-01", "retour:2021-09-01"}


@pytest.mark.obligation("S4-31")
@pytest.mark.obligation("S4-25")
@pytest.mark.obligation("S4-35")
def test_an_epn_reports_on_15_january_and_asks_for_an_avenant_three_months_before(
    new_workplace: MakeWorkplace,
) -> None:
    """004, l. 107, 93 and 127; last signature on 15/09/2024: three years end on 14/09/2027."""
    place = new_workplace(NORMANDIE)
    vie.noter(place, Saisie(sorte=Sorte.PRISE_EFFET, le=date(2024, 9, 15)))
    shown = found(place)
    assert [cle for cle in shown if cle.startswith("rapport")] == ["rapport:2027", "rapport:2028"]
    assert shown["rapport:2027"].jour == date(2027, 1, 15)
    assert shown["rapport:2027"].etat(date(2026, 11, 22)) is EtatEcheance.PROCHE  # 54 days
    assert shown["vie_periode:2027-09-14"].jour == date(2027, 9, 14)
    assert shown["vie_avenant:2027-06-14"].jour == date(2027, 6, 14)
    effect = proposed_end(place.convention, vie.etat(place), date(2026, 11, 22))
    assert effect == date(2027, 2, 22)  # three months after the letter, at any time
    assert calendrier.report_due(place, "annuel", Periode.of_year(2026)) == "rapport:2027"
    calendrier.note_done(place, "rapport:2027", date(2026, 11, 22))
    assert calendrier.report_due(place, "annuel", Periode.of_year(2026)) == ""  # not the next


def test_the_last_year_is_told_after_the_end_and_none_before_the_beginning(
    new_workplace: MakeWorkplace,
) -> None:
    """004, l. 107: « au 15 janvier de chaque année civile suivante »."""
    place = at(new_workplace(NORMANDIE), date(2027, 1, 11))
    vie.noter(place, Saisie(sorte=Sorte.PRISE_EFFET, le=date(2027, 1, 10)))
    letter = Saisie(
        sorte=Sorte.FIN_ANTICIPEE, le=date(2027, 1, 11), reference="R", terme=date(2027, 4, 11)
    )
    vie.noter(place, letter)
    assert [cle for cle in days(place) if cle.startswith("rapport")] == ["rapport:2028"]


def test_what_was_due_before_the_laptop_came_is_nobodys_fault(
    new_workplace: MakeWorkplace,
) -> None:
    place = at(new_workplace(LOT_ET_GARONNE), date(2027, 1, 4))  # installed on 22/11/2026
    late = {
        cle
        for cle, one in found(place).items()
        if one.etat(date(2027, 1, 4)) is EtatEcheance.EN_RETARD
    }
    assert late == {"comite:2026-3"}


def test_who_looks_nobody_up_sees_no_requests_and_notes_nothing(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(NEUILLY)
    other = add_colleague(place)
    habilitations.assign(place, other.id, {Role.FACILITATEUR})
    seen = as_agent(place, other)
    board = calendrier.load(seen)
    assert not board.may_note
    with pytest.raises(NotAllowedError):
        calendrier.note_done(seen, "retour:2021-09-01", date(2021, 9, 1))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('chaque = "02-29"', "chaque année"),
        ('chaque = "13-01"', "chaque année"),
        ('chaque = "01-15"\nle = 2021-01-01', "une seule forme"),
        ("", "une seule forme"),
        ('par_an = 2\ndu = "12-01"\nau = "01-31"', "avant son début"),
        ('avant = "rien"\nmois = 1', "autre échéance"),
        ('par_an = 0\ndu = "01-01"\nau = "12-31"', "entre 1 et 12"),
    ],
)
def test_a_faulty_deadline_is_refused_with_its_reason(text: str, problem: str) -> None:
    file = Path(RESOURCES) / "conventions" / "lot-et-garonne" / "convention.toml"
    table = f'\n[[echeance]]\ncode = "x"\ntitre = "X"\ngenre = "rapport"\nsource = "s"\n{text}\n'
    content = file.read_text(encoding="utf-8") + table
    with pytest.raises(ConventionError, match=problem):
        parse_convention(content.encode(), name="essai", profile="lot-et-garonne")
