"""Hostile content that comes in a spreadsheet: each is stopped, soon, by a documented error."""

import time
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import pytest

from app.questionnaire.check.workbook import check_workbook
from app.questionnaire.expressions.failures import BudgetExceededError, EvaluationError
from app.questionnaire.form.definition import load_form
from app.questionnaire.form.session import FormSession
from app.questionnaire.form.workbook import xform_of
from app.questionnaire.workbook.cells import WorkbookError
from app.questionnaire.workbook.reading import read_workbook
from tests.questionnaire.check.forms import workbook
from tests.questionnaire.engine.forms import NOW, PARIS, session, xform

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
BOMB = f"{LAUGHS}]>"


@contextmanager
def within(seconds: float) -> Generator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds


def begun(path: Path) -> FormSession:
    return FormSession(load_form(xform_of(path)), now=NOW, zone=PARIS)


def with_part(path: Path, name: str, content: bytes) -> Path:
    """Replace one part of a package."""
    with zipfile.ZipFile(path) as package:
        parts = {one: package.read(one) for one in package.namelist()}
    assert name in parts
    parts[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for one, part in parts.items():
            package.writestr(one, part)
    return path


def test_a_catastrophic_pattern_in_a_cell_is_stopped_when_it_is_answered(tmp_path: Path) -> None:
    path = workbook(tmp_path / "essai.xlsx", {"survey!E4": "regex(., '^(a|aa)+$')"})
    form = begun(path)
    form.answer("/data/age", "30")
    form.answer("/data/internet", "non")
    with within(3):
        with pytest.raises(BudgetExceededError):
            form.answer("/data/raison", "a" * 60 + "!")
        state = form.state("/data/raison")  # told once, and the window can go on
        assert (state.value, state.constraint_ok) == ("a" * 60 + "!", False)
    form.answer("/data/raison", "aaa")
    assert form.state("/data/raison").constraint_ok


def test_a_formula_that_cannot_be_computed_leaves_the_rest_of_the_interview_right() -> None:
    xml = xform(
        nodes="<q/><hard/><easy/>",
        binds="""<bind nodeset="/data/hard" calculate="regex(/data/q, '^(a|aa)+$')"/>
            <bind nodeset="/data/easy" calculate="string-length(/data/q)"/>""",
        body='<input ref="/data/q"/>',
    )
    form = session(xml)
    with pytest.raises(BudgetExceededError):
        form.answer("/data/q", "a" * 60 + "!")
    assert (form.state("/data/hard").value, form.state("/data/easy").value) == ("false", "61")
    form.answer("/data/q", "aa")
    assert form.state("/data/hard").value == "true"


def test_a_quadratic_formula_over_a_long_list_is_stopped(tmp_path: Path) -> None:
    every = (
        "count(instance('ouinon')/root/item[count(instance('ouinon')/root/item[name = '']) > 0])"
    )
    path = workbook(tmp_path / "essai.xlsx", {"survey!F5": every})
    book = openpyxl.load_workbook(path)
    for place in range(900):
        book["choices"].append(["ouinon", f"c{place}", f"Choix {place}"])
    book["survey"].append(["select_one ouinon", "encore", "Encore ?"])
    book["survey"]["G1"] = "choice_filter"
    book["survey"]["G8"] = "name != 'oui'"  # makes an instance of the list
    book.save(path)
    with within(10), pytest.raises(BudgetExceededError):
        begun(path)


@pytest.mark.parametrize("formula", ["(" * 4_900 + "1" + ")" * 4_900, "not(" * 2_000 + ")" * 2_000])
def test_thousands_of_parentheses_in_a_cell_are_a_fault_of_that_cell(
    formula: str, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "essai.xlsx", {"survey!D4": formula})
    with within(5):
        faults = check_workbook(path, form_only=True)
    assert [fault.place for fault in faults if not fault.warning] == ["survey!D4"]


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
)
def test_an_entity_bomb_in_any_part_is_refused(part: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "essai.xlsx", {})
    with zipfile.ZipFile(path) as package:
        content = package.read(part).decode()
    root = content.partition("?>")[2] if content.startswith("<?xml") else content
    opened, _, rest = root.partition(">")
    with_part(path, part, f"{BOMB}{opened}>&j;{rest}".encode())
    with within(3), pytest.raises(WorkbookError, match="classeur abîmé"):
        read_workbook(path)
    with within(5):
        assert [fault.warning for fault in check_workbook(path, form_only=True)] == [False]


def test_a_sheet_nested_ten_thousand_deep_is_refused_or_read_in_time(tmp_path: Path) -> None:
    path = workbook(tmp_path / "essai.xlsx", {})
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    deep = f'<worksheet xmlns="{main}"><sheetData>' + "<row>" * 10_000 + "</row>" * 10_000
    with_part(path, "xl/worksheets/sheet1.xml", f"{deep}</sheetData></worksheet>".encode())
    with within(5):
        assert any(not fault.warning for fault in check_workbook(path, form_only=True))


def test_choices_that_wait_for_each_other_come_to_rest_or_are_stopped(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "essai.xlsx",
        {
            "survey!A3": "select_one ouinon",
            "survey!D3": "",
            "survey!A4": "select_one ouinon",
            "survey!B4": "raison",
            "survey!D4": "",
            "survey!G1": "choice_filter",
            "survey!G3": "name != ${raison}",
            "survey!G4": "name != ${internet}",
        },
    )
    with within(5):
        check_workbook(path, form_only=True)
        form = begun(path)
        form.answer("/data/internet", "oui")
        assert [o.value for o in form.state("/data/raison").options or ()] == ["non"]
        form.answer("/data/raison", "non")
        assert [o.value for o in form.state("/data/internet").options or ()] == ["oui"]


def test_choices_that_flip_each_other_for_ever_are_stopped() -> None:
    # « a » is offered only while « b » is blank, and « b » only while « a » is not.
    items = "<item><name>x</name></item>"
    xml = xform(
        nodes="<a/><b/>",
        model=f'<instance id="l"><root>{items}</root></instance>',
        body="""<select1 ref="/data/a"><itemset nodeset="instance('l')/root/item[/data/b = '']">
              <value ref="name"/><label ref="name"/></itemset></select1>
            <select1 ref="/data/b"><itemset nodeset="instance('l')/root/item[/data/a != '']">
              <value ref="name"/><label ref="name"/></itemset></select1>""",
    )
    form = session(xml)
    with within(5):
        form.answer("/data/a", "x")
        with pytest.raises(EvaluationError, match="sans fin"):
            form.answer("/data/b", "x")
        form.states()


def test_a_list_filtered_by_its_own_answer_keeps_what_was_answered(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "essai.xlsx",
        {"survey!G1": "choice_filter", "survey!G3": "name = ${internet} or ${internet} = ''"},
    )
    form = begun(path)
    form.answer("/data/age", "30")
    with within(5):
        form.answer("/data/internet", "oui")
    assert form.state("/data/internet").value == "oui"


def test_a_million_instances_asked_by_a_cell_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "essai.xlsx", {})
    book = openpyxl.load_workbook(path)
    book["survey"]["G1"] = "repeat_count"
    book["survey"].append(["begin repeat", "enfant", "Enfant", "", "", "", "1000000"])
    book["survey"].append(["text", "prenom", "Prénom"])
    book["survey"].append(["end repeat"])
    book.save(path)
    with within(5), pytest.raises(EvaluationError, match="exemplaires"):
        begun(path)
