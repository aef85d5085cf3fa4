"""The console says values with their accents, though it reads no profile."""

import pytest

from app.department.console.indicator_words import name_words, value_words


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("coop_thematique_demarche", "etrangers_europe", "Étrangers - Europe"),
        ("aide_rapide", "gere_ses_contenus_numeriques", "Gérer ses contenus numériques"),
        ("coop_duree_stat", "60", "30 min à 1 h"),
        ("niveau", "debutant", "Débutant"),
        ("enquete_accueil", "plutot_pas", "Plutôt non"),
        ("carnet_recu", "amorcage", "Amorçage"),
        ("mandat_acte", "compte", "Comptes ouverts ou mis à jour"),
        ("carnet_categorie*service", "1*coup_de_pouce", "Catégorie 1 × Coup de pouce"),
        ("categorie", "1", "Catégorie 1"),
        ("csp", "1", "Agriculteurs exploitants"),
        ("entretien", "1", "Total"),
    ],
)
def test_a_value_has_its_words(name: str, value: str, says: str) -> None:
    assert value_words(name, value) == says


def test_what_is_counted_of_carnets_has_its_name() -> None:
    assert name_words("carnet_perime") == "Carnets périmés"
    assert name_words("critere_aide") == "Critère de la convention\u00a0: Aide"
    assert name_words("atelier_critere_lieu") == "Critère des ateliers de la convention\u00a0: Lieu"
    assert name_words("permanence_minutes") == "Durée des permanences, en minutes"
