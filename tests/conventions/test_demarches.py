import pytest

from app.conventions.loading import load_convention, parse_convention
from app.conventions.reading import ConventionError
from app.domain.demarche import Demarche, TypeChamp, Valeur
from tests.demarches_simplifiees.example import text
from tests.paths import RESOURCES

ORIGIN = "https://demarche.example"


def parsed(content: str) -> Demarche:
    convention = parse_convention(
        content.encode(), name="lot-et-garonne/convention.toml", profile="lot-et-garonne"
    )
    assert convention.demarche is not None
    return convention.demarche


@pytest.mark.parametrize("profile", ["lot-et-garonne", "eurometropole-strasbourg"])
def test_the_bundled_conventions_keep_the_service_of_their_departement(profile: str) -> None:
    assert load_convention(RESOURCES / "conventions" / profile).demarche is None


def test_a_form_is_read_with_what_fills_it() -> None:
    found = parsed(text(ORIGIN))
    assert (found.adresse, found.numero, found.chemin) == (ORIGIN, 12345, "pass-numeriques-essai")
    assert [(one.champ.libelle, one.valeur, one.constante) for one in found.remplissages] == [
        ("Référence Passerelle", Valeur.IDENTIFIANT, ""),
        ("Référence", Valeur.REFERENCE, ""),
        ("Service prescrit", Valeur.SERVICE, ""),
        ("Nombre de carnets", Valeur.CARNETS, ""),
        ("Prescrit le", Valeur.PRESCRITE_LE, ""),
        ("Commune", Valeur.COMMUNE, ""),
        ("Adresse", Valeur.ADRESSE, ""),
        ("Accord recueilli", None, "true"),
        ("Structure Passerelle", Valeur.STRUCTURE, ""),
    ]
    assert found.formulaire.champs[-1].libelle == "Mandat signé"  # filled by hand
    assert found.formulaire.champs[1].key == "champ_Q2hhbXAtMTI"
    assert found.remplissages[2].champ.type == TypeChamp.LIST


def test_the_print_of_a_form_notices_types_and_options_but_not_the_order() -> None:
    first = parsed(text(ORIGIN)).formulaire
    turned = text(ORIGIN).replace('["Formation", "Assistance"]', '["Assistance", "Formation"]')
    assert parsed(turned).formulaire.empreinte == first.empreinte
    longer = text(ORIGIN).replace('["Formation", "Assistance"]', '["Formation", "Assistance", "X"]')
    assert parsed(longer).formulaire.empreinte != first.empreinte


@pytest.mark.parametrize(
    ("before", "after", "key", "reason"),
    [
        (ORIGIN, "http://demarche.example", "demarches.adresse", "https://"),
        ("numero = 12345", "numero = 0", "demarches.numero", "n’est pas entre"),
        ("numero = 12345", "numero = 12345\ncouleur = 1", "demarches.couleur", "inconnue"),
        ('source = "défaut : exemple fictif"', "", "demarches.source", "source manque"),
        ('valeur = "carnets"', 'valeur = "nom"', "champ[4].valeur", "ne va pas"),
        ('valeur = "reference"', 'valeur = "civilite"', "champ[2].valeur", "ne transmet pas"),
        ('constante = "true"', 'constante = "oui"', "champ[8].constante", "ne va pas"),
        ("a_la_main = true", 'valeur = "reference"', "champ[10].type", "à la main"),
        ('constante = "true"', "", "champ[8].valeur", "une seule"),
        ('assistance = "Assistance"', 'assistance = "Aide"', "traduction.assistance", "option"),
        ('valeur = "identifiant"', 'valeur = "structure"', "demarches.champ", "identifiant"),
        ("Q2hhbXAtMTM=", "Q2hhbXAtMTI=", "champ[3].champ", "deux fois"),
    ],
)
def test_what_the_platform_would_drop_or_may_not_leave_is_refused(
    before: str, after: str, key: str, reason: str
) -> None:
    content = text(ORIGIN)
    assert before in content
    with pytest.raises(ConventionError) as caught:
        parsed(content.replace(before, after))
    assert key in (caught.value.place or "")
    assert reason in caught.value.problem
