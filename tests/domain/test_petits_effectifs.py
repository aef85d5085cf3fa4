"""Small figures stay hidden whatever is subtracted from what."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.petits_effectifs import ALL_ACTS, YEAR, Cell, Fact, hidden, with_years

QUARTERS = ("t1", "t2", "t3", "t4")
DESK, PHONE = ("canal", "sur_place"), ("canal", "telephone")


def cells_of(rows: dict[Fact, list[int]], quarters: tuple[str, ...] = QUARTERS) -> dict[Cell, int]:
    figures = {fact: dict(zip(quarters, row, strict=False)) for fact, row in rows.items()}
    return with_years(figures, quarters)


def test_figures_of_five_and_more_and_zeros_are_shown() -> None:
    assert hidden(cells_of({DESK: [5, 40, 0, 12], PHONE: [6, 9, 0, 7]}), QUARTERS) == frozenset()


def test_a_small_figure_is_hidden_with_its_complements_in_row_and_column() -> None:
    gone = hidden(cells_of({DESK: [40, 30, 20, 10], PHONE: [3, 8, 12, 9]}), QUARTERS)
    assert (PHONE, "t1") in gone
    assert (DESK, "t1") in gone  # or the quarter less the others tells it
    for fact in (PHONE, DESK):
        assert len([one for one in gone if one[0] == fact]) >= 2  # or the year tells it
    assert len(gone) == 4


def test_two_small_figures_do_not_hide_each_other_when_together_they_are_few() -> None:
    gone = hidden(cells_of({DESK: [40, 30, 20, 10], PHONE: [1, 1, 12, 9]}), QUARTERS)
    assert (PHONE, YEAR) in gone or {(PHONE, "t3"), (PHONE, "t4")} & gone


def test_an_indicator_does_not_tell_what_another_hides() -> None:
    rows = {ALL_ACTS: [4, 10, 30, 30], DESK: [2, 6, 3, 20], PHONE: [2, 4, 27, 10]}
    counts = cells_of(rows)
    gone = hidden(counts, QUARTERS)
    for period in (*QUARTERS, YEAR):
        known = {(DESK, period), (PHONE, period)} - gone
        assert len(known) < 2 or (ALL_ACTS, period) not in gone


def test_the_number_of_quick_helps_does_not_tell_who_came_to_a_workshop() -> None:
    """Each quick help is of one person: acts alone and people alone are one figure."""
    alone, together = ("coop_accompagnements", "individuel"), ("coop_accompagnements", "collectif")
    acts, women = ("coop_type_activite", "individuel"), ("coop_genre", "feminin")
    rows = {alone: [30, 20], together: [3, 0], acts: [30, 20], women: [33, 20]}
    gone = hidden(cells_of(rows, ("t1", "t2")), ("t1", "t2"))
    assert {(together, "t1"), (alone, "t1"), (acts, "t1")} <= gone
    assert (acts, YEAR) in gone or (acts, "t2") in gone  # or the year less a quarter tells it


def test_categories_of_a_service_do_not_tell_its_carnets() -> None:
    """« carnet_categorie*service » adds up to the carnets handed over, not to interviews."""
    carnets = {("carnet_remis", "formation"): [3], ("carnet_remis", "assistance"): [9]}
    crossed = {("carnet_categorie*service", "1*assistance"): [9]}  # 001, l. 118: some have none
    gone = hidden(cells_of({**carnets, **crossed}, ("t1",)), ("t1",), whole=False)
    assert (("carnet_categorie*service", "1*assistance"), "t1") in gone


def test_the_motive_of_all_refusals_does_not_tell_how_many_were_accepted() -> None:
    told = {("decision", "refusee"): [8], ("decision", "acceptee"): [3], ("refus", "stock"): [8]}
    gone = hidden(cells_of(told, ("t1",)), ("t1",), whole=False)
    assert (("refus", "stock"), "t1") in gone


COUNTS = st.integers(0, 7)
TABLE = st.lists(st.tuples(COUNTS, COUNTS), min_size=2, max_size=2)


def whole(a: int, b: int, c: int, d: int) -> tuple[int, ...]:
    """The nine cells of two values in two quarters: each with its year, then all acts."""
    return (a, b, a + b, c, d, c + d, a + c, b + d, a + b + c + d)


@settings(max_examples=40, deadline=None)
@given(table=TABLE)
def test_no_table_but_one_would_show_the_same(table: list[tuple[int, int]]) -> None:
    """Whoever tries every table finds two that look alike, for each hidden figure under 5."""
    quarters = ("t1", "t2")
    rows = {DESK: list(table[0]), PHONE: list(table[1])}
    rows[ALL_ACTS] = [sum(pair) for pair in zip(*table, strict=True)]
    counts = cells_of(rows, quarters)
    gone = hidden(counts, quarters)
    order = [(fact, at) for fact in (DESK, PHONE, ALL_ACTS) for at in (*quarters, YEAR)]
    truth = whole(*table[0], *table[1])
    assert truth == tuple(counts[cell] for cell in order)
    shown = [at for at, cell in enumerate(order) if cell not in gone]
    seen = [truth[at] for at in shown]
    tried = [range(11) if order[at] in gone else [truth[at]] for at in (0, 1, 3, 4)]
    alike = [
        found
        for found in (whole(*guess) for guess in product(*tried))
        if [found[at] for at in shown] == seen
    ]
    for at, cell in enumerate(order):
        assert cell not in gone or len({found[at] for found in alike}) > 1, (counts, gone)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=2, max_size=3))
def test_what_was_shown_of_a_quarter_never_changes(rows: list[list[int]]) -> None:
    """July and January tell no more together than January alone (docs/decisions/0048)."""
    values = [("canal", f"valeur_{at}") for at in range(len(rows))]
    table = dict(zip(values, rows, strict=True))
    table[ALL_ACTS] = [sum(column) for column in zip(*rows, strict=True)]
    whole_year = hidden(cells_of(table), QUARTERS)
    for over in range(1, 4):
        quarters = QUARTERS[:over]
        early = hidden(cells_of(table, quarters), quarters, whole=False)
        for quarter in quarters:
            assert {one for one in early if one[1] == quarter} == {
                one for one in whole_year if one[1] == quarter
            }
        for fact in table:  # until the year is over, its column only adds up what is shown
            if (fact, YEAR) not in early:
                assert not [one for one in early if one[0] == fact]


def test_a_value_alone_in_its_quarter_does_not_take_the_total_with_it() -> None:
    rows = {ALL_ACTS: [40, 50, 20, 10], DESK: [37, 50, 20, 10], PHONE: [3, 0, 0, 0]}
    gone = hidden(cells_of(rows), QUARTERS)
    assert gone == {(DESK, "t1"), (PHONE, "t1"), (DESK, YEAR), (PHONE, YEAR)}
