"""What the Département publishes: documents in a folder, and the list that the root signs.

Files, and not rows: a publication is public to every device, it holds nobody, and a backup of the
folder is a copy. The list is replaced last, in one step, so a reader sees the old one or the new.
"""

import hashlib
import json
import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

from app.department.failures import PublicationError
from app.department.web import Service
from app.questionnaire.workbook.cells import Fault, Workbook, WorkbookError
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.limits import MAX_MATERIAL
from app.sync.protocol.reading import instant_text
from app.sync.protocol.signed import (
    Manifest,
    MaterialEntry,
    MaterialKind,
    SignedDocument,
    sign_manifest,
)

FOLDER: Final = "publications"
_LIST: Final = "liste.json"
_HEX: Final = frozenset("0123456789abcdef")
_DIGITS: Final = 64


def publish_questionnaire(service: Service, path: Path, *, name: str) -> MaterialEntry:
    """Check a workbook and publish it under `name`, in place of the one published before.

    Raises:
        PublicationError: the workbook has a fault, and nothing was published.
    """
    content = _checked(path)
    digest = hashlib.sha256(content)
    entry = MaterialEntry(
        kind=MaterialKind.QUESTIONNAIRE, name=name, size=len(content), sha256=digest.digest()
    )
    known = manifest(service)
    others = [one for one in known.documents if (one.kind, one.name) != (entry.kind, entry.name)]
    _folder(service).mkdir(parents=True, exist_ok=True)
    _write(_folder(service) / digest.hexdigest(), content)
    published = replace(
        known,
        serial=known.serial + 1,
        issued_at=service.clock.now(),
        documents=(*others, entry),
    )
    _write(_folder(service) / _LIST, _as_json(published))
    return entry


def manifest(service: Service) -> Manifest:
    """Return the list of what is published; the first one is empty."""
    try:
        kept = cast("dict[str, Any]", json.loads((_folder(service) / _LIST).read_bytes()))
    except FileNotFoundError:
        return Manifest(serial=1, issued_at=service.keys.issued_at, documents=())
    return Manifest(
        serial=kept["serial"],
        issued_at=datetime.fromisoformat(kept["issued_at"]),
        documents=tuple(
            MaterialEntry(
                kind=MaterialKind(one["kind"]),
                name=one["name"],
                size=one["size"],
                sha256=bytes.fromhex(one["sha256"]),
            )
            for one in kept["documents"]
        ),
    )


def signed_manifest(service: Service) -> SignedDocument:
    """Return the list of what is published, signed by the root."""
    return sign_manifest(manifest(service), service.keys.root)


def document(service: Service, digest: str) -> bytes:
    """Return a document that is published now, by its SHA-256 in hexadecimal.

    Raises:
        ProtocolError: `NOT_FOUND`.
    """
    listed = {one.sha256.hex() for one in manifest(service).documents}
    if len(digest) != _DIGITS or not _HEX.issuperset(digest) or digest not in listed:
        raise ProtocolError(ErrorCode.NOT_FOUND)
    try:
        return (_folder(service) / digest).read_bytes()
    except FileNotFoundError as missing:
        raise ProtocolError(ErrorCode.NOT_FOUND) from missing


def _checked(path: Path) -> bytes:
    from app.questionnaire.check.workbook import check_content  # noqa: PLC0415 - pyxform is slow
    from app.questionnaire.guide.loading import load_guide  # noqa: PLC0415
    from app.questionnaire.workbook.reading import read_workbook  # noqa: PLC0415

    try:
        workbook = read_workbook(path)
        content = path.read_bytes()
        _refuse(workbook, [one for one in check_content(workbook, content) if not one.warning])
        load_guide(workbook)
    except WorkbookError as problem:
        raise _refused(path.name, problem.faults) from problem
    if len(content) > MAX_MATERIAL or hashlib.sha256(content).hexdigest() != workbook.sha256:
        raise PublicationError(f"{path.name} : le fichier a changé pendant la lecture.")
    return content


def _refuse(workbook: Workbook, faults: list[Fault]) -> None:
    if faults:
        raise _refused(workbook.name, tuple(faults))


def _refused(name: str, faults: tuple[Fault, ...]) -> PublicationError:
    lines = "\n".join(f"- {fault}" for fault in faults)
    return PublicationError(f"{name} n’est pas publié :\n{lines}")


def _as_json(published: Manifest) -> bytes:
    kept = {
        "serial": published.serial,
        "issued_at": instant_text(published.issued_at),
        "documents": [
            {
                "kind": one.kind.value,
                "name": one.name,
                "size": one.size,
                "sha256": one.sha256.hex(),
            }
            for one in published.documents
        ],
    }
    return json.dumps(kept, ensure_ascii=False, indent=1).encode()


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.part")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _folder(service: Service) -> Path:
    return service.settings.data_dir / FOLDER
