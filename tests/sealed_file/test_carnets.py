"""A hand-over out of a slice is told by stick, and the answer brings the structure's stock."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.department.records.stock import movements, places
from app.department.records.stock.movements import Kind
from app.domain.carnets import Run
from app.storage import instant
from app.usecases.carnets import handing, stock
from app.usecases.carnets.errors import RemiseKeptError
from app.usecases.exchange.slices import slices_told
from app.usecases.workplace import Workplace
from tests.department.support import Departement
from tests.department.test_slices import allot
from tests.department.test_stock import CCAS, new_lot, order
from tests.sealed_file.scene import Scene
from tests.sealed_file.test_errands import there_and_back
from tests.ui.workplace import new_workplace, workplace
from tests.usecases.test_day import follow, interview

__all__ = ["new_workplace", "workplace"]  # fixtures


def test_a_hand_over_is_told_by_stick_and_the_stock_comes_back(
    workplace: Workplace, departement: Departement, tmp_path: Path
) -> None:
    scene = Scene(workplace, departement, tmp_path / "cle")
    scene.clock.at = datetime(2026, 3, 3, 9, tzinfo=UTC)
    scene.later(minutes=0)
    with workplace.database.writing() as session:
        instant.confirm(session, scene.clock.at)
    scene.activate()
    with departement.service.database.writing() as session:
        lot = new_lot(session)
        order(session, lot, Kind.AFFECTATION, (1, 50), places.DEPARTEMENT, CCAS)
        allot(session, scene.device(), lot, 11, 30)
    there_and_back(scene)
    (line,) = stock.etat(workplace).lots
    assert (line.stock, line.remis) == (50, 0)
    prescription = follow(workplace, interview(workplace)).prescription
    assert prescription is not None
    remis = handing.hand_over(workplace, prescription.id, "A00011").remise
    there_and_back(scene)
    with departement.service.database.reading() as session:
        assert movements.runs_at(session, lot, places.REMIS) == (Run(first=11, last=11),)
    with workplace.database.reading() as session:
        assert slices_told(session) == []  # the Département knows
    with pytest.raises(RemiseKeptError):
        handing.undo(workplace, remis.id)
    (line,) = stock.etat(workplace).lots
    assert (line.stock, line.remis) == (49, 1)
