"""Texts that a spreadsheet shows and never computes, whatever somebody wrote into them."""

import re
from typing import Final

# A spreadsheet runs a cell that begins so, whatever wrote it (OWASP, « CSV injection »).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")


def inert(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, and every one can hold.

    What begins like a formula gets an apostrophe in front, which people see; control signs go.
    """
    dangerous = text.lstrip(" \u00a0").startswith(_FORMULA)
    kept = _CONTROL.sub(" ", text).strip()
    return f"'{kept}" if dangerous else kept
