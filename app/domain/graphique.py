"""Charts as data: drawn once here, painted by the window and by the PDF.

Horizontal bars, each under its label and with its figure written: nothing depends on colour, and
whoever cannot see the picture reads its description and the table beside it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.domain.bilan import Tableau

MOST_BARS: Final = 12  # beyond, the table alone is clearer
NOT_SHOWN: Final = "n.c."
_LABEL: Final = 1.45  # heights, in sizes of the text
_BAR: Final = 0.85
_GAP: Final = 0.75
_FIGURES: Final = 4.5  # room at the right, for the figure
_THIN: Final = 1.5  # of a bar whose figure is small or nought


class Encre(StrEnum):
    """The role of an ink; whoever paints has its colours."""

    TEXTE = "texte"
    DISCRET = "discret"
    BARRE = "barre"
    FOND = "fond"


@dataclass(frozen=True, slots=True, kw_only=True)
class Barre:
    """A bar; None: its figure is not shown."""

    libelle: str
    nombre: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Graphique:
    """A chart of one table."""

    titre: str
    barres: tuple[Barre, ...]
    unite: str = ""

    @property
    def description(self) -> str:
        """Return what a screen reader says in place of the picture."""
        said = ", ".join(f"{one.libelle}\u00a0: {written(one.nombre)}" for one in self.barres)
        unit = f", en {self.unite}" if self.unite else ""
        return f"Graphique en barres, {self.titre}{unit}. {said}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Boite:
    """A filled box; `x` and `y` of its top left corner."""

    x: float
    y: float
    large: float
    haut: float
    encre: Encre


@dataclass(frozen=True, slots=True, kw_only=True)
class Mot:
    """A text on one line; `x` where it begins, `y` its top."""

    x: float
    y: float
    texte: str
    encre: Encre
    gras: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dessin:
    """What is to be painted, in the units of the width it was asked for."""

    haut: float
    boites: tuple[Boite, ...]
    mots: tuple[Mot, ...]


def written(nombre: int | None) -> str:
    """Write a figure, thousands apart; one under zero takes back what was counted before."""
    if nombre is None:
        return NOT_SHOWN
    return f"{nombre:,}".replace(",", "\u202f").replace("-", "\u2212")


def of_table(tableau: Tableau) -> Graphique | None:
    """Return the chart of a table: its values, or the quarters of the only one; None without.

    Bars grow from zero: figures under it have none.
    """
    if len(tableau.lignes) == 1 and len(tableau.colonnes) > 1:
        ligne = tableau.lignes[0]
        barres = [
            Barre(libelle=title, nombre=figure)
            for title, figure in zip(tableau.colonnes, ligne.figures, strict=True)
        ]
    else:
        barres = [Barre(libelle=one.libelle, nombre=one.total) for one in tableau.lignes]
    shown = [one for one in barres if one.nombre]
    under = any((one.nombre or 0) < 0 for one in barres)
    if not 1 < len(barres) <= MOST_BARS or not shown or under:
        return None
    return Graphique(titre=tableau.titre, barres=tuple(barres), unite=tableau.unite)


def dessiner(graphique: Graphique, large: float, taille: float) -> Dessin:
    """Lay a chart out for a width; `taille` is the size of its text, in the same unit."""
    boites: list[Boite] = []
    mots: list[Mot] = []
    room = max(large - _FIGURES * taille, taille)
    highest = max((one.nombre or 0 for one in graphique.barres), default=0)
    y = 0.0
    for one in graphique.barres:
        mots.append(Mot(x=0, y=y, texte=one.libelle, encre=Encre.TEXTE))
        y += _LABEL * taille
        boites.append(Boite(x=0, y=y, large=room, haut=_BAR * taille, encre=Encre.FOND))
        if one.nombre is not None:
            wide = max(room * one.nombre / highest, _THIN) if one.nombre else _THIN
            boites.append(Boite(x=0, y=y, large=wide, haut=_BAR * taille, encre=Encre.BARRE))
        ink = Encre.DISCRET if one.nombre is None else Encre.TEXTE
        mots.append(
            Mot(
                x=room + 0.6 * taille,
                y=y - 0.2 * taille,
                texte=written(one.nombre),
                encre=ink,
                gras=one.nombre is not None,
            )
        )
        y += (_BAR + _GAP) * taille
    return Dessin(haut=max(y - _GAP * taille, 0), boites=tuple(boites), mots=tuple(mots))
