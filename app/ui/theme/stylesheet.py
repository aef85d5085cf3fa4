"""The Qt stylesheet, written from the tokens so that no widget knows a colour."""

from string import Template

from app.ui.theme.tokens import Size, Space, Theme

_BASE = """
QWidget { color: $text; font-family: "$family"; font-size: ${body}px; }
QMainWindow, QDialog, QWidget#workspace, QWidget#page, QWidget#pageBody, QWidget#gate
  { background: $window; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="section"] { font-size: ${section}px; font-weight: 700; }
QLabel[role="strong"] { font-weight: 700; }
QLabel[role="hint"] { color: $muted; font-size: ${small}px; }
QLabel[role="error"] { color: $danger; font-size: ${small}px; font-weight: 700; }
QLabel[role="mono"] { font-family: monospace; font-size: ${section}px; }
QLabel[role="key"] { background: $surface_alt; border: 1px solid $border_strong;
  border-radius: ${r4}px; padding: 0 ${s6}px; font-size: ${small}px; font-weight: 700; }
QToolTip { background: $surface; color: $text; border: 1px solid $border_strong;
  padding: ${s6}px; }
QScrollArea, QScrollArea > QWidget > QWidget#pageBody { border: none; }
QScrollBar:vertical { background: transparent; width: ${s12}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${s12}px; margin: 0; }
QScrollBar::handle { background: $border_strong; border-radius: ${r3}px; margin: ${s3}px;
  min-height: ${s32}px; min-width: ${s32}px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page
  { background: none; border: none; width: 0; height: 0; }
"""

_BUTTONS = """
QPushButton { background: $surface; color: $primary; border: 1px solid $border_strong;
  border-radius: ${r6}px; padding: ${s7}px ${s16}px; min-height: ${s24}px; font-weight: 700; }
QPushButton:hover { background: $primary_soft; border-color: $primary; }
QPushButton:focus { border: 3px solid $focus; padding: ${p5}px ${p14}px; outline: none; }
QPushButton:disabled { color: $muted; background: $surface_alt; border: 1px dashed $border_strong; }
QPushButton[kind="primary"] { background: $primary; color: $on_primary; border-color: $primary; }
QPushButton[kind="primary"]:hover { background: $primary_hover; border-color: $primary_hover; }
QPushButton[kind="primary"]:focus { border: 3px solid $focus; }
QPushButton[kind="primary"]:disabled { color: $muted; background: $surface_alt;
  border: 1px dashed $border_strong; }
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[kind="danger"]:hover { background: $danger_soft; border-color: $danger; }
QPushButton[kind="danger"]:focus { border: 3px solid $focus; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent;
  text-align: left; text-decoration: underline; padding: ${s5}px ${s6}px; font-weight: 400; }
QPushButton[kind="link"]:hover { color: $primary_hover; background: transparent; }
QPushButton[kind="link"]:focus { border: 3px solid $focus; padding: ${p3}px ${p4}px; }
QPushButton[kind="nav"] { background: transparent; color: $nav_text; border: 1px solid transparent;
  text-align: left; padding: ${s8}px ${s12}px; font-weight: 400; }
QPushButton[kind="nav"]:hover { background: $nav_hover; }
QPushButton[kind="nav"]:checked { background: $nav_active; color: $on_nav_active;
  font-weight: 700; }
QPushButton[kind="nav"]:focus { border: 3px solid $nav_focus; padding: ${p6}px ${p10}px; }
QPushButton[kind="strip"] { background: transparent; color: $text; border: 1px solid transparent;
  font-size: ${small}px; padding: ${s3}px ${s6}px; min-height: ${s20}px; font-weight: 400; }
QPushButton[kind="strip"]:hover { background: $surface_alt; }
QPushButton[kind="strip"]:focus { border: 3px solid $focus; padding: ${p1}px ${p4}px; }
QPushButton[kind="tab"] { background: transparent; color: $text; border: 3px solid transparent;
  border-bottom: 4px solid transparent; border-radius: 0; padding: ${s5}px ${s6}px;
  font-weight: 400; }
QPushButton[kind="tab"]:hover { background: $surface_alt; }
QPushButton[kind="tab"]:checked { color: $primary; border-bottom: 4px solid $primary; }
QPushButton[kind="tab"]:checked:focus { border: 3px solid $focus; padding: ${s5}px ${s6}px; }
QPushButton[kind="door"], QPushButton[kind="door"]:focus, QPushButton[kind="door"]:hover
  { background: transparent; border: none; padding: 0; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QAbstractSpinBox { background: $surface;
  border: 1px solid $border_strong; border-radius: ${r6}px; padding: ${s7}px ${s10}px;
  min-height: ${s24}px; selection-background-color: $primary; selection-color: $on_primary; }
QLineEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus { border: 3px solid $focus;
  padding: ${p5}px ${p8}px; }
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus { background: transparent;
  border: none; padding: 0; min-height: 0; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border;
  subcontrol-position: right; width: 0; height: 0; border: none; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QAbstractSpinBox[wrong="true"]
  { border: 2px solid $danger; }
QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus,
  QAbstractSpinBox[wrong="true"]:focus { border: 3px solid $focus; }
QLineEdit:disabled, QPlainTextEdit:disabled { background: $surface_alt; color: $muted; }
QLineEdit[paper="white"] { background: #ffffff; color: #16282d; }
QLineEdit[echo="hidden"] { lineedit-password-character: 9679; }
QListView { background: $surface; border: 1px solid $border; border-radius: ${r8}px;
  outline: none; padding: ${s4}px; }
QListView:focus { border: 1px solid $focus; }
QListView#rankLines, QListView#rankLines:focus { background: transparent; border: none;
  padding: 0; }
QSlider { min-height: ${s32}px; }
QSlider::groove:horizontal { background: $surface_alt; border: 1px solid $border_strong;
  height: ${s6}px; border-radius: ${r3}px; }
QSlider::sub-page:horizontal { background: $primary; height: ${s6}px; border-radius: ${r3}px; }
QSlider::handle:horizontal { background: $surface; border: 2px solid $primary;
  width: ${s20}px; margin: -${s8}px 0; border-radius: ${r10}px; }
QSlider[blank="true"]::handle:horizontal { border: 1px dashed $border_strong; }
QTableView { background: $surface; border: 1px solid $border_strong; padding: 2px; outline: none;
  gridline-color: $border_strong; selection-background-color: $primary;
  selection-color: $on_primary; }
QTableView::item { padding: 0 ${s6}px; }
QTableView:focus { border: 3px solid $focus; padding: 0; }
QHeaderView { background: $surface_alt; border: none; }
QHeaderView::section { background: $surface_alt; border: none; padding: ${s3}px ${s8}px;
  border-right: 1px solid $border_strong; border-bottom: 1px solid $border_strong; }
QTableView QTableCornerButton::section { background: $surface_alt; border: none;
  border-right: 1px solid $border_strong; border-bottom: 1px solid $border_strong; }
QTableView QLineEdit, QTableView QLineEdit:focus { border: 2px solid $focus; border-radius: 0;
  padding: 0 ${s3}px; min-height: 0; }
QProgressBar { background: $surface_alt; border: none; border-radius: ${r4}px;
  min-height: ${s8}px; max-height: ${s8}px; }
QProgressBar::chunk { background: $primary; border-radius: ${r4}px; }
QProgressBar[level="0"]::chunk, QProgressBar[level="1"]::chunk { background: $danger; }
QProgressBar[level="2"]::chunk { background: $warning; }
QProgressBar[level="3"]::chunk, QProgressBar[level="4"]::chunk { background: $success; }
"""

