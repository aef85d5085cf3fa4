"""Commands of Démarches simplifiées: give the token that reads decisions, read them now."""

import argparse
import os
import time
from pathlib import Path
from typing import Any, Final

from app.department.commands import opened_service, say
from app.department.console.demarche_words import ECHECS
from app.department.database.demarches import DemarcheRow
from app.department.demarches import tokens
from app.department.demarches.failures import ReadingError
from app.department.demarches.reading import Lecture, read
from app.department.demarches.tokens import FormError
from app.department.failures import ServiceError
from app.department.passphrase import read_secret_file
from app.department.records.journal import OPERATOR

ENVIRONMENT: Final = "PASSERELLE_DEMARCHES_TOKEN"


def add_parsers(add: Any, common: argparse.ArgumentParser) -> None:  # noqa: ANN401 - argparse's own type is private
    """Describe the commands."""
    token = add("demarches-token", parents=[common], help="enregistrer le jeton de la démarche")
    token.add_argument("--token-file", type=Path, help="un fichier dont la 1re ligne est le jeton")
    token.add_argument("--forget", action="store_true", help="oublier le jeton : ne plus lire")
    add("demarches-read", parents=[common], help="lire maintenant les décisions de la démarche")


def keep_token(options: argparse.Namespace) -> None:
    """Try the token of the convention's form and keep it sealed, or forget it.

    Raises:
        ServiceError: the platform refuses it, or the convention has no form to read.
    """
    with opened_service(options) as service:
        form = tokens.described(service.settings.convention)
        if options.forget:
            with service.database.writing() as session:
                tokens.stop(session, service, form.number, actor=OPERATOR)
            say({"demarche": str(form.number), "token": "oublié"})
            return
        token = tokens.cleaned(_given(options.token_file))
        try:
            row = tokens.keep(service, form, token, actor=OPERATOR, wait=_wait)
        except ReadingError as fault:
            raise FormError(ECHECS[fault.echec]) from fault
        say({"demarche": str(row.number), "title": row.title, "token": "enregistré"})


def read_decisions(options: argparse.Namespace) -> None:
    """Read every decision that waits, whatever its hour.

    Raises:
        ServiceError: no token, or the reading failed; what was read before is kept.
    """
    with opened_service(options) as service:
        form = tokens.described(service.settings.convention)
        with service.database.reading() as session:
            row = session.get(DemarcheRow, form.number)
            if row is None or not row.wrapped_token:
                raise FormError("Cette démarche n’a pas de jeton : donnez-le par demarches-token.")
        lecture = read(service, form.number, wait=_wait)
    if lecture is None:
        raise ServiceError("Le service lit déjà cette démarche.")
    _say_reading(lecture)


def _say_reading(lecture: Lecture) -> None:
    if lecture.echec is not None:
        raise FormError(ECHECS[lecture.echec])
    say({"dossiers": str(lecture.dossiers), "relayed": str(lecture.relayed)})


def _given(file: Path | None) -> str:
    if file is not None:
        return read_secret_file(file)
    if ENVIRONMENT in os.environ:
        return os.environ.pop(ENVIRONMENT)  # not left for the processes that we start
    raise FormError(f"Donnez le jeton par --token-file ou par {ENVIRONMENT}.")


def _wait(seconds: float) -> bool:
    time.sleep(seconds)  # a command has nothing else to do: the platform asked to be left alone
    return False
