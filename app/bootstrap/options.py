"""What `python -m app` understands."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The command line. `note` is shown on the unlock page (the demonstration's passphrase).

    `structure_key` is the structure's public key, proposed at the first run (a silent
    installation gives it). `file` was opened by double click: a convention.
    """

    data_dir: Path | None = None
    profile: str = ""
    resources: Path | None = None
    note: str = ""
    selftest: bool = False
    policies: bool = False
    time_to_window: bool = False
    structure_key: Path | None = None
    file: Path | None = None


def parse_options(arguments: Sequence[str]) -> Options:
    """Read the command line; exits with usage when it is wrong."""
    if not arguments:
        return Options()
    import argparse  # noqa: PLC0415 - 10 ms that a plain start does not need

    parser = argparse.ArgumentParser(prog="python -m app", description="Passerelle")
    parser.add_argument("--data-dir", type=Path, help="le dossier du coffre")
    parser.add_argument("--profile", default="", help="la convention proposée au premier démarrage")
    parser.add_argument("--resources", type=Path, help="d’autres données de programme")
    parser.add_argument("--note", default="", help="une phrase sur la page d’ouverture")
    parser.add_argument(
        "--structure-key", type=Path, help="la clé publique de la structure, au premier démarrage"
    )
    parser.add_argument("--selftest", action="store_true", help="vérifier l’installation")
    parser.add_argument(
        "--policies", action="store_true", help="dire ce que le service informatique impose"
    )
    parser.add_argument(
        "--time-to-window", action="store_true", help="dire quand la fenêtre est là, et finir"
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FICHIER", help="une convention")
    found = parser.parse_args(arguments)
    return Options(
        data_dir=found.data_dir,
        profile=found.profile,
        resources=found.resources,
        note=found.note,
        selftest=found.selftest,
        policies=found.policies,
        time_to_window=found.time_to_window,
        structure_key=found.structure_key,
        file=found.file.absolute() if found.file else None,
    )
