"""Sizes of files as people say them."""

_STEP = 1000
_UNITS = ("octets", "ko", "Mo", "Go")


def size_words(size: int) -> str:
    """Return « 12,3 Mo »."""
    value, place = float(size), 0
    while value >= _STEP and place < len(_UNITS) - 1:
        value, place = value / _STEP, place + 1
    number = f"{value:.1f}".replace(".", ",") if place > 1 else f"{value:.0f}"
    return f"{number}\u00a0{_UNITS[place]}"
