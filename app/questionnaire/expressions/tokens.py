"""Cut the text of an expression into words."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from app.questionnaire.expressions.syntax import ExpressionError

MAX_TEXT = 100_000
"""Longest expression read, in characters; the longest of 41,390 real ones is far below."""

_NAME_START = r"[^\W\d]"
_NAME = rf"{_NAME_START}[\w.\-·]*"
_WORD = re.compile(
    rf"""
      (?P<space>[ \t\r\n\u00a0]+)
    | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)
    | (?P<string>"[^"]*"|'[^']*')
    | (?P<reference>\$\{{[^{{}}]*\}})
    | (?P<name>(?:{_NAME})(?::(?:{_NAME}|\*))?)
    | (?P<symbol>::|//|\.\.|!=|<=|>=|[()\[\],/|+\-=<>*@.])
    """,
    re.VERBOSE,
)
_AXIS_SIGN = re.compile(r"\s*::")
_OPERATOR_NAMES = frozenset({"and", "or", "div", "mod"})
_BEFORE_OPERAND = frozenset(
    {"(", "[", ",", "/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">=", "@", "::"}
)
_HINTS = {
    "’": "une apostrophe typographique (’) : écrire l’apostrophe droite (')",
    "‘": "une apostrophe typographique (‘) : écrire l’apostrophe droite (')",
    "“": 'un guillemet typographique (“) : écrire le guillemet droit (")',
    "”": 'un guillemet typographique (”) : écrire le guillemet droit (")',
    "«": "un guillemet français («) : écrire l’apostrophe droite (')",
    "»": "un guillemet français (») : écrire l’apostrophe droite (')",
    ";": "un point-virgule : séparer les arguments par une virgule",
    "'": "une apostrophe ouvrante sans apostrophe fermante",
    '"': "un guillemet ouvrant sans guillemet fermant",
    "$": "un « $ » qui n’est pas suivi d’un nom entre accolades, comme ${age}",
    "×": "le signe × : écrire *",
    "÷": "le signe ÷ : écrire div",
    "≤": "le signe ≤ : écrire <=",
    "≥": "le signe ≥ : écrire >=",
    "≠": "le signe ≠ : écrire !=",
    "&": "le signe & : écrire concat(…) pour joindre deux textes, « and » pour deux conditions",
    "!": "un point d’exclamation : écrire != ou not(…)",
    "–": "un tiret (–) : écrire le signe moins (-)",
    "—": "un tiret (—) : écrire le signe moins (-)",
    "−": "le signe − : écrire le signe moins (-) du clavier",
}


class Kind(Enum):
    """What a word is."""

    NUMBER = auto()
    STRING = auto()
    REFERENCE = auto()
    NAME = auto()
    AXIS = auto()
    OPERATOR = auto()
    SYMBOL = auto()
    END = auto()


class Token(NamedTuple):
    """One word of an expression and where it starts; `sign` is the text of signs alone.

    A plain tuple: a form of 500 questions has fifty thousand of them.
    """

    kind: Kind
    text: str
    position: int
    sign: str


_KINDS = {
    "number": Kind.NUMBER,
    "string": Kind.STRING,
    "reference": Kind.REFERENCE,
}


def _is_operator(word: str, before: Token | None) -> bool:
    """Tell an operator from a name: XPath 1.0, §3.7, decides by the word before."""
    if before is None or (word != "*" and word not in _OPERATOR_NAMES):
        return False
    return not (
        before.kind is Kind.OPERATOR
        or (before.kind is Kind.SYMBOL and before.text in _BEFORE_OPERAND)
    )


def _named(word: str, text: str, end: int, before: Token | None) -> Token:
    """Return the token of a name: an axis when two colons follow, an operator, else a name."""
    position = end - len(word)
    if _AXIS_SIGN.match(text, end):
        return Token(Kind.AXIS, word, position, "")
    if _is_operator(word, before):
        return Token(Kind.OPERATOR, word, position, word)
    return Token(Kind.NAME, word, position, "")


def tokens(text: str) -> list[Token]:
    """Return the words of `text`, then one `END`.

    Raises:
        ExpressionError: a character that no expression contains, or a text beyond `MAX_TEXT`.
    """
    if len(text) > MAX_TEXT:
        raise ExpressionError(
            f"formule trop longue : {len(text)} caractères, {MAX_TEXT} au plus", position=MAX_TEXT
        )
    found: list[Token] = []
    position = 0
    while position < len(text):
        read = _WORD.match(text, position)
        if read is None:
            character = text[position]
            what = _HINTS.get(
                character, f"le caractère « {character} », inattendu dans une formule"
            )
            raise ExpressionError(f"la formule contient {what}", position=position)
        word, end = read.group(), read.end()
        match read.lastgroup:
            case "space":
                pass
            case "name":
                found.append(_named(word, text, end, found[-1] if found else None))
            case "symbol":
                operates = word == "*" and _is_operator(word, found[-1] if found else None)
                kind = Kind.OPERATOR if operates else Kind.SYMBOL
                found.append(Token(kind, word, position, word))
            case group:
                found.append(Token(_KINDS[group or ""], word, position, ""))
        position = end
    found.append(Token(Kind.END, "", len(text), ""))
    return found
