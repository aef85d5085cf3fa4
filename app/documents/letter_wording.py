"""The text of the letter as a Département publishes it: read strictly, laid over the program's own.

Only the sentences that the program's own text has may be replaced, each with the values that it
had: a sentence that loses its value says less than the convention wants, and nobody would see it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import Final, NoReturn

from app.documents.texts import Texts, load, parse
from app.domain.failures import UnusableFileError

FILE: Final = "letter.toml"
MAX_BYTES: Final = 32 * 1024
LONGEST_SENTENCE: Final = 240  # signs; the longest of ours has 171
LONGEST_TITLE: Final = 60
_MOST_SENTENCES: Final = 8
_LONGEST_VERSION: Final = 20
_TITLES: Final = ("objet", "salut")  # with those that end in « _titre »: one sentence, no value
_RECOURS: Final = ("refus", "recours")  # the Département's alone: the program's own has none
_VERSION: Final = re.compile(r"[0-9A-Za-z.\-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A piece of the letter before and after; `before` is empty for what is added."""

    part: str
    key: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def decoded(content: bytes, *, file: str) -> str:
    """Return the text of a published file.

    Raises:
        UnusableFileError: too large, or not UTF-8.
    """
    if len(content) > MAX_BYTES:
        raise UnusableFileError(file, "il dépasse 32 Kio.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnusableFileError(file, "ce n’est pas un texte en UTF-8.") from error


@lru_cache(maxsize=16)
def worded(profile: str, wording: str, file: str = FILE) -> Texts:
    """Return the texts of the letter: the program's own, with what `wording` replaces.

    Raises:
        UnusableFileError: a piece is unknown, too long, or without a value that it needs.
    """
    own = load(FILE, profile)
    if not wording:
        return own
    given = parse(file, wording)
    if len(given.version) > _LONGEST_VERSION or not _VERSION.fullmatch(given.version):
        raise UnusableFileError(
            file, "au plus 20 lettres, chiffres, points et tirets.", place="version"
        )
    if not any(given.parts.values()):
        raise UnusableFileError(file, "il ne remplace aucun texte de la lettre.")
    for part, sentences in given.parts.items():
        for key, lines in sentences.items():
            _check(file, own, (part, key), lines)
        if part not in own.parts:
            _refuse(file, (part, ""), "cette partie n’existe pas dans la lettre.")
    return Texts(
        file=file, version=given.version, parts=_laid_over(own, given), raw=own.raw + wording
    )


def replaced(before: Texts, after: Texts) -> tuple[Replaced, ...]:
    """Return what a text changes of another, in the order of the letter."""
    return tuple(
        Replaced(part=part, key=key, before=was, after=now)
        for part in after.parts
        for key in dict.fromkeys([*before.parts.get(part, {}), *after.parts[part]])
        if (was := before.parts.get(part, {}).get(key, ()))
        != (now := after.parts[part].get(key, ()))
    )


def _laid_over(own: Texts, given: Texts) -> dict[str, dict[str, tuple[str, ...]]]:
    return {part: {**lines, **given.parts.get(part, {})} for part, lines in own.parts.items()}


def _check(file: str, own: Texts, place: tuple[str, str], lines: tuple[str, ...]) -> None:
    part, key = place
    known = own.parts.get(part, {}).get(key)
    if known is None and place != _RECOURS:
        _refuse(file, place, "ce texte n’existe pas dans la lettre.")
    title = key.endswith("_titre") or key in _TITLES
    if len(lines) > (1 if title else _MOST_SENTENCES):
        _refuse(file, place, "trop de phrases.")
    longest = LONGEST_TITLE if title else LONGEST_SENTENCE
    for line in lines:
        if len(line) > longest:
            _refuse(file, place, f"une phrase de {len(line)} signes ; {longest} au plus.")
        if not line.strip() or not line.isprintable():
            _refuse(file, place, "une phrase vide, ou un retour à la ligne dans une phrase.")
        if line.count("**") % 2 or (title and "**" in line):
            _refuse(file, place, "le gras s’ouvre et se ferme par **, jamais dans un titre.")
    wanted = _names(file, place, known or ())
    given = _names(file, place, lines)
    for name in sorted(wanted - given):
        _refuse(file, place, f"la valeur {{{name}}} manque.")
    for name in sorted(given - wanted):
        _refuse(file, place, f"la valeur {{{name}}} n’a pas sa place ici.")


def _names(file: str, place: tuple[str, str], lines: tuple[str, ...]) -> set[str]:
    found: set[str] = set()
    for line in lines:
        try:
            for _, name, form, conversion in Formatter().parse(line):
                if name is not None:
                    found.add(name if not form and not conversion else f"{name}:{form}")
        except ValueError as error:
            _refuse(file, place, "une accolade est seule.", error)
    return found


def _refuse(
    file: str, place: tuple[str, str], problem: str, cause: Exception | None = None
) -> NoReturn:
    part, key = place
    raise UnusableFileError(file, problem, place=f"[{part}] {key}".strip()) from cause
