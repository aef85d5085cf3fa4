"""The eighteen fictitious persons: who they are and what they answer."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.domain.personne import AdressePostale

FOLDER: Final = "demonstration"  # among the resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An example person; `expected` holds the values of exemples_attendus.csv as text.

    `guide` names the guide's profile whose example she is, as `profil_guide` of a convention.
    """

    code: str
    prenom: str
    nom: str
    civilite: str
    tranche_age: str
    adresse: AdressePostale
    guide: str
    simulation: int | None
    answers: dict[str, tuple[str, ...]]
    expected: dict[str, str]


def examples(resources: Path) -> dict[str, Example]:
    """Return the persons by their code (X01 …), in the order of the table."""
    folder = resources / FOLDER
    people = {row["personne"]: row for row in _rows(folder / "personnes.csv")}
    answers: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in _rows(folder / "exemples_reponses.csv"):
        given = tuple(row["reponse"].split("|"))
        answers.setdefault(row["personne"], {})[row["question"]] = given
    return {
        row["personne"]: _example(row, people[row["personne"]], answers[row["personne"]])
        for row in _rows(folder / "exemples_attendus.csv")
    }


def _example(
    expected: dict[str, str], person: dict[str, str], answers: dict[str, tuple[str, ...]]
) -> Example:
    adresse = AdressePostale(
        voie=person["voie"],
        code_postal=person["code_postal"],
        commune="",
        code_insee=person["code_insee"],
        chez=person["chez"],
        complement=person["complement"],
        residence=person["residence"],
        lieu_dit=person["lieu_dit"],
        domiciliation_ccas=person["domiciliation_ccas"] == "oui",
    )
    return Example(
        code=expected["personne"],
        prenom=expected["prenom"],
        nom=person["nom"],
        civilite=person["civilite"],
        tranche_age=expected["tranche_age"],
        adresse=adresse,
        guide=expected["profil"],
        simulation=int(expected["simulation"]) if expected["simulation"] else None,
        answers=answers,
        expected=expected,
    )


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
