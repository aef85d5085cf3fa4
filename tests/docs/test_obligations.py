"""Every row of the conventions has its place, its module and a test that bears its marker."""

from collections import Counter

from tests.docs.obligations import FLAGS, NONE, OUT, ROOT, every_code, marked, rows

TO_DO: frozenset[str] = frozenset()
"""Rows without a test yet; the page says so of each in its own words."""


def test_each_of_the_236_rows_stands_once_in_the_page() -> None:
    assert len(every_code()) == 236
    assert [row.code for row in rows()] == every_code()


def test_a_row_says_where_in_the_window_and_which_module_or_why_it_is_out() -> None:
    wrong: list[str] = []
    for row in rows():
        fit = row.flags == (OUT,) or (set(row.flags) <= FLAGS and bool(row.flags))
        there = row.module == NONE if row.is_out else (ROOT / "app" / row.module).exists()
        if not (fit and there and row.requirement and row.where and NONE not in row.where):
            wrong.append(row.code)
    assert wrong == []


def test_each_row_that_is_not_out_has_a_test_that_bears_its_marker() -> None:
    found = marked()
    without = {row.code for row in rows() if not row.is_out and not found.get(row.code)}
    assert without == TO_DO


def test_the_page_names_tests_that_exist_and_bear_the_marker() -> None:
    found = marked()
    lost = [
        (row.code, test)
        for row in rows()
        for test in row.tests
        if test not in found.get(row.code, ())
    ]
    assert lost == []
    assert [row.code for row in rows() if found.get(row.code) and not row.tests] == []


def test_no_marker_names_a_row_that_is_not_there_or_is_out() -> None:
    shown = {row.code for row in rows() if not row.is_out}
    assert sorted(set(marked()) - shown) == []


def test_there_is_a_reason_for_each_row_that_is_out() -> None:
    out = [row for row in rows() if row.is_out]
    assert Counter(bool(row.where) and not row.tests for row in out) == {True: 29}
