"""What differs in how the answers are understood: points, scores, thresholds, rules, messages."""

from collections.abc import Iterator
from typing import Final

from app.questionnaire.difference.answers import GUIDE_COLUMNS, lists_of
from app.questionnaire.difference.model import Change, Detail, Happened
from app.questionnaire.difference.rows import details, keyed, moved, rows_of
from app.questionnaire.difference.words import SHEETS, guide_heading, label_heading
from app.questionnaire.workbook.cells import Row, Workbook
from app.questionnaire.workbook.tabs import ORDER

_FORM: Final = frozenset({"survey", "choices", "settings"})
_KEYS: Final = {
    "variables": ("variable",),
    "niveaux": ("niveau",),
    "services": ("jeu", "code"),
    "categories": ("categorie", "libelle"),
    "carnets": ("profil", "service"),
    "modules_limites": ("cible",),
    "exercice_niveaux": ("niveau",),
    "profils": ("profil",),
    "requis": ("resultat", "jeu"),
    "prestations": ("service",),
    "reglages": ("reglage",),
    "cas_tests": ("cas",),
    "lisez_moi": ("feuille",),
}
"""The columns that name a row; « code » in the other sheets."""

_ORDERED: Final = frozenset({"services", "suites", "categories"})
"""Sheets whose first row that holds decides: another order may change a result."""

_SAYS: Final = ("libelle", "titre", "service", "texte_usager", "tache", "situation")


def compare_guide(former: Workbook, latter: Workbook) -> tuple[Change, ...]:
    """Return the rows of the guide that differ, sheet by sheet in the order of the tabs."""
    sheets = {*former.sheets, *latter.sheets} - _FORM
    known = [name for name in ORDER if name in sheets and name != "lisez_moi"]
    others = sorted(sheets - set(known))
    found = list(_points(former, latter))
    for name in [*known, *others]:
        found += _sheet(former, latter, name)
    return tuple(found)


def _points(former: Workbook, latter: Workbook) -> Iterator[Change]:
    was, now = lists_of(former), lists_of(latter)
    label = label_heading(latter, "choices")
    for name, answers in now.items():
        for code, row in answers.items():
            before = was.get(name, {}).get(code)
            if before is None:
                changed = tuple(Detail(one, "", row[one]) for one in GUIDE_COLUMNS if row[one])
            else:
                changed = tuple(
                    Detail(one, before[one], row[one])
                    for one in GUIDE_COLUMNS
                    if before[one] != row[one]
                )
            if changed:
                yield Change(
                    sheet="choices",
                    key=f"{name} {code}",
                    title=f"Points de la réponse «\u00a0{row[label] or code}\u00a0» ({name})",
                    happened=Happened.CHANGED,
                    details=changed,
                )


def _sheet(former: Workbook, latter: Workbook, sheet: str) -> Iterator[Change]:
    was = keyed(rows_of(former, sheet), lambda row: _key(sheet, row))
    now = keyed(rows_of(latter, sheet), lambda row: _key(sheet, row))
    out_of_place = moved(list(was), list(now)) if sheet in _ORDERED else set[str]()
    for key, row in now.items():
        if key not in was:
            yield _change(sheet, key, row, Happened.ADDED, _whole(sheet, row, added=True))
            continue
        changed = details(was[key], row, skip=_names(sheet), words=guide_heading)
        if key in out_of_place:
            ranks = (str(list(was).index(key) + 1), str(list(now).index(key) + 1))
            changed = (*changed, Detail("rang (la première règle vraie décide)", *ranks))
            only = len(changed) == 1
            yield _change(sheet, key, row, Happened.MOVED if only else Happened.CHANGED, changed)
        elif changed:
            yield _change(sheet, key, row, Happened.CHANGED, changed)
    for key, row in was.items():
        if key not in now:
            yield _change(sheet, key, row, Happened.REMOVED, _whole(sheet, row, added=False))


def _names(sheet: str) -> tuple[str, ...]:
    return _KEYS.get(sheet, ("code",))


def _key(sheet: str, row: Row) -> str:
    named = " ".join(row[name] for name in _names(sheet) if row[name])
    return named or next(iter(row.values.values()), "")


def _whole(sheet: str, row: Row, *, added: bool) -> tuple[Detail, ...]:
    """Return the cells of a row that came or went, but for those that name it."""
    return tuple(
        Detail(guide_heading(heading), "" if added else text, text if added else "")
        for heading in row.columns
        if (text := row[heading]) and heading not in _names(sheet)
    )


def _change(
    sheet: str, key: str, row: Row, happened: Happened, found: tuple[Detail, ...]
) -> Change:
    kind = SHEETS.get(sheet, f"Feuille {sheet}")
    says = next((row[name] for name in _SAYS if row[name] and row[name] not in key), "")
    title = f"{kind} {key} – {says}" if says else f"{kind} {key}"
    return Change(sheet=sheet, key=key, title=title, happened=happened, details=found)
