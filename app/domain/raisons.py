"""A reason of a list of the convention, as the history keeps it: a code that names nobody.

The référent may write these lists anew (docs/decisions/0043): the code is of the words, so that an
old record never tells another reason than the one that was given.
"""

import hashlib
from collections.abc import Sequence

_DIGITS = 12


def code_of(words: str) -> str:
    """Return the code of a reason, in small letters and digits."""
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:_DIGITS]


def words_of(code: str, listed: Sequence[str]) -> str:
    """Return the reason of the list that bears `code`, empty where none does any more.

    Earlier versions kept the rank in the list, from 1.
    """
    if len(code) < _DIGITS:
        rank = int(code or "0")
        return listed[rank - 1] if 0 < rank <= len(listed) else ""
    return next((words for words in listed if code_of(words) == code), "")
