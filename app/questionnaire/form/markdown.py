"""Show the Markdown of a label as plain words.

XLSForm allows emphasis, titles, links and coloured spans in labels. The state of a question
keeps them as written, as the ODK engine does; a window or a paper that shows plain text asks
for the words alone.
Source: XLSForm reference, « Styling prompts and adding Markdown ».
"""

from __future__ import annotations

import re

_TAG = re.compile(r"</?(?:span|b|i|u|em|strong|p|br|div|sub|sup)\b[^<>]{0,500}>", re.IGNORECASE)
_TITLE = re.compile(r"^ {0,3}#{1,6}[ \t]+", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]]{0,500})\]\(([^()\s]{0,500})\)")
_EMPHASIS = (
    re.compile(r"(?<!\\)\*\*(?=\S)(.{1,500}?)(?<=\S)\*\*"),
    re.compile(r"(?<![\\\w])__(?=\S)(.{1,500}?)(?<=\S)__(?!\w)"),
    re.compile(r"(?<!\\)\*(?=[^\s*])(.{1,500}?)(?<=[^\s*])\*"),
    re.compile(r"(?<![\\\w])_(?=[^\s_])(.{1,500}?)(?<=[^\s_])_(?!\w)"),
)
_HELD = str.maketrans("\\*_#<[]()", "\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008")
_LET_GO = {held: mark for mark, held in _HELD.items()}
_ESCAPED = re.compile(r"\\([\\*_#<\[\]])")


def plain(text: str) -> str:
    """Return the words of a label without their marks; a link keeps its words, then its address.

    A mark that is not closed, or written after a backslash, stays as a character.
    """
    if not any(mark in text for mark in "*_#<[\\"):
        return text.translate(_LET_GO)
    words = _TITLE.sub("", _TAG.sub("", text))
    words = _LINK.sub(_link, words)
    for emphasis in _EMPHASIS:
        words = emphasis.sub(r"\1", words)
    return _ESCAPED.sub(r"\1", words).translate(_LET_GO)


def verbatim(text: str) -> str:
    """Write words so that `plain` gives them back as they are: what people typed is no mark.

    The marks are held as private signs until then: a backslash would not keep a tag from being one.
    """
    return text.translate(_HELD)


def released(text: str) -> str:
    """Give back what `verbatim` holds, where the text is not shown but computed with."""
    return text.translate(_LET_GO)


def _link(match: re.Match[str]) -> str:
    words, address = match.group(1), match.group(2)
    return words if words == address or not address else f"{words} ({address})"
