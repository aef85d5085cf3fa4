"""Forms with many fields or a file; the token of the page is checked as in every other form."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from app.department.console.sessions import SignedIn, check_csrf

_FIELDS: Final = 2000
_TEXT: Final = 256 * 1024  # bytes of one text field: a list of a thousand laptops


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """The text fields, and the one file, empty when none was chosen."""

    fields: dict[str, str]
    name: str
    content: bytes


async def uploaded(request: Request) -> Upload:
    """Return the submitted form; the guard has bounded its size."""
    async with request.form(max_files=1, max_fields=_FIELDS, max_part_size=_TEXT) as form:
        fields: dict[str, str] = {}
        name, content = "", b""
        for key, value in form.multi_items():
            if isinstance(value, UploadFile):
                name, content = value.filename or "", await value.read()
            else:
                fields[key] = value.replace("\0", "")  # PostgreSQL takes no NUL
        if any(len(value) > _TEXT for value in fields.values()):
            raise HTTPException(413)
        return Upload(fields=fields, name=name, content=content)


def genuine_upload(agent: SignedIn, upload: Annotated[Upload, Depends(uploaded)]) -> Upload:
    """Return a form that this session's pages made; a stranger's file is not read.

    Raises:
        ForgedFormError: the token is missing or another session's.
    """
    check_csrf(upload.fields, agent.csrf)
    return upload


GenuineUpload = Annotated[Upload, Depends(genuine_upload)]
