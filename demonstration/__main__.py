"""`python -m demonstration`: opens the program on fictitious data, or plays the day unseen."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Open the demonstration on this display, or play it and keep pictures and papers."""
    parser = argparse.ArgumentParser(prog="python -m demonstration")
    parser.add_argument("--without-display", type=Path, metavar="DOSSIER")
    parser.add_argument("--data", type=Path, default=ROOT / ".demonstration")
    parser.add_argument("--code", action="store_true", help="le code de connexion à la console")
    options = parser.parse_args()
    if options.code:
        return _show_code(options.data / "ouverte")
    if options.without_display is not None:
        return _play(options.data / "jouee", options.without_display)
    return _open(options.data / "ouverte")


def _play(folder: Path, out: Path) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from demonstration.day import play  # noqa: PLC0415 - Qt reads the variable when it starts

    started = time.monotonic()
    print("Une journée, jouée sur la vraie fenêtre sans écran :", flush=True)
    play(folder, out)
    seconds = round(time.monotonic() - started)
    print(f"\nFait en {seconds} s. Compte rendu, captures et papiers : {out}", flush=True)
    return 0


def _show_code(folder: Path) -> int:
    from demonstration import telephone  # noqa: PLC0415 - not for the played day

    print(telephone.present_code(folder / "departement" / "telephone"))
    return 0


def _open(folder: Path) -> int:
    from demonstration import population  # noqa: PLC0415 - slow, and not for the played day
    from demonstration.departement import Departement  # noqa: PLC0415
    from demonstration.settings import NOTE, PROFILE, STRUCTURE  # noqa: PLC0415

    vault = folder / "coffre"
    with Departement(folder / "departement", PROFILE) as departement:
        code = "" if vault.exists() else departement.prepare(STRUCTURE.name, STRUCTURE.code)
        departement.start(departement.kept_port())
        if code:
            print("Préparation des données fictives…", flush=True)
            place = population.make_vault(vault)
            population.activate(place, departement, code)
            population.list_places(place)
            population.receive_everybody(place)
            place.close()
        print(f"Console du Département : {departement.url}", flush=True)
        print(
            f"  compte « {departement.account} », mot de passe {departement.password}", flush=True
        )
        departement.link_telephone()
        print("  code de connexion : python -m demonstration --code", flush=True)
        command = [sys.executable, "-m", "app", "--data-dir", str(vault), "--note", NOTE]
        return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
