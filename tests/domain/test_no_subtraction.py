"""What is hidden stays hidden from whoever tries every other table (decisions 0048, 0052).

The reader of these tests knows the files of a structure, that lines add up, and that zeros are
shown. Small tables alone: each search is exhaustive, up to a few acts more than were counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from random import Random

import pytest

from app.domain.chiffres import Annee, annee_of
from app.domain.petits_effectifs import ALL_ACTS, YEAR, Cell, Fact
from app.domain.trimestre import QUARTERS, Trimestre
from app.domain.trimestre_arrete import counted_in

DESK, PHONE = ("canal", "sur_place"), ("canal", "telephone")
FORMATION, ASSISTANCE, NONE = (("service", name) for name in ("formation", "assistance", "aucun"))
CATEGORY = {at: ("categorie", str(at)) for at in (1, 2)}
CROSSED = {
    (at, service): ("categorie*service", f"{at}*{service[1]}")
    for at in CATEGORY
    for service in (FORMATION, ASSISTANCE)
}
Sums = Sequence[tuple[Fact, tuple[Fact, ...]]]
"""A whole with what it is made of, in every period."""
CHANNELS: Sums = ((ALL_ACTS, (DESK, PHONE)),)
CHANNELS_AND_SERVICES: Sums = (*CHANNELS, (ALL_ACTS, (FORMATION, ASSISTANCE, NONE)))
CROSSING: Sums = (
    *((CATEGORY[at], (CROSSED[at, FORMATION], CROSSED[at, ASSISTANCE])) for at in CATEGORY),
    *((one, (CROSSED[1, one], CROSSED[2, one])) for one in (FORMATION, ASSISTANCE)),
    (ALL_ACTS, tuple(CATEGORY.values())),
    (ALL_ACTS, (FORMATION, ASSISTANCE)),
)
ALONE, WORKSHOPS = (("coop_type_activite", name) for name in ("individuel", "collectif"))
HELPED, CAME = (("coop_accompagnements", name) for name in ("individuel", "collectif"))
WELCOME, AUTONOMY = (("mission", name) for name in ("accueil", "autonomie"))
ACTS: Sums = ((ALONE, (WELCOME, AUTONOMY)), (ALONE, (HELPED,)))
"""Missions are of acts of both kinds: less the workshops, which are shown, they are the others."""
WITH, WITHOUT = ("issue", "prescription"), ("issue", "orientation")
WOMEN, MEN, BENEFICIARY = ("sexe", "F"), ("sexe", "M"), ("beneficiaire", "1")
BENEFICIARIES: Sums = (
    (BENEFICIARY, (WOMEN, MEN)),
    (ALL_ACTS, (WITH, WITHOUT)),
    (WITH, (BENEFICIARY,)),
)
"""Whoever got a Pass is counted by the ending and as a beneficiary, described as the latter."""
MORE, SMALL = 6, range(1, 5)


def told(year: Annee, sums: Sums, truth: Mapping[Cell, int]) -> list[Cell]:
    """Return the hidden figures of 1 to 4 that no other table counts otherwise."""
    periods = (*year.quarters, YEAR)
    lines = [((whole, at), [(one, at) for one in parts]) for whole, parts in sums for at in periods]
    facts = {fact for fact, _ in truth}
    lines += [((fact, YEAR), [(fact, at) for at in year.quarters]) for fact in sorted(facts)]
    gone = [cell for cell, figure in year.cells.items() if figure is None]
    rows: list[tuple[dict[Cell, int], int]] = []
    for whole, parts in lines:
        row = {one: 1 for one in parts if one in gone} | ({whole: -1} if whole in gone else {})
        rows.append((row, sum(by * truth[cell] for cell, by in row.items())))
    found: list[Cell] = []
    seen: set[Cell] = set()
    for cell in gone:
        if truth[cell] in SMALL and cell not in seen:
            other = next(tables({one: truth[one] for one in gone}, rows, cell), None)
            if other is None:
                found.append(cell)
            else:
                seen |= {one for one, figure in other.items() if figure != truth[one]}
    return found


def tables(
    gone: Mapping[Cell, int],
    rows: Sequence[tuple[Mapping[Cell, int], int]],
    cell: Cell,
) -> Iterator[dict[Cell, int]]:
    """Try every table of the same sums in which a cell counts otherwise; zeros would be shown."""
    naming = {one: [(row, due) for row, due in rows if one in row] for one in gone}
    tried: dict[Cell, int] = {}
    nearest = {
        one: [guess for _, guess in sorted((abs(at - due), at) for at in range(1, due + MORE + 1))]
        for one, due in gone.items()
    }

    def fits(one: Cell) -> bool:
        for row, due in naming[one]:
            low = high = 0
            for other, by in row.items():
                least, most = (tried[other],) * 2 if other in tried else (1, gone[other] + MORE)
                low += min(by * least, by * most)
                high += max(by * least, by * most)
            if not low <= due <= high:
                return False
        return True

    def open_cells(one: Cell) -> int:
        return min((len(row.keys() - tried.keys()) for row, _ in naming[one]), default=MORE)

    def go_on() -> Iterator[dict[Cell, int]]:
        if len(tried) == len(gone):
            yield dict(tried)
            return
        one = min(gone.keys() - tried.keys(), key=open_cells) if tried else cell
        for count in nearest[one] if tried else nearest[one][1:]:
            tried[one] = count
            if fits(one):
                yield from go_on()
            del tried[one]

    return go_on()


def year_of(quarters: Sequence[Mapping[Fact, int]]) -> tuple[Annee, dict[Cell, int]]:
    """Return a year as it is shown, and as it was counted."""
    names = QUARTERS[: len(quarters)]
    truth = {
        (fact, name): count
        for name, counts in zip(names, quarters, strict=True)
        for fact, count in counts.items()
    }
    for fact in {fact for fact, _ in truth}:
        truth[fact, YEAR] = sum(truth.get((fact, name), 0) for name in names)
        for name in names:
            truth.setdefault((fact, name), 0)
    return annee_of(dict(zip(names, quarters, strict=True)), 2026, names), truth


def added_up(counts: Mapping[Fact, int], sums: Sums) -> dict[Fact, int]:
    """Return counts with the wholes that they add up to."""
    found = dict(counts)
    for whole, parts in sums:
        found[whole] = sum(found[one] for one in parts)
    return found


def test_lines_do_not_tell_together_what_none_tells() -> None:
    """Two shown years, or a year and two quarters, left a sum of 2: 1 and 1."""
    values = [("canal", name) for name in ("sur_place", "telephone", "courriel")]
    sums: Sums = ((ALL_ACTS, tuple(values)),)
    for rows in (((1, 6, 0, 0), (1, 6, 0, 0), (2, 0, 0, 0)), ((4, 1, 1), (0, 4, 5), (0, 0, 0))):
        columns = [dict(zip(values, column, strict=True)) for column in zip(*rows, strict=True)]
        year, truth = year_of([added_up(column, sums) for column in columns])
        assert told(year, sums, truth) == []


def test_the_search_finds_what_is_shown_too_freely() -> None:
    """The tests here can fail: one quarter hidden, its year and the others shown."""
    year, truth = year_of([{DESK: 9, PHONE: 3, ALL_ACTS: 12}, {DESK: 9, PHONE: 9, ALL_ACTS: 18}])
    free = Annee(
        year=2026,
        quarters=year.quarters,
        cells={**truth, (PHONE, "T1"): None, (DESK, "T1"): None, (DESK, YEAR): None},
    )
    assert told(free, CHANNELS, truth) == [(PHONE, "T1")]


def acts(quick: Sequence[int], workshops: Sequence[int]) -> dict[Fact, int]:
    """Return what acts of each mission count in a quarter; four came to each workshop."""
    return {
        ALONE: sum(quick),
        WORKSHOPS: sum(workshops),
        HELPED: sum(quick),
        CAME: 4 * sum(workshops),
        WELCOME: quick[0] + workshops[0],
        AUTONOMY: quick[1] + workshops[1],
    }


def test_missions_less_workshops_do_not_tell_how_many_were_helped() -> None:
    """002 counts the missions of quick helps and workshops alike, and shows its workshops."""
    year, truth = year_of([acts((2, 1), (7, 9)), acts((12, 20), (3, 2))])
    assert year.cells[WORKSHOPS, "T1"] == 16
    assert year.cells[ALONE, "T1"] is None
    assert None in (year.cells[WELCOME, "T1"], year.cells[AUTONOMY, "T1"])
    assert year.cells[AUTONOMY, "T2"] == 22
    assert told(year, ACTS, truth) == []


@pytest.mark.long
def test_no_acts_of_two_missions_tell_a_small_number_of_helps() -> None:
    for counts in product((0, 1, 4, 6), repeat=4):
        for more in (0, 2), (5, 0):
            quarters = [acts(counts[:2], counts[2:]), acts((5, 1), (2, 8)), acts(more, more)]
            year, truth = year_of(quarters)
            found = told(year, ACTS, truth)  # where nobody was helped alone, missions are workshops
            assert [cell for cell in found if truth[ALONE, cell[1]]] == [], quarters


def ended(women: int, men: int, without: int) -> dict[Fact, int]:
    """Return what interviews count where only who got a Pass is described (001, l. 163)."""
    got = {WOMEN: women, MEN: men, WITHOUT: without}
    return added_up(got | {WITH: women + men}, BENEFICIARIES)


def test_beneficiaries_do_not_tell_who_left_without_a_pass() -> None:
    year, truth = year_of([ended(9, 8, 3), ended(12, 9, 20)])
    assert year.cells[ALL_ACTS, "T1"] == 20
    assert year.cells[WITHOUT, "T1"] is None
    assert year.cells[BENEFICIARY, "T1"] is None  # or 20 less 17 tells it
    assert told(year, BENEFICIARIES, truth) == []


@pytest.mark.long
def test_no_beneficiaries_tell_a_small_number_by_subtraction() -> None:
    for counts in product((0, 1, 4, 6), repeat=3):
        for more in (0, 2), (5, 0), (2, 5):
            quarters = [ended(*counts), ended(5, 1, 8), ended(more[0], 5, more[1])]
            year, truth = year_of(quarters)
            assert told(year, BENEFICIARIES, truth) == [], quarters


@pytest.mark.long
def test_every_table_of_two_values_in_three_quarters() -> None:
    steps = (0, 1, 4, 5)
    for counts in product(steps, repeat=6):
        quarters = [
            added_up(dict(zip((DESK, PHONE), counts[at : at + 2], strict=True)), CHANNELS)
            for at in (0, 2, 4)
        ]
        year, truth = year_of(quarters)
        assert told(year, CHANNELS, truth) == [], counts


@pytest.mark.long
@pytest.mark.parametrize("sums", [CHANNELS, CHANNELS_AND_SERVICES, CROSSING])
@pytest.mark.parametrize("through", [3, 4])
def test_three_laptops_two_of_them_late_tell_nothing_by_their_files(
    sums: Sums, through: int
) -> None:
    """Each laptop counts; two tell everything at the end of a later quarter, both at any time."""
    rnd = Random(f"{len(sums)} {through}")  # noqa: S311 - tables to try, no secret
    wholes = {whole for whole, _ in sums}
    single = [one for _, parts in sums for one in parts if one not in wholes]
    for _ in range(60):
        comes = (1, rnd.randint(1, through), rnd.randint(2, through))
        top = rnd.choice((1, 2, 3, 6))
        counted = [[split(rnd, single, sums, top) for _ in range(through)] for _ in comes]
        closed: list[dict[Fact, int]] = []
        before: Mapping[Cell, int | None] = {}
        for at in range(through):
            quarter = Trimestre(2026, at + 1)
            months: dict[str, dict[Fact, int]] = {}
            for laptop, first in zip(counted, comes, strict=True):
                for earlier in range(at + 1 if first <= at + 1 else 0):
                    month = months.setdefault(Trimestre(2026, earlier + 1).months[0], {})
                    for fact, count in laptop[earlier].items():
                        month[fact] = month.get(fact, 0) + count
            closed.append(counted_in(quarter, months, closed))
            year, truth = year_of(closed)
            shown = {cell: year.cells.get(cell, 0) for cell in before if cell[1] != YEAR}
            assert shown == {cell: one for cell, one in before.items() if cell[1] != YEAR}
            before = year.cells
            assert not [one for one in year.cells.values() if one in SMALL]
            assert told(year, sums, truth) == [], closed


def split(rnd: Random, single: Sequence[Fact], sums: Sums, top: int) -> dict[Fact, int]:
    """Return what one laptop counts in a quarter: each act once in every indicator."""
    acts = rnd.randint(0, 2 * top)
    names = sorted({fact[0] for fact in single})
    found = dict.fromkeys(single, 0)
    for name in names:
        values = [fact for fact in single if fact[0] == name]
        for _ in range(acts):
            found[rnd.choice(values)] += 1
    return added_up(found, sums)
