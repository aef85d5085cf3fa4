"""The words of the guide: bold, names of buttons, keys and commands, links."""

import re
from enum import Enum
from typing import Final, NamedTuple

from app.documents.typography import Line, Run


class Weight(Enum):
    """How a stretch of words stands out."""

    PLAIN = ""
    STRONG = "strong"
    NAME = "em"  # of a button, a page, a field: as it stands on screen
    CODE = "code"


class Words(NamedTuple):
    """A stretch of words; `target` is where a link leads."""

    text: str
    weight: Weight = Weight.PLAIN
    target: str = ""


Sentence = tuple[Words, ...]
_MARKS: Final = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<strong>.+?)\*\*|\*(?P<em>[^*]+)\*"
    r"|\[(?P<words>[^\]]+)\]\((?P<target>[^)\s]+)\)"
)


def read_sentence(text: str) -> Sentence:
    """Read the marks of a paragraph; its lines become one."""
    return tuple(_stretches(" ".join(text.split())))


def _stretches(text: str) -> list[Words]:
    found: list[Words] = []
    end = 0
    for match in _MARKS.finditer(text):
        if match.start() > end:
            found.append(Words(text[end : match.start()]))
        end = match.end()
        if match["words"]:
            found.append(Words(said(tuple(_stretches(match["words"]))), target=match["target"]))
        elif match["code"]:
            found.append(Words(match["code"], Weight.CODE))
        elif match["em"]:
            found.append(Words(match["em"], Weight.NAME))
        else:  # bold words may hold the name of a button, a command or a link
            found += [
                one if one.target else Words(one.text, one.weight if one.weight.value else _STRONG)
                for one in _stretches(match["strong"])
            ]
    if end < len(text):
        found.append(Words(text[end:]))
    return found


_STRONG: Final = Weight.STRONG


def said(sentence: Sentence) -> str:
    """Return the words alone."""
    return "".join(one.text for one in sentence)


def on_paper(sentence: Sentence) -> Line:
    """Return the words as paper shows them: a name of the screen stands between « and »."""
    return tuple(
        Run(f"«\u00a0{one.text}\u00a0»", False)
        if one.weight is Weight.NAME
        else Run(one.text, one.weight is Weight.STRONG)
        for one in sentence
    )
