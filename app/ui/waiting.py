"""How long somebody has to wait, in words."""

_MINUTE = 60
_HOUR = 3600


def wait_words(seconds: int) -> str:
    """Return « 15 secondes », « 2 minutes et 5 secondes », « 1 heure et 30 minutes »."""
    if seconds < _MINUTE:
        return _count(seconds, "seconde")
    if seconds < _HOUR:
        larger, smaller = divmod(seconds, _MINUTE)
        words = (_count(larger, "minute"), _count(smaller, "seconde"))
    else:
        minutes = -(-seconds // _MINUTE)  # an hour is told in minutes, rounded up
        larger, smaller = divmod(minutes, _MINUTE)
        words = (_count(larger, "heure"), _count(smaller, "minute"))
    return " et ".join(words) if smaller else words[0]


def _count(number: int, unit: str) -> str:
    return f"{number}\u00a0{unit}{'s' if number > 1 else ''}"
