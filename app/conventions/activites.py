"""The table [activites] of a convention: what it adds to La Coop's lists."""

import re
from collections.abc import Collection
from typing import Final

from app.conventions.coop import load_coop
from app.conventions.reading import Table
from app.domain.activites_profil import (
    Activites,
    Compte,
    Critere,
    Objectif,
    Questionnaires,
    Rubrique,
)
from app.domain.convention import Porte
from app.domain.coop import PUBLICS, Liste

_CODE: Final = re.compile(r"[a-z0-9_]{2,40}\Z")
_FILE: Final = re.compile(r"[a-z0-9-]{2,60}\Z")
_MOST_VALUES: Final = 40  # of a criterion: a list that one still reads


def read_activites(root: Table, portes: Collection[Porte]) -> Activites:
    """Read the table; a convention may have none.

    Raises:
        ConventionError: a theme that La Coop does not know, a code twice, targets of workshops
            without the door to them, or a missing source.
    """
    if not root.has("activites"):
        return Activites()
    table = root.table("activites")
    known = list(load_coop().codes(Liste.THEME))
    found = Activites(
        themes=table.choices("themes", str, known) if table.has("themes") else (),
        publics=table.choices("publics", Liste, list(PUBLICS)) if table.has("publics") else (),
        catalogue=table.flag("catalogue") if table.has("catalogue") else False,
        missions=_rubriques(root, table, "mission"),
        sensibilisation=_rubriques(root, table, "sensibilisation"),
        objectifs=_objectifs(root, table),
        criteres=_criteres(root, table),
        satisfaction=_survey(root, table, "satisfaction"),
        evaluation=_survey(root, table, "evaluation"),
    )
    of_workshops = found.objectifs or found.sensibilisation or found.catalogue
    if of_workshops and Porte.ATELIER not in portes:
        raise root.refuse("portes.ouvertes", "« atelier » manque : [activites] le demande.")
    table.close()
    return found


def _entries(root: Table, table: Table, key: str) -> list[Table]:
    if not table.has(key):
        return []
    entries = table.tables(key)
    for one in entries:
        root.sources[f"activites.{one.place}"] = one.source()
    return entries


def _code(table: Table, others: Collection[str]) -> str:
    code = table.text("code")
    if not _CODE.match(code):
        raise table.refuse("code", "lettres minuscules, chiffres et _ seulement.")
    if code in others:
        raise table.refuse("code", f"« {code} » y figure deux fois.")
    return code


def _rubriques(root: Table, table: Table, key: str) -> tuple[Rubrique, ...]:
    found: list[Rubrique] = []
    for one in _entries(root, table, key):
        code = _code(one, [other.code for other in found])
        found.append(Rubrique(code=code, libelle=one.text("libelle")))
        one.close()
    return tuple(found)


def _objectifs(root: Table, table: Table) -> tuple[Objectif, ...]:
    found: list[Objectif] = []
    for one in _entries(root, table, "objectif"):
        found.append(
            Objectif(
                code=_code(one, [other.code for other in found]),
                libelle=one.text("libelle"),
                par_an=one.whole("par_an", low=1, high=366),
                exemples=one.texts("exemples") if one.has("exemples") else (),
            )
        )
        one.close()
    return tuple(found)


def _criteres(root: Table, table: Table) -> tuple[Critere, ...]:
    found: list[Critere] = []
    for one in _entries(root, table, "critere"):
        code = _code(one, [other.code for other in found])
        critere = Critere(
            code=code,
            libelle=one.text("libelle"),
            compte=one.choice("compte", Compte, list(Compte)),
            valeurs=_valeurs(one),
        )
        found.append(critere)
        one.close()
    return tuple(found)


def _valeurs(table: Table) -> tuple[Rubrique, ...]:
    found: list[Rubrique] = []
    for text in table.texts("valeurs"):
        code, bar, libelle = (part.strip() for part in text.partition("|"))
        if not (bar and libelle and _CODE.match(code)):
            raise table.refuse("valeurs", f"« {text} » : « code | libellé » est attendu.")
        if any(other.code == code for other in found):
            raise table.refuse("valeurs", f"« {code} » y figure deux fois.")
        found.append(Rubrique(code=code, libelle=libelle))
    if len(found) > _MOST_VALUES:
        raise table.refuse("valeurs", f"plus de {_MOST_VALUES} valeurs.")
    return tuple(found)


def _survey(root: Table, table: Table, key: str) -> Questionnaires | None:
    if not table.has(key):
        return None
    one = table.table(key)
    root.sources[one.place] = table.sources[one.place]
    questions = one.text("questions")
    if not _FILE.match(questions):
        raise one.refuse("questions", "le nom d’un fichier, sans dossier ni extension.")
    found = Questionnaires(questions=questions, quand=one.text("quand"))
    one.close()
    return found
