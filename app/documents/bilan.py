"""The report on paper: what the convention asks for, in its order, with charts and tables.

Source: documents.md b12. A draft says so across each page; a validated report names who validated
it and when, above the figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Space, Style, Text, heading
from app.documents.charts import Chart
from app.documents.conformity import Together
from app.documents.kinds import Template
from app.documents.panels import Card, Fields
from app.documents.parties import letterhead
from app.documents.sheet import Sheet, data_hash, render
from app.documents.tables import Table
from app.documents.tokens import MUTED
from app.documents.typography import french_date, plain
from app.domain.agent import Structure
from app.domain.bilan import Cible, Contenu, Partie, Saisie, Tableau, named
from app.domain.convention import Convention
from app.domain.graphique import of_table, written

BILAN: Final = Template(code="BILAN", version=1, title="Bilan")
_SIZE: Final = 10.5
_QUIET: Final = Style(size=9.5, color=MUTED, after=3)
_FEW: Final = 6  # lines of a table that stay with their chart on one page
_TO_WRITE: Final = "Texte à écrire."


@dataclass(frozen=True, slots=True, kw_only=True)
class BilanData:
    """A report to print. `valide_par` is empty and the dates are None before they are known."""

    contenu: Contenu
    convention: Convention
    structure: Structure
    printed_on: date
    validateur: str = ""
    valide_par: str = ""
    valide_le: date | None = None
    transmis_le: date | None = None
    transmis_comment: str = ""


def bilan_pdf(data: BilanData) -> bytes:
    """Return the report; « Projet » stands across it until it is validated."""
    sheet = Sheet(
        template=BILAN,
        title=f"{data.contenu.titre}, {data.contenu.periode}",
        author=data.structure.name,
        reference=f"{data.contenu.fin.year}-{data.structure.code}",
        printed_on=data.printed_on,
        digest=data_hash(BILAN, data),
        final=data.valide_le is not None,
    )
    return render(sheet, _blocks(data))


def _blocks(data: BilanData) -> list[Block]:
    contenu = data.contenu
    blocks: list[Block] = [
        *letterhead(data.convention, data.structure),
        heading(contenu.titre, 1, size=22, before=16, after=2),
        Text(plain(_first_upper(contenu.periode)), Style(size=13, color=MUTED, after=8)),
        Fields(_facts(data), size=_SIZE, label_share=0.28),
    ]
    for number, partie in enumerate(contenu.parties, 1):
        blocks += _part(partie, number)
    blocks.append(heading("Méthode", 2, size=14, before=18, after=4))
    blocks += [Text(plain(one), Style(size=9.5, after=4)) for one in contenu.methode]
    return blocks


def _facts(data: BilanData) -> list[tuple[str, str]]:
    contenu = data.contenu
    validated = "Brouillon\u00a0: pas encore validé"
    if data.valide_le is not None:
        validated = f"{data.valide_par}, le {french_date(data.valide_le)}"
    sent = f"le {french_date(data.transmis_le)}" if data.transmis_le else ""
    return [
        ("Convention", contenu.reference),
        ("Structure", contenu.structure),
        ("Destinataire", contenu.destinataire),
        ("Du", f"{french_date(contenu.debut)} au {french_date(contenu.fin)}"),
        ("À valider par", data.validateur if data.valide_le is None else ""),
        ("Validé par", validated),
        ("Transmis", ", ".join(one for one in (sent, data.transmis_comment) if one)),
    ]


def _part(partie: Partie, number: int) -> list[Block]:
    blocks: list[Block] = [heading(f"{number}. {partie.titre}", 2, size=15, before=18, after=3)]
    if partie.question:
        blocks.append(Text(plain(partie.question), _QUIET, keep=True))
        text = partie.texte or _TO_WRITE
        style = Style(size=_SIZE, after=4) if partie.texte else _QUIET
        blocks += [Text(plain(line), style) for line in text.split("\n") if line.strip()]
    if partie.cibles:
        blocks += [_targets(partie.cibles), Space(6)]
    if partie.saisies:
        blocks += [_typed(partie.saisies), Space(6)]
    for tableau in partie.tableaux:
        blocks += _table(tableau) if tableau.lignes else []
    if empty := [one.titre for one in partie.tableaux if not one.lignes]:
        said = f"Rien n’a été compté pour\u00a0: {named(empty)}."
        blocks.append(Text(plain(said), _QUIET))
    return blocks


def _table(tableau: Tableau) -> list[Block]:
    title = f"{tableau.titre} ({tableau.unite})" if tableau.unite else tableau.titre
    top: list[Block] = [heading(title, 3, size=12, before=12, after=2)]
    if tableau.partiel:
        top.append(Text(plain(_partial(tableau)), Style(size=9.5, color=MUTED, after=3), keep=True))
    chart = of_table(tableau)
    if chart is not None:
        top += [Chart(chart), Space(6)]
    figures = _figures(tableau)
    if chart is None or len(tableau.lignes) <= _FEW:
        return [Together([*top, figures])]
    return [Together(top), Together([figures])]  # a table that goes on has no headings there


def _partial(tableau: Tableau) -> str:
    missing = written(tableau.manquants)
    return f"n = {written(tableau.n)}\u00a0; non renseigné\u00a0: {missing}"


def _figures(tableau: Tableau) -> Table:
    columns = [*tableau.colonnes, "Total"]
    share = min(0.14 if max(map(len, columns)) > len("Total") else 0.11, 0.7 / len(columns))
    cells = [(one, share) for one in columns]
    return Table(
        [("Valeur", 1 - share * len(columns)), *cells],
        [
            [
                [_cell(ligne.libelle)],
                *[[_figure(one)] for one in (*ligne.figures, ligne.total)],
            ]
            for ligne in tableau.lignes
        ],
        size=9.5,
        figures=True,
    )


def _targets(cibles: Sequence[Cible]) -> Block:
    rows = [
        (
            one.libelle,
            f"{written(one.atteint)}\u00a0; il en faut {one.minimum} par an"
            + {True: "\u00a0: tenu", False: "\u00a0: non tenu", None: ""}[one.tenu],
        )
        for one in cibles
    ]
    return Card([Fields(rows, size=_SIZE, label_share=0.5)], padding=9)


def _typed(saisies: Sequence[Saisie]) -> Block:
    rows = [
        (one.libelle, "non renseigné" if one.nombre is None else written(one.nombre))
        for one in saisies
    ]
    return Fields(rows, size=_SIZE, label_share=0.6)


def _cell(text: str) -> Text:
    return Text(plain(text), Style(size=9.5, leading=1.25))


def _figure(figure: int | None) -> Text:
    return Text(plain(written(figure)), Style(size=9.5, leading=1.25), right=True)


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]
