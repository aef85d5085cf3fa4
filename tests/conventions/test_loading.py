import tomllib
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.conventions.loading import load_convention, parse_convention
from app.conventions.reading import ConventionError
from app.domain.convention import Champ, Porte, Remise
from tests.paths import RESOURCES

PROFILES = RESOURCES / "conventions"
LOT = (PROFILES / "lot-et-garonne" / "convention.toml").read_text("utf-8")
SERVICE = '\n[service]\nautorite = "autorite.pem"\nsource = "000, l. 20"\n'


def refused(text: str) -> ConventionError:
    with pytest.raises(ConventionError) as caught:
        parse_convention(
            text.encode(), name="lot-et-garonne/convention.toml", profile="lot-et-garonne"
        )
    return caught.value


def test_lot_et_garonne_keeps_and_sends_name_and_address_alone_for_four_years() -> None:
    convention = load_convention(PROFILES / "lot-et-garonne")
    # 000 l. 114-118: « (nom, prénom) et son adresse postale », « conservées 4 ans »
    assert convention.fields_kept == {Champ.NOM, Champ.PRENOM, Champ.ADRESSE}
    assert convention.fields_sent == {Champ.NOM, Champ.PRENOM, Champ.ADRESSE}
    assert not convention.answers_kept_linked
    assert convention.retention.due_on(date(2026, 11, 22)) == date(2030, 11, 22)
    assert convention.pass_numerique.remise is Remise.ENVOI
    assert convention.pass_numerique.valeur_pass_eur == 10  # l. 32
    assert convention.territory.departements == ("47",)
    assert convention.protection.droits_delai_h == 24  # l. 126
    assert [motif.code for motif in convention.motifs] == [  # l. 102
        "stock",
        "credits",
        "sollicitations_multiples",
        "prescription_abusive",
        "autre",
    ]


@pytest.mark.obligation("S1-01", "S1-03", "S1-22")
def test_strasbourg_hands_over_a_carnet_of_ten_pass_worth_a_hundred_euros() -> None:
    convention = load_convention(PROFILES / "eurometropole-strasbourg")
    pass_numerique = convention.pass_numerique
    assert pass_numerique.remise is Remise.MAIN_PROPRE  # 001 l. 114
    assert pass_numerique.pass_par_carnet * pass_numerique.valeur_pass_eur == 100
    assert convention.ends_on == date(2023, 12, 31)  # l. 63
    assert convention.territory.epcis == ("246700488",)
    assert convention.exercice  # l. 91
    assert Porte.DIAGNOSTIC in convention.portes
    # l. 172: « âge, sexe, catégorie socio-professionnelle, … allophone ou non, … handicap »
    assert convention.indicateurs == {"tranche_age", "sexe", "csp", "allophone", "handicap"}


@pytest.mark.parametrize("folder", sorted(PROFILES.iterdir()), ids=lambda path: path.name)
def test_every_value_of_a_profile_has_a_source(folder: object) -> None:
    path = PROFILES / str(folder).rsplit("/", 1)[-1]
    tables = tomllib.loads((path / "convention.toml").read_text("utf-8"))
    convention = load_convention(path)
    for name, value in tables.items():
        if isinstance(value, dict):
            assert convention.sources[name].reference


def test_the_hash_names_the_exact_file() -> None:
    first = load_convention(PROFILES / "lot-et-garonne").hash
    again = parse_convention(LOT.encode(), name="x", profile="lot-et-garonne").hash
    other = parse_convention(
        LOT.replace("annees = 4", "annees = 5").encode(), name="x", profile="lot-et-garonne"
    ).hash
    assert first == again != other


def test_a_convention_may_pin_the_certificates_of_the_service() -> None:
    assert parse_convention(LOT.encode(), name="x", profile="lot-et-garonne").autorite == ""
    pinned = LOT + SERVICE
    found = parse_convention(pinned.encode(), name="x", profile="lot-et-garonne")
    assert found.autorite == "autorite.pem"
    elsewhere = pinned.replace("autorite.pem", "../autorite.pem").encode()
    with pytest.raises(ConventionError, match=r"\.pem"):
        parse_convention(elsewhere, name="x", profile="lot-et-garonne")


def test_a_convention_may_refuse_files_on_a_stick() -> None:
    assert parse_convention(LOT.encode(), name="x", profile="lot-et-garonne").par_fichier
    refused = LOT + '\n[service]\nfichier = false\nsource = "000, l. 20"\n'
    assert not parse_convention(refused.encode(), name="x", profile="lot-et-garonne").par_fichier


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        (lambda t: t.replace("annees = 4", 'annees = "4"'), "conservation.annees", "nombre entier"),
        (lambda t: t.replace("annees = 4", "annees = 0"), "conservation.annees", "entre 1 et 30"),
        (lambda t: t.replace("annees = 4", "annee = 4"), "conservation.annees", "manque"),
        (lambda t: t.replace("annees = 4", "annees = 4\nmois = 2"), "tion.mois", "inconnue"),
        (
            lambda t: t.replace('source = "000, l. 20"\n', ""),
            "partenaire.source",
            "source manque",
        ),
        (lambda t: t.replace('"adresse"]\nrep', '"revenu"]\nrep'), "donnees.transmises", "revenu"),
        (
            lambda t: t.replace('"adresse"]\ntrans', '"civilite"]\ntrans'),
            "donnees.transmises",
            "transmis sans être conservé",
        ),
        (
            lambda t: t.replace("reponses_liees = false", "reponses_liees = true"),
            "donnees.reponses_liees",
            "contredit",
        ),
        (lambda t: t.replace('remise = "envoi"', 'remise = "aucune"'), "pass.remise", "0 Pass"),
        (lambda t: t.replace('departements = ["47"]', "departements = []"), "territoire", "vide"),
        (lambda t: t.replace('code = "credits"', 'code = "stock"'), "motif[2].code", "deux fois"),
        (lambda t: t.replace("format = 1", "format = 2"), "format", "version 2"),
        (lambda t: t.replace('profil = "lot-et-garonne"', 'profil = "lot"'), "profil", "dossier"),
        (lambda t: t.replace("06-14", "06-14\nfin = 2020-01-01", 1), "duree.fin", "avant"),
        (lambda t: t.replace("annees = 4", "annees 4"), "ligne", "TOML"),
        (lambda t: t + "\n[nouveaute]\nx = 1\n", "nouveaute", "inconnue"),
    ],
)  # fmt: skip
def test_a_broken_convention_is_refused_with_file_key_and_reason(
    change: Callable[[str], str], place: str, words: str
) -> None:
    changed = change(LOT)
    assert changed != LOT
    error = refused(changed)
    assert error.file == "lot-et-garonne/convention.toml"
    assert place in error.place
    assert words in error.problem


@given(st.data())
@pytest.mark.long
def test_whatever_stands_in_the_file_only_a_convention_error_is_raised(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(LOT)))
    length = data.draw(st.integers(0, 40))
    garbage = data.draw(st.text(max_size=12))
    text = LOT[:start] + garbage + LOT[start + length :]
    try:
        parse_convention(text.encode("utf-8", "surrogatepass"), name="x", profile="lot-et-garonne")
    except ConventionError as error:
        assert error.problem  # noqa: PT017 - the sentence is what is checked
