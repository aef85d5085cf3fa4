"""`check WORKBOOK`: print the faults of a workbook, each with its place."""

import argparse
import sys
from pathlib import Path

from app.questionnaire.commands import Subcommands


def register(subparsers: Subcommands) -> None:
    """Add the command to the program's."""
    parser = subparsers.add_parser("check", help="vérifie un classeur, feuille par feuille")
    parser.add_argument("workbook", type=Path, metavar="CLASSEUR.xlsx")
    parser.add_argument(
        "--sans-guide",
        action="store_true",
        dest="form_only",
        help="accepte un questionnaire seul, sans guide d’interprétation",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print faults, then warnings; return 1 when there is a fault."""
    from app.questionnaire.check.workbook import check_workbook  # noqa: PLC0415  pyxform is slow

    found = check_workbook(arguments.workbook, form_only=arguments.form_only)
    faults = [fault for fault in found if not fault.warning]
    warnings = [fault for fault in found if fault.warning]
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    for warning in warnings:
        sys.stdout.write(f"avertissement : {warning}\n")
    name = arguments.workbook.name
    if faults:
        sys.stdout.write(f"{name} : {len(faults)} faute(s), {len(warnings)} avertissement(s)\n")
        return 1
    sys.stdout.write(f"{name} : aucune faute, {len(warnings)} avertissement(s)\n")
    return 0
