"""What the form of a convention's values gives back."""

from app.conventions.values import Value
from app.ui.pages.reglages.convention.words import field_code, typed_values, values_form

MENTION = "mentions.textes"
PHONE = "departement.telephone"


def test_an_item_that_holds_a_semicolon_is_not_cut_when_another_value_is_changed() -> None:
    said = "Action financée par l’Union européenne ; le Pass est gratuit."
    found = (
        Value(key=MENTION, lines=(said, "Avec l’État."), source="001", many=True),
        Value(key=PHONE, lines=("03 68 98 50 00",), source="001"),
    )
    form = values_form(found)
    assert typed_values(form, found)[MENTION] == (said, "Avec l’État.")
    typed = dict(form.values) | {field_code(MENTION): ("Avec l’État. ; Avec la Région.",)}
    again = typed_values(type(form)(asked=form.asked, values=typed), found)
    assert again == {MENTION: ("Avec l’État.", "Avec la Région."), PHONE: ("03 68 98 50 00",)}
