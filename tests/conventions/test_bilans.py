"""The reports of a profile are read whole, and refused where small figures would show."""

from pathlib import Path

import pytest

from app.conventions.loading import parse_convention
from app.conventions.reading import ConventionError
from app.domain.bilan_modele import PeriodeBilan
from app.domain.indicateurs import OF_THE_PUBLIC, counts_things
from tests.paths import RESOURCES

PROFILE = "epn-normandie"
CONTENT = (RESOURCES / "conventions" / PROFILE / "convention.toml").read_text(encoding="utf-8")


def parsed(text: str) -> object:
    return parse_convention(text.encode(), name="essai", profile=PROFILE)


@pytest.mark.obligation("S4-31")
def test_the_evaluation_of_an_epn_is_read_from_its_profile() -> None:
    (modele,) = parse_convention(CONTENT.encode(), name="essai", profile=PROFILE).bilans
    assert modele.periode is PeriodeBilan.ANNEE
    assert modele.echeance == "le 15 janvier de l’année suivante"  # 004, l. 107
    first = modele.rubriques[0]
    assert [(one.minimum, one.valeurs) for one in first.objectifs] == [
        (2, ("nouvelles_technologies",)),  # l. 65
        (2, ("edemocratie_infolab",)),  # l. 70
    ]
    assert "004, art. 5, l. 103" in first.source


@pytest.mark.parametrize(
    ("former", "put", "says"),
    [
        ('code = "publics"', 'code = "demarches"', "y figure deux fois"),
        ('periode = "annee"', 'periode = "mois"', "inconnu"),
        ('"consulter", "rapporter", ', '"consulter", ', "rapporter"),
        (
            'indicateur = "coop_statut_social"\ntitre = "Statut"',
            'indicateur = "coop_statut_social"\nseuil = false',
            "le seuil de 5 s’applique",
        ),
        (
            'indicateur = "critere_public"\ntitre = "Type de public"',
            'indicateur = "atelier_critere_demarche"',
            "avec seuil ici, et sans seuil là",
        ),
        ('valeurs = ["collectif"]\nseuil = false', "seuil = false", "compte des personnes"),
        (
            'indicateur = "atelier_objectif"\nvaleurs = ["nouvelles_technologies"]',
            'indicateur = "coop_accompagnements"\nvaleurs = ["individuel"]',
            "compte des personnes",
        ),
        ("minimum = 2\n", "minimum = 2\nmaximum = 3\n", "inconnue"),
        ('destinataire = "la Région Normandie"', "", "manque"),
    ],
)
def test_a_report_that_contradicts_itself_is_refused(former: str, put: str, says: str) -> None:
    assert former in CONTENT
    with pytest.raises(ConventionError, match=says):
        parsed(CONTENT.replace(former, put, 1))


@pytest.mark.parametrize("folder", sorted((RESOURCES / "conventions").glob("*/convention.toml")))
def test_what_a_profile_hides_of_persons_no_file_of_the_service_tells(folder: Path) -> None:
    """The service reads no profile: what it holds for things, the five agree with (0064)."""
    convention = parse_convention(folder.read_bytes(), name="essai", profile=folder.parent.name)
    hidden = [
        (mesure.indicateur, value)
        for modele in convention.bilans
        for rubrique in modele.rubriques
        for mesure in rubrique.mesures
        if mesure.seuil
        for value in mesure.valeurs or ("1",)
    ]
    assert not any(counts_things(fact) for fact in hidden)
    assert not any(counts_things((name, "1")) for name in OF_THE_PUBLIC)
