import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.conventions.communes import load_communes
from app.documents.postal import PostalAddress, Refused, Role, compose, shortened_street
from app.documents.texts import RESOURCES
from app.domain.personne import AdressePostale

_HOME = AdressePostale(
    voie="12 bis, rue de l’Église", code_postal="66500", commune="Prades", code_insee="66149"
)


def _adresse(**changes: str) -> AdressePostale:
    return replace(_HOME, **changes)  # type: ignore[arg-type]  # names checked by the class


def _lines(adresse: AdressePostale, nom: str = "Exemplier") -> tuple[str, ...]:
    address = compose(civilite="Madame", prenom="Zoé", nom=nom, adresse=adresse)
    assert isinstance(address, PostalAddress), address
    return address.lines


def _refused(adresse: AdressePostale, nom: str = "Exemplier") -> Refused:
    address = compose(civilite="Madame", prenom="Zoé", nom=nom, adresse=adresse)
    assert isinstance(address, Refused), address
    return address


def test_a_plain_address_has_three_lines_and_no_empty_one() -> None:
    assert _lines(_adresse()) == (
        "Madame Zoé EXEMPLIER",
        "12 BIS RUE DE L EGLISE",
        "66500 PRADES",
    )


def test_six_lines_stand_in_the_order_of_the_standard() -> None:
    adresse = _adresse(
        complement="Appartement 12, étage 3",
        residence="Résidence des Tilleuls",
        lieu_dit="B.P. n° 14",
        commune="L’Haÿ-les-Roses",
        code_postal="94240",
    )
    assert _lines(adresse) == (
        "Madame Zoé EXEMPLIER",
        "Appartement 12, étage 3",
        "Résidence des Tilleuls",
        "12 BIS RUE DE L EGLISE",
        "B P N 14",
        "94240 L HAY LES ROSES",
    )


def test_ligatures_are_written_in_two_capitals() -> None:
    assert _lines(_adresse(voie="3 rue du Sacré-Cœur"))[1] == "3 RUE DU SACRE COEUR"


def test_somebody_who_is_housed_gets_a_chez_line_under_the_name() -> None:
    lines = _lines(_adresse(chez="Monsieur Hébergeant"))
    assert lines[:2] == ("Madame Zoé EXEMPLIER", "CHEZ Monsieur Hébergeant")


def test_a_ccas_is_named_without_chez() -> None:
    adresse = replace(_HOME, chez="CCAS de Strasbourg", domiciliation_ccas=True)
    assert _lines(adresse)[1] == "CCAS de Strasbourg"


@pytest.mark.parametrize(
    ("street", "printed"),
    [
        # 32 signs: stays whole. One more: its kind is abbreviated, then only if needed its titles.
        ("BOULEVARD DU GENERAL LECLERC 123", "BOULEVARD DU GENERAL LECLERC 123"),
        ("BOULEVARD DU GENERAL LECLERC 1234", "BD DU GENERAL LECLERC 1234"),
        ("12 AVENUE DU MARECHAL DE SAINT ARNAUD DE L EST", "12 AV DU MAL DE ST ARNAUD DE L EST"),
    ],
)
def test_a_street_is_abbreviated_only_beyond_32_signs(street: str, printed: str) -> None:
    assert shortened_street(street) == printed


def test_a_line_of_39_signs_is_refused_with_a_proposal_that_fits() -> None:
    long = "Y" * 25  # « Madame Zoé » and a blank: 11 signs; 25 + 11 = 36, so three more
    name = long + "YYY"
    fault = _refused(_adresse(), nom=name).faults[0]
    assert fault.role is Role.DESTINATAIRE
    assert fault.problem == "Le nom compte 39 signes, 38 au plus."
    assert fault.proposal == f"Mme Zoé {name}"


def test_a_line_of_38_signs_is_accepted() -> None:
    assert len(_lines(_adresse(), nom="Y" * 27)[0]) == 38


def test_seven_lines_are_refused_with_a_proposal() -> None:
    adresse = _adresse(
        chez="Monsieur Hébergeant",
        complement="Appartement 12",
        residence="Résidence des Tilleuls",
        lieu_dit="Le Bourg",
    )
    fault = _refused(adresse).faults[0]
    assert fault.problem.startswith("L’adresse compte 7 lignes, 6 au plus.")
    assert fault.proposal == "Appartement 12 Résidence des Tilleuls"


