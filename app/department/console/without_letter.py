"""Decisions that need no letter: one by one at their prescription, or many at once."""

from collections.abc import Sequence
from typing import Final

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from app.department.console.failures import PageNotFoundError
from app.department.console.filters import code_in
from app.department.console.parts import Pages, RecordId
from app.department.console.roles import Instructeur
from app.department.console.sessions import GenuineForm
from app.department.console.uploads import GenuineUpload
from app.department.records import prescriptions
from app.department.records.printing import runs
from app.department.web import Part

router = APIRouter(include_in_schema=False)
_PREFIX: Final = "sans-"


@router.post("/prescriptions/{id_}/lettre")
def change_letter(
    service: Part, agent: Instructeur, fields: GenuineForm, id_: RecordId
) -> Response:
    """Say that the last decision needs no letter, or needs one after all."""
    with service.database.writing() as session:
        decisions = prescriptions.decisions_of(session, id_)
        if not decisions:
            raise PageNotFoundError
        runs.without_letter(
            session,
            (id_, decisions[-1].number),
            wanted=fields.get("lettre", "") == "imprimer",
            account_id=agent.account_id,
            now=service.clock.now(),
        )
    return RedirectResponse(f"/prescriptions/{id_}#t-historique", status_code=303)


@router.post("/tirages/sans-lettre")
def change_letters(
    service: Part, pages: Pages, agent: Instructeur, form: GenuineUpload
) -> Response:
    """Say it of every decision that was ticked; what it was until then stands in one button.

    A decision that was corrected, printed or set aside meanwhile is left as it is.
    """
    wanted = form.fields.get("lettre", "") == "imprimer"
    now = service.clock.now()
    with service.database.writing() as session:
        changed = [
            one
            for one in chosen(form.fields)
            if runs.without_letter(
                session, one, wanted=wanted, account_id=agent.account_id, now=now
            )
        ]
    return pages.page(
        "sans_lettre.html",
        title="Lettres à imprimer" if wanted else "Sans lettre",
        agent=agent,
        changed=changed,
        wanted=wanted,
    )


def chosen(fields: dict[str, str]) -> Sequence[tuple[str, int]]:
    """Return the decisions ticked, as many as a run may have."""
    found = [
        (code_in(name.removeprefix(_PREFIX)), int(value[:9]))
        for name, value in fields.items()
        if name.startswith(_PREFIX) and value.isascii() and value.isdecimal()
    ]
    return [one for one in found if one[0]][: runs.MOST_LETTERS]
