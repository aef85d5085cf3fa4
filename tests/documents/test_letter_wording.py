"""The Département's text of the letter: what may be replaced, what is refused, how it is said."""

from dataclasses import replace

import pytest

from app.conventions.loading import load_convention
from app.documents.letter import letter_pdf
from app.documents.letter_check import checked
from app.documents.letter_wording import replaced, worded
from app.documents.texts import RESOURCES
from app.domain.failures import UnusableFileError
from tests.documents import examples
from tests.documents.reading import read

LOT = load_convention(RESOURCES / "conventions" / "lot-et-garonne")
WORDING = """version = "2027-01"
[commun]
usage = "Ils paient des ateliers du **Département**."
"""
LONG = ", ".join(['"' + "Une phrase de plus. " * 11 + '"'] * 8)


def test_the_letter_takes_the_published_sentence_and_says_its_version() -> None:
    own, other = worded(LOT.profile, ""), checked(WORDING.encode(), LOT)
    (change,) = replaced(own, other)
    assert (change.part, change.key) == ("commun", "usage")
    assert change.before[0].startswith("Ils paient des ateliers pour apprendre.")
    assert change.after == ("Ils paient des ateliers du **Département**.",)
    said = read(letter_pdf(replace(examples.letter(LOT), wording=WORDING)))
    assert "Ils paient des ateliers du Département." in said
    assert "Texte de lettre du Département, version 2027-01." in said
    assert "Vous avez demandé une aide pour le numérique." in said, "the rest is the program's"
    assert "Texte de lettre du Département" not in read(letter_pdf(examples.letter(LOT)))


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ('version = "1"\n[commun]\nusages = "Non."', "[commun] usages", "n’existe pas"),
        ('version = "1"\n[adieu]\n', "", "ne remplace aucun texte"),
        ('version = "1"\n[refus]\nouverture = "Non."', "[refus] ouverture", "{motif} manque"),
        ('version = "1"\n[commun]\nusage = "{motif}"', "[commun] usage", "{motif} n’a pas"),
        ('version = "1"\n[commun]\nusage = "Un {"', "[commun] usage", "accolade"),
        ('version = "1"\n[commun]\nusage = "**Un"', "[commun] usage", "gras"),
        (f'version = "1"\n[envoi]\nobjet = "{"V" * 61}"', "[envoi] objet", "61 signes ; 60"),
        (f'version = "1"\n[commun]\nusage = "{"V" * 241}"', "[commun] usage", "241 signes ; 240"),
        (f'version = "1"\n[commun]\nsavoir = [{LONG}]', "", "une page : un conseil"),
        (f'version = "1"\n[refus]\nrecours = [{LONG}]\n[commun]\nusage = "U"', "", "long motif"),
        ('version = "un texte"\n[commun]\nusage = "U"', "version", "points et tirets"),
    ],
)
def test_a_text_that_breaks_a_rule_is_refused_with_file_key_and_reason(
    text: str, place: str, reason: str
) -> None:
    with pytest.raises(UnusableFileError) as refused:
        checked(text.encode(), LOT, file="lettres.toml")
    assert (refused.value.file, refused.value.place) == ("lettres.toml", place)
    assert reason in refused.value.problem
