"""Read the figures that the Département gives to the structure (000, art. 3 a, l. 73).

Synchroniser or a stick brings them, or a file of its console; what is small is hidden in them
already. They give the report of a structure that has several laptops, and the indicators that the
convention promises.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.domain.failures import UnusableFileError
from app.domain.habilitation import Acte
from app.storage import appareil, bilans, journal
from app.storage.bilans import IndicateursRecus
from app.storage.journal import Entree
from app.sync.keys import Link
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.figures import LIMIT, FigureFile, read_figures
from app.usecases.exchange.activating import link_of
from app.usecases.laptop.habilitations import require
from app.usecases.workplace import Workplace
from app.whole_files import read_at_most

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

RECEIVED: Final = "indicateurs_recus"
_FORGED: Final = frozenset({ErrorCode.BAD_SIGNATURE, ErrorCode.UNKNOWN_KEY})


def receive(workplace: Workplace, file: Path) -> FigureFile:
    """Keep a year's figures of the structure, in place of those received before.

    A laptop that knows its Département takes only what that signed.

    Raises:
        NotAllowedError: only who reports does this.
        UnusableFileError: it cannot be read, is another structure's, another hand wrote it, or a
            later one of that year was received.
    """
    require(workplace, Acte.RAPPORTER)
    try:
        raw = read_at_most(file, LIMIT)
    except OSError as error:
        raise UnusableFileError(file.name, "ce fichier est introuvable ou illisible.") from error
    with workplace.database.reading() as session:
        link = link_of(appareil.load(session))
    try:
        found = read_figures(raw, None if link is None else link.keys())
    except ProtocolError as fault:
        raise UnusableFileError(file.name, _problem(fault)) from fault
    if found.structure != _own_code(workplace, link):
        raise UnusableFileError(file.name, f"ces chiffres sont ceux de « {found.nom} ».")
    with workplace.database.writing() as session:
        if _knows_later(session, found, signed=link is not None):
            raise UnusableFileError(
                file.name, "des chiffres plus récents de cette année sont déjà reçus."
            )
        _keep(session, workplace, raw, found, signed=link is not None)
    return found


def keep_brought(session: "Session", workplace: Workplace, files: Sequence[bytes]) -> int:
    """Keep verified files as Synchroniser or a stick brings them; returns how many years changed.

    Another structure's, or one older than what is here, is passed over.
    """
    own = _own_code(workplace, link_of(appareil.load(session)))
    changed = 0
    for raw in files:
        found = read_figures(raw, None)
        if found.structure == own and not _knows_later(session, found, signed=True):
            changed += _keep(session, workplace, raw, found, signed=True)
    return changed


def received(workplace: Workplace) -> Sequence[IndicateursRecus]:
    """Return the years that were received, in order."""
    with workplace.database.reading() as session:
        return bilans.received(session)


def _held_year(session: "Session", year: int) -> IndicateursRecus | None:
    return next((one for one in bilans.received(session) if one.annee == year), None)


def read(one: IndicateursRecus) -> FigureFile | None:
    """Return what was received, None where nobody can read it any more."""
    try:
        return read_figures(one.contenu.encode(), None)
    except ProtocolError:
        return None


def _keep(
    session: "Session", workplace: Workplace, raw: bytes, found: FigureFile, *, signed: bool
) -> bool:
    """Keep a year in place of what was received before; tells whether its figures are others."""
    now, year = workplace.clock.now(), found.annee.year
    held = _held_year(session, year)
    before = None if held is None else read(held)
    bilans.keep_received(
        session,
        IndicateursRecus(
            annee=year,
            contenu=raw.decode("utf-8"),
            sha256=hashlib.sha256(raw).hexdigest(),
            signe=signed,
            recu_at=now,
            agent_id=workplace.agent.id,
        ),
    )
    if found.annee.cells == (before.annee.cells if before else {}):
        return False
    act = Entree(at=now, kind=RECEIVED, agent_id=workplace.agent.id, detail=str(year))
    journal.append(session, act)
    return True


def _knows_later(session: "Session", found: FigureFile, *, signed: bool) -> bool:
    """Tell whether what is here is later; what nobody signed gives way to the Département's."""
    kept = _held_year(session, found.annee.year)
    held = None if kept is None or (signed and not kept.signe) else read(kept)
    if held is None or held.structure != found.structure:
        return False
    fewer = len(found.annee.quarters) < len(held.annee.quarters)  # of a service that was put back
    return fewer or held.is_later_than(found)


def _own_code(workplace: Workplace, link: Link | None) -> str:
    """Return the code under which figures are ours: the one that the Département activated."""
    return workplace.structure.code if link is None else link.structure


def _problem(fault: ProtocolError) -> str:
    if fault.code in _FORGED:
        return "sa signature n’est pas celle du Département : il n’a pas été lu."
    return "ce n’est pas un fichier d’indicateurs du Département."
