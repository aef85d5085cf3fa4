"""One place: what is known of it, what the référent verifies, the paper that somebody takes."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from app.domain.mediation import AcceptePass
from app.ui.clock_words import day_line, parse_day, parse_hour
from app.ui.pages.structures import words
from app.ui.pages.structures.state import PlaceState
from app.ui.tasks import TaskRunner
from app.usecases.interview.papers import ProducedPaper
from app.usecases.structures import appointments, searching, verifying
from app.usecases.structures.appointments import APPOINTMENT, PLACE, RendezVous
from app.usecases.structures.needs import PourQui
from app.usecases.structures.searching import Trouvee
from app.usecases.workplace import Workplace

_NO_DAY: Final = "Écrivez un jour, par exemple 01/12/2026."
_NO_HOUR: Final = "Écrivez une heure, par exemple 14 h 30."
_PAST: Final = "Ce jour est passé."
_NOT_YET: Final = "Ce jour n’est pas encore venu."
_HOUR_WITHOUT_DAY: Final = "Donnez aussi le jour."


@dataclass(slots=True)
class PlaceParts:
    """What the presenter of the page lends: who works, who shows, who says."""

    workplace: Workplace
    runner: TaskRunner
    show: Callable[[PlaceState], None]
    show_paper: Callable[[ProducedPaper, Callable[[str], None]], None]
    verified: Callable[[str], None]
    failed: Callable[[Exception], None]
    whom: PourQui | None = None
    may_verify: Callable[[], bool] = field(default=lambda: False)


class PlaceDesk:
    """Shows one place, and does what is asked about it."""

    def __init__(self, parts: PlaceParts) -> None:
        self._parts = parts
        self.state = PlaceState()

    def open(self, found: Trouvee) -> None:
        """Show a place."""
        place, clock = self._parts.workplace, self._parts.workplace.clock
        here = clock.now().astimezone(clock.zone())
        hand = found.place.verification
        said = hand.accepte_pass.value if hand and hand.accepte_pass else "liste"
        self._show(
            PlaceState(
                numero=found.place.numero,
                known=found.place.structure.id,
                name=found.place.structure.nom,
                pill=words.state_pill(found, here),
                facts=words.place_facts(found, with_pass=searching.needs_pass(place)),
                barred=words.BARRED if found.barree else "",
                verify=self._parts.may_verify(),
                with_pass=searching.needs_pass(place),
                accepts=said,
                verified_on=day_line(here),
                note=hand.note if hand else "",
            )
        )

    def edit(self, name: str, text: str) -> None:
        """Take what is typed in a field; its mistake goes."""
        left = {key: one for key, one in self.state.mistakes.items() if key != name}
        state = replace(self.state, mistakes=left, begun=True)
        match name:
            case "accepts":
                state = replace(state, accepts=text)
            case "verified_on":
                state = replace(state, verified_on=text)
            case "note":
                state = replace(state, note=text)
            case "day":
                state = replace(state, day=text)
            case "hour":
                state = replace(state, hour=text)
            case _:
                state = replace(state, bring=text)
        self._show(state)

    def verify(self) -> None:
        """Keep what was verified of the place."""
        state, place = self.state, self._parts.workplace
        on = parse_day(state.verified_on)
        if on is None or on > place.clock.today():
            mistake = _NO_DAY if on is None else _NOT_YET
            self._show(replace(state, mistakes={"verified_on": mistake}))
            return
        known = {one.value for one in AcceptePass}
        accepts = AcceptePass(state.accepts if state.accepts in known else "")
        self._parts.runner.run(
            lambda: verifying.verify(
                place, state.numero, accepte=accepts, on=on, note=state.note, known=state.known
            ),
            on_success=lambda _: self._verified(),
            on_failure=self._parts.failed,
        )

    def _verified(self) -> None:
        self._show(replace(self.state, begun=False))
        self._parts.verified("C’est noté. La prochaine liste le gardera.")

    def make_slip(self) -> None:
        """Make the paper of the place, with the appointment if there is one."""
        agreed = self._agreed()
        if agreed is None:
            return
        place, state, whom = self._parts.workplace, self.state, self._parts.whom
        self._parts.runner.run(
            lambda: appointments.slip(place, state.numero, agreed, whom, known=state.known),
            on_success=lambda paper: self._made(paper, agreed),
            on_failure=self._parts.failed,
        )

    def _agreed(self) -> RendezVous | None:
        state, mistakes = self.state, dict[str, str]()
        day = parse_day(state.day) if state.day.strip() else None
        hour = parse_hour(state.hour) if state.hour.strip() else None
        if state.day.strip() and day is None:
            mistakes["day"] = _NO_DAY
        elif day is not None and day < self._parts.workplace.clock.today():
            mistakes["day"] = _PAST
        elif state.hour.strip() and not state.day.strip():
            mistakes["day"] = _HOUR_WITHOUT_DAY
        if state.hour.strip() and hour is None:
            mistakes["hour"] = _NO_HOUR
        if mistakes:
            self._show(replace(state, mistakes=mistakes))
            return None
        said = ""
        if hour is not None:
            said = f"{hour.hour}\u00a0h" + (f"\u00a0{hour.minute:02}" if hour.minute else "")
        return RendezVous(jour=day, heure=said, apporter=tuple(state.bring.split(",")))

    def _made(self, paper: ProducedPaper, agreed: RendezVous) -> None:
        self._show(replace(self.state, begun=False))
        left = [APPOINTMENT if agreed.jour is not None else PLACE]

        def went_out(act: str) -> None:
            # printed twice, or printed and saved, is one appointment still
            what = left.pop() if left else ""
            self._parts.runner.run(
                lambda: appointments.went_out(self._parts.workplace, act, paper.code, what),
                on_success=lambda _: None,
                on_failure=self._parts.failed,
            )

        self._parts.show_paper(paper, went_out)

    def _show(self, state: PlaceState) -> None:
        self.state = state
        self._parts.show(state)
