"""The words of the page of anonymous counters: what hides, months, indicators and values."""

from functools import cache
from typing import TYPE_CHECKING, Final

from app.conventions.coop import load_coop
from app.domain import indicateur_mots
from app.domain.coop import Liste
from app.domain.indicateur_mots import NAMES, months_words, name_words

if TYPE_CHECKING:
    from collections.abc import Mapping

HIDDEN: Final = "n.c."
__all__ = ["HIDDEN", "NAMES", "months_words", "name_words", "value_words"]


def value_words(name: str, value: str) -> str:
    """Name a value: La Coop's by its label, ours by our word; a profile's are not known here."""
    return _coop().get(name, {}).get(value) or indicateur_mots.value_words(name, value)


@cache
def _coop() -> "Mapping[str, Mapping[str, str]]":
    lists = load_coop()
    return {
        **{liste.indicateur: lists.labels(liste) for liste in Liste},
        "aide_rapide": lists.labels(Liste.THEME),
    }
