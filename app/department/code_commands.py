"""`activation-codes`: a batch of codes from a CSV file, as papers and a table in a new folder."""

import argparse
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.department.commands import opened_service, say
from app.department.console.rendering import moment
from app.department.failures import ServiceError
from app.department.records import code_batches, code_list, code_papers, structures
from app.department.records.code_list import CodeList, Fault
from app.department.records.journal import OPERATOR
from app.department.web import Service
from app.whole_files import write_whole

SHEETS, LABELS, TABLE = "feuilles.pdf", "etiquettes.pdf", "codes.csv"


class CodeListError(ServiceError):
    """The list has faults; the message has them all, and nothing was made."""


def add_parser(add: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    one = add("activation-codes", parents=[common], help="créer un lot de codes d’après un CSV")
    one.add_argument("file", type=Path, help="le CSV : « structure;nombre » ou « structure;poste »")
    one.add_argument("--label", required=True, help="le nom du lot")
    one.add_argument("--address", required=True, help="l’adresse du service, pour les postes")
    one.add_argument("--days", type=int, default=30, choices=code_batches.LIFETIMES)
    one.add_argument(
        "--output", type=Path, required=True, help="un dossier qui n’existe pas encore"
    )


def activation_codes(options: argparse.Namespace) -> None:
    """Make a batch; the codes stand in the files alone.

    Raises:
        CodeListError: a fault in the list, and nothing was made.
        ServiceError: the folder exists already, or the files cannot be read or written.
    """
    content = _read(options.file)
    with opened_service(options) as service:
        wanted = _wanted(service, content)
        options.output.parent.mkdir(parents=True, exist_ok=True)
        try:
            options.output.mkdir(mode=0o700)
        except OSError as taken:
            raise ServiceError(f"{options.output.name} existe déjà ou ne se crée pas.") from taken
        say(_made(service, wanted, options))


def _made(service: Service, wanted: CodeList, options: argparse.Namespace) -> dict[str, str]:
    """Write the papers within the transaction: without them the codes would serve nobody."""
    with service.database.writing() as session:
        made = code_batches.make(
            session,
            service,
            id_=str(uuid.uuid4()),
            label=options.label,
            wanted=wanted.wanted,
            lifetime=timedelta(days=options.days),
            actor=OPERATOR,
        )
        if made is None:
            raise ServiceError("Ce lot existe déjà.")
        expires = moment(made.batch.expires_at, service.settings.zone)
        batch = code_papers.papers(
            made.codes,
            departement=service.settings.departement,
            address=options.address,
            expires=expires,
            today=service.clock.today(),
        )
        table = code_papers.as_csv(made.codes, address=options.address, expires=expires)
        for name, data in (
            (SHEETS, code_papers.as_sheets(batch)),
            (LABELS, code_papers.as_labels(batch)),
            (TABLE, table),
        ):
            _write(options.output / name, data)
        return {
            "batch": made.batch.id,
            "codes": str(len(made.codes)),
            "expires_at": made.batch.expires_at.isoformat(timespec="seconds"),
            "output": str(options.output),
        }


def _wanted(service: Service, content: bytes) -> CodeList:
    with service.database.reading() as session:
        rows = structures.all_by_name(session)
        found = code_list.read_csv(content, rows, service.clock.today())
    if found.faults:
        lines = "\n".join(_fault(one) for one in found.faults)
        raise CodeListError(f"Aucun code n’est créé :\n{lines}")
    return found


def _fault(fault: Fault) -> str:
    return f"- ligne {fault.line} : {fault.words}" if fault.line else f"- {fault.words}"


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise ServiceError(f"{file.name} ne se lit pas.") from problem


def _write(path: Path, content: bytes) -> None:
    write_whole(path, content, private=True, new=True)
