import pytest

from app.storage.vault.failures import WeakPassphraseError
from app.storage.vault.strength import in_words, require_strong, strength_of


@pytest.mark.parametrize(
    "passphrase",
    [
        "kT9!xq2$vB7",  # strong, but 11 characters
        "motdepasse2026",
        "bonjour bonjour",
        "bonjour-soleil",
        "dumont 1985 Dumont",
        "Médiathèque 2026",
        "azertyuiopqsdfghjklm",
        "aaaaaaaaaaaaaaaa",
        "Claire Dumont 47",
        "Albret Communauté",
        "Montagne-Dupont-47",  # zxcvbn's 3: eleven hours
    ],
)
def test_what_people_choose_first_is_refused(passphrase: str) -> None:
    with pytest.raises(WeakPassphraseError) as refused:
        require_strong(passphrase, ("Claire Dumont", "Albret Communauté"))
    assert passphrase not in str(refused.value)


@pytest.mark.parametrize(
    "passphrase",
    ["tuile orpheline bouge vingt canards", "kT9!xq2$vB7p", "é" * 3 + "tuile orpheline" * 9],
)
def test_unrelated_words_or_long_chance_are_accepted(passphrase: str) -> None:
    strength = strength_of(passphrase)
    assert strength.accepted
    assert strength.score == 4
    assert "Estimation" in strength.sentence


def test_a_short_one_is_told_the_length_first() -> None:
    assert "12 caractères" in strength_of("court").sentence


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, "moins d’une seconde"),
        (1, "environ 1 seconde"),
        (59, "environ 59 secondes"),
        (3 * 3600, "environ 3 heures"),
        (86400, "environ 1 jour"),
        (40 * 86400, "environ 1 mois"),
        (720 * 86400, "environ 2 ans"),
        (360 * 86400 * 250, "environ 2 siècles"),
        (1e30, "plus de mille ans"),
    ],
)
def test_durations_are_said_in_words(seconds: float, words: str) -> None:
    assert in_words(seconds) == words
