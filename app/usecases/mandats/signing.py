"""Both originals signed on the spot, then the person's handed to her: the mandate runs.

Source: 002, art. 2, l. 167 (« signé sur place par le mandataire et le mandant »); code civil,
art. 1375 (as many originals as parties).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.identifiers import LigneId, MandatId
from app.domain.mandat import Mandat
from app.domain.mandat_evenements import Remettre, Signer
from app.domain.papier import Fait
from app.storage import limitations, papiers
from app.usecases.laptop.vie import require_open
from app.usecases.mandats import destroying, ending
from app.usecases.mandats.counting import count_signed
from app.usecases.mandats.drafting import same_running
from app.usecases.mandats.ended import Ended
from app.usecases.mandats.keeping import allowed, applied, change, past, require_mandate
from app.usecases.workplace import Workplace

_OF_THE_PERSON = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What was signed, where and when; `at` is the hour on the paper, None for now.

    `temoins` where the person cannot sign and the profile allows it: their names stay on paper.
    """

    lieu: str
    par_le_mandant: bool
    par_le_mandataire: bool
    sur_place: bool = True
    temoins: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A mandate that runs, and what it replaced."""

    mandat: Mandat
    replaced: tuple[Ended, ...]


def sign(workplace: Workplace, mandat_id: MandatId, signed: Signed) -> Mandat:
    """Note that both originals are signed: the end is fixed from here on.

    Raises:
        MandateRefusedError: a gate of l. 167 is missing, not on the spot, not by both.
        ConventionClosedError, ConventionNotYetError: it was not in force on that day.
        LimitedRecordError: the person's record is limited.
    """
    allowed(workplace)
    at = past(workplace, signed.at)
    require_open(workplace, at.astimezone(workplace.clock.zone()).date())
    event = Signer(
        lieu=signed.lieu,
        at=at,
        sur_place=signed.sur_place,
        par_le_mandant=signed.par_le_mandant,
        par_le_mandataire=signed.par_le_mandataire,
        temoins=signed.temoins,
    )
    with workplace.database.writing() as session:
        after = change(session, workplace, mandat_id, event, "mandat_signe")
        count_signed(session, workplace, after)
        on = at.astimezone(workplace.clock.zone()).date()
        for one in papiers.of_mandat(session, mandat_id):
            papiers.note(session, one.id, Fait.SIGNE, on=on, by=workplace.agent.id)
    return after


def hand_over(workplace: Workplace, mandat_id: MandatId, at: datetime | None = None) -> Started:
    """Note that the person has her original: the mandate runs, and replaces what it is to.

    Raises:
        MandateRefusedError: it is not signed.
    """
    allowed(workplace)
    event = Remettre(at=past(workplace, at))
    with workplace.database.reading() as session:  # asked first: nothing is replaced for nothing
        mandat = require_mandate(session, workplace, mandat_id)
        applied(workplace, mandat, event)
        limitations.refuse_limited(session, mandat.personne_id)
    lines: dict[MandatId, list[LigneId]] = {}
    for one in same_running(workplace, mandat_id):
        lines.setdefault(one.mandat_id, []).append(one.ligne.id)
        if one.last:
            destroying.reach_files(workplace, one.mandat_id)
    with workplace.database.writing() as session:  # the one begins where the others end
        gone = [
            ending.replaced_in(session, workplace, other, tuple(ids))
            for other, ids in lines.items()
        ]
        after = change(session, workplace, mandat_id, event, "mandat_remis")
        on = event.at.astimezone(workplace.clock.zone()).date()
        for paper in papiers.of_mandat(session, mandat_id):
            if paper.exemplaire == _OF_THE_PERSON:
                papiers.note(session, paper.id, Fait.REMIS, on=on, by=workplace.agent.id)
    signed = destroying.finish(workplace) if any(one.over for one in gone) else {}
    replaced = (
        replace(one, destruction=signed.get(one.mandat.reference)) if one.over else one
        for one in gone
    )
    return Started(mandat=after, replaced=tuple(replaced))
