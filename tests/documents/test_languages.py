"""Papers in other languages: complete, of the French version, in the order of their script."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from app.documents import scripts
from app.documents.languages import languages, translation
from app.documents.notice import notice_pdf
from app.documents.texts import RESOURCES, Texts, load, read
from app.domain.failures import UnusableFileError
from tests.documents import other_examples
from tests.documents.examples import STRASBOURG, notice, pages_of, structure_of
from tests.documents.papers import paper
from tests.documents.people import PEOPLE

FOLDER = RESOURCES / "documents" / "langues"
FILES = ("notice.toml", "feuille.toml")
ONLY_THERE = {"traduction", "valeurs", "roles", "champs"}
_PLACE = re.compile(r"\{(\w+)\}")


def _of(code: str, name: str) -> Texts:
    return read(FOLDER / code / name)


def _texts(texts: Texts) -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        (part, key): lines
        for part, keys in texts.parts.items()
        if part not in ONLY_THERE and not part.startswith("profil_")
        for key, lines in keys.items()
    }


def test_there_are_english_arabic_and_ukrainian_beside_the_french() -> None:
    for name in FILES:
        found = {one.code: one for one in languages(name, "")}
        assert sorted(found) == ["ar", "en", "uk"]
        assert found["ar"].rtl
        assert not found["uk"].rtl
        # documents.md e3; issue 6, point 6: drafts that nobody has read again say so
        assert [code for code, one in found.items() if one.reviewed] == ["en"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("code", ["en", "ar", "uk"])
def test_a_translation_says_each_thing_that_the_french_says(code: str, name: str) -> None:
    """Arabic and Ukrainian leave out the complete page as a whole, and nothing within a page."""
    french, other = _texts(load(name, "")), _texts(_of(code, name))
    parts = {part for part, _ in other}
    assert parts >= ({"titres", "simple", "accord"} if name == "notice.toml" else {"feuille"})
    if code == "en":
        assert {part for part, _ in french} <= parts
    needed = {
        (part, key): lines
        for (part, key), lines in french.items()
        if part in parts and (part, key) not in _FRENCH_ALONE
    }
    if code != "en":
        needed.pop(("titres", "complete"), None)
    for place, lines in needed.items():
        said = other[place]
        assert len(said) == len(lines), place
        for one, french_one in zip(said, lines, strict=True):
            assert sorted(_PLACE.findall(one)) == sorted(_PLACE.findall(french_one)), place


# what is ticked, signed or dated stands on the French slip alone
_FRENCH_ALONE = {
    ("accord", key)
    for key in (
        "pour", "statistiques_detail", "lecture_titre", "oral", "fait", "signature_personne",
        "signature_agent",
    )
}  # fmt: skip


def test_a_translation_of_another_version_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = replace(load("notice.toml", ""), version="2027-01")
    monkeypatch.setattr("app.documents.languages.load", lambda *_: newer)
    assert languages("notice.toml", "") == ()
    assert translation("notice.toml", "", "en") is None
    assert translation("notice.toml", "", "../en") is None


def test_a_translation_whose_state_is_unknown_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Issue 6, point 6: a review state for any other language; nothing between the two."""
    about, own = read(FOLDER / "en" / "langue.toml"), _of("en", "notice.toml")
    state = {"de": own.parts["traduction"]["de"], "etat": ("presque relue",)}
    wrong = replace(own, parts={**own.parts, "traduction": state})
    monkeypatch.setattr(
        "app.documents.languages.read",
        lambda path: about if path.name == "langue.toml" else wrong,
    )
    with pytest.raises(UnusableFileError, match="relue"):
        translation("notice.toml", "", "en")


def test_both_languages_say_that_french_alone_has_value(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, paper("notice-uk"))
    for page in pages[3:]:
        assert "Traduction non relue." in page
        assert "Seul le texte français a valeur." in page
        assert "Юридичну силу має лише французький текст." in page
    english = pages_of(tmp_path, paper("notice-en"))[3:]
    assert all("Only the French text has legal value." in page for page in english)
    assert not any("non relue" in page for page in english)


