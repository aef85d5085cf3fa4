"""From where distances are counted: a commune chosen on the spot, and never kept (001 l. 122)."""

from bisect import bisect_left
from functools import lru_cache
from typing import Final

from app.conventions.communes import Communes
from app.domain.territoire import Commune, is_resident
from app.storage.normalisation import normalised
from app.usecases.workplace import Workplace

_SUGGESTED: Final = 8
_SHORTEST: Final = 2
_LAST: Final = "\U0010ffff"  # after every letter that a name may have


class _Same:
    """The list of communes, told apart by itself: 35 000 of them are not compared."""

    def __init__(self, communes: Communes) -> None:
        self.communes = communes

    def __hash__(self) -> int:
        return id(self.communes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.communes is self.communes


def communes_like(workplace: Workplace, typed: str) -> tuple[Commune, ...]:
    """Return some communes by postal code or beginning of name, those of the territory first."""
    wanted = normalised(typed)
    if len(wanted) < _SHORTEST:
        return ()
    digits = wanted.isdigit()
    entries = _codes(_Same(workplace.communes)) if digits else _names(_Same(workplace.communes))
    start, end = (
        bisect_left(entries, edge, key=lambda one: one[0]) for edge in (wanted, wanted + _LAST)
    )
    named = {one: name == wanted for name, communes in entries[start:end] for one in communes}
    territory = workplace.convention.territory

    def order(one: Commune) -> tuple[bool, bool, str]:
        return (not is_resident(territory, one), not named[one], one.nom)

    return tuple(sorted(named, key=order)[:_SUGGESTED])


@lru_cache(maxsize=1)
def _names(same: _Same) -> list[tuple[str, tuple[Commune, ...]]]:
    communes = same.communes.by_insee.values()
    return sorted(((normalised(one.nom), (one,)) for one in communes), key=lambda one: one[0])


@lru_cache(maxsize=1)
def _codes(same: _Same) -> list[tuple[str, tuple[Commune, ...]]]:
    return sorted(same.communes.by_code_postal.items())
