"""How strictly [activites] is read, and the second workbook built from its sheets."""

import pytest

from app.conventions.loading import load_convention, parse_convention
from app.conventions.reading import ConventionError
from app.domain.activites_profil import Compte
from app.domain.coop import Liste
from app.questionnaire.workbook.building import build
from tests.conventions.test_loading import PROFILES
from tests.paths import RESOURCES

NORMANDIE = (PROFILES / "epn-normandie" / "convention.toml").read_text("utf-8")


@pytest.mark.obligation("S4-30")
def test_the_region_adds_a_criterion_by_writing_it_down() -> None:
    """004, l. 106: « se réserve le droit d'ajouter (…) des critères d'évaluation »."""
    added = (
        '\n[[activites.critere]]\ncode = "lieu_public"\nlibelle = "Lieu"\ncompte = "actes"\n'
        'valeurs = ["mediatheque | Médiathèque", "mairie | Mairie"]\n'
        'source = "lettre de la Région"\n'
    )
    text = NORMANDIE.replace("\n[activites.satisfaction]", f"{added}\n[activites.satisfaction]")
    found = parse_convention(text.encode(), name="essai", profile="epn-normandie").activites
    critere = found.criteres[-1]
    assert (critere.indicateur, critere.compte) == ("critere_lieu_public", Compte.ACTES)
    assert [one.libelle for one in critere.valeurs] == ["Médiathèque", "Mairie"]
    assert found.publics == (Liste.STATUT_SOCIAL,)


@pytest.mark.parametrize(
    ("former", "put", "said"),
    [
        ('publics = ["statut_social"]', 'publics = ["adresse"]', "inconnu"),
        ('publics = ["statut_social"]', 'themes = ["jardinage"]', "inconnu"),
        ('code = "edemocratie_infolab"', 'code = "nouvelles_technologies"', "deux fois"),
        ('ouvertes = ["aide_rapide", "atelier"]', 'ouvertes = ["aide_rapide"]', "atelier"),
        ('"session | Session"', '"Session"', "code | libellé"),
        ('questions = "satisfaction"', 'questions = "../secret"', "sans dossier"),
        ('source = "004, art. 1, l. 65-69"\n', "", "source manque"),
        ("par_an = 2", "par_an = 0", "n’est pas entre"),
        ('compte = "aides"', 'compte = "mandats"', "inconnu"),
    ],
)
def test_a_table_that_cannot_be_is_refused_with_its_key(former: str, put: str, said: str) -> None:
    assert former in NORMANDIE
    text = NORMANDIE.replace(former, put, 1)
    with pytest.raises(ConventionError, match=said):
        parse_convention(text.encode(), name="essai", profile="epn-normandie")


@pytest.mark.parametrize("profile", sorted(folder.name for folder in PROFILES.iterdir()))
def test_what_a_profile_names_is_there(profile: str) -> None:
    asked = load_convention(PROFILES / profile).activites
    if asked.satisfaction:
        assert (RESOURCES / "activites" / f"{asked.satisfaction.questions}.toml").is_file()
    if asked.evaluation:
        assert (RESOURCES / "questionnaires" / f"{asked.evaluation.questions}.xlsx").is_file()


@pytest.mark.obligation("S3-31")
def test_the_workbook_of_the_evaluation_is_built_from_its_sheets() -> None:
    folder = RESOURCES / "questionnaires"
    assert build(folder / "evaluation-pass") == (folder / "evaluation-pass.xlsx").read_bytes()
