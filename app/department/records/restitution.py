"""Open what a structure gives back at the end of its convention."""

import json
from pathlib import Path

from app.department.database.actors import DeviceRow
from app.department.failures import RestitutionError
from app.department.records.journal import OPERATOR, Action, note
from app.department.web import Service
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.restitution import read_return
from app.whole_files import write_whole


def open_return(service: Service, file: Path, target: Path) -> dict[str, str]:
    """Write what `file` holds to `target` as JSON; return the receipt code and how much it is.

    The device that signed must be one of this service, withdrawn or not.

    Raises:
        RestitutionError: unreadable, of an unknown laptop, altered, or sealed to another key.
    """
    try:
        found = read_return(file.read_bytes())
        with service.database.reading() as session:
            device = session.get(DeviceRow, found.header.device)
            if device is None or device.structure_id != found.header.structure:
                raise RestitutionError("Ce fichier vient d’un poste que ce service ne connaît pas.")
            found.check(device.signing_key)
        content = found.open(service.keys.receiving_named(found.header.key))
        _write(target, json.dumps(content["tables"], ensure_ascii=False, indent=1))
        code, numbers = str(content["code"]), content["nombres"]
    except (OSError, ProtocolError, KeyError, UnicodeError) as failure:
        raise RestitutionError(
            "Ce fichier ne s’ouvre pas : abîmé, modifié, ou scellé pour une autre clé. Demandez à "
            "la structure de l’enregistrer de nouveau."
        ) from failure
    with service.database.writing() as session:
        note(
            session,
            at=service.clock.now(),
            actor=OPERATOR,
            action=Action.RESTITUTION_OUVERTE,
            on=found.header.structure,
        )
    return {
        "structure": found.header.structure,
        "made_at": found.header.made_at,
        "receipt": f"{code[:4]}-{code[4:]}",
        "persons": str(numbers["personnes"]),
        "prescriptions": str(numbers["prescriptions"]),
    }


def _write(target: Path, text: str) -> None:
    """Write for the owner's eyes alone; a file that is there is not replaced."""
    write_whole(target, text.encode(), private=True, new=True)
