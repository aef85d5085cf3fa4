"""The journal in words for its PDF and for a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from datetime import date, tzinfo
from itertools import groupby
from typing import Final

from app.documents.cells import inert
from app.domain.journal import ILLISIBLE, month_of
from app.ui.dates import long_day_words, month_words
from app.ui.pages.reglages.journal.words import (
    act,
    actor,
    detail,
    dossier_words,
    hour_words,
    verdict,
)
from app.ui.widgets.tones import Tone
from app.usecases.journal import Famille, Ligne
from app.usecases.journal_paper import JournalWords
from app.usecases.records import Etat, Mois

FAMILIES: Final = {
    Famille.TOUT: "Tout",
    Famille.ACCES: "Dossiers consultés",
    Famille.ACTES: "Actes",
    Famille.SORTIES: "Papiers, fichiers, envois",
    Famille.POSTE: "Poste et accès",
}
_STATES: Final = {
    Etat.SCELLE: "entier, scellé",
    Etat.OUVERT: "entier, en cours",
    Etat.RETIRE: "effacé à son terme, sceau valable",
    Etat.AUTRE_CLE: "entier, scellé par un autre poste",
    Etat.ENTREE: "MODIFIÉ : une ligne a changé",
    Etat.MANQUE: "MODIFIÉ : des lignes manquent, ou sont de trop",
    Etat.SCEAU: "MODIFIÉ : le sceau ne correspond pas",
    Etat.SUITE: "MODIFIÉ : ne suit pas le mois d’avant",
}
MOST: Final = 3_000  # entries on a paper: seven seconds, some 90 pages
_DIGITS: Final = 16
_COLUMNS: Final = ("Jour", "Heure", "Qui", "Quoi", "Précision", "Dossier")
_UNREADABLE: Final = ("illisible", "illisible")


def paper_words(  # noqa: PLR0913 -- the choice of the tab, each part by its name
    lines: Sequence[Ligne],
    months: Sequence[Mois],
    *,
    segment: str,
    famille: Famille,
    who: str,
    zone: tzinfo,
    today: date,
) -> JournalWords:
    """Return what the PDF says; `segment` is empty for every month, `who` for everybody."""
    tone, result = verdict(months)
    name = "-".join(("journal", segment or f"jusqu-au-{today:%Y-%m-%d}"))
    return JournalWords(
        period=_period(segment, months),
        choice=FAMILIES[famille] + (f", {who} seulement" if who else ", de tous les collègues"),
        result=result,
        whole=tone is Tone.SUCCESS,
        months=[
            (
                month_words(one.segment).capitalize(),
                str(one.entrees),
                _STATES[one.etat],
                one.empreinte[:_DIGITS],
            )
            for one in months
        ],
        days=[
            (_day(day), [_cells(line, zone) for line in of_day])
            for day, of_day in groupby(lines[:MOST], key=lambda one: one.at.astimezone(zone).date())
        ],
        left_out=max(0, len(lines) - MOST),
        name=name,
    )


def table_of(lines: Sequence[Ligne], zone: tzinfo) -> bytes:
    """Return the entries as CSV for a spreadsheet of a French desk: semicolons, UTF-8 with mark."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=";")
    rows.writerow(_COLUMNS)
    for line in lines:
        local = line.at.astimezone(zone)
        what = act(line)
        cells = (
            *(_UNREADABLE if line.at == ILLISIBLE else (f"{local:%d/%m/%Y}", f"{local:%H:%M:%S}")),
            actor(line),
            what[0].upper() + what[1:],
            detail(line),
            dossier_words(line.dossier) if line.dossier else "",
        )
        rows.writerow(inert(cell) for cell in cells)
    return text.getvalue().encode("utf-8-sig")


def _day(day: date) -> str:
    return "Date illisible" if day.year == ILLISIBLE.year else long_day_words(day).capitalize()


def _period(segment: str, months: Sequence[Mois]) -> str:
    if segment:
        return month_words(segment)
    kept = sorted({month_of(one.segment) for one in months if one.etat is not Etat.RETIRE})
    if len(kept) > 1:
        first = month_words(kept[0])
        return f"{'d’' if first[0] in 'ao' else 'de '}{first} à {month_words(kept[-1])}"
    return month_words(kept[0]) if kept else "aucun mois"


def _cells(line: Ligne, zone: tzinfo) -> tuple[str, str, str, str]:
    what, more = act(line), detail(line)
    return (
        hour_words(line.at, zone),
        actor(line),
        what[0].upper() + what[1:] + (f" ({more})" if more else ""),
        dossier_words(line.dossier) if line.dossier else "",
    )
