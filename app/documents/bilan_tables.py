"""The report as tables: one CSV, one workbook of sheets; texts that no spreadsheet computes."""

import io
from collections.abc import Iterator
from typing import Any

from app.documents.cells import Cell, csv_bytes, inert
from app.domain.bilan import Contenu, Partie, Tableau
from app.domain.graphique import NOT_SHOWN

_HEAD = ("rubrique", "tableau", "valeur", "periode", "nombre", "unite")
_NOTHING = "rien n’a été compté"
_WIDE, _NARROW = 46, 12
_SHEET_NAME = 31


def bilan_csv(contenu: Contenu, *, etat: str) -> bytes:
    """Return every figure on a line of its own, then texts and typed numbers.

    `etat` says whether it was validated: a draft is not to be taken for the report.
    """
    rows = (("", "état", etat, "", None), *_lines(contenu))
    return csv_bytes([_HEAD, *(row if len(row) == len(_HEAD) else (*row, "") for row in rows)])


def _lines(contenu: Contenu) -> Iterator[tuple[Cell, ...]]:
    yield ("", "periode", contenu.periode, f"{contenu.debut} – {contenu.fin}", None)
    for partie in contenu.parties:
        for one in partie.tableaux:
            yield from _table_lines(partie.titre, one)
        for cible in partie.cibles:
            yield (partie.titre, "objectif", cible.libelle, "minimum", cible.minimum)
            yield (partie.titre, "objectif", cible.libelle, "atteint", _figure(cible.atteint))
        for typed in partie.saisies:
            yield (partie.titre, "saisie", typed.libelle, "total", typed.nombre)
        if partie.question:
            yield (partie.titre, "texte", partie.texte, "", None)
    for sentence in contenu.methode:
        yield ("Méthode", "", sentence, "", None)


def _table_lines(part: str, one: Tableau) -> Iterator[tuple[Cell, ...]]:
    for ligne in one.lignes:
        for period, figure in zip(
            (*one.colonnes, "total"), (*ligne.figures, ligne.total), strict=True
        ):
            yield (part, one.titre, ligne.libelle, period, _figure(figure), one.unite)
    if not one.lignes:
        yield (part, one.titre, _NOTHING, "total", None)
    if one.partiel:
        yield (part, one.titre, "n", "total", _figure(one.n))
        yield (part, one.titre, "non renseigné", "total", _figure(one.manquants))


def bilan_xlsx(contenu: Contenu, *, etat: str) -> bytes:
    """Return a workbook: a sheet a section, then the method; `etat` as in `bilan_csv`."""
    import openpyxl  # noqa: PLC0415 - slow to import, and few days need it

    book: Any = openpyxl.Workbook()
    first = book.active
    first.title = "Bilan"
    for row in (
        ("Bilan", contenu.titre),
        ("État", etat),
        ("Convention", contenu.reference),
        ("Structure", contenu.structure),
        ("Destinataire", contenu.destinataire),
        ("Période", contenu.periode),
        ("Du", contenu.debut.isoformat()),
        ("Au", contenu.fin.isoformat()),
    ):
        _append(first, row)
    for number, partie in enumerate(contenu.parties, 1):
        _sheet(book.create_sheet(_name(partie.titre, number)), partie)
    method = book.create_sheet("Méthode")
    for sentence in contenu.methode:
        _append(method, (sentence,))
    for sheet in book.worksheets:
        sheet.column_dimensions["A"].width = _WIDE
        for letter in "BCDEFGHIJ":
            sheet.column_dimensions[letter].width = _NARROW
    first.column_dimensions["B"].width = _WIDE
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(sheet: Any, partie: Partie) -> None:  # noqa: ANN401 - openpyxl has no types
    _title(sheet, partie.titre)
    if partie.question:
        _append(sheet, (partie.question,))
        _append(sheet, (partie.texte,))
    for cible in partie.cibles:
        _append(sheet, (cible.libelle, _figure(cible.atteint), "minimum", cible.minimum))
    for typed in partie.saisies:
        _append(sheet, (typed.libelle, typed.nombre))
    for one in partie.tableaux:
        sheet.append([])
        _title(sheet, f"{one.titre} ({one.unite})" if one.unite else one.titre)
        if not one.lignes:
            _append(sheet, (_NOTHING,))
            continue
        _append(sheet, ("", *one.colonnes, "Total"))
        for ligne in one.lignes:
            figures = [_figure(figure) for figure in (*ligne.figures, ligne.total)]
            _append(sheet, (ligne.libelle, *figures))
        if one.partiel:
            _append(sheet, ("n", *[""] * len(one.colonnes), _figure(one.n)))
            unsaid = _figure(one.manquants)
            _append(sheet, ("Non renseigné", *[""] * len(one.colonnes), unsaid))


def _title(sheet: Any, words: str) -> None:  # noqa: ANN401 - as above
    from openpyxl.styles import Font  # noqa: PLC0415 - as above

    _append(sheet, (words,))
    sheet.cell(row=sheet.max_row, column=1).font = Font(bold=True)


def _append(sheet: Any, cells: tuple[Cell, ...]) -> None:  # noqa: ANN401 - as above
    from openpyxl.styles import Alignment  # noqa: PLC0415 - as above

    sheet.append([inert(one, lines=True) if isinstance(one, str) else one for one in cells])
    if len(cells) == 1:  # a sentence, or a text of several lines
        cell = sheet.cell(row=sheet.max_row, column=1)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _name(titre: str, number: int) -> str:
    kept = "".join(sign for sign in titre if sign not in "[]:*?/\\'")
    return f"{number}. {kept}"[:_SHEET_NAME]


def _figure(figure: int | None) -> Cell:
    return NOT_SHOWN if figure is None else figure
