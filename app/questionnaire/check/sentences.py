"""What pyxform says of a workbook, and how to say it in French.

pyxform has no codes: its sentences (errors.py, xls2json.py of version 4) are known by their words.
"""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from app.questionnaire.check.renaming import choice_list, free_name, question_type, references
from app.questionnaire.workbook.cells import Row, Workbook


class Place(NamedTuple):
    """Where a fault is: the row and the column, and what pyxform quotes of it."""

    workbook: Workbook
    row: Row
    column: str
    quoted: str


def _unknown_name(place: Place) -> str:
    return references(place.workbook, place.row, place.column, place.quoted)


def _free_name(place: Place) -> str:
    return free_name(place.workbook, place.row)


def _list(place: Place) -> str:
    return choice_list(place.workbook, place.row)


def _type(place: Place) -> str:
    return question_type(place.workbook, place.row)


class Sentence(NamedTuple):
    """What pyxform says, what to say, and where.

    `column` is the column at fault (blank: as said), `propose` says what to write. `sheet` is
    given where pyxform does not quote it so that it can be found, `heading` for a fault of the
    first row, `type_has` to find the row by a word of its type; each may hold `{0}`.
    """

    pattern: re.Pattern[str]
    french: str
    column: str = ""
    propose: Callable[[Place], str] | None = None
    sheet: str = ""
    heading: str = ""
    type_has: str = ""


_FRENCH: Final = (
    Sentence(
        re.compile(r"Could not find the name '([^']+)'"),
        "question inconnue : ${{{0}}}.",
        propose=_unknown_name,
    ),
    Sentence(
        re.compile(r"'name' value '([^']+)' is invalid\. Questions, groups"),
        "le nom « {0} » est déjà utilisé.",
        "name",
        _free_name,
    ),
    Sentence(
        re.compile(r"'name' value '([^']+)' is problematic.*case-insensitive"),
        "le nom « {0} » ne diffère d’un autre que par ses majuscules.",
        "name",
        _free_name,
    ),
    Sentence(
        re.compile(r"List name not in choices sheet: (\S+)"),
        "la liste « {0} » n’existe pas dans la feuille choices.",
        "type",
        _list,
    ),
    Sentence(
        re.compile(r"There should be a choices sheet()"),
        "la feuille choices manque : aucune liste de réponses n’existe.",
        "type",
        _list,
    ),
    Sentence(
        re.compile(r"Unknown question type '([^']+)'"),
        "type de question inconnu : « {0} ».",
        "type",
        _type,
    ),
    Sentence(
        re.compile(r"Names must begin with a letter"),
        "un nom commence par une lettre, puis lettres, chiffres, « _ », « - » ou « . ».",
        "name",
        _free_name,
    ),
    Sentence(
        re.compile(r"Choice names must be unique"),
        "ce code est déjà utilisé dans sa liste.",
        "name",
        _free_name,
    ),
    Sentence(
        re.compile(r"Choices should have a label"),
        "cette réponse n’a pas de texte : son code serait montré à sa place.",
        "label",
    ),
    Sentence(re.compile(r"Choices must have a name"), "une réponse doit avoir un code.", "name"),
    Sentence(
        re.compile(r"Unmatched 'begin_(\w+)'.*name '([^']+)'"),
        "« {1} » : ce groupe n’est jamais fermé (ligne end_{0}).",
    ),
    Sentence(re.compile(r"Unmatched 'end_(\w+)'"), "fin de groupe (end_{0}) sans début.", "type"),
    Sentence(
        re.compile(r"Question or group with no name"), "une question doit avoir un nom.", "name"
    ),
    Sentence(re.compile(r"Question with no type"), "une question doit avoir un type.", "type"),
    Sentence(
        re.compile(r"Missing calculation"), "un calcul doit avoir une formule.", "calculation"
    ),
)


def _plain_select(place: Place) -> str:
    return place.row["type"].replace("select_one_external", "select_one")


def _max_pixels(place: Place) -> str:
    return f"{place.row['parameters']} max-pixels=1024".strip()


def _one_word(place: Place) -> str:
    return place.quoted.replace(" ", "_")


