"""The design's vocabulary: a palette, a scale of spaces and sizes, and what the agent chose."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

ZOOM_STEPS = (100, 110, 125, 150, 175, 200)


class Scheme(StrEnum):
    """The three palettes that an agent can choose."""

    LIGHT = "clair"
    DARK = "sombre"
    HIGH_CONTRAST = "contraste_eleve"


class Space(IntEnum):
    """Distances between things, in pixels at 100 %."""

    NONE = 0
    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 36


class Size(IntEnum):
    """Letter heights, in pixels at 100 %."""

    SMALL = 14
    BODY = 16
    SECTION = 19
    TITLE = 27


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """Colours by their task, as `#rrggbb`.

    `X` and `on_X` or `X_soft` are pairs: text of one on the other reaches a contrast of 4.5:1
    (WCAG 2.2, criterion 1.4.3), which `tests/ui/frame/test_theme.py` measures.
    """

    window: str
    surface: str
    surface_alt: str
    border: str  # decoration: separates, says nothing
    border_strong: str  # outline of what can be filled in or pressed: 3:1 (criterion 1.4.11)
    text: str
    muted: str
    primary: str
    primary_hover: str
    on_primary: str
    primary_soft: str
    focus: str
    nav: str
    nav_text: str
    nav_active: str
    on_nav_active: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    info: str
    info_soft: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """What an agent chooses in Réglages: palette and zoom in percent (100 to 200)."""

    scheme: Scheme = Scheme.LIGHT
    zoom: int = 100

    def __post_init__(self) -> None:
        if not ZOOM_STEPS[0] <= self.zoom <= ZOOM_STEPS[-1]:
            raise ValueError(f"zoom {self.zoom} is outside {ZOOM_STEPS[0]} to {ZOOM_STEPS[-1]}")

    def zoomed(self, steps: int) -> "Appearance":
        """Return the appearance `steps` zoom steps larger (negative: smaller), within limits."""
        nearest = min(range(len(ZOOM_STEPS)), key=lambda i: abs(ZOOM_STEPS[i] - self.zoom))
        index = max(0, min(len(ZOOM_STEPS) - 1, nearest + steps))
        return Appearance(scheme=self.scheme, zoom=ZOOM_STEPS[index])


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A palette at a zoom: what painting code and the stylesheet read."""

    palette: Palette
    zoom: int
    scheme: Scheme
    family: str

    def px(self, at_100: int) -> int:
        """Return pixels at this zoom for a length given at 100 %."""
        return round(at_100 * self.zoom / 100)
