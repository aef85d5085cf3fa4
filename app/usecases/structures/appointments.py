"""Give somebody a place, or an appointment there: a paper, a number in the month, nothing else.

What was chosen stays in memory until the vault locks, so that « Votre feuille » says it; no record
holds it (003 l. 171, 001 l. 122; decision 0047).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.kinds import TEMPLATES, PapierKind
from app.domain import ouverture
from app.domain.failures import AppError
from app.domain.indicateurs import month_of
from app.domain.mediation import AcceptePass, Frais, StructureMediation
from app.storage import indicateurs, journal
from app.storage.indicateurs import Fait
from app.storage.journal import Entree
from app.storage.structures_recherche import Placee
from app.usecases.interview.papers import ProducedPaper
from app.usecases.structures import own, searching
from app.usecases.structures.needs import PourQui
from app.usecases.structures.place_words import accessibility, phone_words
from app.usecases.structures.verifying import StructureGoneError
from app.usecases.workplace import Chosen, Workplace

ORIENTATION: Final = "orientation"
APPOINTMENT, PLACE, LIST = "rendez_vous", "lieu", "liste"
_LONGEST: Final = 60


class BarredPlaceError(AppError):
    """It is the laptop's own structure, and the convention lets nobody be led there."""


class PastAppointmentError(AppError):
    """Nobody makes an appointment for yesterday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RendezVous:
    """What was agreed with a place. Without `jour`, the person asks for it herself."""

    jour: date | None = None
    heure: str = ""
    apporter: tuple[str, ...] = ()


def slip(
    workplace: Workplace,
    numero: int,
    agreed: RendezVous,
    whom: PourQui | None = None,
    *,
    known: str | None = None,
) -> ProducedPaper:
    """Make the paper that somebody takes along to a place; « Votre feuille » will name it too.

    `known` is the identifier of the place that was on screen: numbers are those of one list.

    Raises:
        StructureGoneError: another list came meanwhile, without this place.
        BarredPlaceError: one's own structure (000 l. 83).
        PastAppointmentError: the day is over.
    """
    from app.documents.appointment_slip import (  # noqa: PLC0415 - reportlab is slow
        AppointmentData,
        appointment_pdf,
    )
    from app.documents.sheet import pdf_hash  # noqa: PLC0415 - as above

    found = searching.one(workplace, numero)
    if found is None or (known is not None and found.place.structure.id != known):
        raise StructureGoneError
    if numero in own.barred(workplace):
        raise BarredPlaceError
    if agreed.jour is not None and agreed.jour < workplace.clock.today():
        raise PastAppointmentError
    structure = found.place.structure
    content = appointment_pdf(
        AppointmentData(
            convention=workplace.convention,
            structure=workplace.structure,
            printed_on=workplace.clock.today(),
            lieu=structure.nom,
            adresse=_address(structure),
            telephone=phone_words(structure.telephone),
            courriel=next(iter(structure.courriels), ""),
            horaires=ouverture.words(structure.horaires),
            accessibilite=accessibility(structure),
            jour=agreed.jour,
            heure=agreed.heure.strip()[:_LONGEST],
            apporter=tuple(one.strip()[:_LONGEST] for one in agreed.apporter if one.strip()),
            accepte_pass=_pays(workplace, found.place),
            payant=bool(structure.frais - {Frais.GRATUIT}),
        )
    )
    if whom is not None and whom.entretien_id is not None:
        workplace.chosen[whom.entretien_id] = Chosen(
            lieu=structure.nom, adresse=structure.ligne_adresse, jour=agreed.jour,
            heure=agreed.heure.strip()[:_LONGEST],
        )  # fmt: skip
    kind = PapierKind.RENDEZ_VOUS
    return ProducedPaper(
        title=TEMPLATES[kind].title,
        file_name=f"{workplace.clock.today().isoformat()}-{kind.value}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=kind.value,
    )


def went_out(workplace: Workplace, act: str, code: str, what: str = "") -> None:
    """Note that a paper about places was printed or saved; count `what` the first time.

    Neither the journal nor the counter knows for whom: no record is named.
    """
    with workplace.database.writing() as session:
        now = workplace.clock.now()
        entree = Entree(at=now, kind=act, agent_id=workplace.agent.id, detail=code)
        journal.append(session, entree)
        if not what:
            return
        month = indicateurs.open_month(session, month_of(workplace.clock.today()))
        indicateurs.compter(session, month, [Fait(ORIENTATION, what)], asked={ORIENTATION})


def _address(structure: StructureMediation) -> tuple[str, ...]:
    lines = (structure.adresse, structure.complement_adresse)
    town = f"{structure.code_postal} {structure.commune}"
    return (*(line for line in lines if line), town)


def _pays(workplace: Workplace, place: Placee) -> bool:
    return searching.needs_pass(workplace) and place.accepte_pass is AcceptePass.OUI
