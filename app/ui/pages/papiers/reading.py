"""What the page of the papers reads."""

import csv
from dataclasses import dataclass

from app.domain.entretien import Entretien, Etape
from app.domain.identifiers import EntretienId
from app.domain.prescription import Suivi
from app.storage import personnes, prescriptions
from app.ui.pages.papiers.state import Trait
from app.ui.pages.papiers.words import QUESTIONS, YES_NO
from app.usecases import papers, receiving
from app.usecases.papers import PaperState
from app.usecases.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An interview at its papers; `prescribed` when a prescription stands."""

    entretien: Entretien
    who: str
    papers: tuple[PaperState, ...]
    prescribed: bool
    traits: tuple[Trait, ...]


def read(workplace: Workplace, entretien_id: EntretienId) -> Read:
    """Return what the page shows.

    Raises:
        InterviewGoneError: it was erased, or its term has come.
    """
    entretien = receiving.load_interview(workplace, entretien_id)
    with workplace.database.reading() as session:
        personne = personnes.load(session, entretien.personne_id) if entretien.personne_id else None
        known = prescriptions.of_entretien(session, entretien_id)
    return Read(
        entretien=entretien,
        who=personne.display_name if personne else "",
        papers=tuple(papers.papers_of(workplace, entretien_id)),
        prescribed=known is not None and known.suivi is not Suivi.ANNULEE,
        traits=_traits(workplace, entretien),
    )


def _traits(workplace: Workplace, entretien: Entretien) -> tuple[Trait, ...]:
    """Return what may be asked for the counters: what the convention wants, if the person agrees.

    Source: 001 art. 6, l. 172; nothing of it is kept with the person.
    """
    accepted = entretien.consentement is not None and entretien.consentement.indicateurs
    if entretien.etape is Etape.TERMINE or not accepted:
        return ()
    return tuple(
        Trait(name, question, _answers(workplace, name))
        for name, question in QUESTIONS.items()
        if name in workplace.convention.indicateurs
    )


def _answers(workplace: Workplace, name: str) -> tuple[tuple[str, str], ...]:
    file = workplace.resources.folder / "territory" / f"{name}.csv"
    if not file.is_file():
        return YES_NO
    with file.open(encoding="utf-8", newline="") as stream:
        return tuple(
            (row["code"], row["libelle"])
            for row in csv.DictReader(stream)
            if row["code"] != "NC"  # not communicated: left without an answer
        )
