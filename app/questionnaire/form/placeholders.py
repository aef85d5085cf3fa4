"""Take out the « - » that pyxform writes where a workbook gives no translation.

Whoever reads the form in that language would see a dash for a hint or a message. The text of the
default language stands there instead; where that one is missing too, the first that is given. An
author who writes « - » alone as a translation gets the same: nothing tells the two apart.
"""

from collections.abc import Iterator
from typing import Final
from xml.dom import minidom
from xml.dom.minidom import Element, Node
from xml.parsers.expat import ExpatError

_PLACEHOLDER: Final = "-"
_SIGN: Final = f">{_PLACEHOLDER}</value>"


def without_placeholders(xform: str) -> str:
    """Return the XForm with a given text in each place that pyxform filled with a dash.

    A form without such a place comes back as it is, to the letter.
    """
    if _SIGN not in xform:
        return xform
    try:
        document = minidom.parseString(xform)  # noqa: S318 -- what pyxform wrote: no entities
    except ExpatError:
        return xform  # a sign that XML forbids: whoever reads the form says so
    languages = sorted(
        document.getElementsByTagName("translation"),
        key=lambda language: not language.hasAttribute("default"),
    )
    texts = [_texts(language) for language in languages]
    for language in texts:
        for key, value in language.items():
            if _is_placeholder(value):
                given = (other[key] for other in texts if key in other)
                _fill(value, next((one for one in given if not _is_placeholder(one)), value))
    return document.toxml()


def _texts(language: Element) -> dict[tuple[str, str], Element]:
    """Return the values of a language, by identifier of the text and form."""
    return {
        (text.getAttribute("id"), value.getAttribute("form")): value
        for text in _elements(language)
        for value in _elements(text)
    }


def _elements(parent: Element) -> Iterator[Element]:
    return (child for child in parent.childNodes if isinstance(child, Element))


def _is_placeholder(value: Element) -> bool:
    children = value.childNodes
    return (
        len(children) == 1
        and children[0].nodeType == Node.TEXT_NODE
        and children[0].nodeValue == _PLACEHOLDER
    )


def _fill(value: Element, given: Element) -> None:
    parent = value.parentNode
    copy = given.cloneNode(deep=True)
    if parent is not None and copy is not None:
        parent.replaceChild(copy, value)