_ABOUT_ROWS: Final = (
    Sentence(
        re.compile(r"element named '([^']+)' has no label"),
        "la question « {0} » n’a pas de texte (colonne label).",
        "label",
    ),
    Sentence(re.compile(r"(?:Group|Repeat) has no label"), "ce groupe n’a pas de texte.", "label"),
    Sentence(
        re.compile(r"Choices should have a label"), "cette réponse n’a pas de texte.", "label"
    ),
    Sentence(
        re.compile(r"Row without name, text, or label"),
        "cette ligne n’a ni nom ni texte : elle est laissée de côté.",
        "type",
    ),
    Sentence(
        re.compile(r"Audits must always be named"),
        "une ligne audit ne porte pas de nom : vider la cellule.",
        "name",
    ),
    Sentence(
        re.compile(r"There should be an external_choices sheet|external choices sheet"),
        "« select_one_external » n’est pas pris en charge : mettre la liste dans choices.",
        "type",
        _plain_select,
        type_has="select_one_external",
    ),
    Sentence(
        re.compile(r"select one external is only meant"),
        "« select_one_external » ne sert qu’avec un choice_filter.",
        "type",
        _plain_select,
    ),
    Sentence(
        re.compile(r"Use the max-pixels parameter"),
        "sans le paramètre max-pixels, les images sont lourdes.",
        "parameters",
        _max_pixels,
    ),
    Sentence(
        re.compile(r"(\w+) is no longer supported on most devices"),
        "« {0} » n’est plus donné par les appareils : retirer cette ligne.",
        "type",
    ),
    Sentence(
        re.compile(r"This form uses or_other and translations"),
        "or_other laisse « autre » sans traduction : ajouter plutôt une réponse « autre » à la "
        "liste, et une question de type text.",
        "type",
        type_has="or_other",
    ),
    Sentence(
        re.compile(r"Repeat names must not be the same as|The name '(?:meta)' is reserved"),
        "ce nom est réservé.",
        "name",
        _free_name,
    ),
    Sentence(
        re.compile(r"Repeat names must unique"), "ce nom est déjà utilisé.", "name", _free_name
    ),
    Sentence(
        re.compile(r"Reference variables must start"),
        "une question se cite par son nom entre accolades : ${{nom}}.",
    ),
    Sentence(
        re.compile(r"must be unique anywhere.*The name '([^']+)' appears"),
        "plusieurs questions s’appellent « {0} » : ${{{0}}} ne dit pas laquelle.",
    ),
    Sentence(
        re.compile(r"'save_to' value is invalid"),
        "les entités ODK ne sont pas prises en charge : vider la cellule.",
        "save_to",
    ),
    Sentence(
        re.compile(r"the parameter '([^']+)' must be a number"),
        "le paramètre « {0} » doit être un nombre.",
        "parameters",
    ),
    Sentence(
        re.compile(r"the parameter '([^']+)' must not be '0'"),
        "le paramètre « {0} » ne peut pas être 0.",
        "parameters",
    ),
    Sentence(
        re.compile(r"the parameter '([^']+)' must not be larger"),
        "le paramètre « {0} » dépasse l’écart entre start et end.",
        "parameters",
    ),
    Sentence(
        re.compile(r"Parameters must be in the form"),
        "un paramètre s’écrit nom=valeur ; une espace sépare deux paramètres.",
        "parameters",
    ),
    Sentence(
        re.compile(r"accepted parameter keys.* are '([^']+)'.*key\(s\): '([^']+)'"),
        "paramètre inconnu : {1}. Connus : {0}.",
        "parameters",
    ),
    Sentence(
        re.compile(r"randomize must be set to true or false: '([^']+)'"),
        "randomize vaut true ou false, pas « {0} ».",
        "parameters",
    ),
    Sentence(
        re.compile(r"The 'disabled' column header"),
        "la colonne disabled est ancienne : écrire false() dans relevant.",
        "disabled",
    ),
    Sentence(
        re.compile(r"File name for '([^']+)' should end"),
        "la liste de « {0} » doit être un fichier .csv.",
        "type",
    ),
    Sentence(
        re.compile(r"Choice names with spaces.*See \[([^\]]+)\] in \[([^\]]+)\]"),
        "le code « {0} » (liste {1}) contient une espace : impossible dans un choix multiple.",
        "name",
        _one_word,
        sheet="choices",
    ),
)

_ABOUT_SHEETS: Final = (
    Sentence(
        re.compile(r"You must have a sheet named '(\w+)'.*similar names.*'([^']+)'", re.DOTALL),
        "la feuille {0} manque : celle-ci a sans doute perdu son nom.",
        sheet="{1}",
    ),
    Sentence(
        re.compile(r"You must have a sheet named '(\w+)'"),
        "cette feuille manque dans le classeur",
        sheet="{0}",
    ),
    Sentence(
        re.compile(r"sheet named '(\w+)', the following.*similar.*: '([^']+)'", re.DOTALL),
        "cette feuille ressemble à {0}, qui manque : la renommer, ou mettre « _ » devant son nom.",
        sheet="{1}",
    ),
    Sentence(
        re.compile(r"sheet: '(\w+)'\. Headers that are different.*: '([^']+)', '([^']+)'"),
        "les colonnes « {1} » et « {2} » disent la même chose : en retirer une.",
        sheet="{0}",
        heading="{2}",
    ),
    Sentence(
        re.compile(r"sheet: '(\w+)'\. One or more required.*not found: '([^']+)'"),
        "la colonne « {1} » manque.",
        sheet="{0}",
        heading="{1}",
    ),
    Sentence(
        re.compile(r"Invalid headers provided for sheet: '(\w+)'"),
        "les titres des colonnes manquent : la première ligne les porte.",
        sheet="{0}",
        heading="{0}",
    ),
    Sentence(
        re.compile(r"On the 'choices' sheet, the '([^']*)' value.*Column headers must not"),
        "un titre de colonne n’est ni vide ni fait de plusieurs mots.",
        sheet="choices",
        heading="{0}",
    ),
    Sentence(
        re.compile(r"form_id and id_string column headers"),
        "form_id et id_string disent la même chose : retirer cette colonne.",
        sheet="settings",
        heading="id_string",
    ),
    Sentence(
        re.compile(r"On the 'entities' sheet"),
        "les entités ODK ne sont pas prises en charge : retirer cette feuille.",
        sheet="entities",
    ),
    Sentence(
        re.compile(r"language declarations do not contain.*codes: (.+?)\. Learn"),
        "langue sans code : {0}. L’écrire comme « Français (fr) ».",
        heading="label::{0}",
    ),
)

SENTENCES: Final = (*_FRENCH, *_ABOUT_ROWS, *_ABOUT_SHEETS)
"""All that is known; the first that fits is the one to say."""
