"""Two small workbooks written by hand; every expected difference is told from them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from app.questionnaire.__main__ import main
from app.questionnaire.difference.comparing import compare
from app.questionnaire.difference.model import Change, Detail, Difference, Happened
from app.questionnaire.difference.text import difference_text
from app.questionnaire.workbook.cells import Row, Sheet, Workbook
from tests.paths import RESOURCES

Table = Sequence[Sequence[str]]

SURVEY = (
    ("type", "name", "label::Français (fr)", "relevant", "constraint", "required"),
    ("begin_group", "un", "1. Vous", "", "", ""),
    ("select_one oui_non", "A", "Avez-vous un téléphone ?", "", "", "yes"),
    ("select_one aisance", "B", "Écrire un message", "${A} = 'oui'", "", ""),
    ("select_one aisance", "C", "Ouvrir un site", "", "", ""),
    ("end_group", "", "", "", "", ""),
    ("integer", "D", "Combien de démarches ?", "", ". < 10", ""),
)
CHOICES = (
    ("list_name", "name", "label::Français (fr)", "points"),
    ("oui_non", "oui", "Oui", ""),
    ("oui_non", "non", "Non", ""),
    ("aisance", "seul", "Sans aide", "3"),
    ("aisance", "aide", "Avec de l’aide", "1"),
    ("aisance", "jamais", "Jamais fait", "0"),
)
SETTINGS = (("form_title", "version"), ("Questionnaire", "1"))
NIVEAUX = (
    ("niveau", "libelle", "score_min", "score_max"),
    ("debutant", "Débutant", "0", "3"),
    ("avance", "Avancé", "4", "6"),
)
SERVICES = (
    ("jeu", "code", "condition", "service"),
    ("trois", "S01", "${A} = 'non'", "assistance"),
    ("trois", "S02", "${niveau} = 'avance'", "aucun"),
    ("trois", "S03", "true()", "formation"),
)
MESSAGES = (("code", "condition", "texte_usager"), ("M1", "true()", "Bonjour."))


def workbook(**sheets: Table) -> Workbook:
    tables: Mapping[str, Table] = {
        "survey": SURVEY,
        "choices": CHOICES,
        "settings": SETTINGS,
        "niveaux": NIVEAUX,
        "services": SERVICES,
        "messages": MESSAGES,
        **sheets,
    }
    return Workbook(
        name="essai.xlsx",
        sha256="0" * 64,
        sheets={name: _sheet(name, table) for name, table in tables.items() if table},
    )


def _sheet(name: str, table: Table) -> Sheet:
    columns = {heading: chr(ord("A") + at) for at, heading in enumerate(table[0])}
    rows = tuple(
        Row(
            sheet=name,
            number=number,
            values={h: text for h, text in zip(table[0], line, strict=True) if text},
            columns=columns,
        )
        for number, line in enumerate(table[1:], start=2)
    )
    return Sheet(name=name, columns=columns, rows=rows)


def written(table: Table, place: tuple[int, int], text: str) -> Table:
    """Return the table with one cell changed; `place` counts from the headings, 0."""
    lines = [list(line) for line in table]
    lines[place[0]][place[1]] = text
    return lines


def without(table: Table, line: int) -> Table:
    return [*table[:line], *table[line + 1 :]]


def of(difference: Difference) -> list[tuple[str, str, Happened]]:
    return [
        (one.sheet, one.key, one.happened) for one in (*difference.questions, *difference.guide)
    ]


def only(difference: Difference) -> Change:
    (change,) = (*difference.questions, *difference.guide)
    return change


def changed(**sheets: Table) -> Difference:
    return compare(workbook(), workbook(**sheets))


def test_a_workbook_does_not_differ_from_itself() -> None:
    difference = compare(workbook(), workbook())
    assert difference.is_empty
    assert difference_text(difference) == "Aucune différence.\n"


def test_another_version_is_told_in_general() -> None:
    difference = changed(settings=written(SETTINGS, (1, 1), "2"))
    assert difference == Difference(general=(Detail("Version", "1", "2"),))


def test_a_question_is_added_with_what_it_says() -> None:
    new = ("text", "E", "Autre chose ?", "${A} = 'oui'", "", "")
    change = only(changed(survey=[*SURVEY, new]))
    assert (change.key, change.happened) == ("E", Happened.ADDED)
    assert change.title == "E – Autre chose ?"
    assert change.details == (
        Detail("type", "", "text"),
        Detail("condition d’affichage", "", "${A} = 'oui'"),
    )


def test_a_question_added_with_its_own_list_tells_the_answers() -> None:
    survey = [*SURVEY, ("select_one lieu", "E", "Où ?", "", "", "")]
    difference = changed(survey=survey, choices=[*CHOICES, ("lieu", "ici", "Ici", "")])
    assert only(difference).details[-1] == Detail("réponse ajoutée", "", "Ici (ici)")


def test_a_question_is_removed() -> None:
    assert of(changed(survey=without(SURVEY, 6))) == [("survey", "D", Happened.REMOVED)]


@pytest.mark.parametrize(
    ("place", "text", "detail"),
    [
        (
            (3, 2),
            "Écrire à quelqu’un",
            Detail("texte", "Écrire un message", "Écrire à quelqu’un"),
        ),
        ((3, 3), "${A} != 'non'", Detail("condition d’affichage", "${A} = 'oui'", "${A} != 'non'")),
        ((3, 4), ". != 'x'", Detail("contrôle de la réponse", "", ". != 'x'")),
        ((3, 5), "yes", Detail("réponse obligatoire", "", "yes")),
        ((3, 0), "select_multiple aisance", Detail("type", "select_one aisance",
                                                   "select_multiple aisance")),
    ],
)  # fmt: skip
def test_what_changed_of_a_question_is_told(
    place: tuple[int, int], text: str, detail: Detail
) -> None:
    change = only(changed(survey=written(SURVEY, place, text)))
    assert (change.sheet, change.key, change.happened) == ("survey", "B", Happened.CHANGED)
    assert change.details == (detail,)


def test_a_question_that_only_changed_its_name_is_not_told_as_two() -> None:
    change = only(changed(survey=written(SURVEY, (6, 1), "DEM")))
    assert (change.key, change.details) == ("DEM", (Detail("nom", "D", "DEM"),))


def test_a_question_that_changed_its_place_is_told_alone() -> None:
    """D goes before A: D moved, the others stayed."""
    survey = [SURVEY[0], SURVEY[1], SURVEY[6], *SURVEY[2:6]]
    change = only(changed(survey=survey))
    assert (change.key, change.details) == ("D", (Detail("partie", "", "1. Vous"),))


def test_two_questions_that_changed_places_are_one_move() -> None:
    survey = [*SURVEY[:3], SURVEY[4], SURVEY[3], *SURVEY[5:]]
    assert of(changed(survey=survey)) == [("survey", "C", Happened.MOVED)]


def test_answers_are_added_removed_and_renamed_under_their_question() -> None:
    choices = [
        CHOICES[0], ("oui_non", "oui", "Oui, un", ""), ("oui_non", "nr", "Sans réponse", ""),
        *CHOICES[3:],
    ]  # fmt: skip
    change = only(changed(choices=choices))
    assert change.key == "A"
    assert change.details == (
        Detail("texte de la réponse «\u00a0oui\u00a0»", "Oui", "Oui, un"),
        Detail("réponse ajoutée", "", "Sans réponse (nr)"),
        Detail("réponse retirée", "Non (non)", ""),
    )


def test_an_answer_that_only_changed_its_code_is_told_so() -> None:
    change = only(changed(choices=written(CHOICES, (2, 1), "pas")))
    assert change.details == (Detail("code de la réponse «\u00a0Non\u00a0»", "non", "pas"),)


def test_a_list_of_several_questions_is_told_once_with_them() -> None:
    change = only(changed(choices=written(CHOICES, (3, 2), "Tout seul")))
    assert (change.sheet, change.key) == ("choices", "aisance")
    assert change.title == "Liste de réponses «\u00a0aisance\u00a0» (B, C)"


def test_the_points_of_an_answer_belong_to_the_guide() -> None:
    difference = changed(choices=written(CHOICES, (4, 3), "2"))
    assert not difference.questions
    assert only(difference).title == "Points de la réponse «\u00a0Avec de l’aide\u00a0» (aisance)"
    assert only(difference).details == (Detail("points", "1", "2"),)


def test_a_threshold_is_told_by_its_level() -> None:
    difference = changed(niveaux=written(NIVEAUX, (1, 3), "4"))
    assert only(difference).title == "Niveau debutant – Débutant"
    assert only(difference).details == (Detail("score jusqu’à", "3", "4"),)


def test_a_rule_is_told_by_its_set_and_code() -> None:
    change = only(changed(services=written(SERVICES, (2, 3), "formation")))
    assert (change.sheet, change.key) == ("services", "trois S02")
    assert change.details == (Detail("service", "aucun", "formation"),)


def test_the_order_of_rules_counts_because_the_first_that_holds_decides() -> None:
    change = only(changed(services=[SERVICES[0], SERVICES[2], SERVICES[1], SERVICES[3]]))
    assert (change.key, change.happened) == ("trois S02", Happened.MOVED)
    assert change.details[0] == Detail("rang (la première règle vraie décide)", "2", "1")


def test_the_order_of_levels_does_not() -> None:
    assert changed(niveaux=[NIVEAUX[0], NIVEAUX[2], NIVEAUX[1]]).is_empty


def test_a_message_is_changed_added_removed() -> None:
    messages = [*written(MESSAGES, (1, 2), "Bienvenue."), ("M2", "false()", "Au revoir.")]
    difference = changed(messages=messages)
    assert of(difference) == [
        ("messages", "M1", Happened.CHANGED),
        ("messages", "M2", Happened.ADDED),
    ]
    back = compare(workbook(messages=messages), workbook())
    assert of(back)[-1] == ("messages", "M2", Happened.REMOVED)


def test_a_sheet_nobody_knows_is_compared_too() -> None:
    notes = (("code", "note"), ("x", "un"))
    assert of(changed(notes=notes)) == [("notes", "x", Happened.ADDED)]


def test_the_text_names_what_was_and_what_is() -> None:
    text = difference_text(
        changed(
            settings=written(SETTINGS, (1, 1), "2"),
            survey=written(SURVEY, (3, 5), "yes"),
            services=without(SERVICES, 1),
        )
    )
    assert text == (
        "EN GÉNÉRAL\n"
        "Version\u00a0: 1 → 2\n"
        "\n"
        "QUESTIONS ET RÉPONSES\n"
        "[modifié] B – Écrire un message\n"
        "    réponse obligatoire\u00a0: (vide) → yes\n"
        "\n"
        "GUIDE D’INTERPRÉTATION\n"
        "[retiré] Règle trois S01 – assistance\n"
        "    condition\u00a0: ${A} = 'non'\n"
        "    service\u00a0: assistance\n"
    )


def test_the_command_compares_two_files(capsys: pytest.CaptureFixture[str]) -> None:
    bundled = str(RESOURCES / "questionnaires" / "autonomie-numerique.xlsx")
    assert main(["compare", bundled, bundled]) == 0
    assert capsys.readouterr().out == "Aucune différence.\n"


def test_the_command_says_what_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "casse.xlsx"
    broken.write_bytes(b"pas un classeur")
    assert main(["compare", str(broken), str(broken)]) == 1
    assert capsys.readouterr().out == "casse.xlsx : ce n’est pas un classeur .xlsx\n"
