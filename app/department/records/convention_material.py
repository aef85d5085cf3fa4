"""A convention that the root signed, checked before it is published as the same file."""

from app.conventions.loading import parse_convention
from app.conventions.reading import ConventionError
from app.department.failures import PublicationError
from app.department.records.publications import Document
from app.sync.protocol.convention_file import ConventionFile, read
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.signed import MaterialKind

_LONGEST_TITLE = 160


def convention(content: bytes, *, file: str, root_public: bytes) -> Document:
    """Read a signed file as laptops do.

    Raises:
        PublicationError: it is not signed by this service's root, or does not read.
    """
    try:
        found = read(content)
        found.check(root_public)
    except ProtocolError as fault:
        raise PublicationError(
            f"{file} n’est pas une convention signée par la clé racine de ce service. Rien n’a "
            "été publié."
        ) from fault
    return Document(
        kind=MaterialKind.CONVENTION,
        name=found.profile,
        title=f"Convention {title_of(found, file)}"[:_LONGEST_TITLE],
        content=content,
    )


def title_of(found: ConventionFile, file: str) -> str:
    """Read a convention as a laptop does, and return its title.

    Raises:
        PublicationError: it does not read; the message has every fault.
    """
    try:
        return parse_convention(found.toml, name=file, profile=found.profile).title
    except ConventionError as problem:
        raise PublicationError(str(problem)) from problem
