"""The numbered blank papers: printed ahead, entered or spoiled; nothing of a person.

Functions take the caller's session and never commit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.identifiers import AgentId
from app.domain.papier import EtatFeuille, FeuilleSecours
from app.storage.tables.secours import FeuilleSecoursRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Feuille:
    """A numbered blank paper (« S-K7QM2P-01 ») and what became of it."""

    numero: str
    kind: FeuilleSecours
    printed_on: date
    printed_by: AgentId
    state: EtatFeuille = EtatFeuille.DEHORS
    settled_on: date | None = None
    settled_by: AgentId | None = None


def keep(session: Session, feuille: Feuille) -> None:
    """Keep a paper as it stands, in place of how it stood."""
    session.merge(
        FeuilleSecoursRow(
            numero=feuille.numero,
            kind=feuille.kind.value,
            state=feuille.state.value,
            printed_on=feuille.printed_on,
            printed_by=feuille.printed_by,
            settled_on=feuille.settled_on,
            settled_by=feuille.settled_by,
        )
    )
    session.flush()


def load(session: Session, numero: str) -> Feuille | None:
    """Return a paper, None when it was not printed here."""
    row = session.get(FeuilleSecoursRow, numero)
    return None if row is None else _feuille(row)


def every(session: Session) -> Sequence[Feuille]:
    """Return all papers, by number."""
    rows = session.scalars(select(FeuilleSecoursRow).order_by(FeuilleSecoursRow.numero))
    return [_feuille(row) for row in rows]


def forget(session: Session, numeros: Sequence[str]) -> None:
    """Forget papers that never came out of a printer: their numbers were on nothing."""
    session.execute(delete(FeuilleSecoursRow).where(FeuilleSecoursRow.numero.in_(list(numeros))))


def _feuille(row: FeuilleSecoursRow) -> Feuille:
    return Feuille(
        numero=row.numero,
        kind=FeuilleSecours(row.kind),
        printed_on=row.printed_on,
        printed_by=AgentId(row.printed_by),
        state=EtatFeuille(row.state),
        settled_on=row.settled_on,
        settled_by=None if row.settled_by is None else AgentId(row.settled_by),
    )
