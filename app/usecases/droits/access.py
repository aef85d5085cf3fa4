"""Access: « Vos données », a paper with everything held about a person (RGPD art. 15)."""

from app.documents.personal_data import Part
from app.documents.typography import french_date
from app.domain.demande import ActionLocale
from app.domain.habilitation import Acte
from app.domain.identifiers import PersonneId
from app.usecases.droits.acts import note
from app.usecases.droits.held_words import (
    diagnoses_part,
    history_part,
    identity_part,
    interviews_part,
    papers_part,
    prescriptions_part,
)
from app.usecases.droits.holding import Held, held
from app.usecases.droits.moments import Moments
from app.usecases.droits.rights_words import (
    DONNEES,
    requests_part,
    rights_part,
    seen_part,
    term_part,
    use_part,
)
from app.usecases.interview.papers import ProducedPaper
from app.usecases.laptop.habilitations import require
from app.usecases.mandats.held import mandates_part
from app.usecases.registers.demandes import exercised_in
from app.usecases.workplace import Workplace


def access(workplace: Workplace, personne_id: PersonneId) -> ProducedPaper:
    """Make « Vos données » and note that the person asked for it; a second, so in a thread.

    Raises:
        PersonGoneError: the record is no longer here.
        ReasonNeededError: it is a colleague's, and was not opened today with a reason.
    """
    require(workplace, Acte.CONSULTER)
    found = held(workplace, personne_id)
    paper = copy_of(workplace, found)
    with workplace.database.writing() as session:
        exercised_in(session, workplace, personne_id, ActionLocale.COPIE_REMISE)
        note(session, workplace, personne_id, "acces")
    return paper


def copy_of(workplace: Workplace, found: Held) -> ProducedPaper:
    """Lay out what was gathered; imports reportlab."""
    from app.documents.personal_data import (  # noqa: PLC0415 - reportlab is slow
        TEMPLATE,
        PersonalData,
        personal_data_pdf,
    )
    from app.documents.sheet import pdf_hash  # noqa: PLC0415

    content = personal_data_pdf(
        PersonalData(
            convention=workplace.convention,
            structure=workplace.structure,
            who=found.personne.display_name,
            made_on=workplace.clock.today(),
            summary=_summary(found, workplace),
            parts=parts_of(found, workplace),
        )
    )
    return ProducedPaper(
        title=TEMPLATE.title,
        file_name=f"vos-donnees-{found.personne.id[-6:]}.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=DONNEES,
        subject_id=found.personne.id,
    )


def parts_of(found: Held, workplace: Workplace) -> tuple[Part, ...]:
    """Return everything in words, in the order in which it is read."""
    moments = Moments(workplace.clock.zone())
    return (
        identity_part(found),
        interviews_part(found, moments),
        diagnoses_part(found, moments),
        prescriptions_part(found, moments),
        *mandates_part(found.mandats, moments.moment),
        papers_part(found),
        use_part(found, workplace),
        term_part(found, workplace, moments),
        seen_part(found, moments),
        requests_part(found, moments),
        history_part(found, moments),
        rights_part(workplace),
    )


def _summary(found: Held, workplace: Workplace) -> tuple[str, ...]:
    """Return the few lines to read first."""
    due = found.due_on
    interviews = _counted(len(found.interviews), "entretien")
    given = _counted(len(found.prescriptions), "prescription")
    signed = f", {_counted(len(found.mandats), 'mandat')}" if found.mandats else ""
    lines = [
        f"Ce qui est gardé ici : votre identité, {interviews}, {given}{signed}.",
        f"C’est gardé par {workplace.structure.name}, dans une base chiffrée.",
    ]
    if due is not None:
        lines.append(f"Tout sera effacé au plus tard le {french_date(due)}.")
    lines.append("Vous pouvez faire corriger, limiter ou effacer ces données : dernière page.")
    return tuple(lines)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'s' if number > 1 else ''}"
