"""A list of places to publish: read as laptops read it, so that nothing useless is published."""

from itertools import islice
from typing import Final

from app.conventions.communes import Communes
from app.conventions.structures.reading import read_structures
from app.conventions.structures.report import Ligne
from app.department.failures import PublicationError
from app.department.records.publications import Document
from app.domain.failures import UnusableFileError
from app.domain.mediation import AcceptePass
from app.sync.protocol.limits import MAX_MATERIAL
from app.sync.protocol.signed import MaterialKind
from app.sync.protocol.structures import NAME

_ANYWHERE: Final = Communes({}, {})  # a laptop knows the communes, and checks them again
_MOST: Final = 40
_OTHERS: Final = ("autre ligne", "autres lignes")


def structures(content: bytes, *, file: str) -> Document:
    """Check a list of places, and return it as it is published: the file itself.

    Raises:
        PublicationError: it is no such list, too large, or without one line that can serve.
    """
    if len(content) > MAX_MATERIAL:
        raise PublicationError(f"{file} dépasse 8 Mio.")
    try:
        taken, lines = _read(content, file)
    except UnusableFileError as problem:
        raise PublicationError(f"{file} n’est pas publié\u00a0: {problem.problem}") from problem
    if not taken:
        shown = "\n".join(_said(one) for one in islice(lines, _MOST))
        raise PublicationError(
            f"{file} n’est pas publié, aucune ligne ne peut servir\u00a0:\n{shown}"
        )
    days = [one.structure.date_maj for one in lines if one.structure is not None]
    newest = max((day for day in days if day is not None), default=None)
    day = f", au {newest:%d/%m/%Y}" if newest else ""
    plural = "s" if taken > 1 else ""
    title = f"Liste de {taken} structure{plural}{day}"
    return Document(kind=MaterialKind.STRUCTURES, name=NAME, title=title, content=content)


def reading(content: bytes) -> tuple[str, ...]:
    """Return how laptops will read a list: counts, then what is put right or refused."""
    taken, lines = _read(content, NAME)
    accepts = sum(
        one.structure is not None and one.structure.accepte_pass is AcceptePass.OUI for one in lines
    )
    with_remark = [one for one in lines if one.remarques]
    with_remark.sort(key=lambda one: not one.refusee)
    refused = len(lines) - taken
    left = len(with_remark) - _MOST
    read = (
        _many(len(lines), "ligne lue", "lignes lues"),
        _many(taken, "prise", "prises"),
        _many(refused, "refusée", "refusées"),
    )
    return (
        f"{', '.join(read)}.",
        f"{_many(accepts, 'structure y accepte', 'structures y acceptent')} le Pass numérique.",
        *(_said(one) for one in with_remark[:_MOST]),
        *([f"Et {_many(left, *_OTHERS)} avec une remarque."] if left > 0 else []),
    )


def _read(content: bytes, file: str) -> tuple[int, list[Ligne]]:
    lines = list(read_structures(content, _ANYWHERE, file=file).lignes)
    return sum(not one.refusee for one in lines), lines


def _said(one: Ligne) -> str:
    what = "refusée" if one.refusee else "prise"
    why = "\u00a0; ".join(
        f"{said.colonne}\u00a0: {said.raison}" if said.colonne else said.raison
        for said in one.remarques
    )
    return f"Ligne {one.numero}, {one.nom or 'sans nom'}, {what}\u00a0: {why}"


def _many(count: int, one: str, more: str) -> str:
    return f"{count} {more if count > 1 else one}"
