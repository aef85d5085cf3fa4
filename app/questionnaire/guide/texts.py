"""Fill the sentences of the guide with what was found."""

import re
from collections.abc import Mapping
from typing import Final

PLACEHOLDERS: Final = frozenset(
    {
        "niveau",
        "explication_niveau",
        "score_total",
        "domaines_manquants",
        "plafond",
        "niveau_declare",
        "niveau_simulation",
        "leviers",
        "motivation",
        "suite",
    }
)
"""Words that a sentence of the guide may hold between braces."""

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


def placeholders_in(text: str) -> list[str]:
    """Return the words between braces in `text`."""
    return _PLACEHOLDER.findall(text)


def filled(text: str, words: Mapping[str, str]) -> str:
    """Return `text` with its placeholders replaced, empty when one of them is not known yet."""
    if any(not words.get(word) for word in placeholders_in(text)):
        return ""
    return _PLACEHOLDER.sub(lambda found: words[found.group(1)], text).strip()
