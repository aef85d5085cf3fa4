"""The guide as HTML: for the window of F1, and as pages for a browser."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Final

from app.documents.guide.inline import Sentence, Weight, Words
from app.documents.guide.markdown import (
    Block,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Rows,
    Title,
)
from app.documents.typography import french

Address = Callable[[str], str]
"""Turns where a link or a picture leads into an address of the page that is made.

An empty address leaves the words of the link alone: what it leads to is not made.
"""

_BOX: Final = '<table class="note" width="100%" cellspacing="0" cellpadding="8"><tr><td>'
_TABLE: Final = '<table border="1" cellspacing="0" cellpadding="6">'


def html_of(blocks: Iterable[Block], address: Address, *, in_window: bool = False) -> str:
    """Return the blocks as HTML without head or body.

    `in_window` is for Qt's rich text: a quote is a box there, and the words of a picture stand
    under it, for no screen reader finds them elsewhere.
    """
    return "\n".join(_block(block, address, in_window) for block in blocks)


def _block(block: Block, address: Address, in_window: bool) -> str:  # noqa: FBT001 - passed on
    match block:
        case Title():
            level, words = block.level, _words(block.words, address)
            made = f'<h{level} id="{escape(block.anchor)}">{words}</h{level}>'
        case Paragraph():
            made = f"<p>{_words(block.words, address)}</p>"
        case Listing():
            tag = "ol" if block.numbered else "ul"
            items = "".join(f"<li>{_item(item, address, in_window)}</li>" for item in block.items)
            made = f"<{tag}>{items}</{tag}>"
        case Rows():
            made = _table(block, address)
        case Quote():
            inside = html_of(block.blocks, address, in_window=in_window)
            end = "</td></tr></table>"
            made = f"{_BOX}{inside}{end}" if in_window else f"<blockquote>{inside}</blockquote>"
        case Picture():
            words = escape(block.words)
            made = f'<p><img src="{escape(address(block.path))}" alt="{words}"></p>'
            made += f'<p class="legend">{words}.</p>' if in_window else ""
        case _:
            made = f"<pre>{escape(block.text)}</pre>"
    return made


def _table(table: Rows, address: Address) -> str:
    heads = "".join(f'<th scope="col">{_words(one, address)}</th>' for one in table.heads)
    rows = "".join(
        f"<tr>{''.join(f'<td>{_words(one, address)}</td>' for one in row)}</tr>"
        for row in table.rows
    )
    return f"{_TABLE}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _item(blocks: tuple[Block, ...], address: Address, in_window: bool) -> str:  # noqa: FBT001
    """Return an item; its first paragraph stands bare, close under the mark."""
    first, *rest = blocks
    if not isinstance(first, Paragraph):
        return html_of(blocks, address, in_window=in_window)
    inside = html_of(rest, address, in_window=in_window)
    return _words(first.words, address) + (f"\n{inside}" if inside else "")


def _words(sentence: Sentence, address: Address) -> str:
    return "".join(_stretch(one, address) for one in sentence)


def _stretch(one: Words, address: Address) -> str:
    text = escape(one.text if one.weight is Weight.CODE else french(one.text), quote=False)
    where = address(one.target) if one.target else ""
    if where:
        return f'<a href="{escape(where)}">{text}</a>'
    return f"<{one.weight.value}>{text}</{one.weight.value}>" if one.weight.value else text
