"""Commands that keep the service alive: backups, restore, move, recovery sheet, terms."""

import argparse
import os
import re
from pathlib import Path
from typing import Any

from app.department.clock import SystemClock
from app.department.commands import opened_service, say, settings_of
from app.department.copies import backup, folder, moving, restoring
from app.department.failures import CopyError, KeyFileError, ServiceError
from app.department.keys import (
    ServiceKeys,
    read_content,
    read_keys,
    read_with_recovery,
    recovery_public,
    write_keys,
)
from app.department.passphrase import find_passphrase, read_secret_file
from app.department.records.journal import OPERATOR, Action, note
from app.department.recovery import new_sheet, private_of, secret_of, sheet_name
from app.department.retention import conservation, ledger
from app.department.running import stopped
from app.sync.protocol.activation_code import GROUP, root_fingerprint

_PASSWORD = re.compile(r"(://[^:/@]*):[^@/]*@")


def add_parsers(add: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the commands."""
    one = add("backup", parents=[common], help="faire une sauvegarde scellée, service en marche")
    one.add_argument("file", type=Path, help="le fichier à écrire, ou un dossier")
    one = add("verify-backup", parents=[common], help="relire une sauvegarde en entier")
    one.add_argument("file", type=Path, help="la sauvegarde")
    one = add("restore", parents=[common], help="remettre une sauvegarde dans une base vide")
    one.add_argument("file", type=Path, help="la sauvegarde")
    one.add_argument("--sheet-file", type=Path, help="un fichier dont la 1re ligne est la feuille")
    one = add("move", parents=[common], help="déplacer toutes les données vers une autre base")
    one.add_argument("--to", required=True, help="l’adresse SQLAlchemy de la base vide")
    one = add("recovery-sheet", parents=[common], help="faire la feuille de secours des clés")
    one.add_argument("file", type=Path, help="le PDF à écrire")
    one = add("recover-keys", parents=[common], help="reprendre les clés avec la feuille")
    one.add_argument("--sheet-file", type=Path, required=True, help="la feuille, en 1re ligne")
    add("erase-due", parents=[common], help="effacer maintenant ce qui est échu")


def back_up(options: argparse.Namespace) -> None:
    """Write a backup to a new file, or a dated one into a folder."""
    with opened_service(options) as service:
        if options.file.is_dir():
            file = folder.back_up(service, options.file)
        else:
            file = options.file
            if file.exists():
                raise CopyError(f"{file.name} existe déjà : une sauvegarde ne remplace rien.")
            backup.write(
                file,
                engine=service.database.engine,
                keys=service.keys,
                key_file=service.settings.key_file.read_text(encoding="utf-8"),
                now=service.clock.now(),
            )
        with service.database.writing() as session:
            now = service.clock.now()
            note(session, at=now, actor=OPERATOR, action=Action.SAUVEGARDE_FAITE, on=file.name[:80])
        say({"backup": str(file), "bytes": str(file.stat().st_size)})


def verify_backup(options: argparse.Namespace) -> None:
    """Read a backup to its end with its own keys, which the passphrase opens."""
    header = backup.read_header(options.file)
    passphrase = find_passphrase(options.key_passphrase_file, new=False)
    keys = read_content(header.key_file, passphrase, name=options.file.name)
    sums = backup.verify(options.file, keys)
    say({"made_at": header.made_at.isoformat(), **{name: str(sums[name][0]) for name in _SAID}})


def restore(options: argparse.Namespace) -> None:
    """Put a backup into an empty database; write the key file where there is none."""
    settings = settings_of(options)
    with stopped(settings.data_dir):
        header = backup.read_header(options.file)
        there = settings.key_file.exists()
        text = settings.key_file.read_text(encoding="utf-8") if there else header.key_file
        keys, passphrase = _opened(options, text, new=not there)
        clock = SystemClock(settings.zone)
        known = ledger.read(settings.data_dir, keys) | ledger.read(options.file.parent, keys)
        if not settings.database_url:
            settings.database_file.touch(mode=0o600)
        sums = restoring.restore(
            options.file,
            settings.url,
            keys=keys,
            ledger=known,
            now=clock.now(),
            today=clock.today(),
        )
        if not there:
            _write_text(settings.key_file, header.key_file)  # with the sheet's public half in it
            write_keys(settings.key_file, keys, passphrase, replacing=True)
    said = {name: str(sums[name][0]) for name in _SAID if name in sums}
    say({"restored": header.made_at.isoformat(), **said, "known_erased": str(len(known.items))})


def move(options: argparse.Namespace) -> None:
    """Move everything to another database; the former one serves no more."""
    settings = settings_of(options)
    with stopped(settings.data_dir):
        sums = moving.move(settings.url, options.to, now=SystemClock(settings.zone).now())
    rows = sum(count for count, _ in sums.values())
    say({"moved": _PASSWORD.sub(r"\1:***@", options.to), "rows": str(rows)})


def recovery_sheet(options: argparse.Namespace) -> None:
    """Make a new recovery sheet; the former one opens the key file no more."""
    from app.documents.service_keys import (  # noqa: PLC0415 - reportlab is slow
        RecoverySheet,
        recovery_sheet_pdf,
    )

    settings = settings_of(options)
    if not settings.key_file.exists():
        raise KeyFileError("Il n’y a pas encore de clés : démarrez d’abord le service.")
    passphrase = find_passphrase(options.key_passphrase_file, new=False)
    keys = read_keys(settings.key_file, passphrase)
    descriptor = _new_file(options.file)
    with os.fdopen(descriptor, "wb") as stream:
        code = new_sheet(settings.key_file, keys, passphrase)
        name = sheet_name(recovery_public(settings.key_file))
        fingerprint = root_fingerprint(keys.root_public)
        groups = [fingerprint[at : at + GROUP] for at in range(0, len(fingerprint), GROUP)]
        stream.write(
            recovery_sheet_pdf(
                RecoverySheet(
                    departement=settings.departement,
                    code=code,
                    name=name,
                    root="-".join(groups),
                    printed_on=SystemClock(settings.zone).today(),
                )
            )
        )
    say({"sheet": name, "file": str(options.file)})


def recover_keys(options: argparse.Namespace) -> None:
    """Put the key file under a new passphrase, opened with the recovery sheet."""
    settings = settings_of(options)
    try:
        text = settings.key_file.read_text(encoding="utf-8")
    except OSError as fault:
        raise KeyFileError(f"{settings.key_file.name} ne peut pas être lu.") from fault
    keys = _opened_by_sheet(text, options.sheet_file)
    passphrase = find_passphrase(options.key_passphrase_file, new=True)
    write_keys(settings.key_file, keys, passphrase, replacing=True)
    say({"recovered": settings.key_file.name})


def erase_due(options: argparse.Namespace) -> None:
    """Do now what the night does: erase what is due, sign what was erased."""
    with opened_service(options) as service:
        erased = conservation.erase_due(service)
        signed = conservation.prove(service, days_over=True)
        say({"erased": str(erased), "signed": "oui" if signed else "plus tard"})


_SAID = ("prescription", "decision", "device", "structure")


def _opened(options: argparse.Namespace, text: str, *, new: bool) -> tuple[ServiceKeys, str]:
    """Return the keys of `text`, and the passphrase; `new`: a key file will be written with it."""
    if options.sheet_file is None:
        passphrase = find_passphrase(options.key_passphrase_file, new=False)
        return read_content(text, passphrase, name="cles.json"), passphrase
    keys = _opened_by_sheet(text, options.sheet_file)
    return keys, find_passphrase(options.key_passphrase_file, new=True) if new else ""


def _opened_by_sheet(text: str, sheet: Path) -> ServiceKeys:
    return read_with_recovery(text, private_of(secret_of(read_secret_file(sheet))))


def _write_text(file: Path, text: str) -> None:
    with os.fdopen(_new_file(file), "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _new_file(file: Path) -> int:
    try:
        return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as fault:
        raise ServiceError(f"{file.name} existe déjà, ou ne peut pas être écrit.") from fault
