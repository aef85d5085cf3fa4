from pathlib import Path

import pytest

from app.documents.texts import load
from app.documents.typography import Run
from app.domain.failures import UnusableFileError


def _resources(folder: Path, text: str, *, profile: str = "") -> Path:
    place = folder / "conventions" / profile / "documents" if profile else folder / "documents"
    place.mkdir(parents=True, exist_ok=True)
    (place / "lettre.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.obligation("S0-42", "S1-38", "S2-03")
def test_a_convention_may_bring_its_own_text(tmp_path: Path) -> None:
    _resources(tmp_path, 'version = "1"\n[a]\nb = "commun"\n')
    _resources(tmp_path, 'version = "2"\n[a]\nb = "à elle"\n', profile="sixieme")
    assert load("lettre.toml", "sixieme", tmp_path).word("a", "b") == "à elle"
    assert load("lettre.toml", "autre", tmp_path).word("a", "b") == "commun"


def test_values_are_put_in_and_a_sentence_without_its_value_is_left_out(tmp_path: Path) -> None:
    texts = load(
        "lettre.toml",
        "",
        _resources(tmp_path, 'version = "1"\n[a]\nb = ["Bonjour **{nom}**.", "À {lieu}."]\n'),
    )
    lines = texts.lines("a", "b", {"nom": "Zoé", "lieu": " "})
    assert lines == ((Run("Bonjour "), Run("Zoé", bold=True), Run(".")),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version = ", "ce n’est pas du TOML"),
        ('[a]\nb = "x"\n', "un texte a une version"),
        ('version = "1"\n[a]\nb = 3\n', "une phrase ou une liste de phrases est attendue"),
        ('version = "1"\n[a]\nb = []\n', "une phrase ou une liste de phrases est attendue"),
        ('version = "1"\na = "b"\n', "une table de textes est attendue"),
    ],
)
def test_a_broken_text_is_refused_naming_the_file(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnusableFileError, match=r"lettre\.toml") as refused:
        load("lettre.toml", "", _resources(tmp_path, text))
    assert said in str(refused.value)


@pytest.mark.parametrize("key", ["inconnue", "manque"])
def test_an_unknown_value_or_a_missing_text_names_its_place(tmp_path: Path, key: str) -> None:
    texts = load("lettre.toml", "", _resources(tmp_path, 'version = "1"\n[a]\ninconnue = "{nm}"\n'))
    with pytest.raises(UnusableFileError) as refused:
        texts.lines("a", key, {"nom": "Zoé"})
    assert refused.value.place == f"[a] {key}"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableFileError, match=r"lettre\.toml"):
        load("lettre.toml", "", tmp_path)
