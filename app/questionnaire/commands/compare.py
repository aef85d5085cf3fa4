"""`compare FORMER LATTER`: print what differs between two versions of a workbook."""

import argparse
import sys
from pathlib import Path

from app.questionnaire.commands import Subcommands
from app.questionnaire.workbook.cells import WorkbookError


def register(subparsers: Subcommands) -> None:
    """Add the command to the program's."""
    parser = subparsers.add_parser("compare", help="dit ce qui change entre deux classeurs")
    parser.add_argument("former", type=Path, metavar="ANCIEN.xlsx")
    parser.add_argument("latter", type=Path, metavar="NOUVEAU.xlsx")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the difference; return 1 when a workbook cannot be read."""
    from app.questionnaire.difference.comparing import compare  # noqa: PLC0415  openpyxl is slow
    from app.questionnaire.difference.text import difference_text  # noqa: PLC0415
    from app.questionnaire.workbook.reading import read_workbook  # noqa: PLC0415

    try:
        former, latter = read_workbook(arguments.former), read_workbook(arguments.latter)
    except WorkbookError as refusal:
        sys.stdout.write("".join(f"{refusal.file} : {fault}\n" for fault in refusal.faults))
        return 1
    sys.stdout.write(difference_text(compare(former, latter)))
    return 0
