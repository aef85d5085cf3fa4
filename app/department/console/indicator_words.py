"""The words of the page of anonymous counters: what hides, months, indicators and values."""

from typing import Final

from app.domain.indicateur_mots import NAMES, months_words, name_words, value_words

HIDDEN: Final = "n.c."
__all__ = ["HIDDEN", "NAMES", "months_words", "name_words", "value_words"]
