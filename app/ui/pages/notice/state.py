"""What the step of the notice shows."""

from dataclasses import dataclass
from enum import StrEnum

from app.documents.languages import FRENCH, Language
from app.domain.entretien import LectureNotice


class Purpose(StrEnum):
    """What the person accepts or refuses, one by one (documents.md b4)."""

    PRESCRIPTION = "prescription"
    QUESTIONNAIRE = "questionnaire"
    INDICATEURS = "indicateurs"
    RECONTACT = "recontact"


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeRow:
    """A purpose in words; `answer` is None until the person has said something."""

    purpose: Purpose
    title: str
    about: str
    optional: bool
    answer: bool | None = None
    mistake: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeState:
    """Everything the page shows."""

    by_phone: bool = False
    languages: tuple[Language, ...] = ()
    language: str = FRENCH
    script: tuple[str, ...] = ()
    readings: tuple[LectureNotice, ...] = ()
    reading: LectureNotice | None = None
    reading_mistake: str = ""
    purposes: tuple[PurposeRow, ...] = ()
    problem: str = ""
    working: bool = False

    @property
    def refused(self) -> bool:
        """Tell whether the person refused what the interview cannot do without."""
        return any(
            row.purpose is Purpose.PRESCRIPTION and row.answer is False for row in self.purposes
        )
