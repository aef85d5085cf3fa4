"""Documents that can be published, checked before they are; and those of a former folder."""

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from app.department.database.publications import EtatPublication
from app.department.failures import PublicationError
from app.department.records import publications
from app.department.records.journal import OPERATOR, Actor
from app.department.records.publications import Document
from app.department.web import Service
from app.questionnaire.workbook.cells import Fault, Workbook, WorkbookError
from app.sync.protocol.announcement import NAME, Announcement, write_announcement
from app.sync.protocol.limits import MAX_MATERIAL
from app.sync.protocol.signed import (
    Manifest,
    MaterialEntry,
    MaterialKind,
    SignedDocument,
    read_manifest,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FOLDER: Final = "publications"  # where versions before the console kept what was published
_LIST: Final = "liste.json"
_MOST_FAULTS: Final = 40  # a workbook that is no questionnaire has thousands, all alike


def publish_questionnaire(
    service: Service, path: Path, *, name: str, actor: Actor = OPERATOR
) -> MaterialEntry:
    """Check a workbook and publish it under `name`, in place of the one published before.

    Raises:
        PublicationError: the workbook has a fault, or the root is not here; nothing was published.
    """
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise PublicationError(f"{path.name} ne se lit pas.") from problem
    document = questionnaire(content, file=path.name, name=name)
    now = service.clock.now()
    with service.database.writing() as session:
        row = publications.prepare(session, document, actor=actor, now=now)
        publications.publish(session, row, service.keys, actor=actor, now=now)
    return MaterialEntry(
        kind=document.kind,
        name=name,
        size=len(content),
        sha256=hashlib.sha256(content).digest(),
    )


def questionnaire(content: bytes, *, file: str, name: str) -> Document:
    """Check a workbook whole: form, guide and test cases; some seconds.

    Raises:
        PublicationError: every fault, by sheet and cell.
    """
    from app.questionnaire.check.workbook import check_content  # noqa: PLC0415 - pyxform is slow
    from app.questionnaire.guide.loading import load_guide  # noqa: PLC0415
    from app.questionnaire.workbook.reading import read_bytes  # noqa: PLC0415

    if len(content) > MAX_MATERIAL:
        raise PublicationError(f"{file} dépasse 8 Mio.")
    try:
        workbook = read_bytes(content, name=file)
        _refuse(workbook, [one for one in check_content(workbook, content) if not one.warning])
        guide = load_guide(workbook)
    except WorkbookError as problem:
        raise _refused(file, problem.faults) from problem
    title = f"Questionnaire {name}, version {guide.version}"
    return Document(kind=MaterialKind.QUESTIONNAIRE, name=name, title=title[:160], content=content)


def signed_manifest(service: Service) -> SignedDocument:
    """Return the list of what is published, as the root signed it."""
    with service.database.reading() as session:
        return publications.signed_list(session, service.keys)


def manifest(service: Service) -> Manifest:
    """Return the list of what is published."""
    return read_manifest(signed_manifest(service).content)


def document(service: Service, digest: str) -> bytes:
    """Return a document that is published now, by its SHA-256 in hexadecimal.

    Raises:
        ProtocolError: `NOT_FOUND`.
    """
    with service.database.reading() as session:
        return publications.content(session, digest)


def announcement(wanted: Announcement) -> Document:
    """Return an announcement as it is published.

    Raises:
        ProtocolError: out of form.
    """
    return Document(
        kind=MaterialKind.ANNOUNCEMENT,
        name=NAME,
        title=wanted.title,
        content=write_announcement(wanted),
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
    )


def difference(former: bytes, latter: bytes) -> str:
    """Return what a workbook changes of another, question by question, as plain text."""
    from app.questionnaire.difference.comparing import compare  # noqa: PLC0415 - openpyxl is slow
    from app.questionnaire.difference.text import difference_text  # noqa: PLC0415
    from app.questionnaire.workbook.reading import read_bytes  # noqa: PLC0415

    was, now = read_bytes(former, name="en vigueur"), read_bytes(latter, name="préparé")
    return difference_text(compare(was, now))


def adopt_folder(service: Service) -> None:
    """Take in what a version before the console published into a folder, once.

    Laptops see the same documents under a list with a higher serial. The folder is left as it is.
    """
    listed = service.settings.data_dir / FOLDER / _LIST
    if not listed.exists() or not service.keys.root:
        return
    with service.database.writing() as session:
        known, _ = publications.lines(session, list(EtatPublication), size=1)
        if not known:
            _adopt(session, service, json.loads(listed.read_bytes()))


def _adopt(session: "Session", service: Service, kept: dict[str, Any]) -> None:
    now = service.clock.now()
    for one in cast("list[dict[str, Any]]", kept["documents"]):
        file = service.settings.data_dir / FOLDER / str(one["sha256"])
        document = Document(
            kind=MaterialKind(one["kind"]),
            name=one["name"],
            title=f"Questionnaire {one['name']}",
            content=file.read_bytes(),
        )
        row = publications.prepare(session, document, actor=OPERATOR, now=now)
        publications.publish(session, row, service.keys, actor=OPERATOR, now=now)


def _refuse(workbook: Workbook, faults: list[Fault]) -> None:
    if faults:
        raise _refused(workbook.name, tuple(faults))


def _refused(name: str, faults: tuple[Fault, ...]) -> PublicationError:
    lines = "\n".join(f"- {fault}" for fault in faults[:_MOST_FAULTS])
    more = len(faults) - _MOST_FAULTS
    rest = f"\n- et {more} autres" if more > 0 else ""
    return PublicationError(f"{name} n’est pas publié :\n{lines}{rest}")
