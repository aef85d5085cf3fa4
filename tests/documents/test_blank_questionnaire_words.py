"""Conditions in plain French; the expected sentences are written by hand from the expressions."""

from collections.abc import Mapping

import pytest

from app.documents.blank_questionnaire_conditions import Asked, conditions, excludes
from app.documents.blank_questionnaire_sentences import words_of
from app.questionnaire.expressions.parser import parse

HOME = "/data/ici/question"
ASKED: Mapping[str, Asked] = {
    "/data/sexe": Asked(number=1, several=False, labels={"f": "Femme", "h": "Homme", "x": "Autre"}),
    "/data/ici/appareils": Asked(
        number=2,
        several=True,
        labels={"tel": "Un téléphone", "ordi": "Un ordinateur", "non": "Rien"},
    ),
    "/data/age": Asked(number=3, several=False, labels={}),
}
OLDER = "la réponse à la question 3 est plus grande que 60"
WOMAN = "la réponse à la question 1 est « Femme »"
PHONE = "vous avez coché « Un téléphone » à la question 2"


def words(source: str) -> str:
    return words_of(conditions(parse(source), HOME, ASKED), ASKED)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("/data/sexe = 'f'", "la réponse à la question 1 est « Femme »"),
        ("'f' = /data/sexe", "la réponse à la question 1 est « Femme »"),
        ("/data/sexe != 'h'", "la réponse à la question 1 n’est pas « Homme »"),
        ("not(/data/sexe = 'h')", "la réponse à la question 1 n’est pas « Homme »"),
        (
            "/data/sexe = 'f' or /data/sexe = 'x'",
            "la réponse à la question 1 est « Femme » ou « Autre »",
        ),
        (
            "/data/sexe != 'f' and /data/sexe != 'x'",
            "la réponse à la question 1 n’est ni « Femme » ni « Autre »",
        ),
        ("selected(/data/sexe, 'f')", "la réponse à la question 1 est « Femme »"),
        ("selected(../appareils, 'tel')", "vous avez coché « Un téléphone » à la question 2"),
        (
            "not(selected(../appareils, 'tel') or selected(../appareils, 'ordi'))",
            "vous n’avez coché ni « Un téléphone » ni « Un ordinateur » à la question 2",
        ),
        (
            "count-selected(../appareils) >= 2",
            "vous avez coché au moins 2 réponses à la question 2",
        ),
        (
            "count-selected(../appareils) = 1",
            "vous avez coché exactement 1 réponse à la question 2",
        ),
        ("/data/age >= 18", "la réponse à la question 3 est 18 ou plus"),
        ("18 > /data/age", "la réponse à la question 3 est plus petite que 18"),
        ("not(/data/age < 2.5)", "la réponse à la question 3 est 2,5 ou plus"),
        ("/data/age != ''", "la question 3 a une réponse"),
        ("/data/age = ''", "la question 3 n’a pas de réponse"),
        (
            "/data/age > 60 and /data/sexe = 'f'",
            f"{OLDER} et si {WOMAN}",
        ),
        (
            "(/data/age > 60 or /data/sexe = 'f') and selected(../appareils, 'tel')",
            f"toutes ces conditions sont vraies : a) {OLDER}, ou si {WOMAN} ; b) {PHONE}",
        ),
    ],
)
def test_a_condition_on_answers_is_said_in_french(source: str, expected: str) -> None:
    assert words(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "/data/calcul > 3",  # not on the paper
        "/data/age * 2 > 30",
        "/data/sexe = 'inconnu'",
        "selected(../appareils, /data/sexe)",
        "/data/age > /data/calcul",
        "/data/sexe = 'f' or string-length(/data/age) = 2",
        "today() > date('2026-01-01')",
    ],
)
def test_a_condition_that_computes_is_not_guessed(source: str) -> None:
    assert words(source) == ""


@pytest.mark.parametrize(
    ("source", "path", "code", "ruled_out"),
    [
        ("/data/sexe != 'h'", "/data/sexe", "h", True),
        ("/data/sexe != 'h'", "/data/sexe", "f", False),
        ("/data/sexe = 'f' or /data/sexe = 'x'", "/data/sexe", "h", True),
        ("/data/sexe = 'f' or /data/sexe = 'x'", "/data/sexe", "x", False),
        ("/data/sexe = 'f' or /data/age > 3", "/data/sexe", "h", False),
        ("/data/age > 3 and /data/sexe = 'f'", "/data/sexe", "h", True),
        ("selected(../appareils, 'tel')", "/data/ici/appareils", "ordi", False),  # both may be
        ("not(selected(../appareils, 'non'))", "/data/ici/appareils", "non", True),
    ],
)
def test_an_answer_rules_out_what_cannot_hold_beside_it(
    source: str, path: str, code: str, *, ruled_out: bool
) -> None:
    said = conditions(parse(source), HOME, ASKED)
    assert excludes(said, path, code) is ruled_out
