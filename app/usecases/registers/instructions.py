"""The log of the written instructions that the structure received from the controller.

It only grows: an instruction that replaces another is noted too, and says which. Source: 000,
art. 5, l. 142. It goes into the conformity file.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from app.domain.failures import AppError
from app.domain.habilitation import Role
from app.domain.instruction import (
    FauteInstruction,
    Instruction,
    RubriqueInstruction,
    fautes,
)
from app.storage import habilitations, journal, parametres
from app.storage.journal import Entree
from app.usecases.conformity.conformite import OnlyReferentError
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

NOTED: Final = "instruction_notee"  # in the journal
_KEY: Final = "instructions"


class InstructionMistakenError(AppError):
    """Something cannot be kept as it is written: `fautes` says which field and why."""

    def __init__(self, wrong: Mapping[RubriqueInstruction, FauteInstruction]) -> None:
        self.fautes = wrong
        super().__init__(", ".join(f"{field}: {fault}" for field, fault in wrong.items()))


def received(workplace: Workplace) -> tuple[Instruction, ...]:
    """Return the log, the oldest entry first."""
    with workplace.database.reading() as session:
        return _load(session)


def note(
    workplace: Workplace, *, recue_on: date, auteur: str, reference: str, objet: str
) -> Instruction:
    """Add an instruction to the log; the journal has that it was done, and by whom.

    Raises:
        OnlyReferentError: another than the référent; nothing was kept.
        InstructionMistakenError: something cannot be kept as it is; nothing was kept.
    """
    said = (auteur.strip(), reference.strip(), objet.strip())
    if wrong := fautes(recue_on, *said, today=workplace.clock.today()):
        raise InstructionMistakenError(wrong)
    with workplace.database.writing() as session:
        if Role.REFERENT not in habilitations.of(session, workplace.agent.id):
            raise OnlyReferentError
        known = _load(session)
        noted = Instruction(
            numero=len(known) + 1,
            recue_on=recue_on,
            auteur=said[0],
            reference=said[1],
            objet=said[2],
        )
        parametres.keep(session, _KEY, [_json(one) for one in (*known, noted)])
        journal.append(
            session,
            Entree(at=workplace.clock.now(), kind=NOTED, agent_id=workplace.agent.id),
        )
    return noted


def _json(one: Instruction) -> parametres.Json:
    return [one.recue_on.isoformat(), one.auteur, one.reference, one.objet]


def _load(session: "Session") -> tuple[Instruction, ...]:
    kept = parametres.load(session, _KEY)
    rows = kept if isinstance(kept, list) else []
    texts = [[str(cell) for cell in row] for row in rows if isinstance(row, list)]
    return tuple(
        Instruction(
            numero=rank, recue_on=date.fromisoformat(day), auteur=who, reference=ref, objet=what
        )
        for rank, (day, who, ref, what) in enumerate(texts, start=1)
    )
