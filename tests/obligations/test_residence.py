"""Who lives where a convention applies, where one postal code serves both sides of its border.

The communes are those of the Code officiel géographique of 2026; which of them belong to which
intercommunalité is what DGCL publishes. Nothing is computed here from the program's own table.
"""

from dataclasses import replace

import pytest

from app.domain.convention import Territory
from app.domain.entretien import Canal
from app.domain.personne import AdressePostale
from app.usecases.interview import receiving
from app.usecases.people import persons
from app.usecases.people.persons import ElsewhereError
from app.usecases.workplace import Workplace
from tests.obligations.conftest import Place
from tests.ui.examples import typed
from tests.ui.workplace import CONFLENT, LOT_ET_GARONNE, STRASBOURG

IN_66320 = {  # Vinça and around: 11 of 13 in Conflent Canigó, not Rodès, not Glorianes
    "Arboussols": "66007", "Baillestavy": "66013", "Espira-de-Conflent": "66070",
    "Estoher": "66073", "Finestret": "66079", "Joch": "66089", "Marquixanes": "66103",
    "Rigarda": "66162", "Tarerach": "66201", "Valmanya": "66221", "Vinça": "66230",
}  # fmt: skip
IN_66360 = {  # Olette and around: 13 of 17, not the four of the high valleys
    "Canaveilles": "66036", "Escaro": "66068", "Fontpédrouse": "66080", "Jujols": "66090",
    "Mantet": "66102", "Nyer": "66123", "Olette": "66125", "Oreilla": "66128", "Py": "66155",
    "Sahorre": "66166", "Serdinya": "66193", "Souanyas": "66197", "Thuès-Entre-Valls": "66209",
}  # fmt: skip


def within(place: Workplace, code_postal: str) -> dict[str, str]:
    """Return the communes of a postal code that the convention serves: name and INSEE code."""
    return {
        one.nom: one.code_insee
        for one in place.communes.at(code_postal)
        if persons.eligible(place, one.code_insee)
    }


def number(place: Workplace, code_postal: str) -> int:
    return len(place.communes.at(code_postal))


@pytest.mark.obligation("S1-14")
def test_the_eurometropole_ends_in_the_middle_of_two_postal_codes(place: Place) -> None:
    strasbourg = place(STRASBOURG)
    # 67640: Ichtratzheim is of the Canton d'Erstein
    assert number(strasbourg, "67640") == 3
    assert within(strasbourg, "67640") == {"Fegersheim": "67137", "Lipsheim": "67268"}
    assert number(strasbourg, "67120") == 12
    assert within(strasbourg, "67120") == {"Kolbsheim": "67247"}


def test_conflent_canigo_shares_three_postal_codes_with_its_neighbours(place: Place) -> None:
    canigo = place(CONFLENT)
    # the profile serves the whole département (002 sets no condition): a Département that served
    # the intercommunalité alone would be decided by the commune, never by the postal code
    assert number(canigo, "66130") == len(within(canigo, "66130")) == 10
    alone = Territory(name="Conflent Canigó", residents="du Conflent", epcis=("200049211",))
    narrow = replace(canigo, convention=replace(canigo.convention, territory=alone))
    assert within(narrow, "66130") == {"Trévillach": "66215"}
    assert number(narrow, "66320") == 13
    assert within(narrow, "66320") == IN_66320
    assert number(narrow, "66360") == 17
    assert within(narrow, "66360") == IN_66360


@pytest.mark.obligation("S0-08")
def test_no_postal_code_of_lot_et_garonne_or_normandie_leaves_it(place: Place) -> None:
    lot = place(LOT_ET_GARONNE)
    normandie = replace(
        lot,
        convention=replace(
            lot.convention,
            territory=Territory(
                name="Normandie", residents="", departements=("14", "27", "50", "61", "76")
            ),
        ),
    )
    for served, expected in ((lot, 319), (normandie, 2644)):  # communes of 2026
        communes = [one for one in served.communes.by_insee.values()
                    if persons.eligible(served, one.code_insee)]  # fmt: skip
        assert len(communes) == expected
        codes = {code for one in communes for code in one.codes_postaux}
        beyond = [code for code in codes if len(within(served, code)) != number(served, code)]
        assert beyond == []


def test_the_postal_code_of_most_communes_is_decided_commune_by_commune(place: Place) -> None:
    """51300, Vitry-le-François: 46 communes of three intercommunalités, the largest of France."""
    strasbourg = place(STRASBOURG)
    assert number(strasbourg, "51300") == 46
    assert within(strasbourg, "51300") == {}
    vitry = Territory(name="Vitry", residents="de Vitry", epcis=("200034718",))
    theirs = replace(strasbourg, convention=replace(strasbourg.convention, territory=vitry))
    found = within(theirs, "51300")
    assert (len(found), found["Vitry-le-François"]) == (17, "51649")
    assert "Vitry-en-Perthois" not in found  # Côtes de Champagne et Val de Saulx


@pytest.mark.obligation("S0-08", "S1-14")
def test_somebody_from_across_the_border_is_received_with_a_reason_alone(place: Place) -> None:
    strasbourg = place(STRASBOURG)
    ichtratzheim = AdressePostale(
        voie="1 rue de l’Exemple", code_postal="67640", commune="Ichtratzheim", code_insee="67217"
    )
    entretien = receiving.receive(strasbourg, Canal.SUR_PLACE)
    elsewhere = typed("Limite", "Rose", ichtratzheim)
    with pytest.raises(ElsewhereError):
        persons.register(strasbourg, entretien.id, elsewhere)
    lipsheim = replace(ichtratzheim, commune="Lipsheim", code_insee="67268")
    kept = persons.register(strasbourg, entretien.id, typed("Limite", "Rose", lipsheim))
    assert kept.adresse.code_insee == "67268"
