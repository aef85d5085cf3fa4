"""Words of a report that the paper and the window share."""

from app.domain.bilan import named


def test_titles_that_ask_are_quoted_so_that_no_comma_follows_their_mark() -> None:
    assert named(("Âge", "Sexe")) == "Âge, Sexe"
    asked = ("Fiches recueillies", "L’accueil vous a-t-il convenu\u00a0?")
    assert named(asked) == (
        "«\u00a0Fiches recueillies\u00a0», «\u00a0L’accueil vous a-t-il convenu\u00a0?\u00a0»"
    )
