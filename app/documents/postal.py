"""An address as the window of an envelope shows it.

Source: documents.md e1 (NF Z10-011 as La Poste publishes it): at most six lines of 38 signs, no
empty line; from line 4 on capitals without accents, and neither punctuation nor hyphen; a street
is abbreviated only when it exceeds 32 signs. A line that is still too long is refused with a
proposal: the worker decides how an address is shortened, for he sees the person.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.documents.acheminement import acheminement
from app.domain.personne import AdressePostale

MAX_LINES: Final = 6
MAX_SIGNS: Final = 38
_PLAIN_FROM: Final = 3  # from the fourth line on, whatever it holds
STREET_ROOM: Final = 32  # beyond it, and only then, a street may be abbreviated

_WAYS: Final = {
    "ALLEE": "ALL", "ALLEES": "ALL", "AVENUE": "AV", "BOULEVARD": "BD", "CHEMIN": "CHE",
    "COURS": "CRS", "FAUBOURG": "FG", "HAMEAU": "HAM", "IMPASSE": "IMP", "LOTISSEMENT": "LOT",
    "PASSAGE": "PAS", "PLACE": "PL", "PROMENADE": "PROM", "QUARTIER": "QUA", "RESIDENCE": "RES",
    "ROUTE": "RTE", "SQUARE": "SQ", "TRAVERSE": "TRA",
}  # fmt: skip
_TITLES: Final = {
    "SAINTE": "STE", "SAINT": "ST", "GENERAL": "GAL", "MARECHAL": "MAL", "COMMANDANT": "CDT",
    "CAPITAINE": "CNE", "COLONEL": "COL", "LIEUTENANT": "LT", "PRESIDENT": "PDT",
    "PROFESSEUR": "PR", "DOCTEUR": "DR", "MONSEIGNEUR": "MGR", "NOTRE DAME": "ND",
}  # fmt: skip
_DWELLING: Final = {
    "Appartement": "Apt", "Bâtiment": "Bât", "Escalier": "Esc", "Étage": "Ét", "Résidence": "Rés",
    "Immeuble": "Imm", "Madame": "Mme", "Monsieur": "M",
}  # fmt: skip
_LIGATURES: Final = str.maketrans(  # and the letters that have no accent to take away
    {
        "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l",
        "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i",
    }
)  # fmt: skip
_NOT_ALLOWED: Final = re.compile(r"[^A-Z0-9]+")


class Role(StrEnum):
    """What a line of the address holds, in the order of the envelope."""

    DESTINATAIRE = "destinataire"
    CHEZ = "chez"
    COMPLEMENT = "complement"
    RESIDENCE = "residence"
    VOIE = "voie"
    LIEU_DIT = "lieu_dit"
    LOCALITE = "localite"


_LABELS: Final = {
    Role.DESTINATAIRE: "Le nom",
    Role.CHEZ: "La ligne « chez »",
    Role.COMPLEMENT: "Le complément (appartement, étage)",
    Role.RESIDENCE: "La résidence ou le bâtiment",
    Role.VOIE: "La rue",
    Role.LIEU_DIT: "Le lieu-dit ou la boîte postale",
    Role.LOCALITE: "Le code postal et la commune",
}


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Lines that fit the window. Impossible to make otherwise."""

    lines: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.lines) <= MAX_LINES or not all(self.lines):
            raise ValueError("an address has one to six lines, none of them empty")
        if any(len(line) > MAX_SIGNS for line in self.lines):
            raise ValueError("a line of an address has at most 38 signs")


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLong:
    """A line that does not fit: what is wrong, in French, and how it could be written."""

    role: Role
    text: str
    problem: str
    proposal: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An address that cannot be printed as it stands."""

    faults: tuple[TooLong, ...]


def compose(
    *,
    civilite: str,
    prenom: str,
    nom: str,
    adresse: AdressePostale,
    replaced: Mapping[Role, str] | None = None,
) -> PostalAddress | Refused:
    """Put an address into lines, or say which line does not fit.

    `replaced` holds proposals that the worker accepted or corrected, by role; an empty one drops
    the line. They obey the same rules.
    """
    lines = _roles(civilite, prenom, nom, adresse)
    for role, text in (replaced or {}).items():
        lines[role] = _capitals(text) if role in _CAPITALS else _tidy(text)
    lines[Role.VOIE] = shortened_street(lines[Role.VOIE])
    present = [(role, lines[role]) for role in Role if lines[role]]
    present[_PLAIN_FROM:] = [(role, _capitals(text)) for role, text in present[_PLAIN_FROM:]]
    faults = [_too_long(role, text) for role, text in present if len(text) > MAX_SIGNS]
    if not faults and len(present) > MAX_LINES:
        faults = [_one_line_too_many(lines)]
    if faults:
        return Refused(tuple(faults))
    return PostalAddress(tuple(text for _, text in present))


_CAPITALS: Final = frozenset({Role.VOIE, Role.LIEU_DIT, Role.LOCALITE})


def _roles(civilite: str, prenom: str, nom: str, adresse: AdressePostale) -> dict[Role, str]:
    chez = _tidy(adresse.chez)
    if chez and not adresse.domiciliation_ccas and not _plain(chez).startswith("CHEZ "):
        chez = f"CHEZ {chez}"
    label = acheminement(adresse.code_postal, adresse.code_insee, adresse.commune)
    return {
        Role.DESTINATAIRE: _tidy(f"{civilite} {prenom} {nom.upper()}"),
        Role.CHEZ: chez,
        Role.COMPLEMENT: _tidy(adresse.complement),
        Role.RESIDENCE: _tidy(adresse.residence),
        Role.VOIE: _capitals(adresse.voie),
        Role.LIEU_DIT: _capitals(adresse.lieu_dit),
        Role.LOCALITE: _capitals(f"{adresse.code_postal} {label}"),
    }


def shortened_street(street: str) -> str:
    """Abbreviate a street in capitals when it exceeds 32 signs: its kind first, then titles."""
    for words in (_WAYS, _TITLES):
        for long, short in words.items():
            if len(street) <= STREET_ROOM:
                return street
            street = re.sub(rf"\b{long}\b", short, street)
    return street


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;")


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).upper()


def _capitals(text: str) -> str:
    """Return capitals without accents, digits and single spaces (« 12 bis, rue de l’Église »)."""
    return _NOT_ALLOWED.sub(" ", _plain(text)).strip()


def _too_long(role: Role, text: str) -> TooLong:
    return TooLong(
        role=role,
        text=text,
        problem=f"{_LABELS[role]} compte {len(text)} signes, {MAX_SIGNS} au plus.",
        proposal=_proposal(role, text),
    )


def _one_line_too_many(lines: Mapping[Role, str]) -> TooLong:
    complement, residence = lines[Role.COMPLEMENT], lines[Role.RESIDENCE]
    return TooLong(
        role=Role.COMPLEMENT,
        text=complement,
        problem=f"L’adresse compte 7 lignes, {MAX_LINES} au plus. Réunissez deux lignes "
        "(le complément et la résidence) et laissez l’autre vide.",
        proposal=_proposal(Role.COMPLEMENT, f"{complement} {residence}"),
    )


def _proposal(role: Role, text: str) -> str:
    """Return `text` in at most 38 signs: usual abbreviations, an initial, then fewer words."""
    for long, short in {**_DWELLING, **_WAYS, **_TITLES}.items():
        if len(text) > MAX_SIGNS:
            text = re.sub(rf"\b{long}\b", short, text, flags=re.IGNORECASE)
    words = text.split()
    if role is Role.DESTINATAIRE:
        words = _initials(words)
    keep_last = role in {Role.DESTINATAIRE, Role.LOCALITE, Role.VOIE}
    while len(" ".join(words)) > MAX_SIGNS and len(words) > 2:  # noqa: PLR2004 - first and last
        words.pop(len(words) // 2 if keep_last else len(words) - 1)
    return " ".join(words)[:MAX_SIGNS].strip()


def _initials(words: list[str]) -> list[str]:
    for index, word in enumerate(words):
        given_name = not word.isupper() and word not in {"Mme", "M"}
        if given_name and len(" ".join(words)) > MAX_SIGNS:
            words[index] = word[0]
    return words
