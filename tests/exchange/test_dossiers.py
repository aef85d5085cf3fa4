"""A laptop put back before the platform, which cannot be asked what it holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.dossiers import DossierStage, with_dossiers


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[DossierStage]:
    with with_dossiers(tmp_path) as made:
        yield made


def codes(stage: DossierStage) -> list[str]:
    report = stage.run()
    assert report is not None
    return [one.code for one in report.items]


def test_a_dossier_made_after_the_backup_is_told_as_a_possible_double_once(
    stage: DossierStage,
) -> None:
    stage.prescribe()
    stage.back_up()
    (paper,) = stage.papers.values()
    assert codes(stage) == ["a_deposer"]
    stage.open_and_take(paper)
    stage.restore(1)
    assert sorted(codes(stage)) == ["a_deposer", "doublon_possible"]
    stage.open_and_take(paper)
    assert len(stage.taken(paper.id)) == 2  # what only a person can prevent
    assert "doublon_possible" not in codes(stage)


def test_a_dossier_that_the_backup_knows_is_taken_is_no_double(stage: DossierStage) -> None:
    stage.prescribe()
    (paper,) = stage.papers.values()
    codes(stage)
    stage.open_and_take(paper)
    codes(stage)
    stage.back_up()
    stage.restore(1)
    assert codes(stage) == ["reprise"]
    assert len(stage.drafts(paper.id)) == 1
