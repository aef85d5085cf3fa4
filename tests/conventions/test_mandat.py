"""The convention of the Pyrénées-Orientales, and how strictly mandates are read."""

from datetime import date

import pytest

from app.conventions.loading import load_convention, parse_convention
from app.conventions.reading import ConventionError
from app.domain.convention import Champ, Convention, Porte, Remise
from app.domain.habilitation import Acte, Role
from app.domain.mandat_listes import ChampMandat, DureeMandat, Mandataire
from tests.conventions.test_loading import LOT, PROFILES

CONFLENT = (PROFILES / "conflent-canigo" / "convention.toml").read_text("utf-8")


def read(text: str) -> Convention:
    return parse_convention(text.encode(), name="essai", profile="conflent-canigo")


@pytest.mark.obligation("S2-01")
@pytest.mark.obligation("S2-41")
@pytest.mark.obligation("S2-43")
def test_conflent_canigo_is_the_convention_002_as_data() -> None:
    convention = load_convention(PROFILES / "conflent-canigo")
    assert convention.ends_on == date(2026, 6, 22)  # l. 246
    assert convention.pass_numerique.remise is Remise.AUCUNE
    assert convention.motifs == ()
    assert convention.fields_sent == frozenset()  # l. 155: nothing leaves
    assert Champ.REPONSES not in convention.fields_kept
    assert convention.portes == (Porte.AIDE_RAPIDE, Porte.MANDAT, Porte.ATELIER)
    (mention,) = convention.mentions
    assert mention == (  # l. 240, word for word
        "Opération menée par le Département des Pyrénées-Orientales, avec l'appui financier de "
        "l'État, dans le cadre de sa politique départementale d'inclusion Numérique"
    )
    places = [
        (one.lieu.split()[-1], one.duree) for one in convention.permanences if not one.a_confirmer
    ]
    assert places == [  # l. 116-124
        ("Prades", "2 journées"),
        ("Vinça", "1 demi-journée"),
        ("Marquixanes", "1 demi-journée"),
        ("Catllar", "1 journée"),
        ("Sahorre", "1 demi-journée"),
        ("Ria-Sirach", "1 demi-journée"),
        ("Masos", "2 demi-journées"),
        ("Villefranche-de-Conflent", "1 demi-journée"),
    ]
    (doubtful,) = [one for one in convention.permanences if one.a_confirmer]
    assert doubtful.commune == "Baillestavy"  # the deliberation alone, l. 20


@pytest.mark.obligation("S2-04")
def test_its_mandates_follow_article_2() -> None:
    convention = load_convention(PROFILES / "conflent-canigo")
    mandat = convention.mandat
    assert mandat is not None
    assert mandat.mandataire is Mandataire.AGENT  # l. 162
    assert mandat.durees == tuple(DureeMandat)
    assert mandat.delai_jours == 0  # l. 160: no delay is quoted
    assert "le retrait du mandat par l'utilisateur" in mandat.regle
    assert not mandat.verbal
    assert mandat.champs == {ChampMandat.NOM_USAGE, ChampMandat.DATE_NAISSANCE}
    rules = convention.habilitations
    habilitated = [role for role in rules.roles if Acte.MANDATER in rules.actes({role})]
    assert habilitated == [Role.CONSEILLER, Role.AMBASSADEUR]  # l. 75-77 and 162
    for key in ("mandat", "mandat.destruction", "mandat.papier", "permanence[1]"):
        assert convention.sources[key].reference


def test_the_other_profiles_have_neither_mandates_nor_their_door() -> None:
    for name in ("eurometropole-strasbourg", "lot-et-garonne"):
        convention = load_convention(PROFILES / name)
        assert convention.mandat is None
        assert Porte.MANDAT not in convention.portes
        assert convention.permanences == ()
        assert not any(Acte.MANDATER in one.actes for one in convention.habilitations.regles)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"aide_rapide", "mandat"', '"aide_rapide"', "portes.ouvertes"),
        ('"recevoir", "mandater", "consulter"', '"recevoir", "consulter"', "habilitations"),
        ('"recevoir", "mandater", "consulter"', '"mandater", "consulter"', "role[2].actes"),
        ('mandataire = "agent"', 'mandataire = "maire"', "mandat.mandataire"),
        ("durees_jours = [1, 31, 182, 365]", "durees_jours = [31, 1]", "mandat.durees_jours"),
        ("durees_jours = [1, 31, 182, 365]", "durees_jours = [1, 1]", "mandat.durees_jours"),
        ("durees_jours = [1, 31, 182, 365]", "durees_jours = [1, 90]", "mandat.durees_jours"),
        ("durees_jours = [1, 31, 182, 365]", "durees_jours = []", "mandat.durees_jours"),
        ('"nom_usage", "date_naissance"', '"numero_piece"', "mandat.identite"),
        ("verbal = false", 'verbal = "non"', "mandat.verbal"),
        ("delai_jours = 0", "delai_jours = -1", "mandat.destruction.delai_jours"),
        ("delai_jours = 0", "delai_jours = 0\nproposition = 1", "mandat.destruction.proposition"),
        ("[mandat.papier]\nannees = 6", "[mandat.papier]\nannees = 60", "mandat.papier.annees"),
        ('lieu = "Médiathèque de Vinça"', 'lieu = "Médiathèque de Prades"', "permanence[2].lieu"),
        ('source = "002, art. 1.2, l. 119"\n', "", "permanence[3].source"),
    ],
)
def test_mandates_that_make_no_sense_are_refused_with_their_place(
    old: str, new: str, place: str
) -> None:
    assert old in CONFLENT
    with pytest.raises(ConventionError) as caught:
        read(CONFLENT.replace(old, new))
    assert place in caught.value.place


def test_a_door_without_its_rules_is_refused_elsewhere_too() -> None:
    text = LOT.replace('"diagnostic"]', '"diagnostic", "mandat"]')
    with pytest.raises(ConventionError, match=r"demande une table \[mandat\]"):
        parse_convention(text.encode(), name="essai", profile="lot-et-garonne")
