"""How papers name the parties of a convention: the head of the page and the mentions at its end."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.documents.blocks import Block, Piece, Style, Text
from app.documents.logos import Logos, Partie, logos_of
from app.documents.panels import Columns
from app.documents.pen import Pen
from app.documents.structure import Node
from app.documents.tokens import ACCENT, MUTED, RULE, SMALL
from app.documents.typography import plain
from app.domain.agent import Structure
from app.domain.convention import Convention

_LE: Final = ("Département", "Conseil", "CCAS", "Centre", "Syndicat", "Groupement")
_LA: Final = (
    "Région", "Métropole", "Communauté", "Collectivité", "Ville", "Commune", "Mairie",
    "Médiathèque", "Maison", "Mission",
)  # fmt: skip
_ELIDED: Final = ("Eurométropole", "Association", "Agglomération", "Espace", "Union")


def with_article(name: str) -> str:
    """Return « le Département… », « l’Eurométropole… »; a name of unknown kind stays as it is."""
    first = name.split(" ", 1)[0]
    if first in _ELIDED:
        return f"l’{name}"
    article = {**dict.fromkeys(_LE, "le"), **dict.fromkeys(_LA, "la")}.get(first)
    return f"{article} {name}" if article else name


class Rule:
    """A hairline across the column."""

    def pieces(self, width: float, parent: Node) -> list[Piece]:
        """Return the line with a little white around it."""
        del parent

        def draw(pen: Pen, x: float, top: float) -> None:
            pen.stroke([(x, top + 6), (x + width, top + 6)], color=RULE, line=0.8)

        return [Piece(10, draw)]


@dataclass(frozen=True, slots=True)
class _Head:
    """One party at the head of a paper; `image` is empty where it brought no logo."""

    name: str
    service: str
    adresse: tuple[str, ...]
    image: bytes


def letterhead(convention: Convention, structure: Structure) -> list[Block]:
    """Return the head of a paper: the parties in equal columns, logos of one height.

    Without any logo their names alone stand there.
    Source: 002, l. 242 (equal treatment of the partners on every support).
    """
    heads = _heads(convention, structure)
    logos = Logos([(head.name, head.image) for head in heads])
    return [logos, Columns(tuple(_party(head) for head in heads)), Rule()]


def party_logos(convention: Convention, structure: Structure) -> list[Block]:
    """Return the logos and the names under them, for a poster (002, l. 242)."""
    heads = [replace(head, service="", adresse=()) for head in _heads(convention, structure)]
    logos = Logos([(head.name, head.image) for head in heads], always=True, before=12)
    return [logos, Columns(tuple(_party(head) for head in heads))]


def _heads(convention: Convention, structure: Structure) -> list[_Head]:
    """Return each party, once."""
    images = logos_of(convention.profile)
    found: dict[str, _Head] = {}
    for partie, party in (
        (Partie.DEPARTEMENT, convention.departement),
        (Partie.PARTENAIRE, convention.partenaire),
    ):
        head = _Head(party.name, party.service, party.adresse, images.get(partie, b""))
        found.setdefault(party.name, head)
    own = _Head(structure.name, "", structure.adresse, images.get(Partie.STRUCTURE, b""))
    found.setdefault(structure.name, own)
    return list(found.values())


def _party(head: _Head) -> Sequence[Block]:
    small = Style(size=SMALL, color=MUTED, leading=1.3)
    title = Style(size=SMALL + 1, color=ACCENT, bold=True, leading=1.3)
    lines = [line for line in (head.service, *head.adresse) if line]
    return [Text(plain(head.name), title), *(Text(plain(line), small) for line in lines)]


def signature_line(names: str) -> tuple[str, str]:
    """Split « la Présidente, Madame … » into the title and the name under it."""
    title, _, name = names.partition(", ")
    return title[:1].upper() + title[1:], name


def mentions(convention: Convention, *, size: float = SMALL) -> list[Block]:
    """Return the mentions that the convention wants on every paper, word for word."""
    style = Style(size=size, color=MUTED, before=10, leading=1.3)
    words = " ".join(convention.mentions)
    return [Text(plain(words), style)] if words else []


def wording_source(version: str) -> list[Block]:
    """Return the line that tells whose words a paper is written with."""
    words = f"Texte de lettre du Département, version {version}."
    return [Text(plain(words), Style(size=SMALL, color=MUTED, before=4))]


def contact_of(telephone: str, courriel: str) -> str:
    """Return telephone and e-mail on one line, whichever are known."""
    return " – ".join(part for part in (telephone, courriel) if part)


def letter_sender(convention: Convention) -> tuple[str, ...]:
    """Return the lines of the sender of a letter, above the window."""
    party = convention.departement
    contact = contact_of(party.telephone, party.courriel)
    return tuple(line for line in (party.name, party.service, *party.adresse, contact) if line)
