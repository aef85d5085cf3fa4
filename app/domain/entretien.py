"""An interview: from the notice to the papers."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.identifiers import AgentId, EntretienId, PersonneId


class Canal(StrEnum):
    """Where the interview takes place."""

    SUR_PLACE = "sur_place"
    TELEPHONE = "telephone"


class Etape(StrEnum):
    """The step at which an interview stands; the order is the order of the day."""

    NOTICE = "notice"
    PERSONNE = "personne"
    QUESTIONNAIRE = "questionnaire"
    EXERCICE = "exercice"
    DIAGNOSTIC = "diagnostic"
    PAPIERS = "papiers"
    TERMINE = "termine"


class Issue(StrEnum):
    """How an interview ended."""

    PRESCRIPTION = "prescription"
    ORIENTATION = "orientation"  # advice and places, no Pass
    AUCUNE_DIFFICULTE = "aucune_difficulte"
    REFUS = "refus"  # the person did not want to go on, or refused the prescription
    ABANDON = "abandon"  # put aside by the agent, nothing kept


class LectureNotice(StrEnum):
    """How the notice reached the person."""

    LUE = "lue_par_la_personne"
    A_VOIX_HAUTE = "lue_a_voix_haute"
    EXPLIQUEE = "expliquee_avec_un_interprete"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consentement:
    """What the person answered to the notice, purpose by purpose (documents.md b4).

    None of the purposes is ticked beforehand. `notice_version` names the text that was given.
    """

    prescription: bool
    questionnaire: bool
    indicateurs: bool
    recontact: bool
    lecture: LectureNotice
    notice_version: str
    given_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Choix:
    """What the agent decided with the person after the diagnosis.

    `reason` is empty when the guide's advice is followed, else an entry of the convention's list.
    """

    service: str
    carnets: int
    advised: str
    reason: str = ""

    @property
    def follows(self) -> bool:
        """Tell whether the advice of the guide was followed."""
        return self.service == self.advised


@dataclass(frozen=True, slots=True, kw_only=True)
class Entretien:
    """An interview as it stands.

    `position` is the path of the question on screen (a killed program resumes there). The hashes
    name the convention and the questionnaire under which it was opened; both versions are kept.
    """

    id: EntretienId
    agent_id: AgentId
    canal: Canal
    opened_at: datetime
    touched_at: datetime
    etape: Etape
    convention_hash: str
    questionnaire_hash: str
    personne_id: PersonneId | None = None
    position: str = ""
    on_hold: bool = False
    consentement: Consentement | None = None
    exercice: int | None = None  # points of the practical exercise, None when not done
    choix: Choix | None = None
    issue: Issue | None = None
