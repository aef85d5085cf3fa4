"""What the step of the diagnosis shows."""

from dataclasses import dataclass

from app.ui.dossiers.words import Fact


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that nobody answered yet; `question` is its name."""

    question: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why one result is what it is, in professional words."""

    result: str
    value: str
    explanation: str
    held: tuple[str, ...] = ()
    answers: tuple[Fact, ...] = ()
    caps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """A training module: its title and what it is for."""

    title: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The diagnosis in words: for the person, then for the worker.

    `checks` are points to verify, `remarks` the other things a worker should know.
    """

    settled: bool
    for_person: tuple[str, ...] = ()
    results: tuple[Fact, ...] = ()
    whys: tuple[Why, ...] = ()
    checks: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    courses: tuple[Course, ...] = ()
    later_courses: tuple[Course, ...] = ()
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceChoice:
    """A service that may be chosen; `gives` says the carnets that go with it."""

    service: str
    label: str
    gives: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The prescription before this one."""

    id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosticState:
    """Everything the page shows. `follows` is None until the agent has picked."""

    who: str = ""
    advice: Advice | None = None
    advised: ServiceChoice | None = None
    others: tuple[ServiceChoice, ...] = ()
    reasons: tuple[str, ...] = ()
    follows: bool | None = None
    service: str = ""
    reason: str = ""
    alternatives: tuple[str, ...] | None = None
    earlier: Earlier | None = None
    decided: bool = False
    stays_here: bool = False  # the convention sends no prescription
    mistake: str = ""
    problem: str = ""
    working: bool = False

    @property
    def chosen(self) -> ServiceChoice | None:
        """Return the service picked, by the advice or otherwise."""
        if self.follows:
            return self.advised
        return next((one for one in self.others if one.service == self.service), None)
