"""The list of places as the Département publishes it: the file itself, of the national standard."""

from typing import Final

NAME: Final = "lieux"
