"""`python -m app verify-certificate FILE`: check a certificate without opening any vault."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

COMMAND: Final = "verify-certificate"
_LARGEST: Final = 8 * 1024 * 1024
_HOLDS, _DOES_NOT, _UNREADABLE = 0, 1, 2


def verify_certificate(arguments: Sequence[str]) -> int:
    """Say whether the file named by `arguments` is whole, and what it says.

    Returns 0 when it is, 1 when it is not, 2 when it cannot be read.
    """
    from app.ui.messages import failure_text  # noqa: PLC0415 - only when asked
    from app.usecases.destruction.certificate_claims import whose  # noqa: PLC0415
    from app.usecases.destruction.erasing_certificate import (  # noqa: PLC0415
        ForgedCertificateError,
        NotACertificateError,
        check,
    )

    usage = f"usage : python -m app {COMMAND} FICHIER"
    if list(arguments) in (["--help"], ["-h"]):
        sys.stdout.write(f"{usage}\nVérifie une attestation de destruction.\n")
        return _HOLDS
    if len(arguments) != 1:
        _tell(usage)
        return _UNREADABLE
    try:
        with Path(arguments[0]).open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError:
        _tell("Ce fichier ne se laisse pas lire.")
        return _UNREADABLE
    try:
        checked = check(content)
    except (ForgedCertificateError, NotACertificateError) as failure:
        _tell(failure_text(failure))
        return _DOES_NOT
    said = checked.statement
    lines = [
        "Attestation intacte : ni le papier ni les nombres n’ont changé depuis la signature.",
        f"Destruction {said.numero} – {said.structure}",
        f"{said.event} – achevée le {said.ended}",
        *(f"  {words} : {number}" for words, number in said.counts),
        "Hors de portée :",
        *(f"  {line}" for line in said.beyond),
        f"Poste {said.device}, clé {checked.key}.",
        whose(checked.certified, checked.root),
        *(
            ["Papier refait par une autre clé du poste, après une restauration."]
            * bool(checked.remade)
        ),
    ]
    if checked.certified is not None:
        lines.append(
            "Comparez l’empreinte avec celle que publie ce Département : elle est aussi dans ses "
            "codes d’activation (caractères 18 à 34)."
        )
    sys.stdout.write("\n".join(lines) + "\n")
    return _HOLDS


def _tell(words: str) -> None:
    sys.stderr.write(words + "\n")
