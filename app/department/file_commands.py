"""The command for sticks: import files, and write the answers into a folder."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from app.department.commands import opened_service
from app.department.console.sealed_words import (
    counted_words,
    file_words,
    missing_words,
    receipt_words,
)
from app.department.failures import FileRefusedError
from app.department.records.journal import OPERATOR
from app.department.records.sealed_answers import answer_files
from app.department.records.sealed_files import FileOutcome, Source, import_files
from app.sync.protocol.sealed_file import MAX_FILE, FileKind
from app.whole_files import write_whole


def add_parser(add: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the command."""
    found = add("import-file", parents=[common], help="importer les fichiers d’une clé USB")
    found.add_argument("files", nargs="+", type=Path, help="les fichiers .passerelle de la clé")
    found.add_argument("--answers", type=Path, help="le dossier où écrire les réponses")


def import_file(options: argparse.Namespace) -> None:
    """Import files, say what became of each, one line of JSON a file; answer if a folder is given.

    Raises:
        FileRefusedError: a file cannot be read, an answer cannot be written, or one was refused.
    """
    given = [(path.name, _read(path)) for path in options.files]
    with opened_service(options) as service:
        outcomes = import_files(service, given, Source(actor=OPERATOR))
        for outcome in outcomes:
            _tell(outcome)
        if options.answers is not None:
            asked = [one.answer for one in outcomes if one.answer is not None]
            senders = [
                one.header.device
                for one in outcomes
                if one.header is not None and one.header.kind is FileKind.SENDING
            ]
            for device in dict.fromkeys(senders):
                asked += answer_files(service, device, OPERATOR)
            for name, content in asked:
                _write(options.answers / name, content)
    if any(one.fault is not None for one in outcomes):
        raise FileRefusedError("Au moins un fichier n’est pas importé : voyez ci-dessus.")


def _words(outcome: FileOutcome) -> tuple[str, ...]:
    return file_words(outcome), counted_words(outcome), missing_words(outcome)


def _tell(outcome: FileOutcome) -> None:
    items = [
        {
            "item": one.item,
            "revision": one.revision,
            "status": one.status.value,
            **({"code": one.code.value} if one.code else {}),
            "result": receipt_words(one),
        }
        for one in outcome.receipts
    ]
    header = outcome.header
    said = {
        "file": outcome.name,
        "taken": outcome.fault is None,
        **({"fault": outcome.fault.value} if outcome.fault else {}),
        "result": " ".join(part for part in _words(outcome) if part),
        **({"structure": header.structure, "device": header.device} if header else {}),
        **({"missing": list(outcome.missing)} if outcome.missing else {}),
        "items": items,
    }
    sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE + 1)
    except OSError as failure:
        raise FileRefusedError(f"{path.name} : ce fichier ne peut pas être lu.") from failure


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as failure:
        raise FileRefusedError(f"{path.name} : la réponse ne peut pas être écrite.") from failure
