"""What the person answers to, in the words of the convention."""

from app.documents import reading_aloud
from app.domain.agent import Structure
from app.domain.convention import Convention, Remise
from app.domain.entretien import LectureNotice
from app.ui.pages.notice.state import Purpose, PurposeRow

READINGS = {
    LectureNotice.LUE: "La personne l’a lue",
    LectureNotice.A_VOIX_HAUTE: "Je l’ai lue à voix haute",
    LectureNotice.EXPLIQUEE: "Elle a été expliquée avec un interprète",
}


def script(convention: Convention, structure: Structure) -> tuple[str, ...]:
    """Return what to say: the notice, then the word before the questions."""
    told = reading_aloud.script(reading_aloud.NOTICE, convention, structure)
    return (*told, reading_aloud.script(reading_aloud.ACCORD, convention, structure)[0])


def purposes(convention: Convention, structure: Structure) -> tuple[PurposeRow, ...]:
    """Return the purposes with the question to ask; the figures only where they are wanted."""
    with_pass = convention.pass_numerique.remise is not Remise.AUCUNE
    figures = ((Purpose.INDICATEURS, "Les statistiques", True),) if convention.indicateurs else ()
    asked = (
        (Purpose.PRESCRIPTION, "Ma demande" if with_pass else "Mon dossier", False),
        (Purpose.QUESTIONNAIRE, "Mes réponses", False),
        *figures,
        (Purpose.RECONTACT, "Être rappelé", True),
    )
    questions = reading_aloud.script(reading_aloud.ACCORD, convention, structure)[1:]
    return tuple(
        PurposeRow(purpose=purpose, title=title, about=question, optional=optional)
        for (purpose, title, optional), question in zip(asked, questions, strict=True)
    )
