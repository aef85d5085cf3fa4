"""What the structure tells the other party in writing: a change, a difficulty.

Sources: 000, art. 3, l. 82 (« tout changement de situation »); 003, art. 7, l. 153 (another
référent, « sans délai »); 004, art. 1, l. 78 (« immédiatement informés de toute difficulté »). The
program makes a draft for any mail program; somebody reads it again and sends it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.documents.courriel import is_address, text_eml
from app.documents.typography import french_date
from app.domain.failures import AppError
from app.domain.habilitation import Role
from app.storage import habilitations
from app.usecases import journal
from app.usecases.laptop.habilitations import referents
from app.usecases.registers.demandes_papers import MailFile
from app.usecases.workplace import Workplace

MADE: Final = "avis_prepare"  # in the journal


class Avis(StrEnum):
    """What is told."""

    CHANGEMENT = "changement"
    REFERENT = "referent"
    DIFFICULTE = "difficulte"


@dataclass(frozen=True, slots=True)
class _Words:
    subject: str
    said: str


_WORDS: Final = {
    Avis.CHANGEMENT: _Words(
        "Changement de situation",
        "nous vous informons d’un changement de situation, qui peut avoir des suites pour vous :",
    ),
    Avis.REFERENT: _Words(
        "Changement de référent", "nous vous communiquons sans délai le nom du nouveau référent :"
    ),
    Avis.DIFFICULTE: _Words(
        "Difficulté rencontrée", "nous vous informons sans attendre de la difficulté suivante :"
    ),
}


class NothingSaidError(AppError):
    """A notice without a word of what happened tells nothing."""


def to_whom(workplace: Workplace) -> str:
    """Return the e-mail address of the other party, empty where the convention gives none."""
    stated = workplace.convention.departement.courriel
    return stated if is_address(stated) else ""


def prepare(workplace: Workplace, avis: Avis, said: str) -> MailFile:
    """Make the draft of a notice; a new référent is named by the référents of this laptop.

    Raises:
        NothingSaidError: nothing was written.
    """
    text = said.strip()
    if not text:
        raise NothingSaidError
    convention, structure = workplace.convention, workplace.structure
    words = _WORDS[avis]
    with workplace.database.reading() as session:
        answering = referents(session)
        mine = Role.REFERENT in habilitations.of(session, workplace.agent.id)
    signed = "\n".join(
        part
        for part in (
            workplace.agent.display_name,
            "Référent" if mine else workplace.agent.fonction,
            structure.name,
            structure.telephone,
        )
        if part
    )
    named = f"Référent : {', '.join(answering)}\n\n" if avis is Avis.REFERENT else ""
    body = (
        "Bonjour,\n\n"
        f"Au titre de la convention « {convention.title} » ({convention.reference}), "
        f"{words.said}\n\n"
        f"{text}\n\n{named}"
        f"Le {french_date(workplace.clock.today())}\n\n{signed}\n"
    )
    to = to_whom(workplace)
    content = text_eml(
        to=to,
        sender=structure.courriel,
        subject=f"{words.subject} – {structure.name}",
        body=body,
        at=workplace.clock.now(),
    )
    journal.note(workplace, MADE, avis.value)
    day = f"{workplace.clock.today():%Y-%m-%d}"
    return MailFile(file_name=f"{avis.value}-{day}.eml", content=content, to=to)
