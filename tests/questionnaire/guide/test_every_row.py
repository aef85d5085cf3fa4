"""Every row of the guide is reached by a case written by hand.

The cases lie in `cas/lignes.json`. A row added to the workbook without a case of its own makes
the last test fail with its name.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from app.questionnaire.guide.diagnosis import Diagnosis, diagnose
from app.questionnaire.guide.findings import SETTLED
from app.questionnaire.guide.model import Guide
from app.questionnaire.workbook.reading import read_workbook

from .conftest import WORKBOOK

WRITTEN: Final[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cas" / "lignes.json").read_text(encoding="utf-8")
)
CASES: Final[list[dict[str, Any]]] = WRITTEN["cas"]
GESTES: Final = ("P1", "P2", *(f"C{number}" for number in range(1, 11)))
DEGREES: Final = ("jamais_fait", "avec_aide", "seul_hesite", "seul")
NAMED_BY: Final = {
    "services": "code",
    "suites": "code",
    "categories": "categorie",
    "plafonds": "code",
    "modules": "code",
    "messages": "code",
    "niveaux": "niveau",
    "motivation": "code",
    "freins": "code",
    "modules_limites": "cible",
    "exercice_niveaux": "niveau",
}
"""The column that names the rows of each sheet; `carnets` and `requis` are named by two."""


def _answers(case: dict[str, Any]) -> dict[str, str | list[str]]:
    if "seules" in case:
        return dict(case["seules"])
    points = dict(zip(GESTES, case["gestes"], strict=False))
    gestes = {name: DEGREES[int(degree)] for name, degree in points.items()}
    every = {**WRITTEN["personne"], **gestes, **case.get("avec", {})}
    return {name: given for name, given in every.items() if given is not None}


def _diagnosis(guide: Guide, case: dict[str, Any]) -> Diagnosis:
    return diagnose(
        guide,
        profile=case.get("profil", "strasbourg"),
        answers=_answers(case),
        tranche_age=case.get("tranche_age"),
        simulation=case.get("simulation"),
    )


def _reached(guide: Guide, found: Diagnosis) -> Iterator[str]:
    """Yield the rows that had a part in a diagnosis, as `sheet:name`."""
    profile = guide.profiles[found.profil]
    yield f"services:{found.code_service}"
    yield from (f"suites:{code}" for code in found.findings.outcomes.suite_rows)
    if profile.categories and found.states["categorie"] == SETTLED:
        yield f"categories:{found.categorie}"
    yield f"plafonds:{found.plafond}"
    yield from (f"modules:{module.code}" for module in (*found.modules, *found.modules_suite))
    yield from (f"messages:{message.code}" for message in found.messages)
    yield f"niveaux:{found.niveau}"
    yield f"motivation:{found.motivation}"
    yield from (f"freins:{frein.code}" for frein in found.freins)
    yield f"modules_limites:{found.service}"
    yield f"exercice_niveaux:{found.niveau_simulation}"
    yield f"carnets:{found.profil}/{found.service}"
    for requirement in guide.requirements:
        missing = found.missing_by_result.get(requirement.resultat, ())
        if missing and requirement.jeu in {profile.jeu, "*"}:
            yield f"requis:{requirement.resultat}/{requirement.jeu}"


def _rows_of_the_workbook() -> Iterator[str]:
    sheets = read_workbook(WORKBOOK).sheets
    for sheet, column in NAMED_BY.items():
        yield from (f"{sheet}:{row[column]}" for row in sheets[sheet].rows)
    yield from (f"carnets:{row['profil']}/{row['service']}" for row in sheets["carnets"].rows)
    yield from (f"requis:{row['resultat']}/{row['jeu']}" for row in sheets["requis"].rows)


def _words(case: dict[str, Any], key: str) -> Iterable[str]:
    return str(case.get(key, "")).split()


@pytest.mark.parametrize("case", CASES, ids=[case["cas"] for case in CASES])
def test_a_case_gets_what_was_written_by_hand(case: dict[str, Any], guide: Guide) -> None:
    found = _diagnosis(guide, case)
    as_json = found.as_json()
    assert {key: as_json[key] for key in case["attendu"]} == case["attendu"]
    reached = set(_reached(guide, found))
    assert set(_words(case, "lignes")) - reached == set()
    assert set(_words(case, "pas")) & reached == set()


def test_every_row_of_the_guide_is_reached_by_a_case() -> None:
    reached = {row for case in CASES for row in _words(case, "lignes")}
    rows = list(_rows_of_the_workbook())
    assert len(rows) > 100
    assert [row for row in rows if row not in reached] == []
    assert reached - set(rows) == set(), "a case names a row that is not in the workbook"
