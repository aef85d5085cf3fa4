"""`diagnose WORKBOOK ANSWERS.json`: print the diagnosis with its reasons as JSON."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from app.domain.failures import AppError
from app.questionnaire.commands import Subcommands
from app.questionnaire.guide.answers import AnswersError
from app.questionnaire.guide.diagnosis import changes, diagnose
from app.questionnaire.guide.loading import load_guide
from app.questionnaire.workbook.reading import read_workbook

MAX_ANSWERS_BYTES: Final = 200_000
BAD_INPUT: Final = 2


class _Request(NamedTuple):
    profil: str
    tranche_age: str | None
    simulation: int | None
    answers: dict[str, str | Sequence[str]]


def register(subparsers: Subcommands) -> None:
    """Add the command to the program's."""
    parser = subparsers.add_parser(
        "diagnose", help="calcule le diagnostic d’un entretien et l’explique (JSON)"
    )
    parser.add_argument("workbook", type=Path, metavar="CLASSEUR.xlsx")
    parser.add_argument("answers", type=Path, metavar="REPONSES.json")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the diagnosis; return 2 when the workbook or the answers cannot be used."""
    try:
        guide = load_guide(read_workbook(arguments.workbook))
        request = _read(arguments.answers)
        found = diagnose(
            guide,
            profile=request.profil,
            answers=request.answers,
            tranche_age=request.tranche_age,
            simulation=request.simulation,
        )
    except (AppError, AnswersError) as problem:
        sys.stderr.write(f"{problem}\n")
        return BAD_INPUT
    shown = found.as_json(changes(guide, found))
    sys.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")
    return 0


def _read(path: Path) -> _Request:
    try:
        if path.stat().st_size > MAX_ANSWERS_BYTES:
            raise AnswersError(f"{path.name} : fichier de réponses trop gros")
        given: object = json.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise AnswersError(f"{path.name} : illisible ({problem.strerror})") from None
    except (ValueError, RecursionError):
        raise AnswersError(f"{path.name} : ce n’est pas du JSON (UTF-8)") from None
    if not isinstance(given, dict):
        raise AnswersError(f"{path.name} : un objet JSON est attendu")
    fields = cast("dict[str, Any]", given)
    unknown = sorted(set(fields) - {"profil", "tranche_age", "simulation", "reponses"})
    if unknown:
        raise AnswersError(f"{path.name} : clé inconnue « {unknown[0]} »")
    return _Request(
        profil=_profile(fields.get("profil")),
        tranche_age=_age(fields.get("tranche_age")),
        simulation=_points(fields.get("simulation")),
        answers=_answers(fields.get("reponses")),
    )


def _profile(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise AnswersError("« profil » : un texte est attendu")
    return value


def _age(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value or None
    raise AnswersError("« tranche_age » : un texte ou null est attendu")


def _points(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise AnswersError("« simulation » : un nombre entier ou null est attendu")


def _answers(value: object) -> dict[str, str | Sequence[str]]:
    if not isinstance(value, dict):
        raise AnswersError("« reponses » : un objet est attendu")
    answers: dict[str, str | Sequence[str]] = {}
    for name, given in cast("dict[str, object]", value).items():
        if given is None:
            continue
        if isinstance(given, str):
            answers[name] = given
        elif isinstance(given, list) and all(
            isinstance(code, str) for code in cast("list[object]", given)
        ):
            answers[name] = cast("list[str]", given)
        else:
            raise AnswersError(f"« reponses », {name} : un code ou une liste de codes est attendu")
    return answers
