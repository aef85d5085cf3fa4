"""An invented questionnaire of any size, in the shape of real ones, for measurements.

A person, a repeat counted by an answer, five groups of skills with their scores, a conclusion
computed from all of them; then as many blocks of sixteen questions as are wanted, each with a
score that adds itself to that of the block before.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

import openpyxl

from app.questionnaire.form.workbook import xform_of

FRENCH: Final = "Français (fr)"
ENGLISH: Final = "English (en)"
BLOCK_QUESTIONS: Final = 17
FIRST_QUESTIONS: Final = 62
_KINDS: Final = ("select_one degre", "select_one ouinon", "integer", "text", "select_multiple but")
_SHOWN: Final = frozenset(
    {"select_one", "select_multiple", "text", "integer", "decimal", "date", "note"}
)
_AGREES: Final = "${accord} = 'oui'"
_LISTS: Final = {
    "ouinon": "oui:Oui:Yes non:Non:No",
    "genre": "f:Femme:Woman h:Homme:Man nr:Sans_réponse:No_answer",
    "travail": "emploi:Emploi:Job cherche:Recherche:Seeking retraite:Retraite:Pension autre:Autre:Other",  # noqa: E501 -- a list on its line
    "zone": "47:Lot-et-Garonne:Lot-et-Garonne 66:Pyrénées-Orientales:Pyrénées-Orientales",
    "ville": "agen:Agen:Agen:47 nerac:Nérac:Nérac:47 prades:Prades:Prades:66 elne:Elne:Elne:66",
    "appareil": "pc:Ordinateur:PC tab:Tablette:Tablet tel:Mobile:Phone aucun:Aucun:None",
    "ligne": "fibre:Fibre:Fibre cuivre:Cuivre:Copper mobile:Mobile:Mobile",
    "lieu": "biblio:Médiathèque:Library proche:Un_proche:Relative autre:Autre:Other",
    "degre": "0:Pas_du_tout:Not_at_all 1:Avec_aide:With_help 2:Peu:Hardly 3:Seul:Alone",
    "envie": "non:Non:No peu:Un_peu:A_little oui:Beaucoup:A_lot",
    "but": "emploi:Emploi:Job papiers:Démarches:Papers lien:Lien:Friends jeu:Loisirs:Leisure autre:Autre:Other",  # noqa: E501 -- the same
    "suite": "aide:Aide:Help:0 cours:Cours:Course:2 atelier:Atelier:Workshop:1 rien:Rien:None:9",
}
_SKILLS: Final = ("socle", "echanges", "recherche", "demarches", "prudence")


def blocks_for(questions: int) -> int:
    """Return how many blocks make a form of about that many questions."""
    return max(0, round((questions - FIRST_QUESTIONS) / BLOCK_QUESTIONS))


def form_of(blocks: int) -> tuple[str, int]:
    """Return the XForm with so many blocks, and how many questions it shows."""
    sheet = _Sheet()
    _person(sheet)
    _household(sheet)
    _equipment(sheet)
    for skill in _SKILLS:
        _skill(sheet, skill)
    _wishes(sheet)
    _conclusion(sheet)
    for number in range(blocks):
        _block(sheet, number)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mesure.xlsx"
        sheet.write(path)
        xml = xform_of(path)
    return xml, sum(row["type"].partition(" ")[0] in _SHOWN for row in sheet.rows)


@dataclass(slots=True)
class _Sheet:
    rows: list[dict[str, str]] = field(default_factory=list[dict[str, str]])

    def add(self, kind: str, name: str = "", text: str = "", **cells: str) -> None:
        row = {"type": kind, "name": name, **cells}
        if text:
            row |= {f"label::{FRENCH}": text, f"label::{ENGLISH}": f"{text} (en)"}
        if "constraint" in cells:
            row |= {
                f"constraint_message::{FRENCH}": f"Réponse impossible : {name}",
                f"constraint_message::{ENGLISH}": f"Impossible answer: {name}",
            }
        self.rows.append(row)

    def write(self, path: Path) -> None:
        book = openpyxl.Workbook(write_only=True)
        survey = book.create_sheet("survey")
        columns = list(dict.fromkeys(column for row in self.rows for column in row))
        survey.append(columns)
        for row in self.rows:
            survey.append([row.get(column) for column in columns])
        choices = book.create_sheet("choices")
        choices.append(["list_name", "name", f"label::{FRENCH}", f"label::{ENGLISH}", "trait"])
        for name, items in _LISTS.items():
            for item in items.split():
                cells = [part.replace("_", " ") for part in item.split(":")]
                choices.append([name, *cells, *[None] * (4 - len(cells))])
        settings = book.create_sheet("settings")
        settings.append(["form_title", "form_id", "version", "default_language"])
        settings.append(["Mesure", "mesure", "1", FRENCH])
        book.save(path)


def _person(sheet: _Sheet) -> None:
    sheet.add("start", "debut")
    sheet.add("today", "jour")
    sheet.add("begin group", "personne", "La personne", appearance="field-list")
    sheet.add("select_one ouinon", "accord", "Est-elle d’accord ?", required="yes")
    letters = "regex(., '^[A-Za-zÀ-ÿ \\-]{2,40}$')"
    sheet.add("text", "prenom", "Prénom", relevant=_AGREES, required="yes", constraint=letters)
    born = ". < today() and . > date('1900-01-01')"
    sheet.add("date", "ne", "Naissance", relevant=_AGREES, required="yes", constraint=born)
    days = "decimal-date-time(today()) - decimal-date-time(${ne})"
    sheet.add("calculate", "age", calculation=f"if(${{ne}} = '', '', int(({days}) div 365.25))")
    sheet.add("select_one genre", "genre", "Genre", relevant=_AGREES)
    sheet.add("select_one travail", "travail", "Travail", relevant=_AGREES)
    sheet.add("text", "travail_autre", "Lequel ?", relevant="${travail} = 'autre'", required="yes")
    sheet.add("select_one zone", "zone", "Département", default="47")
    there = "${zone} != ''"
    sheet.add("select_one ville", "ville", "Ville", choice_filter="trait = ${zone}", relevant=there)
    sheet.add("select_one ouinon", "allophone", "Allophone ?")
    sheet.add("select_one ouinon", "handicap", "Handicap ?")
    sheet.add("integer", "foyer", "Foyer", constraint=". >= 1 and . <= 20", default="1")
    known = "${prenom} != '' and ${age} != ''"
    sheet.add("note", "bonjour", "Bonjour ${prenom}, ${age} ans.", relevant=known)
    sheet.add("end group")


def _household(sheet: _Sheet) -> None:
    sheet.add("begin repeat", "membre", "Au foyer", repeat_count="${foyer} - 1")
    sheet.add("text", "m_prenom", "Prénom")
    sheet.add("integer", "m_age", "Âge", constraint=". >= 0 and . < 120")
    sheet.add("select_one ouinon", "m_aide", "Peut aider ?", relevant="${m_age} >= 12")
    sheet.add("calculate", "m_rang", calculation="position(..)")
    sheet.add("note", "m_note", "Personne n° ${m_rang}")
    sheet.add("end repeat")
    sheet.add("calculate", "aidants", calculation="count(${m_aide}[. = 'oui'])")
    sheet.add("calculate", "ages", calculation="sum(${m_age}) + coalesce(${age}, 0)")


def _equipment(sheet: _Sheet) -> None:
    nothing = "selected(${appareils}, 'aucun')"
    alone = "not(selected(., 'aucun') and count-selected(.) > 1)"
    online = "${internet} = 'oui'"
    sheet.add("begin group", "materiel", "Matériel")
    kind = "select_multiple appareil"
    sheet.add(kind, "appareils", "Quels appareils ?", required="yes", constraint=alone)
    sheet.add("select_one ouinon", "internet", "Internet ?", relevant=f"not({nothing})")
    sheet.add("select_one ligne", "ligne", "Ligne", relevant=online, appearance="minimal")
    sheet.add("decimal", "prix", "Prix", relevant=online, constraint=". >= 0 and . <= 500")
    outside = f"${{internet}} = 'non' or {nothing}"
    sheet.add("select_one lieu", "lieu", "Où donc ?", relevant=outside)
    sheet.add("text", "lieu_autre", "Ailleurs", relevant="${lieu} = 'autre'")
    owned = f"if({nothing}, 0, count-selected(${{appareils}}))"
    sheet.add("calculate", "s_materiel", calculation=f"{owned} + if({online}, 2, 0)")
    sheet.add("end group")


def _points(names: list[str]) -> str:
    return " + ".join(f"if(${{{name}}} = '', 0, int(${{{name}}}))" for name in names)


def _skill(sheet: _Sheet, skill: str) -> None:
    names = [f"{skill}_{place}" for place in range(1, 6)]
    sheet.add("begin group", f"g_{skill}", skill.title(), relevant=_AGREES)
    kind, look = "select_one degre", {"required": "yes", "appearance": "likert"}
    sheet.add(kind, names[0], "Première chose ?", **look)
    for _, name in pairwise(names):
        sheet.add(kind, name, f"Et {name} ?", relevant=f"${{{names[0]}}} != ''", **look)
    sheet.add("calculate", f"s_{skill}", calculation=_points(names))
    shown = f"${{s_{skill}}} > 0"
    sheet.add("note", f"n_{skill}", f"Score : ${{s_{skill}}} sur 15", relevant=shown)
    sheet.add("end group")


def _wishes(sheet: _Sheet) -> None:
    sheet.add("begin group", "souhaits", "Souhaits", relevant=_AGREES)
    sheet.add("select_one envie", "envie", "Envie d’apprendre ?", required="yes")
    sheet.add("select_multiple but", "buts", "Pour quoi ?", constraint="count-selected(.) <= 3")
    sheet.add("text", "but_autre", "Lequel ?", relevant="selected(${buts}, 'autre')")
    sheet.add("integer", "heures", "Heures", constraint=". >= 0 and . <= 40")
    sheet.add("select_one ouinon", "mobile", "Peut se déplacer ?")
    sheet.add("text", "frein", "Freins", appearance="multiline")
    wish = "if(${envie} = 'oui', 3, if(${envie} = 'peu', 1, 0))"
    free = "if(coalesce(${heures}, 0) >= 2, 1, 0)"
    sheet.add("calculate", "s_envie", calculation=f"{wish} + {free} + count-selected(${{buts}})")
    sheet.add("end group")


def _conclusion(sheet: _Sheet) -> None:
    total = " + ".join(f"${{s_{skill}}}" for skill in _SKILLS)
    sheet.add("begin group", "conclusion", "Conclusion")
    sheet.add("calculate", "total", calculation=total)
    sheet.add("calculate", "part", calculation="round(${total} div 75 * 100, 1)")
    level = "if(${total} < 20, 'debut', if(${total} < 50, 'milieu', 'aise'))"
    sheet.add("calculate", "palier", calculation=level)
    first = "if(${s_envie} < 2, 'aide', 'cours')"
    advice = f"if(${{palier}} = 'debut', {first}, if(${{palier}} = 'milieu', 'atelier', 'rien'))"
    sheet.add("calculate", "conseil", calculation=advice)
    books = "if(${conseil} = 'cours', 2, if(${conseil} = 'atelier', 1, 0))"
    sheet.add("calculate", "carnets", calculation=books)
    sheet.add("note", "dit", "${palier} (${total}/75, ${part} %) : ${conseil}, ${carnets}.")
    sheet.add("select_one suite", "choisi", "Choix", choice_filter="trait >= ${carnets}")
    other = "${choisi} != '' and ${choisi} != ${conseil}"
    sheet.add("text", "motif", "Pourquoi ?", relevant=other, required="yes")
    sheet.add("date", "rendez_vous", "Rendez-vous", constraint=". >= today()")
    sheet.add("end group")


def _block(sheet: _Sheet, number: int) -> None:
    sheet.add("begin group", f"b{number}", f"Bloc {number}", relevant=_AGREES)
    for place in range(BLOCK_QUESTIONS - 1):
        kind = _KINDS[place % len(_KINDS)]
        cells: dict[str, str] = {}
        if place:
            cells["relevant"] = f"${{b{number}_0}} != '' or ${{total}} > {place}"
        if kind == "integer":
            cells["constraint"] = ". >= 0 and . <= 10"
        if kind.startswith("select_multiple"):
            cells["constraint"] = "count-selected(.) <= 3"
        sheet.add(kind, f"b{number}_{place}", f"Question {number}.{place} ?", **cells)
    before = f" + ${{s{number - 1}}}" if number else ""
    degrees = [f"b{number}_{place}" for place in range(0, BLOCK_QUESTIONS - 1, len(_KINDS))]
    sheet.add("calculate", f"s{number}", calculation=_points(degrees) + before)
    sheet.add("note", f"n{number}", f"Jusqu’ici : ${{s{number}}}")
    sheet.add("end group")
