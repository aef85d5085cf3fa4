import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.questionnaire.expressions.failures import BudgetExceededError, EvaluationError
from app.questionnaire.expressions.patterns import matches
from app.questionnaire.form.definition import load_form
from app.questionnaire.form.failures import FormError
from tests.questionnaire.engine.forms import computed, session, xform


def test_a_document_with_entities_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    with pytest.raises(FormError, match="DOCTYPE"):
        load_form(bomb)


def test_a_document_that_reads_a_file_is_refused() -> None:
    with pytest.raises(FormError, match="DOCTYPE"):
        load_form('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>')


def test_a_document_nested_ten_thousand_deep_is_refused() -> None:
    with pytest.raises(FormError, match="imbrique"):
        load_form("<a>" * 10_000 + "</a>" * 10_000)


def test_a_pattern_that_would_never_end_is_stopped() -> None:
    began = time.process_time()
    with pytest.raises(BudgetExceededError):
        matches("a" * 40 + "!", r"^(a|aa)+$")
    assert time.process_time() - began < 2


def test_a_broken_pattern_is_an_error_of_the_form() -> None:
    with pytest.raises(EvaluationError, match="mal écrite"):
        matches("a", "(")


def test_a_quadratic_expression_over_a_long_list_is_stopped() -> None:
    items = "".join(f"<item><name>{place}</name></item>" for place in range(3_000))
    xml = xform(
        nodes="<q/>",
        model=f'<instance id="l"><root>{items}</root></instance>',
        binds="""<bind nodeset="/data/q"
            calculate="count(instance('l')//name[count(instance('l')//name[. = '']) &gt; 0])"/>""",
    )
    began = time.process_time()
    with pytest.raises(BudgetExceededError):
        session(xml)
    assert time.process_time() - began < 3


def test_a_circle_of_calculations_is_refused_by_name() -> None:
    xml = xform(
        nodes="<a/><b/>",
        binds="""<bind nodeset="/data/a" calculate="/data/b + 1"/>
                 <bind nodeset="/data/b" calculate="/data/a + 1"/>""",
    )
    with pytest.raises(FormError, match="boucle : a → b → a"):
        load_form(xml)


def test_a_count_of_its_own_instances_is_refused() -> None:
    xml = xform(
        nodes="<n/><r><q/></r>",
        binds='<bind nodeset="/data/n" calculate="count(/data/r) + 1"/>',
        body='<repeat nodeset="/data/r" jr:count="/data/n"><input ref="/data/r/q"/></repeat>',
    )
    with pytest.raises(FormError, match="boucle"):
        load_form(xml)


def test_a_huge_count_is_stopped() -> None:
    xml = xform(
        nodes="<r><q/></r>",
        body='<repeat nodeset="/data/r" jr:count="1000000"><input ref="/data/r/q"/></repeat>',
    )
    with pytest.raises(EvaluationError, match="exemplaires"):
        session(xml)


@pytest.mark.parametrize(
    ("bind", "body", "words"),
    [
        ('type="geopoint"', '<input ref="/data/q"/>', "position géographique"),
        ('type="barcode"', '<input ref="/data/q"/>', "code-barres"),
        ("", '<upload ref="/data/q" mediatype="image/*"/>', "fichier"),
        ("", '<input ref="/data/q" appearance="ex:org.app.Autre"/>', "externe"),
        ('calculate="area(/data/q)"', "", "géographique"),
        ('calculate="foo()"', "", r"foo\(\) inconnue"),
        ('calculate="if(1, 2)"', "", "3 argument"),
        ("calculate=\"date('2026-02-31')\"", "", "calendrier"),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(bind: str, body: str, words: str) -> None:
    xml = xform(nodes="<q/>", binds=f'<bind nodeset="/data/q" {bind}/>', body=body)
    with pytest.raises(FormError, match=words):
        load_form(xml)


def test_a_tolerant_reading_takes_a_position_as_it_is_written() -> None:
    xml = xform(nodes="<q/>", binds='<bind nodeset="/data/q" type="geopoint"/>')
    assert load_form(xml, strict=False).by_path["/data/q"].bind.type == "geopoint"


def test_a_long_chain_of_calculations_does_not_exhaust_the_stack() -> None:
    size = 1_500
    nodes = "".join(f"<c{place}/>" for place in range(size))
    binds = "".join(  # each one is computed from the next: the worst order
        f'<bind nodeset="/data/c{place}" calculate="/data/c{place + 1} + 1"/>'
        for place in range(size)
    )
    form = session(xform(nodes=f"{nodes}<c{size}>0</c{size}>", binds=binds))
    assert form.state("/data/c0").value == str(size)
    form.answer(f"/data/c{size}", "1")
    assert form.state("/data/c0").value == str(size + 1)


def test_a_long_chain_that_begins_to_apply_all_at_once_does_not_exhaust_the_stack() -> None:
    size = 600
    nodes = "".join(f"<g{place}><c/></g{place}>" for place in range(size))
    binds = "".join(
        f'<bind nodeset="/data/g{place}" relevant="/data/q = 1"/>'
        f'<bind nodeset="/data/g{place}/c" calculate="'
        + (f'/data/g{place - 1}/c + 1"/>' if place else '1"/>')
        for place in range(size)
    )
    form = session(xform(nodes=f"<q/>{nodes}", binds=binds))
    form.answer("/data/q", "1")
    assert form.state(f"/data/g{size - 1}/c").value == str(size)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_file_is_read_or_refused_by_name(text: str) -> None:
    with pytest.raises(FormError):
        load_form(text)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["pow", "round", "substr", "int", "exp"]), st.floats(), st.floats())
def test_no_number_breaks_a_function(name: str, first: float, second: float) -> None:
    arguments = f"number('{first}'), number('{second}')"
    if name in {"int", "exp"}:
        arguments = f"number('{first}')"
    assert isinstance(computed(f"{name}({arguments})"), str)
