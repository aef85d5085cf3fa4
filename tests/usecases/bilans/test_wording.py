"""A report says its values as the papers and the questionnaire say them, in their order."""

import json

import pytest

from app.domain.trimestre import Periode
from app.usecases.bilans import drafting, files
from app.usecases.bilans.contents import content
from app.usecases.laptop.nomenclatures import nomenclature
from tests.ui.workplace import CONFLENT, LOT_ET_GARONNE, STRASBOURG, MakeWorkplace, WallClock
from tests.usecases.bilans.counted import JANUARY, count

YEAR = Periode.of_year(2026)


@pytest.mark.parametrize(
    ("profile", "modele", "name", "values"),
    [
        (
            STRASBOURG,
            "annuel",
            "tranche_age",
            {"70+": "70 ans et plus", "0-11": "Moins de 12 ans", "12-17": "12 à 17 ans"},
        ),
        (STRASBOURG, "annuel", "enquete_conseil", {"non": "Non", "peut_etre": "Peut-être"}),
        (
            LOT_ET_GARONNE,
            "comite",
            "niveau",
            {"confirme": "Confirmé", "debutant": "Débutant", "avance": "Avancé"},
        ),
        (CONFLENT, "activite", "mandat_acte", {"compte": "Comptes ouverts ou mis à jour"}),
    ],
)
def test_values_have_their_words(
    new_workplace: MakeWorkplace, profile: str, modele: str, name: str, values: dict[str, str]
) -> None:
    place = new_workplace(profile, WallClock(at=JANUARY))
    count(place, "2026-03", {(name, value): 9 for value in values})
    told = content(place, drafting.begin(place, modele, YEAR))
    (table,) = (one for part in told.parties for one in part.tableaux if one.code == name)
    assert {one.code: one.libelle for one in table.lignes} == values
    ranks = {"tranche_age": ["0-11", "12-17", "70+"], "niveau": ["debutant", "avance", "confirme"]}
    assert [one.code for one in table.lignes] == ranks.get(name, [*reversed(values)])


def test_children_who_were_interviewed_have_their_age_in_la_coop(
    new_workplace: MakeWorkplace,
) -> None:
    place = new_workplace(STRASBOURG, WallClock(at=JANUARY))
    ages = {code: 10 + rank for rank, code in enumerate(place.questionnaire.guide.tranches_age)}
    figures = {("tranche_age", code): number for code, number in ages.items()}
    count(place, "2026-03", {**figures, ("entretien", "1"): sum(ages.values()) + 6})
    made = files.coop_file(place, drafting.begin(place, "annuel", YEAR)).content
    found = json.loads(made)["data"]["attributes"]["beneficiaires"]["tranche_ages"]
    assert [one["count"] for one in found] == [10, 11, 12, 13, 14, 15, 16, 6]


def test_the_list_of_ages_has_the_codes_of_the_questionnaire(new_workplace: MakeWorkplace) -> None:
    """A record shows and corrects the age that the interview kept."""
    place = new_workplace(STRASBOURG)
    listed = dict(nomenclature(place, "tranches_age") or ())
    assert {code: listed.get(code) for code in place.questionnaire.guide.tranches_age} == dict(
        place.questionnaire.guide.tranches_age
    )