_SURFACES = """
QFrame#card { background: $surface; border: 1px solid $border; border-radius: ${r8}px; }
QFrame#practiceBand { background: $warning; border: none; }
QFrame#practiceBand QLabel { color: $warning_soft; }
QFrame#card[tone="soft"] { background: $surface_alt; border-color: $surface_alt_border; }
QFrame#separator { background: $border; border: none; max-height: 1px; min-height: 1px; }
QFrame#pageHeader { background: transparent; }
QFrame#pageFooter { background: $surface; border: none; border-top: 1px solid $border; }
QFrame#strip { background: $surface; border: none; border-top: 1px solid $border; }
QFrame#strip QLabel { font-size: ${small}px; }
QFrame#navigation { background: $nav; border: none; border-right: 1px solid $nav_edge; }
QFrame#navigation QLabel { color: $nav_text; }
QFrame#navigation QLabel[role="section"] { color: $nav_text; }
QFrame#cover { background: $nav; }
QFrame#cover QLabel { color: $nav_text; }
QFrame#veil { background: $veil; }
QFrame#empty { background: transparent; border: 2px dashed $border; border-radius: ${r8}px; }
"""

_TONES = """
QFrame#banner[tone="$tone"] { background: $soft; border: 1px solid $strong;
  border-radius: ${r6}px; }
QFrame#banner[tone="$tone"] QLabel { color: $strong; }
QLabel[pill="$tone"] { background: $soft; color: $strong; border: 1px solid $strong;
  border-radius: ${r10}px; padding: ${s2}px ${s10}px; font-size: ${small}px; font-weight: 700; }
"""


def _lengths(theme: Theme) -> dict[str, str]:
    """Return `s…` (spaces), `r…` (radii) and `p…` (a space less what a focus ring adds)."""
    spaces = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 32)
    lengths = {f"s{n}": str(theme.px(n)) for n in spaces}
    lengths |= {f"r{n}": str(theme.px(n)) for n in (3, 4, 6, 8, 10)}
    # A ring is 3 px instead of a 1 px border at every zoom: nothing may move when focus comes.
    lengths |= {f"p{n - 2}": str(max(0, theme.px(n) - 2)) for n in (3, 4, 5, 6, 7, 8, 10, 12, 16)}
    return lengths


def stylesheet(theme: Theme) -> str:
    """Return the stylesheet of the whole application for `theme`."""
    colours = theme.palette
    dark_nav = colours.nav_active != colours.window
    values = {
        **_lengths(theme),
        **{name: getattr(colours, name) for name in colours.__slots__},
        "family": theme.family,
        "body": str(theme.px(Size.BODY)),
        "small": str(theme.px(Size.SMALL)),
        "section": str(theme.px(Size.SECTION)),
        "title": str(theme.px(Size.TITLE)),
        "gap": str(theme.px(Space.M)),
        "nav_hover": colours.primary_soft if dark_nav else "#1b4a51",
        "nav_focus": colours.focus if dark_nav else "#ffb66e",
        "nav_edge": colours.border if dark_nav else colours.nav,
        "surface_alt_border": colours.border,
        "veil": "rgba(0, 0, 0, 150)",
    }
    parts = [Template(part).substitute(values) for part in (_BASE, _BUTTONS, _FIELDS, _SURFACES)]
    for tone in ("success", "warning", "danger", "info"):
        strong, soft = getattr(colours, tone), getattr(colours, f"{tone}_soft")
        parts.append(Template(_TONES).substitute(values, tone=tone, strong=strong, soft=soft))
    neutral = {"tone": "neutral", "strong": colours.muted, "soft": colours.surface_alt}
    parts.append(Template(_TONES).substitute(values, **neutral))
    return "\n".join(parts)
