"""What each command does. Answers for programs are one line of JSON on stdout."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import FastAPI
from sqlalchemy.orm import Session

from app.conventions.loading import load_convention
from app.department import workers
from app.department.application import close_app, create_app
from app.department.clock import SystemClock
from app.department.copies import restoring
from app.department.database.actors import StructureRow
from app.department.failures import AccountError, KeyFileError, ServiceError, UnknownStructureError
from app.department.keys import open_or_make, read_keys, write_keys
from app.department.passphrase import find_passphrase, read_secret_file
from app.department.records import accounts, activation, material, restitution, structures
from app.department.records.journal import OPERATOR
from app.department.retention import ledger
from app.department.root_file import rotated
from app.department.running import serving
from app.department.settings import Settings
from app.department.web import Service

PASSWORD_ENVIRONMENT = "PASSERELLE_ACCOUNT_PASSWORD"  # noqa: S105 - the variable's name
PROFILES = Path(__file__).parent.parent.parent / "resources" / "conventions"


def serve(options: argparse.Namespace) -> None:
    """Serve until interrupted; says its address on stdout once it answers."""
    settings = settings_of(options)
    with serving(settings.data_dir):
        make = _maker(options, settings)
        if options.workers > 1:  # one process brings the database to this version, and tells faults
            close_app(make())
        workers.serve(make, host=options.host, port=options.port, workers=options.workers)


def structure(options: argparse.Namespace) -> None:
    """Create a structure."""
    with opened_service(options) as service, service.database.writing() as session:
        row = _new_structure(session, service, options.name, options.code)
        say({"structure": row.id, "name": row.name})


def activation_code(options: argparse.Namespace) -> None:
    """Make a one-time code for one device of a structure."""
    with opened_service(options) as service, service.database.writing() as session:
        row = structures.named_or_id(session, options.structure)
        made = activation.make_code(session, service, structure=row, actor=OPERATOR)
        say(
            {
                "code": made.text,
                "structure": row.id,
                "expires_at": made.expires_at.isoformat(timespec="seconds"),
            }
        )


def prepare(options: argparse.Namespace) -> None:
    """Do the three steps before the first day at once: account, structure, activation code."""
    password = password_of(options.password_file)
    with opened_service(options) as service, service.database.writing() as session:
        now = service.clock.now()
        row = accounts.create(session, name=options.account, password=password, now=now)
        made = _new_structure(session, service, options.structure, options.code)
        code = activation.make_code(session, service, structure=made, actor=OPERATOR)
        say({"account": row.name, "structure": made.id, "code": code.text})


def restored(options: argparse.Namespace) -> None:
    """Begin a new epoch, after another tool put the database back: devices then look again.

    What was erased, revoked or closed since goes again, as after `restore`.
    """
    with opened_service(options) as service:
        known = ledger.read(service.settings.data_dir, service.keys)
        now, today = service.clock.now(), service.clock.today()
        with service.database.writing() as session:
            say({"epoch": restoring.begin_again(session, known, now, today)})


def publish_questionnaire(options: argparse.Namespace) -> None:
    """Publish a workbook for the laptops of the convention; the service need not be stopped."""
    name = load_convention(PROFILES / Path(options.profile).name).questionnaire
    with opened_service(options) as service:
        entry = material.publish_questionnaire(service, options.file, name=name)
        say({"published": name, "sha256": entry.sha256.hex()})


def open_return(options: argparse.Namespace) -> None:
    """Open what a structure gave back; says the receipt code that it waits for."""
    with opened_service(options) as service:
        say(restitution.open_return(service, options.file, options.target))


def rotate_keys(options: argparse.Namespace) -> None:
    """Make new keys current; the old ones still open what is on its way.

    The service reads its keys when it starts: start it again then.
    """
    settings = settings_of(options)
    if not settings.key_file.exists():
        raise KeyFileError("Il n’y a pas encore de clés : démarrez d’abord le service.")
    passphrase = find_passphrase(options.key_passphrase_file, new=False)
    keys = read_keys(settings.key_file, passphrase)
    now = SystemClock(settings.zone).now()
    new = rotated(
        keys,
        now,
        settings.departement,
        file=options.root_file,
        passphrase=options.root_passphrase_file,
    )
    write_keys(settings.key_file, new, passphrase, replacing=True)
    say({"serial": str(new.serial)})


def _new_structure(session: Session, service: Service, name: str, code: str) -> StructureRow:
    row = structures.create(session, name=name, code=code, actor=OPERATOR, now=service.clock.now())
    if row is None:
        raise UnknownStructureError(
            "Ce nom ou ce code est déjà pris, ou le code a d’autres signes que A-Z, 0-9, -."
        )
    return row


def _maker(options: argparse.Namespace, settings: Settings) -> Callable[[], FastAPI]:
    """Return what makes the application, with the keys opened once."""
    passphrase = find_passphrase(options.key_passphrase_file, new=not settings.key_file.exists())
    clock = SystemClock(settings.zone)
    keys = open_or_make(settings.key_file, passphrase, clock.now())

    def make() -> FastAPI:
        app = create_app(settings, keys=keys, clock=clock)
        _tell_of_upgrade(app)
        return app

    return make


def _tell_of_upgrade(app: FastAPI) -> None:
    """Say on the operator's screen which backup was made before the tables changed."""
    if app.state.saved_before_upgrade is not None:
        sys.stderr.write(
            "La base a été mise à jour ; elle est sauvegardée comme elle était : "
            f"{app.state.saved_before_upgrade}\n"
        )


@contextmanager
def _application(options: argparse.Namespace) -> Generator[FastAPI]:
    app = _maker(options, settings_of(options))()
    try:
        yield app
    finally:
        close_app(app)


@contextmanager
def opened_service(options: argparse.Namespace) -> Generator[Service]:
    """Open the service for one command; it may serve at the same time."""
    with _application(options) as app:
        yield app.state.service


def settings_of(options: argparse.Namespace) -> Settings:
    """Return the settings that the options name.

    Raises:
        ServiceError: no such time zone. A convention that cannot be read raises its own error.
    """
    convention = load_convention(PROFILES / Path(options.profile).name)
    try:
        zone = ZoneInfo(options.timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ServiceError(f"Le fuseau « {options.timezone} » n’existe pas.") from error
    return Settings(
        data_dir=options.data_dir,
        database_url=options.database_url,
        departement=convention.departement.name,
        motifs=convention.motifs,
        fields_sent=convention.fields_sent,
        zone=zone,
        convention=convention,
        backup_dir=options.backup_dir,
    )


def password_of(file: Path | None) -> str:
    """Return the password of a new account: from a file, the environment or the keyboard.

    Raises:
        AccountError: there is none, or it was typed in two ways.
    """
    if file is not None:
        return read_secret_file(file)
    if PASSWORD_ENVIRONMENT in os.environ:
        return os.environ.pop(PASSWORD_ENVIRONMENT)
    if not sys.stdin.isatty():
        raise AccountError(
            f"Donnez le mot de passe par --password-file ou par {PASSWORD_ENVIRONMENT}."
        )
    password = getpass.getpass("Mot de passe : ")
    if getpass.getpass("Encore une fois : ") != password:
        raise AccountError("Les deux mots de passe diffèrent.")
    return password


def say(values: dict[str, str]) -> None:
    """Answer a command in one line of JSON."""
    sys.stdout.write(json.dumps(values, ensure_ascii=False) + "\n")
    sys.stdout.flush()
