"""Explain before anything is signed: the data, the rights, the démarches (002, art. 2, l. 167)."""

from datetime import datetime

from app.domain.identifiers import MandatId
from app.domain.mandat import Mandat
from app.domain.mandat_evenements import Expliquer
from app.domain.mandat_listes import Explication
from app.usecases.mandats.keeping import allowed, change, past
from app.usecases.workplace import Workplace


def explain(
    workplace: Workplace, mandat_id: MandatId, quoi: Explication, at: datetime | None = None
) -> Mandat:
    """Note that one of the three explanations was given, now or at an hour that was typed.

    The first hour stands. With the third the mandate is `INFORME`.

    Raises:
        MandateRefusedError: nothing is authorised yet, or something is signed.
    """
    allowed(workplace)
    event = Expliquer(quoi=quoi, at=past(workplace, at))
    with workplace.database.writing() as session:
        return change(session, workplace, mandat_id, event, "mandat_explique", quoi.value)
