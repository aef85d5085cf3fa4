"""What the person answers to, in the words of the convention."""

from app.documents import notice_parts, reading_aloud
from app.domain.agent import Structure
from app.domain.convention import Convention
from app.domain.entretien import LectureNotice
from app.ui.pages.notice.state import Purpose, PurposeRow

READINGS = {
    LectureNotice.LUE: "La personne l’a lue",
    LectureNotice.A_VOIX_HAUTE: "Je l’ai lue à voix haute",
    LectureNotice.EXPLIQUEE: "Elle a été expliquée avec un interprète",
}

_TITLES = {
    "demande": "Ma demande",
    "demande_remise": "Mon carnet",
    "demande_sans_pass": "Mon dossier",
    "reponses_gardees": "Mes réponses",
    "reponses_effacees": "Mes réponses",
    "statistiques": "Les statistiques",
    "rappel": "Être rappelé",
}
_OPTIONAL = {Purpose.INDICATEURS, Purpose.RECONTACT}


def script(convention: Convention, structure: Structure) -> tuple[str, ...]:
    """Return what to say: the notice, then the word before the questions."""
    told = reading_aloud.script(reading_aloud.NOTICE, convention, structure)
    return (*told, reading_aloud.script(reading_aloud.ACCORD, convention, structure)[0])


def purposes(convention: Convention, structure: Structure) -> tuple[PurposeRow, ...]:
    """Return the purposes with the question to ask, those of the slip and in its order."""
    questions = reading_aloud.script(reading_aloud.ACCORD, convention, structure)[1:]
    asked = notice_parts.purposes(convention)
    return tuple(
        PurposeRow(
            purpose=Purpose(code),
            title=_TITLES[key],
            about=question,
            optional=Purpose(code) in _OPTIONAL,
        )
        for (code, key), question in zip(asked, questions, strict=True)
    )
