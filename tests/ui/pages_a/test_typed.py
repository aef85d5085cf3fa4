import pytest

from app.ui.pages.questionnaire.state import Kind
from app.ui.pages.questionnaire.typed import TypedError, text_of, value_of


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.TEXT, "  deux mots ", "deux mots"),
        (Kind.DATE, "5/3/1958", "1958-03-05"),
        (Kind.DATE, "05-03-1958", "1958-03-05"),
        (Kind.TIME, "14 h 30", "14:30:00"),
        (Kind.TIME, "9h", "09:00:00"),
        (Kind.NUMBER, "1 200", "1200"),
        (Kind.DECIMAL, "3,5", "3.5"),
        (Kind.NUMBER, "   ", ""),
    ],
)
def test_what_people_write_becomes_the_forms_notation(kind: Kind, text: str, value: str) -> None:
    assert value_of(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.DATE, "mars 1958"),
        (Kind.DATE, "31/02/1958"),
        (Kind.TIME, "25 h"),
        (Kind.TIME, "midi"),
        (Kind.NUMBER, "3,5"),
        (Kind.NUMBER, "deux"),
        (Kind.DECIMAL, "1,2,3"),
    ],
)
def test_what_cannot_be_understood_is_said(kind: Kind, text: str) -> None:
    with pytest.raises(TypedError, match=r"\.$"):
        value_of(kind, text)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.DATE, "1958-03-05", "05/03/1958"),
        (Kind.DECIMAL, "3.5", "3,5"),
        (Kind.TIME, "14:30:00.000+01:00", "14 h 30"),
    ],
)
def test_a_kept_value_is_shown_as_people_write_it(kind: Kind, value: str, text: str) -> None:
    assert text_of(kind, value) == text


def test_a_day_is_read_without_signs_too() -> None:
    assert value_of(Kind.DATE, "05031958") == "1958-03-05"
    assert value_of(Kind.DATE_TIME, "05031958 9h") == "1958-03-05T09:00:00"
    with pytest.raises(TypedError, match="Ce jour n’existe pas"):
        value_of(Kind.DATE, "31021958")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 mars 1958", "1958-03-05"),
        ("05 MARS 1958", "1958-03-05"),
        ("1er août 1958", "1958-08-01"),
        ("1 aout 1958", "1958-08-01"),
        ("3 févr. 1958", "1958-02-03"),
    ],
)
def test_a_month_may_be_named(text: str, value: str) -> None:
    assert value_of(Kind.DATE, text) == value


@pytest.mark.parametrize("text", ["05/03/58", "5-3-58", "050358", "5 mars 58"])
def test_a_year_of_two_figures_is_refused_in_its_own_words(text: str) -> None:
    with pytest.raises(TypedError, match="Écrivez l’année avec quatre chiffres"):
        value_of(Kind.DATE, text)


@pytest.mark.parametrize("text", ["5 ju 1958", "5 jui 1958", "5 brumaire 1958"])
def test_a_month_that_names_none_or_two_is_refused(text: str) -> None:
    with pytest.raises(TypedError, match="comme ceci"):
        value_of(Kind.DATE, text)


@pytest.mark.parametrize(
    "text",
    ["05/03/2026 14:30", "5 mars 2026 à 14h30", "05 03 2026 14 h 30", "05032026, 14:30"],
)
def test_a_day_with_its_hour_is_read(text: str) -> None:
    assert value_of(Kind.DATE_TIME, text) == "2026-03-05T14:30:00"
