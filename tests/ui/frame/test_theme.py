from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.theme.contrast import contrast
from app.ui.theme.current import ThemeManager, current_theme
from app.ui.theme.icons import FOLDER, pixmap
from app.ui.theme.palettes import PALETTES
from app.ui.theme.preferences import load_appearance, save_appearance
from app.ui.theme.stylesheet import stylesheet
from app.ui.theme.tokens import Appearance, Palette, Scheme, Theme
from app.ui.widgets.layouts import column, sized

TEXT_PAIRS = (
    ("text", "window"), ("text", "surface"), ("text", "surface_alt"), ("text", "primary_soft"),
    ("muted", "window"), ("muted", "surface"), ("muted", "surface_alt"), ("muted", "primary_soft"),
    ("primary", "surface"), ("primary", "window"), ("primary", "primary_soft"),
    ("on_primary", "primary"), ("on_primary", "primary_hover"),
    ("nav_text", "nav"), ("on_nav_active", "nav_active"),
    ("success", "success_soft"), ("warning", "warning_soft"), ("danger", "danger_soft"),
    ("info", "info_soft"), ("danger", "surface"), ("danger", "window"),
)  # fmt: skip
OUTLINE_PAIRS = (
    ("border_strong", "window"), ("border_strong", "surface"), ("border_strong", "surface_alt"),
    ("focus", "window"), ("focus", "surface"), ("focus", "primary_soft"),
)  # fmt: skip


def _ratio(palette: Palette, pair: tuple[str, str]) -> float:
    return contrast(getattr(palette, pair[0]), getattr(palette, pair[1]))


def test_contrast_is_counted_as_the_guidelines_do() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    # WCAG's well-known border case: #767676 is the lightest grey that passes on white.
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("pair", TEXT_PAIRS)
def test_words_can_be_read_on_their_ground(scheme: Scheme, pair: tuple[str, str]) -> None:
    assert _ratio(PALETTES[scheme], pair) >= 4.5


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("pair", OUTLINE_PAIRS)
def test_outlines_and_focus_can_be_seen(scheme: Scheme, pair: tuple[str, str]) -> None:
    assert _ratio(PALETTES[scheme], pair) >= 3.0


@pytest.mark.parametrize("pair", [p for p in TEXT_PAIRS if p[0] in {"text", "muted"}])
def test_high_contrast_goes_beyond_the_enhanced_level(pair: tuple[str, str]) -> None:
    assert _ratio(PALETTES[Scheme.HIGH_CONTRAST], pair) >= 7.0


def test_zoom_goes_by_steps_and_stays_within_its_limits() -> None:
    assert Appearance(zoom=100).zoomed(1).zoom == 110
    assert Appearance(zoom=200).zoomed(1).zoom == 200
    assert Appearance(zoom=110).zoomed(-3).zoom == 100
    with pytest.raises(ValueError, match="250"):
        Appearance(zoom=250)


def test_an_appearance_is_kept_and_found_again(tmp_path: Path) -> None:
    file = tmp_path / "apparence.json"
    save_appearance(file, Appearance(scheme=Scheme.DARK, zoom=150))
    assert load_appearance(file) == Appearance(scheme=Scheme.DARK, zoom=150)
    assert [path.name for path in tmp_path.iterdir()] == ["apparence.json"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"scheme": "rose"}', '{"zoom": 900}'])
def test_a_damaged_preference_gives_the_default(tmp_path: Path, content: str) -> None:
    file = tmp_path / "apparence.json"
    file.write_text(content, encoding="utf-8")
    assert load_appearance(file) == Appearance()


@pytest.mark.parametrize("zoom", [100, 200])
def test_the_stylesheet_grows_with_the_zoom(zoom: int) -> None:
    theme = Theme(palette=PALETTES[Scheme.LIGHT], zoom=zoom, scheme=Scheme.LIGHT, family="Atkinson")
    assert f"font-size: {zoom * 16 // 100}px" in stylesheet(theme)
    assert "$" not in stylesheet(theme)


@pytest.mark.usefixtures("qapp")
def test_every_icon_is_a_drawing_in_the_colour_asked() -> None:
    names = sorted(file.stem for file in FOLDER.glob("*.svg"))
    assert len(names) >= 25
    for name in names:
        image = pixmap(name, "#ff0000", 24).toImage()
        reds = [
            image.pixelColor(x, y).red()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() > 200
        ]
        assert reds, f"{name} draws nothing"
        assert min(reds) > 200, f"{name} has a colour of its own"


def test_distances_follow_the_zoom(themes: ThemeManager, qtbot: QtBot) -> None:
    window = sized(QWidget(), min_width=200, max_height=80)
    qtbot.addWidget(window)
    layout = column(window, gap=12, pad=16)
    themes.apply(Appearance(zoom=200))
    assert current_theme().zoom == 200
    assert (layout.spacing(), layout.contentsMargins().left()) == (24, 32)
    assert (window.minimumWidth(), window.maximumHeight()) == (400, 160)
    themes.zoom_reset()
    assert (layout.spacing(), window.minimumWidth()) == (12, 200)
