"""Carnets under 001: one a person, an allotment a year, what is left goes back."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.carnets_registre import STRUCTURE
from app.domain.carnets_regles import RefusCarnet
from app.domain.prescription import MotifRetrait
from app.storage import carnets, indicateurs
from app.ui.asking.asked import Form
from app.ui.pages.carnets.following_acts import allotment
from app.ui.pages.carnets.holder_act import holder
from app.ui.pages.carnets.words import follow_facts
from app.usecases.carnets import choosing, following, handing, moving, papers, receiving, stock
from app.usecases.carnets.errors import CarnetRefusedError, RefusStock, StockRefusedError
from app.usecases.carnets.held import CarnetHandedError
from app.usecases.carnets.moving import Part
from app.usecases.carnets.receiving import Livraison
from app.usecases.exchange import revising
from app.usecases.workplace import Workplace
from tests.ui.workplace import new_workplace, workplace
from tests.usecases.test_day import follow, interview
from tests.usecases.test_revising import correct, sent
from tests.usecases.test_sending import Line, line, prescribe

__all__ = ["line", "new_workplace", "workplace"]  # fixtures


def delivered(place: Workplace, numbers: str) -> str:
    receiving.receive(
        place,
        Livraison(
            name="2026-A",
            operator="APTIC",
            numbers=numbers,
            valid_until=place.clock.today().replace(year=2027),
            lieu="Coffre",
        ),
    )
    with place.database.reading() as session:
        return carnets.lots(session)[0].id


@pytest.mark.obligation("S1-03")
@pytest.mark.obligation("S1-22")
@pytest.mark.obligation("S1-36")
@pytest.mark.obligation("S1-58")
def test_a_carnet_of_ten_pass_is_handed_over_once_and_what_is_left_goes_back(
    workplace: Workplace,
) -> None:
    lot = delivered(workplace, "1-20")
    following.allot(workplace, 2026, 200)
    prescription = follow(workplace, interview(workplace)).prescription
    assert prescription is not None
    remis = handing.hand_over(workplace, prescription.id, "1")  # from the structure's stock
    with pytest.raises(CarnetRefusedError) as refused:
        handing.hand_over(workplace, prescription.id, "2")
    assert refused.value.reason == RefusCarnet.DEJA_UN
    found = following.follow(workplace)
    assert found.allocations[0].pass_count == 200
    assert found.handed == {2026: 10}  # one carnet of 10 Pass, 100 EUR (l. 114)
    assert found.consommation is None  # 001 sets no threshold
    with workplace.database.reading() as session:
        (figures,) = indicateurs.exact_by_month(session).values()
    # X01 is of category 1 and received an assistance (exemples_attendus.csv)
    assert figures[indicateurs.Fait("carnet_categorie*service", "1*assistance")] == 1
    receipt = papers.receipt(workplace, remis)
    assert receipt.file_name == f"recu-{prescription.reference}.pdf"
    done = moving.give_back(workplace, Part(lot_id=lot, numbers="2-20", source=STRUCTURE))
    slip = papers.slip(workplace, done.piece)
    assert slip is not None
    assert slip.title == "Bordereau de restitution de carnets"
    (line,) = stock.etat(workplace).lots
    assert (line.remis, line.rendus, line.stock) == (1, 19, 0)


def test_what_001_does_not_know_does_not_exist_there(workplace: Workplace) -> None:
    with pytest.raises(StockRefusedError) as refused:
        following.ask_amorcage(workplace, ())
    assert refused.value.reason == RefusStock.RIEN
    assert choosing.waiting(workplace) == []


def test_a_prescription_is_not_withdrawn_while_its_carnet_is_with_the_person(
    workplace: Workplace, line: Line
) -> None:
    """001, l. 114 and 147: a carnet is attributed to somebody, and accounted for."""
    delivered(workplace, "1-20")
    line.activate(workplace)
    made = prescribe(workplace, "Exemplier")
    line.run(workplace)
    remis = handing.hand_over(workplace, made.id, "1")
    with pytest.raises(CarnetHandedError):
        revising.withdraw(workplace, made.id, MotifRetrait.ERREUR)
    handing.undo(workplace, remis.remise.id)
    revising.withdraw(workplace, made.id, MotifRetrait.ERREUR)
    assert choosing.waiting(workplace) == []


def test_a_hand_over_taken_back_leaves_no_figure_although_its_prescription_was_corrected(
    workplace: Workplace, line: Line
) -> None:
    """001, l. 118: by service and category; what was counted is what is taken off."""
    delivered(workplace, "1-20")
    prescription = sent(workplace, line)
    remis = handing.hand_over(workplace, prescription.id, "1")
    assert correct(workplace, prescription) != prescription.service
    handing.undo(workplace, remis.remise.id)
    with workplace.database.reading() as session:
        (figures,) = indicateurs.exact_by_month(session).values()
    names = {"carnet_remis", "carnet_categorie*service"}
    assert {fait: count for fait, count in figures.items() if fait.name in names and count} == {}


def test_a_new_year_shows_the_last_one_and_says_what_is_not_noted_yet(
    workplace: Workplace,
) -> None:
    """001, l. 145: a number a year, revised at the annual report: both are read then."""
    delivered(workplace, "1-20")
    prescription = follow(workplace, interview(workplace)).prescription
    assert prescription is not None
    handing.hand_over(workplace, prescription.id, "1")
    act = allotment()
    for year, given in (("2026", "5"), ("2027", "1\u202f200")):
        act.run(workplace, Form(asked=(), values={"annee": (year,), "pass": (given,)}))
    with pytest.raises(StockRefusedError) as refused:
        act.run(workplace, Form(asked=(), values={"annee": ("2028",), "pass": ("200",)}))
    assert refused.value.reason == RefusStock.DOTATION

    def shown(on: date) -> list[tuple[str, str]]:
        facts = follow_facts(following.follow(workplace), workplace.convention, on)
        return [(one.label, one.value.replace("\u00a0", " ")) for one in facts]

    last, this = ("Dotation 2026", "5 Pass, 10 remis ; dépassée de 5"), "Dotation 2027"
    assert shown(date(2026, 12, 31)) == [last, (this, "1200 Pass, 0 remis ; il en reste 1200")]
    assert shown(date(2027, 1, 1)) == [(this, "1200 Pass, 0 remis ; il en reste 1200"), last]
    following_years = replace(following.follow(workplace), allocations=())
    (fact,) = follow_facts(following_years, workplace.convention, date(2026, 11, 20))
    assert fact.value.replace("\u00a0", " ") == "pas encore notée ; 10 Pass remis"


def test_nobody_is_asked_about_operators_where_the_convention_does_not_part_them(
    workplace: Workplace,
) -> None:
    """003 l. 174 is a rule of 003: 001 says nothing of the kind."""
    form = holder().prepare(workplace)
    assert [one.code for one in form.asked] == ["agent", "nom", "lieu"]
