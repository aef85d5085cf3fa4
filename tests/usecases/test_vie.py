"""What a convention that is not in force stops, and what it leaves."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.domain.champs import ForbiddenFieldError
from app.domain.convention import Champ, Porte
from app.domain.entretien import Canal, Issue
from app.domain.identifiers import PersonneId, uuid7
from app.domain.personne import AdressePostale, Personne
from app.domain.vie_convention import Phase, Saisie, Sorte, VieRefuseeError
from app.storage import personnes
from app.usecases.interview import deciding, paper_sheets, papers, receiving
from app.usecases.laptop import vie
from app.usecases.laptop.habilitations import NotAllowedError
from app.usecases.laptop.vie import ConventionClosedError, ConventionNotYetError
from app.usecases.mandats import drafting, signing
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.ui.workplace import (
    CONFLENT,
    LOT_ET_GARONNE,
    NORMANDIE,
    MakeWorkplace,
    add_colleague,
    as_agent,
    make_workplace,
    new_workplace,
    workplace,
)
from tests.usecases.mandats.steps import SIGNED, draft, ready
from tests.usecases.test_day import follow, interview

__all__ = ["new_workplace", "workplace"]  # fixtures


def end(place: Workplace, on: date) -> None:
    """Note a letter that ended the convention on a day before today."""
    letter = Saisie(sorte=Sorte.FIN_ANTICIPEE, le=on, reference="Recommandé", terme=on)
    vie.noter(place, letter)


def renew(place: Workplace) -> None:
    today = place.clock.today()
    terme = today + timedelta(days=400)
    avenant = Saisie(sorte=Sorte.AVENANT, le=today, reference="Avenant no 2", terme=terme)
    vie.noter(place, avenant)


@pytest.mark.obligation("S0-56")
def test_once_it_has_ended_nothing_new_begins_and_what_was_begun_is_finished(
    workplace: Workplace,
) -> None:
    """000 l. 152-160: what was prescribed before keeps its papers; nothing more is prescribed."""
    prescribed = interview(workplace, "X01")
    made = follow(workplace, prescribed)
    assert made.prescription is not None
    begun = interview(workplace, "X05", nom="Autrefois")
    end(workplace, workplace.clock.today() - timedelta(days=1))
    assert vie.etat(workplace).phase is Phase.CLOSE
    with pytest.raises(ConventionClosedError):
        receiving.receive(workplace, Canal.SUR_PLACE)
    with pytest.raises(ConventionClosedError):
        paper_sheets.open_sheet(workplace, canal=Canal.SUR_PLACE, day=workplace.clock.today())
    before = paper_sheets.open_sheet(workplace, canal=Canal.SUR_PLACE)  # filled in before the end
    assert before.day == workplace.clock.today() - timedelta(days=1)
    with pytest.raises(ConventionClosedError):
        paper_sheets.set_day(workplace, before.id, workplace.clock.today())
    with pytest.raises(ConventionClosedError):
        follow(workplace, begun)
    for paper in papers.papers_of(workplace, prescribed):
        assert papers.produce(workplace, paper.id).content
    deciding.finish(workplace, prescribed, Issue.PRESCRIPTION)
    deciding.finish(workplace, begun, Issue.ORIENTATION)
    renew(workplace)
    assert receiving.receive(workplace, Canal.SUR_PLACE).agent_id == workplace.agent.id


def test_a_paper_is_begun_long_after_the_end_under_no_day_and_says_that_it_ended(
    workplace: Workplace,
) -> None:
    """A sheet lives 30 days: « check the date » was said to who had typed none."""
    end(workplace, workplace.clock.today() - timedelta(days=31))
    with pytest.raises(ConventionClosedError):
        paper_sheets.open_sheet(workplace, canal=Canal.SUR_PLACE)


@pytest.mark.obligation("S1-01")
def test_strasbourg_gives_nothing_before_its_signed_copy_was_received(
    workplace: Workplace,
) -> None:
    """001 l. 63: « condition suspensive de la réception … d'un exemplaire signé »."""
    tomorrow = workplace.clock.today() + timedelta(days=1)
    begun = interview(workplace, "X01")
    with pytest.raises(VieRefuseeError):  # it is not received before it is
        vie.noter(workplace, Saisie(sorte=Sorte.PRISE_EFFET, le=tomorrow))
    unsigned = replace(workplace.convention, starts_on=tomorrow)
    assert vie.etat(replace(workplace, convention=unsigned)).ouverte  # what was entered prevails
    waiting = replace(workplace, convention=replace(unsigned, vie=workplace.convention.vie))
    vie.noter(workplace, Saisie(sorte=Sorte.PRISE_EFFET, le=workplace.clock.today()))
    assert vie.etat(waiting).debut == workplace.clock.today()
    with pytest.raises(ConventionNotYetError):
        vie.require_open(workplace, workplace.clock.today() - timedelta(days=1))
    assert follow(workplace, begun).prescription is not None


