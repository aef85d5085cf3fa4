"""Rows about what is told: demand and answers, indicators received, levels, headings, carnets."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.conventions.loading import load_convention
from app.domain.bilan import SourceChiffres
from app.domain.carnets_registre import STRUCTURE
from app.domain.chiffres import Annee
from app.domain.entretien import Canal, Choix
from app.domain.petits_effectifs import YEAR
from app.domain.prescription import Prescription
from app.domain.trimestre import QUARTERS, Periode, Trimestre
from app.storage import carnets
from app.sync.protocol.answers import DecisionSens
from app.sync.protocol.figures import FigureFile, write_figures
from app.usecases.bilans import contents, drafting
from app.usecases.bilans import receiving as figures_received
from app.usecases.bilans.figures import shown
from app.usecases.carnets import following, moving, receiving, stock
from app.usecases.carnets.moving import Part
from app.usecases.carnets.receiving import Livraison
from app.usecases.interview import deciding
from app.usecases.interview import receiving as receiving_persons
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.paths import RESOURCES
from tests.ui.examples import came_to_the_decision
from tests.ui.workplace import (
    LOT_ET_GARONNE,
    STRASBOURG,
    MakeWorkplace,
    WallClock,
    new_workplace,
)
from tests.usecases.test_day import NERAC, typed
from tests.usecases.test_sending import Line

__all__ = ["new_workplace"]  # a fixture

FOURTH = Periode(first=Trimestre(2026, 4), last=Trimestre(2026, 4))
SECRET = bytes(range(32))


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


def prescribed(place: Workplace, nom: str) -> Prescription:
    entretien = receiving_persons.receive(place, Canal.SUR_PLACE)
    persons.register(place, entretien.id, replace(typed(nom), adresse=NERAC))
    came_to_the_decision(place, entretien.id)
    wanted = Choix(service="formation", carnets=1, advised="formation")
    made = deciding.decide(place, entretien.id, wanted).prescription
    assert made is not None
    return made


@pytest.mark.obligation("S0-06", "S0-14", "S0-19")
def test_the_committee_reads_what_was_asked_for_and_what_became_of_it(
    new_workplace: MakeWorkplace,
) -> None:
    """000, l. 38 (what to order), l. 70 (the outcome of each request), l. 80 and 146."""
    clock = WallClock()
    lot, line = new_workplace(LOT_ET_GARONNE, clock), Line()
    line.activate(lot)
    made = [prescribed(lot, f"Demande{letter}") for letter in "abcdefghij"]
    for letter in "abcde":
        deciding.undo(lot, prescribed(lot, f"Annulée{letter}").id)
    line.run(lot)
    for one in made[:5]:
        line.departement.decide(one.id, DecisionSens.ACCEPTEE)
    for one in made[5:]:
        line.departement.decide(one.id, DecisionSens.REFUSEE, motif="stock")
    line.run(lot)
    line.run(lot)  # an answer that comes twice is one answer
    clock.at = datetime(2027, 1, 4, 9, tzinfo=UTC)
    report = drafting.begin(lot, "comite", FOURTH)
    told = {
        (table.code, one.code): one.total
        for partie in contents.content(lot, report).parties
        for table in partie.tableaux
        for one in table.lignes
    }
    assert told["prescription", "preparee"] == 15
    assert told["prescription", "annulee"] == 5  # undone before it left: nobody ordered for it
    assert told["decision", "acceptee"] == told["decision", "refusee"] == 5
    assert told["refus", "stock"] == 5


@pytest.mark.obligation("S0-17", "S4-05")
def test_the_indicators_of_the_departement_are_read_beside_those_of_the_laptop(
    new_workplace: MakeWorkplace, tmp_path: Path
) -> None:
    """000, l. 73: follow-up indicators; 004, l. 49: local level and the one above it."""
    lot = new_workplace(LOT_ET_GARONNE, WallClock(at=datetime(2027, 1, 4, 9, tzinfo=UTC)))
    year = {(("entretien", "1"), quarter): 40 for quarter in QUARTERS}
    cells = {**year, (("entretien", "1"), YEAR): 160}
    file = FigureFile(
        structure=lot.structure.code,
        nom=lot.structure.name,
        annee=Annee(year=2026, quarters=QUARTERS, cells=cells),
        manquants=(),
        etabli_le=date(2027, 1, 3),
    )
    path = tmp_path / "indicateurs.json"
    path.write_bytes(write_figures(file, SECRET))
    figures_received.receive(lot, path)
    fact = ("entretien", "1")
    assert shown(lot, SourceChiffres.STRUCTURE).figure(fact, FOURTH) == 40
    assert shown(lot, SourceChiffres.STRUCTURE).figure(fact, Periode.of_year(2026)) == 160
    assert shown(lot, SourceChiffres.POSTE).figure(fact, FOURTH) in {0, None}


@pytest.mark.obligation("S3-06")
def test_the_feedback_of_003_has_the_five_headings_of_its_article_9() -> None:
    """L. 192-196."""
    convention = load_convention(RESOURCES / "conventions" / "neuilly-plaisance")
    (report,) = convention.bilans
    asked = [one.question for one in report.rubriques if one.question][:5]
    for words, question in zip(
        (
            "résorption des situations de précarité",
            "difficultés rencontrées lors du déploiement",
            "retours des prescripteurs",
            "pistes d’amélioration",
            "souhait de contribuer à l’extension",
        ),
        asked,
        strict=True,
    ):
        assert words in question


def delivered(place: Workplace) -> str:
    receiving.receive(
        place,
        Livraison(
            name="2026-A",
            operator="APTIC",
            numbers="1-40",
            valid_until=date(2027, 12, 31),
            lieu="Armoire",
        ),
    )
    with place.database.reading() as session:
        lot = carnets.lot_named(session, "2026-A")
    assert lot is not None
    return lot.id


@pytest.mark.obligation("S1-36", "S1-58")
def test_a_year_is_allotted_its_pass_and_what_is_left_goes_back(
    new_workplace: MakeWorkplace,
) -> None:
    """001, l. 145: « Le nombre annuel de Pass attribués »; l. 235: « restitution des Pass »."""
    place = new_workplace(STRASBOURG)
    following.allot(place, 2026, 400)
    (fixed,) = following.follow(place).allocations
    assert (fixed.year, fixed.pass_count) == (2026, 400)
    following.allot(place, 2026, 600)  # « Il pourra être revu à l'occasion du rapport annuel »
    assert [one.pass_count for one in following.follow(place).allocations][-1] == 600
    lot = delivered(place)
    done = moving.give_back(place, Part(lot_id=lot, numbers="1-40", source=STRUCTURE))
    assert done.carnets == 40
    assert done.piece.startswith("R-2026-")  # the number of the slip that both sign
    (line,) = stock.etat(place).lots
    assert (line.recus, line.stock, line.rendus) == (40, 0, 40)


@pytest.mark.obligation("S4-02")
def test_a_space_of_normandy_says_that_it_stands_in_the_directory() -> None:
    """004, l. 73: « s'inscrire dans le cadre de l'annuaire géolocalisé … ProxyEPN »."""
    convention = load_convention(RESOURCES / "conventions" / "epn-normandie")
    assert convention.lieux is not None
    asked = {one.code: one for one in convention.lieux.exigences}
    assert "ProxyEPN" in asked["annuaire"].libelle
    assert "l. 73" in asked["annuaire"].source
