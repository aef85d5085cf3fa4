"""Tell how long a passphrase would hold, and refuse the weakest.

The estimate is zxcvbn's count of guesses, at the pace of somebody who stole the laptop and owns
ten strong graphics cards. zxcvbn knows English: the French words that people choose first are
given to it. It is an estimate, and said to be one.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, cast

from app.storage.vault.failures import WeakPassphraseError

SHORTEST: Final = 12
LEAST_SCORE: Final = 4  # 10^10 guesses: eleven days in the scenario below; 3 is three hours
# About 1 000 guesses a second and card at 64 MiB, 3 passes (an assumption, on the safe side of
# published hashcat figures), ten cards. Calibration only makes it slower.
GUESSES_PER_SECOND: Final = 10_000
_A_YEAR_S: Final = 365 * 86_400
_LONGEST_SEEN: Final = 72  # what zxcvbn accepts; the rest only adds

# What people type first in French, which zxcvbn's own lists do not hold.
_FRENCH: Final = (
    "bonjour motdepasse azerty azertyuiop qsdfghjklm wxcvbn soleil loulou doudou chouchou "
    "marseille paris lyon france amour bisous coucou chocolat princesse camille nicolas julien "
    "mercredi jeudi vendredi samedi dimanche lundi mardi janvier fevrier mars avril mai juin "
    "juillet aout septembre octobre novembre decembre printemps ete automne hiver passerelle "
    "numerique pass carnet mediatheque mairie ccas departement conseil social commune prefecture "
    "ordinateur bureau travail maison voiture famille enfant vacances bienvenue secret toujours "
    "merci salut monsieur madame bibliotheque inclusion mediateur conseiller accueil service "
    "liberte egalite fraternite montagne riviere cheval chien chat poisson fleur jardin "
    "je suis mon mes ton les une des est pas que qui avec pour dans"
)
_WORDS: Final = re.compile(r"[A-Za-z]+|\d+|[^\sA-Za-z\d\-_.,;'’]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """What is shown under the field while somebody chooses; never the passphrase.

    `score` is 0 to 4; `seconds` the estimated time of the theft scenario.
    """

    score: int
    seconds: float
    accepted: bool
    sentence: str


def strength_of(passphrase: str, names: Iterable[str] = ()) -> Strength:
    """Estimate `passphrase`; `names` (agent, structure, commune) count as easily guessed.

    The first call imports zxcvbn (about 0.1 s).
    """
    guesses, score = _weakest(passphrase, names)
    seconds = guesses / GUESSES_PER_SECOND
    if len(passphrase) < SHORTEST:
        missing = f"Trop court : il faut au moins {SHORTEST} caractères, par exemple quatre mots."
        return Strength(score=score, seconds=seconds, accepted=False, sentence=missing)
    if score < LEAST_SCORE:
        easy = (
            f"Trop facile à deviner : {in_words(seconds)} à quelqu’un qui aurait volé "
            "l’ordinateur. Ajoutez un ou deux mots sans rapport entre eux."
        )
        return Strength(score=score, seconds=seconds, accepted=False, sentence=easy)
    held = (
        f"Estimation : il faudrait {in_words(seconds)} à quelqu’un qui aurait volé l’ordinateur "
        "et dix cartes graphiques puissantes."
    )
    if seconds < _A_YEAR_S:
        held += " Un mot de plus, sans rapport, la rendrait bien plus sûre."
    return Strength(score=score, seconds=seconds, accepted=True, sentence=held)


def require_strong(passphrase: str, names: Iterable[str] = ()) -> None:
    """Refuse a passphrase that is too short or too easy.

    Raises:
        WeakPassphraseError: with the sentence that says what to do.
    """
    strength = strength_of(passphrase, names)
    if not strength.accepted:
        raise WeakPassphraseError(strength.sentence)


_UNITS: Final = (
    (60.0, "seconde", "secondes"),
    (60.0, "minute", "minutes"),
    (24.0, "heure", "heures"),
    (30.0, "jour", "jours"),
    (12.0, "mois", "mois"),
    (100.0, "an", "ans"),
    (10.0, "siècle", "siècles"),
)


def in_words(seconds: float) -> str:
    """Return a duration in French words, rounded to what an estimate is worth."""
    if seconds < 1:
        return "moins d’une seconde"
    amount = seconds
    for step, one, many in _UNITS:
        if amount < step:
            count = int(amount)
            return f"environ {count} {many if count > 1 else one}"
        amount /= step
    return "plus de mille ans"


def _weakest(passphrase: str, names: Iterable[str]) -> tuple[float, int]:
    """Return guesses and score of the text, or of its bare words where that is less.

    zxcvbn counts each space or hyphen as 10 000 guesses more, and a word said twice as two.
    """
    from zxcvbn import zxcvbn  # noqa: PLC0415 -- not needed to unlock

    known = [part for name in names for part in (name, *name.split())]
    guessed = [*map(_without_accents, known), *_FRENCH.split()]
    plain = _without_accents(passphrase)
    words = {word.lower(): word for word in reversed(_WORDS.findall(plain))}
    bare = "".join(reversed(words.values()))
    results = [
        cast("dict[str, object]", zxcvbn(text[:_LONGEST_SEEN], user_inputs=guessed))
        for text in (plain, bare)
        if text
    ]
    found = [(float(cast("float", r["guesses"])), cast("int", r["score"])) for r in results]
    return min(found, default=(0.0, 0))


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
