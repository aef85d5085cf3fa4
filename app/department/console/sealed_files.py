"""Files from sticks: import what laptops sent, give back their answers."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import UploadFile

from app.department.console import sealed_words as words
from app.department.console.failures import PageNotFoundError
from app.department.console.parts import Pages
from app.department.console.rendering import Renderer
from app.department.console.roles import signed_in_as
from app.department.console.sessions import CSRF_FIELD, Agent, GenuineForm, SignedIn, check_csrf
from app.department.database.actors import DeviceRow
from app.department.database.agents import Role
from app.department.records import sealed_listing
from app.department.records.journal import Actor
from app.department.records.sealed_answers import answer_files
from app.department.records.sealed_files import FileOutcome, Source, import_files
from app.department.web import Part, Service

router = APIRouter(include_in_schema=False)
_MOST_FILES: Final = 60
_READ_PRESCRIPTIONS: Final = frozenset({Role.INSTRUCTEUR, Role.LECTEUR})
Importer = Annotated[Agent, Depends(signed_in_as(Role.INSTRUCTEUR, Role.GESTIONNAIRE))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The files of a form, by the names that whoever gave them calls them."""

    files: Sequence[tuple[str, bytes]]


async def given_files(request: Request, agent: SignedIn) -> Given:
    """Return the files of a form that this session's pages made; the guard has bounded its size.

    Raises:
        ForgedFormError: the token is missing or another session's.
    """
    async with request.form(max_files=_MOST_FILES, max_fields=10) as form:
        token = form.get(CSRF_FIELD, "")
        check_csrf({CSRF_FIELD: token if isinstance(token, str) else ""}, agent.csrf)
        chosen = [one for one in form.getlist("fichiers") if isinstance(one, UploadFile)]
        return Given(
            files=[(one.filename or "", await one.read()) for one in chosen if one.filename]
        )


@router.get("/fichiers")
def show(service: Part, pages: Pages, agent: Importer, avant: str = "") -> Response:
    """Show what was imported, and the form to import more."""
    return _list(service, pages, agent, before=avant)


@router.post("/fichiers")
def import_given(
    service: Part, pages: Pages, agent: Importer, given: Annotated[Given, Depends(given_files)]
) -> Response:
    """Import the files given, and say what became of each and of everything in it."""
    if not given.files:
        return _list(service, pages, agent, error="Choisissez au moins un fichier.")
    source = Source(actor=Actor.account(agent.account_id), account_id=agent.account_id)
    outcomes = import_files(service, given.files, source)
    known = [one.header.device for one in outcomes if one.header is not None]
    items = [receipt.item for one in outcomes for receipt in one.receipts]
    with service.database.reading() as session:
        devices = sealed_listing.devices(session, known)
        return pages.page(
            "fichiers_resultat.html",
            title="Clés USB\u00a0: importation",
            agent=agent,
            summary=words.summary_words(outcomes),
            lines=[_Line(one, devices) for one in outcomes],
            answered=[one for one in dict.fromkeys(known) if one in devices],
            devices=devices,
            references=sealed_listing.references(session, items),
            said=words.receipt_words,
            opens=bool(_READ_PRESCRIPTIONS & agent.roles),
        )


@router.post("/fichiers/reponses")
def answer(service: Part, agent: Importer, fields: GenuineForm) -> Response:
    """Give the answers of one laptop or of several: one file, or an archive of all of them."""
    actor = Actor.account(agent.account_id)
    wanted = [one for one in fields.get("postes", "").split(" ") if one][:_MOST_FILES]
    files = [file for device in wanted for file in answer_files(service, device, actor)]
    if not files:
        raise PageNotFoundError
    if len(files) == 1:
        return _download(*files[0], media_type="application/octet-stream")
    return _download("reponses.zip", _archive(files), media_type="application/zip")


class _Line:
    """One file in the page of results."""

    def __init__(self, outcome: FileOutcome, devices: Mapping[str, DeviceRow]) -> None:
        self.outcome = outcome
        self.name = outcome.name
        self.said = words.file_words(outcome)
        self.missing = words.missing_words(outcome)
        self.counted = words.counted_words(outcome)
        self.refused = outcome.fault is not None
        self.device = devices.get(outcome.header.device) if outcome.header else None


def _list(
    service: Service, pages: Renderer, agent: Agent, *, before: str = "", error: str = ""
) -> Response:
    with service.database.reading() as session:
        found, next_ = sealed_listing.page(session, before=before, size=service.settings.page_size)
        return pages.page(
            "fichiers.html",
            status=400 if error else 200,
            title="Clés USB",
            agent=agent,
            found=found,
            next_=next_,
            first=not before,
            error=error,
        )


def _archive(files: Sequence[tuple[str, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:  # sealed: nothing shrinks
        for name, content in files:
            archive.writestr(name, content)
    return packed.getvalue()


def _download(name: str, content: bytes, *, media_type: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