def test_the_translated_slip_has_no_box_to_tick_and_no_room_to_sign(tmp_path: Path) -> None:
    tree = structure_of(tmp_path, paper("notice-en"))
    assert tree.count("case à cocher") == structure_of(tmp_path, paper("notice-47")).count(
        "case à cocher"
    )
    assert pages_of(tmp_path, paper("notice-en"))[5].count("Signature") == 0


def test_a_translation_keeps_the_facts_of_the_convention(tmp_path: Path) -> None:
    """000 art. 5, l. 114-126: what is kept, for how long, who receives it, where to write."""
    pages = pages_of(tmp_path, paper("notice-en"))
    simple, complete = pages[3], pages[4]
    assert "We keep it for 4 years. Then we erase it." in simple
    assert "And: Département de Lot-et-Garonne. Nobody else." in simple
    assert "They are erased this evening at the latest." in simple
    for said in (
        "Surname, first name, postal address.",
        "within 24 hours",
        "droits@departement.example",
        "acting on behalf of the controller",
        "3 place de Fontenoy, TSA 80715, 75334 Paris cedex 07",
    ):
        assert said in complete
    kept = pages_of(tmp_path, notice_pdf(replace(notice(STRASBOURG), langue="en")))
    assert "We also keep your answers" in kept[3]
    assert "title, age group, category of public" in kept[4]


def test_arabic_is_joined_and_drawn_from_the_right() -> None:
    """« ورقتكم » by hand: waw and ra end alone, qaf-ta join, kaf-mim end, read from the right."""
    drawn = scripts.as_drawn("ورقتكم", rtl=True)
    assert [f"{ord(sign):04X}" for sign in drawn] == [
        "FEE2", "FEDC", "FE98", "FED7", "FEAD", "FEED",
    ]  # fmt: skip


def test_numbers_and_brackets_keep_their_sense_within_arabic() -> None:
    number = scripts.held("2026-11-5")
    drawn = scripts.as_drawn(f"({number}) ا", rtl=True)
    bare = "".join(sign for sign in drawn if sign not in "\u202a\u202c")
    assert bare == "\ufe8d (2026-11-5)"  # the number as it is, the brackets around it, then alif


def test_a_listener_hears_arabic_in_the_order_in_which_it_is_read() -> None:
    pdf = paper("feuille-ar")
    said = re.findall(rb"/ActualText \(\\376\\377((?:[^()\\]|\\.|\\\d{3})*)\)", pdf)
    assert said
    first = "ورقتكم".encode("utf-16-be")
    assert any(_unescaped(one).startswith(first) for one in said)
    assert re.search(rb"/Lang \(ar", pdf)


def _unescaped(text: bytes) -> bytes:
    octal = re.sub(rb"\\([0-7]{3})", lambda found: bytes([int(found[1], 8)]), text)
    return re.sub(rb"\\(.)", rb"\1", octal, flags=re.DOTALL)


def test_an_arabic_name_in_a_french_paper_is_printed_and_not_a_question_mark(
    tmp_path: Path,
) -> None:
    who = PEOPLE["droite à gauche"]
    page = pages_of(tmp_path, notice_pdf(other_examples.notice(who, "fr")))[2]
    assert "?" not in page[page.index("Pour") : page.index("Pour chaque")]


def test_a_language_is_a_folder_of_files() -> None:
    """The slot for any other language: nothing of it is written in code (issue 6, point 6)."""
    codes = {path.parent.name for path in FOLDER.glob("*/langue.toml")}
    sources = Path(scripts.__file__).parent.glob("*.py")
    named = {code for file in sources for code in codes if f'"{code}"' in file.read_text("utf-8")}
    assert named == set()