def test_a_mandate_is_judged_by_the_day_on_which_it_was_signed(tmp_path: Path) -> None:
    """002 l. 246: what was signed on paper before the end is typed after it."""
    with fast_vaults():
        place = make_workplace(tmp_path / "coffre", CONFLENT)
    before = ready(place, draft(place))
    end(place, place.clock.today() - timedelta(days=1))
    with pytest.raises(ConventionClosedError):
        drafting.begin(place)
    with pytest.raises(ConventionClosedError):
        signing.sign(place, before, SIGNED)
    drafting.drop(place, before)  # a draft still goes
    assert drafting.begin(place, reference="S-0001")  # a blank that was signed by hand
    place.close()


def test_only_the_referent_notes_the_life_of_the_convention(workplace: Workplace) -> None:
    with pytest.raises(NotAllowedError):
        renew(as_agent(workplace, add_colleague(workplace)))
    renew(workplace)
    (last, *_) = vie.vie_notee(workplace).notees
    assert (last.who, last.saisie.reference) == ("Camille Martin", "Avenant no 2")
    assert last.saisie.saisi_at == workplace.clock.now()


@pytest.mark.obligation("S0-56", "S0-58")
def test_the_calendar_is_given_the_dates_of_lot_et_garonne(new_workplace: MakeWorkplace) -> None:
    place = new_workplace(LOT_ET_GARONNE)  # 22 November 2026
    assert [(one.code, one.le) for one in vie.echeances_convention(place)] == [
        ("denonciation", date(2027, 3, 13)),
        ("resiliation", date(2027, 4, 13)),
        ("periode", date(2027, 6, 13)),
    ]


@pytest.mark.obligation("S4-19", "S4-23")
def test_an_epn_keeps_nobody(new_workplace: MakeWorkplace) -> None:
    """004 l. 74 and 84-87: activity is counted; no field about a person exists in this profile."""
    place = new_workplace(NORMANDIE)
    assert place.convention.fields_kept == frozenset[Champ]()
    assert place.convention.portes == (Porte.AIDE_RAPIDE, Porte.ATELIER)
    somebody = Personne(
        id=PersonneId(uuid7(place.clock.now())),
        owner=place.agent.id,
        nom="Exemplier",
        prenom="",
        adresse=AdressePostale(voie="", code_postal="", commune="", code_insee=""),
    )
    with (
        pytest.raises(ForbiddenFieldError),
        place.database.writing() as session,
    ):
        personnes.keep(session, somebody, place.convention, due_on=date(2027, 1, 1))


def test_a_slip_of_the_hand_neither_blocks_the_laptop_nor_ends_it_for_good(
    workplace: Workplace,
) -> None:
    """« 31/12/9999 » has no day three months later; a wrong letter is withdrawn (000 l. 154)."""
    today = workplace.clock.today()
    back = Saisie(sorte=Sorte.RETRAIT, le=today, reference="Noté par erreur")
    before, entered = vie.etat(workplace), vie.vie_notee(workplace).notees
    for le, terme in ((today, date(9999, 12, 31)), (date(206, 11, 22), date(2027, 1, 1))):
        with pytest.raises(VieRefuseeError):
            vie.noter(workplace, Saisie(sorte=Sorte.AVENANT, le=le, reference="No 2", terme=terme))
    end(workplace, today - timedelta(days=1))
    vie.noter(workplace, back)
    assert vie.etat(workplace) == before
    assert [one.retiree for one in vie.vie_notee(workplace).notees[:2]] == [False, True]
    for _ in entered:
        vie.noter(workplace, back)
    with pytest.raises(VieRefuseeError):
        vie.noter(workplace, back)  # there is nothing left to withdraw
