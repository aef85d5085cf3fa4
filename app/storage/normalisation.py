"""Write names so that they can be searched and compared: without case, accents or punctuation."""

import re
import unicodedata
from typing import Final

_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
_NOT_A_LETTER: Final = re.compile(r"[^\w]+|_")
_TITLES: Final = frozenset({"m", "mr", "mme", "mlle", "madame", "monsieur"})

# Read from first to last. Written for French names as they are misspelt at a desk: it is a help to
# notice a possible double, which a person then judges.
_SOUNDS: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(eaux|eau|aux|au)", "o"),
        (r"ph", "f"),
        (r"(sch|sh|ch)", "1"),
        (r"h", ""),
        (r"gu(?=[eiy])", "g"),
        (r"g(?=[eiy])", "j"),
        (r"(cqu|ck|qu|q)", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"y", "i"),
        (r"(ain|ein|aim|in|im)(?![aeiou])", "2"),
        (r"(an|am|en|em)(?![aeiounm])", "3"),
        (r"(ai|ei)", "e"),
        (r"w", "v"),
        (r"(?<=[aeiou])s(?=[aeiou])", "z"),
        (r"(.)\1+", r"\1"),
        (r"(es|e|s|t|d|x|z|p|r(?<=er))$", ""),
    )
)


def normalised(text: str) -> str:
    """Return `text` in small letters without accents; hyphens and apostrophes become spaces."""
    folded = text.casefold().translate(_LIGATURES)
    decomposed = unicodedata.normalize("NFKD", folded)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(_NOT_A_LETTER.sub(" ", bare).split())


def same_person(typed: str, *, nom: str, prenom: str) -> bool:
    """Tell whether a name as somebody typed it may be this person's: her nom is in it.

    « Mme Dupont Marie » and « dupont » are; « Marie » alone is not. `same_name` is stricter.
    """
    words = set(normalised(typed).split())
    others = words - set(normalised(f"{nom} {prenom}").split()) - _TITLES
    return bool(normalised(nom)) and set(normalised(nom).split()) <= words and not others


def same_name(typed: str, *, nom: str, prenom: str) -> bool:
    """Tell whether a name as somebody typed it holds the nom and the prénom of this person."""
    words = set(normalised(prenom).split())
    return same_person(typed, nom=nom, prenom=prenom) and words <= set(normalised(typed).split())


def sound(text: str) -> str:
    """Return a code that names share when they sound alike in French (« Dupond », « Dupont »)."""
    code = normalised(text).replace(" ", "")
    for pattern, replacement in _SOUNDS:
        code = pattern.sub(replacement, code)
    return code
