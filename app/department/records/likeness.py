"""Whether two prescriptions may be for one person, and why (decision 0033).

A convention sends a name, an address and sometimes a band of age; no day of birth. Hence two
degrees, each with its reasons, and never a merge: an agent says what is true.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, cast

from app.department.records.persons import PARTICLES, Keys, keys_of, plain, sound, telling_words

_ONE_SLIP: Final = 4  # letters from which one slip may be a slip, and not another name
_TWO_SLIPS: Final = 8
_MOST_SLIPS, _MANY = 2, 3  # what is ever allowed, and what is more
_FEMININE: Final = ("e", "le", "ne", "te")  # Michel and Michèle are two persons, often a couple


class Degree(StrEnum):
    """How much alike."""

    EXACTE = "exacte"
    PROCHE = "proche"


class Reason(StrEnum):
    """What makes two persons alike, or what differs all the same."""

    MEMES_NOMS = "memes_noms"
    NOMS_INVERSES = "noms_inverses"
    PARTICULE = "particule"
    ORTHOGRAPHE = "orthographe"
    NOM_PARTIEL = "nom_partiel"
    INITIALE = "initiale"
    MEME_ADRESSE = "meme_adresse"
    MEME_CODE_POSTAL = "meme_code_postal"
    AUTRE_ADRESSE = "autre_adresse"
    MEME_AGE = "meme_age"
    AGE_DIFFERENT = "age_different"


SAME_NAMES: Final = frozenset({Reason.MEMES_NOMS, Reason.NOMS_INVERSES, Reason.PARTICULE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """The outcome of a comparison; the reasons start with that of the names."""

    degree: Degree
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Name:
    """One of both names: its words without particles, and the forms under which it is written.

    « de La Tour » has the forms « delatour », « latour » and « tour »; `whole` is the first.
    """

    words: tuple[str, ...]
    whole: str
    forms: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Name":
        """Read a name as it was typed."""
        every = plain(text).split()
        words = telling_words(every)
        leading = next((i for i, word in enumerate(every) if word not in PARTICLES), 0)
        forms = {"".join(words), *("".join(every[start:]) for start in range(leading + 1))}
        return cls(words=words, whole="".join(every), forms=frozenset(forms))

    @property
    def joined(self) -> str:
        """Return the words without what parts them: « jeanpierre »."""
        return "".join(self.words)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Profile:
    """What a prescription tells of its person, ready to compare."""

    nom: Name
    prenom: Name
    civilite: str
    tranche_age: str
    code_postal: str
    code_insee: str
    keys: Keys

    @classmethod
    def of(cls, personne: Mapping[str, Any], keys: Keys | None = None) -> "Profile":
        """Read a payload's person, whose keys may be known already."""
        adresse = cast("Mapping[str, Any]", personne.get("adresse", {}))
        return cls(
            nom=Name.of(str(personne.get("nom", ""))),
            prenom=Name.of(str(personne.get("prenom", ""))),
            civilite=str(personne.get("civilite", "")),
            tranche_age=str(personne.get("tranche_age", "")),
            code_postal=str(adresse.get("code_postal", "")),
            code_insee=str(adresse.get("code_insee", "")),
            keys=keys or keys_of(personne),
        )


def is_far(one: Profile, personne: Mapping[str, Any], keys: Keys) -> bool:
    """Tell whether neither place nor age joins a payload's person to `one`: then no name does.

    A cheap look before `compare`: a common name is shared by hundreds who live elsewhere.
    """
    adresse = cast("Mapping[str, Any]", personne.get("adresse", {}))
    joined = (
        (one.keys.address, keys.address),
        (one.code_postal, adresse.get("code_postal")),
        (one.code_insee, adresse.get("code_insee")),
        (one.tranche_age, personne.get("tranche_age")),
    )
    return not any(own and own == other for own, other in joined)


def compare(one: Profile, other: Profile) -> Likeness | None:
    """Return how two persons are alike, or None when they are not."""
    if not one.keys.names or not other.keys.names:
        return None
    named = _names(one, other)
    if named is None:
        return None
    if named in SAME_NAMES:
        return _same_names(one, other, named)
    return _near_names(one, other, named)


def _same_names(one: Profile, other: Profile, named: Reason) -> Likeness | None:
    place = _place(one, other)
    age = _age(one, other)
    if place in {Reason.MEME_ADRESSE, Reason.MEME_CODE_POSTAL}:
        degree = Degree.PROCHE if age is Reason.AGE_DIFFERENT else Degree.EXACTE
        return _likeness(degree, named, place, age)
    same_commune = one.code_insee != "" and one.code_insee == other.code_insee
    if age is not Reason.AGE_DIFFERENT and (same_commune or age is Reason.MEME_AGE):
        return _likeness(Degree.PROCHE, named, Reason.AUTRE_ADRESSE, age)
    return None


