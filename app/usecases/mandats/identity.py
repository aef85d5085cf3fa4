"""Who signs: a proof of identity seen, and what the person declares (002, art. 2, l. 167)."""

from datetime import datetime

from app.domain.identifiers import MandatId
from app.domain.mandat import LectureFaite, Mandat, PieceVue
from app.domain.mandat_evenements import Declarer, Verifier
from app.domain.mandat_listes import Piece
from app.usecases.mandats.keeping import allowed, change, past
from app.usecases.workplace import Workplace


def declare(
    workplace: Workplace, mandat_id: MandatId, lecture: LectureFaite, at: datetime | None = None
) -> Mandat:
    """Note that the person declares to be of age and unprotected, and how she read the text.

    Only the yes is kept: who cannot say it is not noted (`drafting.block`).
    """
    allowed(workplace)
    event = Declarer(lecture=lecture, at=past(workplace, at))
    with workplace.database.writing() as session:
        return change(session, workplace, mandat_id, event, "mandat_declare")


def check(
    workplace: Workplace,
    mandat_id: MandatId,
    piece: Piece,
    *,
    en_cours_de_validite: bool,
    at: datetime | None = None,
) -> Mandat:
    """Note which kind of proof was seen, by the agent at work: no number, no copy.

    Raises:
        MandateRefusedError: the explanations were not given, or nobody is named.
    """
    allowed(workplace)
    seen = PieceVue(
        piece=piece,
        en_cours_de_validite=en_cours_de_validite,
        at=past(workplace, at),
        agent_id=workplace.agent.id,
    )
    with workplace.database.writing() as session:
        return change(session, workplace, mandat_id, Verifier(piece=seen), "mandat_identite")
