"""Laptops of one structure make one view; a restored or replaced one counts nothing twice."""

import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from app.department.database.counters import CounterReportRow
from app.department.records import counters
from app.department.records.counters import Told
from app.domain.trimestre import Trimestre
from app.domain.trimestre_arrete import counted_in
from app.sync.protocol import routes
from app.sync.protocol.bodies import encode_body
from app.sync.protocol.counters import Figures, MonthReport, reports_content, seal_report
from app.sync.protocol.signed import KeyUse
from tests.department.support import Departement, Laptop

pytestmark = pytest.mark.anyio
LINEAGE, OTHER = "0a" * 16, "0b" * 16
ALL, DESK = ("entretien", "1"), ("canal", "sur_place")
STARTS = {"2026-04": date(2026, 4, 1), "2026-05": date(2026, 5, 1)}


@pytest.fixture
async def laptop(departement: Departement) -> AsyncIterator[Laptop]:
    """A laptop activated on 3 March; the service's clock then stands on 6 May."""
    made = await activated(departement)
    departement.clock.at = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
    yield made
    await made.client.aclose()


async def activated(departement: Departement) -> Laptop:
    made = departement.laptop()
    await made.activate(departement.code())
    return made


def report(count: int, before: int = 0, **changes: Any) -> MonthReport:  # noqa: ANN401 - fields
    made = MonthReport(
        month="2026-04",
        revision=1,
        lineage=LINEAGE,
        own={ALL: count, DESK: count},
        inherited={ALL: before} if before else {},
    )
    return replace(made, **changes)


async def tell(laptop: Laptop, *reports: MonthReport) -> list[str]:
    assert laptop.keys is not None
    key = laptop.keys.current(KeyUse.RECEIVE)
    sealed = [
        seal_report(
            one, device=laptop.id, structure=laptop.structure, key=key.id, public=key.public
        )
        for one in reports
    ]
    return await post(laptop, reports_content(sealed))


async def post(laptop: Laptop, content: object) -> list[str]:
    body = encode_body(content)
    headers = {**laptop.stamped("POST", routes.COUNTERS, body), "content-encoding": "deflate"}
    answer = await laptop.client.post(routes.COUNTERS, content=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return [one.get("code", one["status"]) for one in answer.json()["receipts"]]


def view(departement: Departement) -> Told:
    with departement.service.database.reading() as session:
        return counters.told(session, "CCASILL", ["2026-04"], starts_on=STARTS)


def interviews(departement: Departement) -> int:
    return view(departement).months["2026-04"].get(ALL, 0)


async def test_a_month_told_again_counts_once_and_a_higher_revision_replaces_it(
    departement: Departement, laptop: Laptop
) -> None:
    assert await tell(laptop, report(12)) == ["accepted"]
    assert await tell(laptop, report(12)) == ["already_held"]
    assert interviews(departement) == 12
    assert await tell(laptop, report(14, revision=2)) == ["accepted"]
    assert await tell(laptop, report(12)) == ["already_held"]
    assert interviews(departement) == 14
    assert await tell(laptop, report(99, revision=2)) == ["conflict"]
    assert interviews(departement) == 14
    assert view(departement).set_aside == [("Poste 1", "2026-04")]


async def test_laptops_of_one_structure_are_summed_and_those_that_say_nothing_named(
    departement: Departement, laptop: Laptop
) -> None:
    departement.clock.at = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)
    second, late = await activated(departement), await activated(departement)
    departement.clock.at = datetime(2026, 5, 6, 9, 0, tzinfo=UTC)
    after = await activated(departement)  # in May: April is not its month
    await tell(laptop, report(12))
    await tell(second, report(8, lineage=OTHER))
    told = view(departement)
    assert told.months["2026-04"] == {ALL: 20, DESK: 20}
    assert [(one.label, list(one.months)) for one in told.missing] == [("Poste 3", ["2026-04"])]
    for one in (second, late, after):
        await one.client.aclose()


@pytest.mark.parametrize("told_by_the_first", [True, False])
async def test_a_laptop_restored_from_a_backup_does_not_count_again_what_the_backup_held(
    departement: Departement, laptop: Laptop, *, told_by_the_first: bool
) -> None:
    """70 until the backup, 30 more on the first laptop, 20 on the one restored from it."""
    restored, brother = await activated(departement), await activated(departement)
    if told_by_the_first:
        await tell(laptop, report(100))
    await tell(brother, report(5, 65, ancestors=[laptop.id]))  # from an older backup
    await tell(restored, report(20, 70, ancestors=[laptop.id]))
    assert interviews(departement) == (125 if told_by_the_first else 95)
    # Restored again, from the restored one's own backup of the middle of the month.
    grandchild = await activated(departement)
    await tell(grandchild, report(3, 80, ancestors=[laptop.id, restored.id]))
    assert interviews(departement) == (128 if told_by_the_first else 98)
    assert view(departement).missing == []  # the first is told for by its successors
    await tell(laptop, report(100))  # found again, at last: whatever came first
    assert interviews(departement) == 128
    for one in (restored, brother, grandchild):
        await one.client.aclose()


async def test_what_is_sealed_for_another_laptop_or_not_over_is_refused(
    departement: Departement, laptop: Laptop
) -> None:
    assert laptop.keys is not None
    key = laptop.keys.current(KeyUse.RECEIVE)
    place = {"device": str(uuid.uuid4()), "structure": laptop.structure}
    foreign = seal_report(report(5), **place, key=key.id, public=key.public)
    assert await post(laptop, reports_content([foreign])) == ["cannot_open"]
    assert await tell(laptop, report(5, month="2026-05")) == ["clock"]
    unknown = seal_report(report(5), **place, key="0" * 16, public=key.public)
    assert await post(laptop, reports_content([unknown])) == ["unknown_key"]
    with departement.service.database.reading() as session:
        assert session.scalars(select(CounterReportRow)).all() == []


async def test_undone_acts_are_taken_off_the_whole(
    departement: Departement, laptop: Laptop
) -> None:
    """A quick help that the backup counted was taken back on the restored laptop."""
    helped = ("aide_rapide", "email")
    told = report(0, own={helped: -1}, inherited={helped: 3}, ancestors=[str(uuid.uuid4())])
    await tell(laptop, told)
    assert view(departement).months["2026-04"] == {helped: 2}


def test_a_month_that_only_takes_back_is_taken_off_its_quarter() -> None:
    """Six carnets handed over in April, one of them given back in May, when nothing else was."""
    handed = ("carnet_remis", "formation")
    told = {
        month: counters.summed([row_of(month, {handed: count})])
        for month, count in (("2026-04", 6), ("2026-05", -1))
    }
    assert counted_in(Trimestre(2026, 2), told, []) == {handed: 5}


def row_of(month: str, own: Figures) -> CounterReportRow:
    return CounterReportRow(
        device_id="poste",
        month=month,
        lineage=LINEAGE,
        ancestors=[],
        own=counters.as_json(own),
        inherited={},
    )
