"""A slice handed out in many separate runs is told whole, in pages: none is allotted again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from app.department.database.stock import SliceRow
from app.department.records.journal import OPERATOR
from app.department.records.stock import movements, places, slices
from app.department.records.stock.failures import StockRefusedError
from app.department.records.stock.movements import Kind
from app.domain.carnets import Run
from app.domain.carnets_registre import REMIS, STRUCTURE, Ecriture, Mouvement
from app.storage import carnets, tranches
from app.sync.department_service import DepartmentService
from app.sync.gateway import Gateway, GatewayError
from app.sync.outcomes import Outcome
from app.sync.protocol.slices import MAX_RANGES, Acknowledgement, SignedSlice
from app.usecases.exchange import activating
from app.usecases.exchange.slices import (
    give_back,
    in_requests,
    slices_here,
    slices_told,
    take_slices,
)
from app.usecases.workplace import Workplace
from tests.department.support import Departement
from tests.department.test_gateway import Door, door
from tests.department.test_laptops_and_carnets import Site, site
from tests.department.test_slices import allot
from tests.department.test_stock import CCAS, new_lot, order
from tests.ui.workplace import new_workplace, workplace

__all__ = ["Departement", "Door", "door", "new_workplace", "site", "workplace"]
MANY = MAX_RANGES + 50
SLICE_LAST = 2 * MANY


class _Stopping:
    """A gateway that is cut off after the first request that tells of slices."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._told = False

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a gateway has
        return getattr(self._gateway, name)

    def acknowledge_slices(self, told: Sequence[Acknowledgement]) -> Sequence[SignedSlice] | None:
        if self._told:
            raise GatewayError(Outcome.COUPURE)
        self._told = True
        assert isinstance(self._gateway, DepartmentService)
        return self._gateway.acknowledge_slices(told)

    def slices(self) -> Sequence[SignedSlice] | None:
        assert isinstance(self._gateway, DepartmentService)
        return self._gateway.slices()

    def stock(self) -> None:
        return None


def every_second_one_handed_out(place: Workplace, slice_id: str) -> None:
    """Carnets 1, 3, 5…: as many separate runs."""
    with place.database.writing() as session:
        (lot,) = carnets.lots(session)
        for number in range(1, SLICE_LAST, 2):
            carnets.add(
                session,
                Ecriture(
                    number=0,
                    lot_id=lot.id,
                    run=Run(first=number, last=number),
                    kind=Mouvement.REMISE,
                    source=STRUCTURE,
                    target=REMIS,
                    happened_on=place.clock.today(),
                    slice_id=slice_id,
                ),
            )
        held = tranches.load(session, slice_id)
        assert held is not None
        tranches.keep(session, replace(held, handed=MANY))


@pytest.mark.long
@pytest.mark.parametrize("called_back", [False, True])
@pytest.mark.parametrize("template", ["sqlite"], indirect=True, scope="session")
def test_what_was_handed_out_in_many_runs_is_told_before_the_rest_is_given_back(
    site: Site, workplace: Workplace, monkeypatch: pytest.MonkeyPatch, *, called_back: bool
) -> None:
    monkeypatch.setattr("app.usecases.exchange.slices._MOST_TOLD", MAX_RANGES)
    device = site.activate(workplace)
    with site.departement.service.database.writing() as session:
        lot = new_lot(session, carnets=1000)
        order(session, lot, Kind.AFFECTATION, (1, 1000), places.DEPARTEMENT, CCAS)
        made = allot(session, device, lot, 1, SLICE_LAST).id
    site.run(workplace)
    every_second_one_handed_out(workplace, made)
    if called_back:
        with site.departement.service.database.writing() as session:
            slices.call_back(session, made, OPERATOR, site.clock.now())
    else:
        assert give_back(workplace, made)
    gateway = activating.gateway_of(workplace, site.connect)
    stopped = _Stopping(gateway)
    with pytest.raises(GatewayError):  # the line breaks between two requests
        take_slices(workplace, cast("Gateway", stopped), stop_if_cancelled=lambda: None)
    gateway.close()
    with site.departement.service.database.reading() as session:
        assert session.get_one(SliceRow, made).state != "close"
    site.run(workplace)
    assert slices_here(workplace) == ()
    with site.departement.service.database.writing() as session:
        row = session.get_one(SliceRow, made)
        assert (row.state, row.handed) == ("close", MANY)
        gone = movements.runs_at(session, lot, places.REMIS)
        assert [run.first for run in gone] == list(range(1, SLICE_LAST, 2))
        with pytest.raises(StockRefusedError):
            allot(session, device, lot, 499, 499)
        allot(session, device, lot, 500, 500)


def test_pages_are_cut_into_requests_that_a_body_holds(workplace: Workplace) -> None:
    pages = [
        Acknowledgement(slice="a", revision=2, handed=200, ranges=[Run(first=1, last=1)] * 200)
        for _ in range(30)
    ]
    requests = in_requests(pages)
    assert [one for some in requests for one in some] == pages
    assert all(sum(len(one.ranges) for one in some) <= 4000 for some in requests)
    with workplace.database.reading() as session:
        assert slices_told(session) == []
