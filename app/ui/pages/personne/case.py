"""For what the person is looked for: an interview here, a mandate elsewhere."""

from typing import Protocol

from app.domain.entretien import Issue
from app.domain.identifiers import EntretienId, PersonneId
from app.domain.personne import Personne
from app.ui.navigation import Navigator
from app.usecases.interview import receiving
from app.usecases.people import persons
from app.usecases.people.persons import Typed
from app.usecases.workplace import Workplace


class Case(Protocol):
    """What is done with the person. All but `go_on` work in a thread.

    `within_territory` tells whether somebody from elsewhere needs a reason of the convention.
    """

    within_territory: bool

    def current(self) -> PersonneId | None:
        """Return who it is already, None when nobody has been found yet."""
        ...

    def register(self, typed: Typed) -> None:
        """Keep a new person for it."""
        ...

    def recognise(self, personne: Personne, *, reason_elsewhere: str) -> None:
        """Take a known person for it."""
        ...

    def hold(self) -> None:
        """Let it wait."""
        ...

    def end(self) -> None:
        """Keep nothing of it."""
        ...

    def go_on(self) -> None:
        """Show the next step."""
        ...


class InterviewCase:
    """The person of an interview."""

    within_territory = True

    def __init__(
        self, workplace: Workplace, navigate: Navigator, entretien_id: EntretienId
    ) -> None:
        self._workplace = workplace
        self._navigate = navigate
        self._id = entretien_id

    def current(self) -> PersonneId | None:
        """Return the person of the interview, None before one was found."""
        return receiving.load_interview(self._workplace, self._id).personne_id

    def register(self, typed: Typed) -> None:
        """Keep a new person, received in this interview."""
        persons.register(self._workplace, self._id, typed)

    def recognise(self, personne: Personne, *, reason_elsewhere: str) -> None:
        """Go on with a known person."""
        persons.recognise(self._workplace, self._id, personne, reason_elsewhere=reason_elsewhere)

    def hold(self) -> None:
        """Put the interview on hold."""
        receiving.hold(self._workplace, self._id)

    def end(self) -> None:
        """Stop the interview and keep nothing."""
        receiving.put_aside(self._workplace, self._id, Issue.ABANDON)

    def go_on(self) -> None:
        """Show the questionnaire."""
        self._navigate.open_interview(self._id)
