"""`trace`: play an interview from a file of steps and print what each step changed."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.questionnaire.expressions.failures import EvaluationError
from app.questionnaire.form.definition import load_form
from app.questionnaire.form.failures import FormError
from app.questionnaire.form.tables import table_names, tables_beside
from app.questionnaire.trace import steps_of, traced

if TYPE_CHECKING:
    import argparse

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls"})


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],  # pyright: ignore[reportPrivateUsage] -- argparse gives it no public name
) -> None:
    """Add the command."""
    parser = subparsers.add_parser("trace", help="rejouer un entretien et afficher chaque état")
    parser.add_argument(
        "form", type=Path, metavar="FORM.xml", help="questionnaire XForm ou XLSForm"
    )
    parser.add_argument("steps", type=Path, metavar="STEPS.json", help="étapes, ou trace entière")
    parser.add_argument("--now", required=True, help="instant de l’entretien, ISO 8601")
    parser.add_argument("--tz", default="Europe/Paris", help="fuseau horaire (Europe/Paris)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the trace; 1 when the form or the steps cannot be used."""
    try:
        zone = ZoneInfo(arguments.tz)
        now = datetime.fromisoformat(arguments.now)
        steps = steps_of(json.loads(arguments.steps.read_text(encoding="utf-8")))
        xml = _xml_of(arguments.form)
        tables = tables_beside(arguments.form.parent, table_names(xml))
        definition = load_form(xml, strict=False, files=tables.texts)
        local = now if now.tzinfo else now.replace(tzinfo=zone)
        trace = traced(definition, steps, now=local, zone=zone)
    except (FormError, EvaluationError) as fault:
        print(f"{arguments.form.name} : {fault}", file=sys.stderr)
        return 1
    except (OSError, ValueError, KeyError, TypeError, ZoneInfoNotFoundError) as fault:
        print(f"lecture impossible : {fault}", file=sys.stderr)
        return 1
    json.dump(trace, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
    return 0


def _xml_of(form: Path) -> str:
    if form.suffix.lower() in _WORKBOOKS:
        from app.questionnaire.form.workbook import xform_of  # noqa: PLC0415 -- slow to import

        return xform_of(form)
    return form.read_text(encoding="utf-8-sig")