def _near_names(one: Profile, other: Profile, named: Reason) -> Likeness | None:
    age = _age(one, other)
    both_known = one.civilite != "" and other.civilite != ""
    if age is Reason.AGE_DIFFERENT or (both_known and one.civilite != other.civilite):
        return None
    place = _place(one, other)
    alike = one.keys.sound != "" and one.keys.sound == other.keys.sound
    if place is Reason.MEME_ADRESSE or (place is Reason.MEME_CODE_POSTAL and alike):
        return _likeness(Degree.PROCHE, named, place, age)
    return None


def _likeness(degree: Degree, *reasons: Reason | None) -> Likeness:
    return Likeness(degree=degree, reasons=tuple(reason for reason in reasons if reason))


def _place(one: Profile, other: Profile) -> Reason | None:
    if one.keys.address and one.keys.address == other.keys.address:
        return Reason.MEME_ADRESSE
    if one.code_postal and one.code_postal == other.code_postal:
        return Reason.MEME_CODE_POSTAL
    return None


def _age(one: Profile, other: Profile) -> Reason | None:
    if not one.tranche_age or not other.tranche_age:
        return None
    return Reason.MEME_AGE if one.tranche_age == other.tranche_age else Reason.AGE_DIFFERENT


def _names(one: Profile, other: Profile) -> Reason | None:
    """Return how both names agree: straight first, then with nom and prénom exchanged."""
    straight = _pair(one.nom, one.prenom, other.nom, other.prenom)
    if straight is not None:
        return straight
    crossed = _pair(one.nom, one.prenom, other.prenom, other.nom)
    return Reason.NOMS_INVERSES if crossed is Reason.MEMES_NOMS else crossed


def _pair(nom: Name, prenom: Name, nom_2: Name, prenom_2: Name) -> Reason | None:
    if nom.forms & nom_2.forms and prenom.forms & prenom_2.forms:
        whole = nom.whole == nom_2.whole and prenom.whole == prenom_2.whole
        return Reason.MEMES_NOMS if whole else Reason.PARTICULE
    if _is_feminine(prenom, prenom_2):
        return None
    reasons = {_one(nom, nom_2), _one(prenom, prenom_2)} - {Reason.MEMES_NOMS}
    if len(reasons) == 1:  # both may be misspelt, but not misspelt and cut short
        return reasons.pop()
    return None


def _one(name: Name, other: Name) -> Reason | None:
    """Return how two names agree, None when they are two names."""
    left, right = name.joined, other.joined
    if name.forms & other.forms:
        return Reason.MEMES_NOMS
    if _is_initial(left, right):
        return Reason.INITIALE
    if set(name.words) < set(other.words) or set(other.words) < set(name.words):
        return Reason.NOM_PARTIEL
    if sound(left) == sound(right) or _slips(left, right) <= _slips_allowed(left, right):
        return Reason.ORTHOGRAPHE
    return None


def _is_initial(left: str, right: str) -> bool:
    short, long = sorted((left, right), key=len)
    return len(short) == 1 and long.startswith(short)


def _is_feminine(one: Name, other: Name) -> bool:
    short, long = sorted((one.joined, other.joined), key=len)
    return any(long == short + ending for ending in _FEMININE)


def _slips_allowed(left: str, right: str) -> int:
    shortest = min(len(left), len(right))
    if shortest < _ONE_SLIP:
        return 0
    return 1 if shortest < _TWO_SLIPS else _MOST_SLIPS


def _slips(left: str, right: str) -> int:
    """Return how many letters are missing, too many, wrong or exchanged with their neighbour.

    More than are ever allowed are `_MANY`: only places that near are looked at, or two endless
    names that somebody made up would hold up everybody's prescriptions.
    """
    if abs(len(left) - len(right)) > _MOST_SLIPS:
        return _MANY
    before: dict[int, int] = {}
    row = {j: j for j in range(_MOST_SLIPS + 1)}
    for i, sign in enumerate(left, 1):
        current = {0: i} if i <= _MOST_SLIPS else {}
        for j in range(max(1, i - _MOST_SLIPS), min(len(right), i + _MOST_SLIPS) + 1):
            other = right[j - 1]
            cost = min(row.get(j, _MANY) + 1, current.get(j - 1, _MANY) + 1)
            cost = min(cost, row.get(j - 1, _MANY) + (sign != other))
            if i > 1 and j > 1 and sign == right[j - 2] and left[i - 2] == other:
                cost = min(cost, before.get(j - 2, _MANY) + 1)
            current[j] = cost
        before, row = row, current
    return row.get(len(right), _MANY)