def test_an_accepted_proposal_makes_the_address_printable() -> None:
    adresse = _adresse(
        chez="Monsieur Hébergeant",
        complement="Appartement 12",
        residence="Résidence des Tilleuls",
        lieu_dit="Le Bourg",
    )
    proposal = _refused(adresse).faults[0].proposal
    address = compose(
        civilite="Madame",
        prenom="Zoé",
        nom="Exemplier",
        adresse=adresse,
        replaced={Role.COMPLEMENT: proposal, Role.RESIDENCE: ""},
    )
    assert address == PostalAddress(
        (
            "Madame Zoé EXEMPLIER",
            "CHEZ Monsieur Hébergeant",
            "Appartement 12 Résidence des Tilleuls",
            "12 BIS RUE DE L EGLISE",
            "LE BOURG",
            "66500 PRADES",
        )
    )


@pytest.mark.parametrize(
    ("code_postal", "code_insee", "commune", "printed"),
    [
        # 45 signs, the longest name of France (territory-data.md A4): the post's own label
        (
            "51290",
            "51513",
            "Saint-Remy-en-Bouzemont-Saint-Genest-et-Isson",
            "51290 ST REMY BOUZEMONT",
        ),
        ("13104", "13004", "Arles", "13104 MAS THIBERT"),  # a postal code of another place
        ("13200", "13004", "Arles", "13200 ARLES"),
        ("92500", "92063", "Rueil-Malmaison", "92500 RUEIL MALMAISON"),
    ],
)
def test_line_six_says_what_the_post_knows(
    code_postal: str, code_insee: str, commune: str, printed: str
) -> None:
    adresse = _adresse(code_postal=code_postal, code_insee=code_insee, commune=commune)
    assert _lines(adresse)[-1] == printed


def test_line_six_fits_for_every_commune_of_france() -> None:
    communes = load_communes(RESOURCES / "territory" / "communes.csv.xz").by_insee.values()
    long = [one for one in communes if len(one.nom) > 30]
    assert len(long) > 40
    for commune in long:
        for code in commune.codes_postaux:
            adresse = _adresse(code_postal=code, code_insee=commune.code_insee, commune=commune.nom)
            assert len(_lines(adresse)[-1]) <= 38


def test_from_the_fourth_line_on_there_are_capitals_only_whatever_it_holds() -> None:
    lines = _lines(
        _adresse(
            chez="Monsieur Hébergeant", complement="Apt. 12", residence="Rés. « L’Œillet », bât. B"
        )
    )
    assert lines[2:] == (
        "Apt. 12",
        "RES L OEILLET BAT B",
        "12 BIS RUE DE L EGLISE",
        "66500 PRADES",
    )


def test_letters_without_an_accent_to_take_away_keep_their_sound() -> None:
    assert _lines(_adresse(voie="3 rue Władysław Þórsson"))[1] == "3 RUE WLADYSLAW THORSSON"


@pytest.mark.parametrize("lines", [(), ("A",) * 7, ("A" * 39,), ("A", "")])
def test_no_impossible_address_can_be_made(lines: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="address"):
        PostalAddress(lines)


_WORDS = st.text(alphabet="abcdeéèçœ'’-., 12ABÉ", max_size=60)


@settings(max_examples=150, deadline=None)
@given(nom=_WORDS, voie=_WORDS, complement=_WORDS, commune=_WORDS, chez=_WORDS)
def test_an_address_is_printable_or_each_of_its_faults_has_a_proposal_that_fits(
    nom: str, voie: str, complement: str, commune: str, chez: str
) -> None:
    adresse = _adresse(voie=voie, complement=complement, commune=commune, chez=chez)
    result = compose(civilite="Monsieur", prenom="Noé", nom=nom, adresse=adresse)
    if isinstance(result, Refused):
        assert result.faults
        assert all(1 <= len(fault.proposal) <= 38 for fault in result.faults)
        accepted = {fault.role: fault.proposal for fault in result.faults}
        if any("7 lignes" in fault.problem for fault in result.faults):
            accepted[Role.RESIDENCE] = ""
        again = compose(
            civilite="Monsieur", prenom="Noé", nom=nom, adresse=adresse, replaced=accepted
        )
        assert isinstance(again, PostalAddress)  # one look is enough
    else:
        assert len(result.lines) <= 6
        assert all(0 < len(line) <= 38 for line in result.lines)
        assert all(re.fullmatch(r"[A-Z0-9]+( [A-Z0-9]+)*", line) for line in result.lines[3:])
        assert [line for line in result.lines if line.startswith("66500")]
