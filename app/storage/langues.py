"""The language in which a person's papers are wanted. Functions never commit.

It stands among the answers of the interview, under a path that no form can have, and is erased
with them: nothing about a language stays with a name where answers may not (000 art. 5, l. 116).
"""

import json
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.identifiers import EntretienId
from app.storage import reponses
from app.storage.reponses import PAPERS
from app.storage.tables.dossiers import EntretienRow, ReponseRow


def keep(session: Session, entretien_id: EntretienId, code: str) -> None:
    """Keep the code of a language; an empty one removes it."""
    if code:
        reponses.keep(session, entretien_id, PAPERS, code)
    else:
        reponses.remove(session, entretien_id, PAPERS)


def load(session: Session, entretien_id: EntretienId) -> str:
    """Return the code that was kept, empty when none is, or once the interview is past its term."""
    kept = session.scalar(
        select(ReponseRow.value)
        .join(EntretienRow, EntretienRow.id == ReponseRow.entretien_id)
        .where(ReponseRow.entretien_id == entretien_id, ReponseRow.path == PAPERS)
    )
    return "" if kept is None else cast("str", json.loads(kept))
