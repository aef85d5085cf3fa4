"""The command line: `serve` by default; the others prepare it."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.department import (
    agent_commands,
    code_commands,
    commands,
    convention_commands,
    demarche_commands,
    file_commands,
    release_commands,
    root_commands,
    upkeep,
)
from app.department.failures import ServiceError, UpgradeError
from app.department.settings import default_data_dir
from app.domain.failures import AppError

DEFAULT_PORT = 8420
ENVIRONMENT = "PASSERELLE"
"""Each option is also a variable: `--data-dir` is PASSERELLE_DATA_DIR; empty is as if absent."""

NAME = "passerelle-departement"  # of the packaged program
_COMMANDS = {
    "serve": commands.serve,
    "account": agent_commands.account,
    "agent-access": agent_commands.agent_access,
    "verify-journal": agent_commands.verify_journal,
    "structure": commands.structure,
    "activation-code": commands.activation_code,
    "activation-codes": code_commands.activation_codes,
    "prepare": commands.prepare,
    "restored": commands.restored,
    "rotate-keys": commands.rotate_keys,
    "detach-root": root_commands.detach_root,
    "sign": root_commands.sign_request,
    "publish-questionnaire": commands.publish_questionnaire,
    "announce": release_commands.announce,
    "publish-convention": convention_commands.publish_convention,
    "sign-convention": convention_commands.sign_convention,
    "open-return": commands.open_return,
    "import-file": file_commands.import_file,
    "demarches-token": demarche_commands.keep_token,
    "demarches-read": demarche_commands.read_decisions,
    "backup": upkeep.back_up,
    "verify-backup": upkeep.verify_backup,
    "restore": upkeep.restore,
    "move": upkeep.move,
    "recovery-sheet": upkeep.recovery_sheet,
    "recover-keys": upkeep.recover_keys,
    "erase-due": upkeep.erase_due,
}


NOT_AGAIN = 3  # the unit of the package starts nothing again after it


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it was done, 1 with a French sentence on stderr when it was not.

    `NOT_AGAIN` where an upgrade failed: each start would fill the disk with one more backup.
    """
    options = parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        _COMMANDS[options.command or "serve"](options)
    except (ServiceError, AppError) as error:
        sys.stderr.write(f"{error}\n")
        return NOT_AGAIN if isinstance(error, UpgradeError) else 1
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the reader of the command line."""
    common = _common()
    top = argparse.ArgumentParser(
        prog=NAME if getattr(sys, "frozen", False) else "python -m app.department",
        description="Le service du Département et sa console.",
        parents=[common],
    )
    add = top.add_subparsers(dest="command", title="commandes").add_parser
    quiet = _common(suppress=True)  # options may stand on either side of the command
    add("serve", parents=[quiet], help="démarrer le service (par défaut)")
    agent_commands.add_parsers(add, quiet)
    structure = add("structure", parents=[quiet], help="créer une structure")
    structure.add_argument("name", help="le nom de la structure")
    structure.add_argument("--code", required=True, help="son code : capitales et chiffres")
    code = add("activation-code", parents=[quiet], help="créer un code d’activation")
    code.add_argument("structure", help="le code ou le nom de la structure")
    code_commands.add_parser(add, quiet)
    file_commands.add_parser(add, quiet)
    release_commands.add_parser(add, quiet)
    demarche_commands.add_parsers(add, quiet)
    upkeep.add_parsers(add, quiet)
    prepare = add("prepare", parents=[quiet], help="compte, structure et code d’un seul coup")
    prepare.add_argument("--account", required=True, help="le nom du compte")
    prepare.add_argument("--password-file", type=Path, help="un fichier dont la 1re ligne sert")
    prepare.add_argument("--structure", required=True, help="le nom de la structure")
    prepare.add_argument("--code", required=True, help="son code : capitales et chiffres")
    add("restored", parents=[quiet], help="dire que la base vient d’une sauvegarde")
    rotating = add("rotate-keys", parents=[quiet], help="changer les clés, puis redémarrer")
    root_commands.add_rotation(rotating)
    root_commands.add_parsers(add, quiet)
    convention_commands.add_parsers(add, quiet)
    publish = add("publish-questionnaire", parents=[quiet], help="publier un classeur vérifié")
    publish.add_argument("file", type=Path, help="le classeur .xlsx")
    back = add("open-return", parents=[quiet], help="ouvrir une restitution de fin de convention")
    back.add_argument("file", type=Path, help="le fichier remis par la structure")
    back.add_argument("target", type=Path, help="le fichier JSON à écrire, lisible par vous seul")
    return top


def _common(*, suppress: bool = False) -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(
        add_help=False, argument_default=argparse.SUPPRESS if suppress else None
    )

    def option(name: str, *, default: object, kind: type, text: str) -> None:
        variable = f"{ENVIRONMENT}_{name[2:].replace('-', '_').upper()}"
        shown = argparse.SUPPRESS if suppress else os.environ.get(variable) or default
        found.add_argument(name, default=shown, type=kind, help=f"{text} ({variable})")

    option("--data-dir", default=default_data_dir(), kind=Path, text="le dossier des données")
    option("--database-url", default="", kind=str, text="adresse SQLAlchemy de la base")
    option("--profile", default="eurometropole-strasbourg", kind=str, text="la convention")
    option("--key-passphrase-file", default=None, kind=Path, text="la phrase de passe des clés")
    option("--host", default="127.0.0.1", kind=str, text="l’adresse où écouter")
    option("--port", default=DEFAULT_PORT, kind=int, text="le port ; 0 : un port libre")
    option("--workers", default=1, kind=int, text="combien de processus servent")
    option("--backup-dir", default=None, kind=Path, text="le dossier des sauvegardes du jour")
    option("--timezone", default="Europe/Paris", kind=str, text="le fuseau des jours")
    return found
