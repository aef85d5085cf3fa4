"""The words of the page of anonymous counters: what hides, months, indicators and values."""

from collections.abc import Sequence
from typing import Final

from app.domain.indicateur_mots import NAMES, name_words, value_words

_MONTHS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)
HIDDEN: Final = "n.c."
__all__ = ["HIDDEN", "NAMES", "months_words", "name_words", "value_words"]


def months_words(months: Sequence[str]) -> str:
    """Write months of one year: « mars et avril 2026 »."""
    named = [_MONTHS[int(month[5:]) - 1] for month in months]
    listed = " et ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    return f"{listed} {months[0][:4]}"
