"""The text of the letter to publish: checked as laptops check it, and what letters say of it."""

from sqlalchemy.orm import Session

from app.department.failures import PublicationError
from app.department.records import publications
from app.department.records.publications import Document
from app.documents.letter_check import checked
from app.documents.letter_wording import replaced, worded
from app.domain.convention import Convention
from app.domain.failures import UnusableFileError
from app.sync.protocol.signed import MaterialKind


def letters(content: bytes, *, file: str, convention: Convention) -> Document:
    """Check a text, and return it as it is published: the file itself.

    Raises:
        PublicationError: a rule is not kept; the message names file, key and reason.
    """
    try:
        texts = checked(content, convention, file=file)
    except UnusableFileError as problem:
        raise PublicationError(f"Rien n’est publié. {problem}") from problem
    return Document(
        kind=MaterialKind.LETTERS,
        name=convention.profile,
        title=f"Texte des lettres, version {texts.version}",
        content=content,
    )


def wording_in_force(session: Session, convention: Convention | None) -> str:
    """Return the text that letters are printed with; empty for the program's own.

    One that this program does not read any more gives way: letters have to leave.
    """
    if convention is None:
        return ""
    row = publications.in_force(session, MaterialKind.LETTERS, convention.profile)
    if row is None:
        return ""
    wording = row.content.decode("utf-8")
    try:
        worded(convention.profile, wording)
    except UnusableFileError:
        return ""
    return wording


def difference(profile: str, former: bytes, latter: bytes) -> str:
    """Return what a text changes of the one in force, before and after, as plain text.

    `former` is empty where letters have the program's own text.
    """
    was, now = (one.decode("utf-8") for one in (former, latter))
    try:
        found = replaced(worded(profile, was), worded(profile, now))
    except UnusableFileError as problem:
        return str(problem)
    return "\n\n".join(
        "\n".join(
            [
                f"[{one.part}] {one.key}",
                *(f"avant : {line}" for line in one.before),
                *(f"après : {line}" for line in one.after),
            ]
        )
        for one in found
    )
