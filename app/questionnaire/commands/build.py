"""`build FOLDER WORKBOOK`: make the .xlsx from its sheets kept as text."""

import argparse
import sys
from pathlib import Path

from app.questionnaire.commands import Subcommands
from app.questionnaire.workbook.building import build
from app.questionnaire.workbook.cells import WorkbookError
from app.whole_files import write_whole


def register(subparsers: Subcommands) -> None:
    """Add the command to the program's."""
    parser = subparsers.add_parser("build", help="fabrique le classeur à partir de ses feuilles")
    parser.add_argument("folder", type=Path, metavar="DOSSIER")
    parser.add_argument("workbook", type=Path, metavar="CLASSEUR.xlsx")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the workbook; return 2 when the sheets cannot be read or the file be written."""
    try:
        content = build(arguments.folder)
        write_whole(arguments.workbook, content)
    except (WorkbookError, OSError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    sys.stdout.write(f"{arguments.workbook.name} : {len(content)} octets\n")
    return 0
