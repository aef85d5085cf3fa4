"""Colours, sizes and distances of the papers: the same calm ink as the window.

Colours are sRGB, written as in the window's tokens. Every text colour has a contrast of at least
4.5:1 on white and on `WASH`, so that a tired printer still gives a readable page.
"""

from typing import Final

INK: Final = "#16282d"  # body text
ACCENT: Final = "#0b4f5c"  # titles, marks: deep blue-green
MUTED: Final = "#4a5f66"  # captions, footers
WASH: Final = "#e9f2f3"  # quiet background of a card
RULE: Final = "#9fb9bf"  # hairlines
PAPER: Final = "#ffffff"

MM: Final = 72 / 25.4  # points in a millimetre
PAGE_WIDTH: Final = 210 * MM
PAGE_HEIGHT: Final = 297 * MM
MARGIN_SIDE: Final = 20 * MM
MARGIN_TOP: Final = 17 * MM
MARGIN_BOTTOM: Final = 24 * MM  # the footer stands inside it
CONTENT_WIDTH: Final = PAGE_WIDTH - 2 * MARGIN_SIDE

LARGE: Final = 14.0  # « version simple » and everything the person takes home: never below
BODY: Final = 11.0
SMALL: Final = 9.5
FOOT: Final = 8.5
LEADING: Final = 1.38  # line height over size: generous, for tired eyes
