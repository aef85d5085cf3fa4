"""What the tab « Questionnaire » shows."""

from dataclasses import dataclass

from app.ui.widgets.tones import Pill, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One finding or one change: where or what, in how many lines it takes, and its kind."""

    title: str
    lines: tuple[str, ...] = ()
    pill: Pill | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A version kept here; `code` is the beginning of its hash, `back` says it was in force."""

    id: str
    title: str
    facts: tuple[str, ...]
    code: str
    back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckWords:
    """What the checker found in a workbook, faults apart from warnings."""

    heading: str
    pill: Pill
    sentence: str
    faults: tuple[Entry, ...] = ()
    warnings: tuple[Entry, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWords:
    """What a version changes of the one in force; `id` is the version, empty when refused."""

    id: str
    heading: str
    sentence: str
    general: tuple[Entry, ...] = ()
    questions: tuple[Entry, ...] = ()
    guide: tuple[Entry, ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnaireState:
    """Everything the tab shows. `who_decides` says it where the agent at work may not activate."""

    current: VersionLine | None = None
    others: tuple[VersionLine, ...] = ()
    bundled: bool = False
    refused: str = ""  # what is said of the published questionnaire that was refused
    may_activate: bool = False
    who_decides: str = ""
    check: CheckWords | None = None
    change: ChangeWords | None = None
    working: str = ""
    message: str = ""
    tone: Tone = Tone.INFO
