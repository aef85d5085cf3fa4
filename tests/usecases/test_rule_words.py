import pytest

from app.usecases.rule_words import rule_words


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        (
            "000, art. 5, l. 126 (droits) et l. 128 (violation) ; alertes : défaut, décision 0025",
            "convention, article 5",
        ),
        ("000, art. 3 l. 46 et art. 5 l. 120", "convention, articles 3 et 5"),
        ("000, l. 30", "convention"),
        ("défaut : décision 0012", "choix par défaut, à confirmer par le Département"),
        ("RGPD, art. 33.5 ; durée proposée", "RGPD, art. 33.5"),
        ("12 mois sans prescription", "12 mois sans prescription"),
    ],
)
def test_a_worker_reads_the_article_not_the_line(reference: str, words: str) -> None:
    assert rule_words(reference) == words
