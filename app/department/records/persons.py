"""How persons are found and compared: lower case, no accent, letters and digits only."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

_LIGATURES: Final = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"}
# Words of a name that one register writes and another leaves out (decision 0033).
PARTICLES: Final = frozenset(
    (
        *("de", "du", "des", "d", "la", "le", "les", "l", "von", "van", "der", "den", "zu"),
        *("da", "do", "dos", "das", "di", "del", "della", "el", "al"),
    )
)
_SAINTS: Final = {"st": "saint", "ste": "sainte"}
_WORD: Final = 80  # the column's length
_KEY: Final = 420
# What is written in several ways and sounds the same in French; in this order.
# The first column is in whatever the second fits: a cheap look before a dear one.
_SOUNDS: Final = tuple(
    (sign, re.compile(pattern), heard)
    for sign, pattern, heard in (
        ("h", "sch|sh|ch", "1"), ("ph", "ph", "f"), ("ck", "ck", "k"), ("q", "qu|q", "k"),
        ("c", "c(?=[eiy])", "s"), ("c", "c", "k"), ("g", "g(?=[eiy])", "j"), ("y", "y", "i"),
        ("w", "w", "v"), ("z", "z", "s"), ("x", "x", "s"), ("h", "h", ""), ("au", "eau|au", "o"),
        ("i", "ai|ei", "e"), ("en", "en", "an"), ("em", "em", "am"), ("", r"(.)\1+", r"\1"),
    )
)  # fmt: skip
_MUTE: Final = "estd"  # at the end of a name
_WORDS: Final = re.compile(r"[^\W_]+")  # letters and digits


class _Letters(dict[int, str]):
    """What each sign is without its accents; made when one is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        apart = unicodedata.normalize("NFKD", _LIGATURES.get(sign, sign))
        self[code] = "".join(char for char in apart if not unicodedata.combining(char))
        return self[code]


_LETTERS: Final = _Letters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Under what a person's prescriptions are looked for; an empty key finds nobody.

    `names`: both names, in any order, without particles. `sound`: the same as they are heard, in
    one postal code. `address`: postal code, number and the last word of the street.
    """

    names: str = ""
    sound: str = ""
    address: str = ""


def plain(text: str) -> str:
    """Return `text` in lower case without accents, words parted by one space."""
    folded = text.casefold()
    if not folded.isascii():
        folded = folded.translate(_LETTERS)
    return " ".join(_WORDS.findall(folded))


def telling_words(every: Sequence[str]) -> tuple[str, ...]:
    """Return the plain words of a name without its particles, unless it has nothing else."""
    words = tuple(_SAINTS.get(word, word) for word in every)
    return tuple(word for word in words if word not in PARTICLES) or words


def sound(text: str) -> str:
    """Return how plain `text` sounds, roughly: « philippe » and « filipe » give one text."""
    for sign, pattern, heard in _SOUNDS:
        if sign in text:
            text = pattern.sub(heard, text)
    return text.rstrip(_MUTE)


def keys_of(personne: Mapping[str, Any]) -> Keys:
    """Return the keys of a payload's person; none without both names."""
    nom, prenom = (plain(str(personne.get(name, ""))) for name in ("nom", "prenom"))
    return keys_named(nom, prenom, personne)


def keys_named(plain_nom: str, plain_prenom: str, personne: Mapping[str, Any]) -> Keys:
    """Return the same of a person whose plain names are known."""
    nom = "".join(telling_words(plain_nom.split()))
    prenom = "".join(telling_words(plain_prenom.split()))
    if not nom or not prenom:
        return Keys()
    adresse = cast("Mapping[str, Any]", personne.get("adresse", {}))
    code_postal = plain(str(adresse.get("code_postal", "")))
    heard = "|".join(sorted((sound(nom), sound(prenom))))
    return Keys(
        names="|".join(sorted((nom, prenom)))[:_KEY],
        sound=f"{code_postal}|{heard}"[:_KEY] if code_postal else "",
        address=_address_key(adresse, code_postal),
    )


def search_words(*plain_texts: str, reference: str) -> frozenset[str]:
    """Return the words under which the search finds a prescription; `reference` as it is written.

    A reference is found whole, without its year, or by its number (« 0007 »).
    """
    parts = plain(reference).split()
    references = {"".join(parts), "".join(parts[1:]), parts[-1] if parts else ""}
    words = {word for text in plain_texts for word in text.split()} | references
    return frozenset(word[:_WORD] for word in words if word)


def asked_words(text: str) -> tuple[str, ...]:
    """Return the words that somebody looks for; a reference with hyphens is one word."""
    found: list[str] = []
    for piece in text.split():
        words = plain(piece).split()
        joined = "".join(words)
        found += [joined] if any(sign.isdigit() for sign in joined) else words
    return tuple(dict.fromkeys(word[:_WORD] for word in found))


def _address_key(adresse: Mapping[str, Any], code_postal: str) -> str:
    """Return postal code, number and last word of the street (« 67400|12|tileul »).

    Who is only domiciled at a CCAS shares that address with hundreds: it tells nothing.
    """
    if not code_postal or adresse.get("domiciliation_ccas"):
        return ""
    for name in ("voie", "lieu_dit", "residence"):
        words = plain(str(adresse.get(name, ""))).split()
        if words:
            number = words[0] if words[0].isdigit() else ""
            last = sound(words[-1])
            return f"{code_postal}|{number}|{last}"[:_KEY] if number or last else ""
    return ""
