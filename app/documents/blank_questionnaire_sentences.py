"""Conditions in the words of a paper: « si la réponse à la question 3 est « Oui » »."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from app.documents.blank_questionnaire_conditions import Asked, Atom, Computed, Joined, Said, Says

_COMPARED: Final = {
    "=": "est {n}", "!=": "n’est pas {n}", "<": "est plus petite que {n}", "<=": "est {n} ou moins",
    ">": "est plus grande que {n}", ">=": "est {n} ou plus",
}  # fmt: skip
_COUNTED: Final = {
    "=": "exactement {n}", "<": "moins de {n}", "<=": "au plus {n}", ">": "plus de {n}",
    ">=": "au moins {n}", "!=": "un nombre autre que {n}",
}  # fmt: skip
_ADJACENT_MERGED: Final = {True: (Says.IS, Says.TICKED), False: (Says.IS_NOT, Says.NOT_TICKED)}
ALL: Final = "toutes ces conditions sont vraies"


def words_of(parts: Sequence[Said], asked: Mapping[str, Asked]) -> str:
    """Return « la réponse à la question 3 est « Oui » et si … »; empty where it is computed."""
    merged = _merged(parts, either=False)
    if len(merged) == 1:
        return _words(merged[0], asked)
    found = [_words(part, asked) for part in merged]
    if not all(found):
        return ""
    if not any(isinstance(part, Joined) for part in merged):
        return " et si ".join(found)
    listed = [f"{chr(ord('a') + index)}) {words}" for index, words in enumerate(found)]
    return f"{ALL} : " + " ; ".join(listed)


def _merged(parts: Sequence[Said], *, either: bool) -> list[Said]:
    """Join statements of one question that read as one: « est « A » ou « B » »."""
    merged: list[Said] = []

    def key(part: Said) -> object:
        fusible = isinstance(part, Atom) and part.says in _ADJACENT_MERGED[either]
        return (part.path, part.says) if isinstance(part, Atom) and fusible else part

    for _, group in groupby(parts, key=key):
        ones = list(group)
        first = ones[0]
        if isinstance(first, Atom) and len(ones) > 1:
            codes = [code for one in ones if isinstance(one, Atom) for code in one.codes]
            merged.append(replace(first, codes=tuple(dict.fromkeys(codes))))
        else:
            merged.append(first)
    return merged


def _words(part: Said, asked: Mapping[str, Asked]) -> str:
    match part:
        case Computed():
            return ""
        case Atom():
            return _atom_words(part, asked[part.path])
        case Joined(either=either, parts=parts):
            merged = _merged(parts, either=either)
            found = [_words(one, asked) for one in merged]
            nested = len(merged) > 1 and any(isinstance(one, Joined) for one in merged)
            if nested or not all(found):
                return ""
            return (", ou si " if either else " et si ").join(found)


def _atom_words(atom: Atom, asked: Asked) -> str:
    question = f"la question {asked.number}"
    match atom.says:
        case Says.COMPARES:
            compared = _COMPARED[atom.codes[0]].format(n=atom.codes[1])
            return f"la réponse à {question} {compared}"
        case Says.COUNTS:
            return f"vous avez coché {_count(*atom.codes)} à {question}"
        case Says.GIVEN:
            return f"{question} a une réponse"
        case Says.MISSING:
            return f"{question} n’a pas de réponse"
        case _:
            labels = [f"« {asked.labels.get(code, code)} »" for code in atom.codes]
            return _answer_words(atom.says, labels, question)


def _answer_words(says: Says, labels: Sequence[str], question: str) -> str:
    several = len(labels) > 1
    match says:
        case Says.IS:
            return f"la réponse à {question} est {_listed(labels)}"
        case Says.TICKED:
            return f"vous avez coché {_listed(labels)} à {question}"
        case Says.IS_NOT:
            said = f"ni {' ni '.join(labels)}" if several else f"pas {labels[0]}"
            return f"la réponse à {question} n’est {said}"
        case _:
            said = f"coché ni {' ni '.join(labels)}" if several else f"pas coché {labels[0]}"
            return f"vous n’avez {said} à {question}"


def _count(operator: str, number: str) -> str:
    word = "réponse" if number in ("0", "1") else "réponses"
    return f"{_COUNTED[operator].format(n=number)} {word}"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} ou {words[-1]}"
