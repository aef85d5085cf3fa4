"""The look of every paper, held to a small picture: a change of look is seen in review."""

from pathlib import Path

import pytest
from PIL import ImageDraw

from tests.documents import golden
from tests.documents.papers import KINDS, paper


@pytest.mark.parametrize("name", KINDS)
def test_a_paper_looks_as_it_did(name: str, tmp_path: Path) -> None:
    """`python -m tests.documents.golden NAME` renews the picture, once somebody has looked."""
    pdf = paper(name)
    if golden.known().get(name) == golden.digest(pdf):
        return
    drawn = golden.picture(pdf)
    worst, shown = golden.difference(golden.kept(name), drawn)
    if worst > golden.TOLERANCE:
        place = tmp_path / f"{name}-difference.png"
        shown.save(place)
        pytest.fail(f"{name} changed by {worst} of 255 at worst: look at {place}")


def test_a_line_less_is_seen_and_a_shade_is_not() -> None:
    kept = golden.kept("retrait")
    lighter = kept.point([min(255, shade + 12) for shade in range(256)])
    assert golden.difference(kept, lighter)[0] <= golden.TOLERANCE
    cut = kept.copy()
    ImageDraw.Draw(cut).rectangle((20, 92, 280, 100), fill=255)
    assert golden.difference(kept, cut)[0] > golden.TOLERANCE


def test_each_picture_is_of_a_paper_that_exists_and_is_small() -> None:
    files = {file.stem: file.stat().st_size for file in golden.FOLDER.glob("*.png")}
    assert set(files) == set(golden.known()) == set(KINDS)
    assert max(files.values()) < 60_000
