"""One paper of another questionnaire: lines, dates, numbers, filtered lists, repeats."""

from dataclasses import replace

import pytest

from app.documents.blank_questionnaire_outline import Answer, outline_of
from app.domain.entretien import Canal, LectureNotice
from app.questionnaire.form.definition import load_form
from app.questionnaire.form.session import FormSession
from app.ui.pages.saisie_papier.paper import Paper
from app.ui.pages.saisie_papier.rows import rows_of
from app.ui.pages.saisie_papier.state import Entry, Mark
from app.ui.pages.saisie_papier.typed import TypedError, day_of, text_of, value_of
from app.usecases.interview import paper_sheets
from app.usecases.interview.paper_sheets import Agreement
from app.usecases.workplace import Workplace
from tests.questionnaire.engine.forms import NOW, PARIS, xform
from tests.ui.workplace import WallClock

PURPOSES = ("prescription", "questionnaire", "recontact")
FORM = xform(
    nodes="<lieu/><pays/><ville/><age/><ne_le/><note/><double/><r jr:template=''><prenom/></r>",
    model="""<instance id="villes"><root>
        <item><name>lyon</name><label>Lyon</label><pays>fr</pays></item>
        <item><name>rome</name><label>Rome</label><pays>it</pays></item></root></instance>""",
    binds="""<bind nodeset="/data/age" type="int" constraint=". &lt; 120"
          jr:constraintMsg="Moins de 120 ans."/>
        <bind nodeset="/data/ne_le" type="date"/>
        <bind nodeset="/data/double" calculate="/data/age * 2"/>
        <bind nodeset="/data/note" relevant="/data/age &gt;= 18"/>""",
    body="""
      <select1 ref="/data/pays"><label>Pays</label>
        <item><label>France</label><value>fr</value></item>
        <item><label>Italie</label><value>it</value></item></select1>
      <select1 ref="/data/ville"><label>Ville</label>
        <itemset nodeset="instance('villes')/root/item[/data/pays = '' or pays = /data/pays]">
          <value ref="name"/><label ref="label"/></itemset></select1>
      <input ref="/data/age"><label>Âge</label></input>
      <input ref="/data/ne_le"><label>Date de naissance</label></input>
      <input ref="/data/note"><label>Remarque</label></input>
      <group ref="/data/r"><label>Enfants</label><repeat nodeset="/data/r">
        <input ref="/data/r/prenom"><label>Prénom</label></input></repeat></group>""",
)  # fmt: skip


@pytest.fixture
def paper(workplace: Workplace) -> Paper:
    form = load_form(FORM)
    blank = FormSession(form, now=NOW, zone=PARIS)
    outline = outline_of(form, workplace.questionnaire.guide, blank)
    sheet = paper_sheets.open_sheet(workplace, canal=Canal.SUR_PLACE, day=workplace.clock.today())
    questionnaire = replace(workplace.questionnaire, form=form)
    agreed = Agreement(lecture=next(iter(LectureNotice)), answers=dict.fromkeys(PURPOSES, True))
    typed = replace(
        sheet, taken=replace(sheet.taken, questionnaire=questionnaire), agreement=agreed
    )
    return Paper(typed, rows_of(outline, PURPOSES), outline.questions, WallClock())


def cell(paper: Paper, name: str) -> tuple[str, Mark, str]:
    place = [row.name for row in paper.rows].index(f"/data/{name}")
    found = paper.column(1).cells[place]
    return found.text, found.mark, found.words


def write(paper: Paper, name: str, text: str) -> None:
    paper.write(next(row for row in paper.rows if row.name == f"/data/{name}"), text)


def pick(paper: Paper, name: str, key: str) -> str:
    row = next(row for row in paper.rows if row.name == f"/data/{name}")
    return paper.pick(row, next(one.code for one in row.keys if one.key == key), key)


def test_a_line_becomes_the_forms_notation(paper: Paper) -> None:
    write(paper, "age", "42")
    write(paper, "ne_le", "5/3/1984")
    assert paper.to_keep()["/data/age"] == "42"
    assert paper.to_keep()["/data/ne_le"] == "1984-03-05"
    assert cell(paper, "ne_le") == ("05/03/1984", Mark.GIVEN, "")


def test_a_line_that_is_no_number_is_shown_and_is_no_answer(paper: Paper) -> None:
    write(paper, "age", "42")
    write(paper, "age", "quarante")
    assert "/data/age" not in paper.to_keep()
    assert cell(paper, "age") == (
        "quarante",
        Mark.WRONG,
        "Écrivez un nombre entier, en chiffres.",
    )


def test_what_the_form_refuses_is_kept_and_marked_in_its_words(paper: Paper) -> None:
    write(paper, "age", "130")
    assert cell(paper, "age") == ("130", Mark.WRONG, "Moins de 120 ans.")
    assert paper.column(1).wrong == 1
    assert not paper.column(1).ready


def test_skip_logic_is_live(paper: Paper) -> None:
    assert cell(paper, "note")[1] is Mark.CLOSED
    write(paper, "age", "18")
    assert cell(paper, "note")[1] is Mark.EMPTY
    write(paper, "age", "17")
    assert cell(paper, "note")[1] is Mark.CLOSED


def test_an_answer_that_a_filter_hides_is_refused_with_words(paper: Paper) -> None:
    pick(paper, "pays", "1")
    wrong = pick(paper, "ville", "2")
    assert "n’est pas proposée" in wrong
    assert cell(paper, "ville")[:2] == ("2", Mark.WRONG)
    assert "/data/ville" not in paper.to_keep()
    assert pick(paper, "ville", "1") == ""
    assert paper.to_keep()["/data/ville"] == "lyon"


def test_repeats_are_left_to_the_screen(paper: Paper) -> None:
    text, mark, words = cell(paper, "r/prenom")
    assert (text, mark) == ("à l’écran", Mark.CLOSED)
    assert "dans l’entretien" in words
    row = next(row for row in paper.rows if row.name == "/data/r/prenom")
    assert row.entry is Entry.SCREEN


@pytest.mark.parametrize(
    ("answer", "text", "value"),
    [
        (Answer.TEXT, "  deux mots ", "deux mots"),
        (Answer.NUMBER, "1 200", "1200"),
        (Answer.DECIMAL, "2,5", "2.5"),
        (Answer.DATE, "05031984", "1984-03-05"),
        (Answer.TIME, "9h05", "09:05:00"),
        (Answer.DATE, "", ""),
    ],
)
def test_what_people_write_is_understood(answer: Answer, text: str, value: str) -> None:
    assert value_of(answer, text) == value


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (Answer.NUMBER, "2,5"),
        (Answer.DECIMAL, "deux"),
        (Answer.DATE, "31/02/2026"),
        (Answer.DATE, "mars"),
        (Answer.TIME, "25h"),
    ],
)
def test_what_cannot_be_understood_says_how_to_write_it(answer: Answer, text: str) -> None:
    with pytest.raises(TypedError):
        value_of(answer, text)


def test_kept_values_are_shown_as_people_write_them() -> None:
    assert text_of(Answer.DATE, "1984-03-05") == "05/03/1984"
    assert text_of(Answer.TIME, "09:05:00") == "09 h 05"
    assert text_of(Answer.DECIMAL, "2.5") == "2,5"
    assert f"{day_of('5-3-1984'):%Y-%m-%d}" == "1984-03-05"
