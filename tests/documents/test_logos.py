"""Logos of a profile: one height for all, a name where there is none (002 l. 240-242)."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from app.conventions.loading import load_convention
from app.documents import parties
from app.documents.logos import Partie, logos_of
from app.documents.mandate import mandate_pdf
from app.documents.orientation_slip import orientation_slip_pdf
from app.documents.withdrawal import withdrawal_pdf
from tests.documents import mandate_examples as given
from tests.documents.reading import read
from tests.paths import RESOURCES

MENTION = (
    "Opération menée par le Département des Pyrénées-Orientales, avec l'appui financier de "
    "l'État, dans le cadre de sa politique départementale d'inclusion Numérique"
)


def _picture(wide: int, high: int) -> bytes:
    buffer = BytesIO()
    Image.new("RGB", (wide, high), "#0b4f5c").save(buffer, "PNG")
    return buffer.getvalue()


def _figures(node: Any) -> list[tuple[str, list[float]]]:  # noqa: ANN401 - an object of the file
    found = [(str(node.Alt), [float(edge) for edge in node.A.BBox])] if "/Alt" in node else []
    below = node.get("/K", [])
    for kid in below if isinstance(below, pikepdf.Array) else [below]:
        found += _figures(kid) if isinstance(kid, pikepdf.Dictionary) else []
    return found


@pytest.mark.obligation("S2-42")
@pytest.mark.parametrize("wide", [60, 200, 900])
def test_logos_of_any_shape_stand_at_one_height(
    wide: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S2-42: at least as large as the others, whatever the picture's own proportions."""
    folder = tmp_path / "lot-et-garonne" / "logos"
    folder.mkdir(parents=True)
    (folder / "departement.png").write_bytes(_picture(120, 100))
    (folder / "partenaire.png").write_bytes(_picture(wide, 100))
    found = logos_of("lot-et-garonne", tmp_path)
    assert set(found) == {Partie.DEPARTEMENT, Partie.PARTENAIRE}
    monkeypatch.setattr(parties, "logos_of", lambda _: found)
    with pikepdf.open(BytesIO(orientation_slip_pdf(given.orientation()))) as file:
        figures = _figures(file.Root.StructTreeRoot.K[0])
    assert [alt for alt, _ in figures] == [
        "Logo : Département de Lot-et-Garonne",
        "Logo : Albret Communauté",
    ]
    heights = {round(high - low, 1) for _, (_, low, _, high) in figures}
    assert len(heights) == 1
    assert 15 < heights.pop() <= 42


@pytest.mark.obligation("S2-41")
def test_the_mention_of_the_profile_is_printed_word_for_word() -> None:
    """S2-41; the apostrophes are those of the convention."""
    convention = load_convention(RESOURCES / "conventions" / "conflent-canigo")
    papers = (
        orientation_slip_pdf(replace(given.orientation(), convention=convention)),
        mandate_pdf(replace(given.mandate(), convention=convention)),
        withdrawal_pdf(replace(given.withdrawal(), convention=convention)),
    )
    for paper in papers:
        assert MENTION in read(paper)
