"""Where a rule comes from, for those who cannot look up a line of the convention's text."""

import re
from typing import Final

_NUMBERED: Final = re.compile(r"00\d\b")  # the conventions are numbered 000 to 004
_ARTICLE: Final = re.compile(r"\bart\. (\d+)")


def rule_words(reference: str) -> str:
    """Say « 000, art. 5, l. 126 ; alertes : défaut, décision 0025 » as « convention, article 5 ».

    What is no reference to a convention (« RGPD, art. 17 ») stays as it is, up to its first « ; ».
    """
    first = reference.partition(" ; ")[0]
    if first.startswith("défaut"):
        return "choix par défaut, à confirmer par le Département"
    if not _NUMBERED.match(first):
        return first
    articles = list(dict.fromkeys(_ARTICLE.findall(first)))
    if not articles:
        return "convention"
    return f"convention, article{'s' if len(articles) > 1 else ''} {' et '.join(articles)}"
