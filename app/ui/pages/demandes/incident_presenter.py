"""Leads through the notification of a breach; each step is kept before the next one comes."""

from dataclasses import replace

from app.domain.violation import Constat, Inventaire, Violation
from app.ui.asking.asked import with_value
from app.ui.pages.demandes.incident_asked import Step
from app.ui.pages.demandes.incident_desk import BreachDesk
from app.ui.pages.demandes.incident_reading import known_after
from app.ui.pages.demandes.reading import day_of, first_of, hour_of
from app.usecases.registers import violations
from app.usecases.registers.violation_advice import advised


class BreachPresenter:
    """A new breach begins with the hour at which it was known; one that is noted, at its end."""

    def __init__(self, desk: BreachDesk) -> None:
        self._desk = desk

    def load(self) -> None:
        """Show the first step of a new breach, the last of one that is noted."""
        if self._desk.id is None:
            self._desk.show(self._desk.state)
        else:
            self._desk.read(self._desk.id, Step.SEND)

    def edit(self, code: str, value: tuple[str, ...]) -> None:
        """Take an answer of the step, or of the form that notes the sending."""
        state = self._desk.state
        if state.sending.asked:
            self._desk.show(replace(state, sending=with_value(state.sending, code, value)))
        else:
            self._desk.show(replace(state, form=with_value(state.form, code, value)))

    def go_on(self) -> None:
        """Keep the step and show the next one."""
        if self._desk.state.working or self._desk.state.step is Step.SEND:
            return
        if self._desk.state.step is Step.KNOWN:
            self._declare()
        else:
            self._keep(Step(self._desk.state.step + 1))

    def back(self) -> None:
        """Keep the step and show the one before it; the hour of knowing does not change."""
        if self._desk.state.step > Step.WHAT:
            self._keep(Step(self._desk.state.step - 1))

    def count_here(self) -> None:
        """Count what this laptop holds."""
        self._desk.do(lambda: violations.count_here(self._desk.workplace), self.counted)

    def counted(self, inventory: Inventaire) -> None:
        """Take the numbers that were counted, here or in a backup."""
        if self._desk.one is None or self._desk.id is None:
            return
        constat = violations.with_inventory(self._desk.one.violation.constat, inventory)
        violation_id = self._desk.id
        self._desk.do(
            lambda: violations.keep(self._desk.workplace, violation_id, constat),
            lambda _: self._desk.read(violation_id, self._desk.state.step),
        )

    def leave(self) -> None:
        """Go back to the register; what was answered in the step on screen is kept."""
        if self._desk.id is not None and Step.KNOWN < self._desk.state.step < Step.SEND:
            constat, mistakes = self._answered()
            violation_id = self._desk.id
            if constat is not None and not mistakes:
                self._desk.do(
                    lambda: violations.keep(self._desk.workplace, violation_id, constat),
                    lambda _: self._desk.navigate.go_back(),
                )
                return
        self._desk.navigate.go_back()

    def _declare(self) -> None:
        form, mistakes = self._desk.state.form, dict[str, str]()
        day, hour = day_of(form, mistakes), hour_of(form, mistakes)
        if day is None or hour is None:
            self._desk.show(replace(self._desk.state, form=replace(form, mistakes=mistakes)))
            self._desk.view.to_mistake(first_of(form, mistakes))
            return

        def declared(violation: Violation) -> None:
            self._desk.id = violation.id
            self._desk.navigate.refresh_status()
            self._desk.read(violation.id, Step.WHAT)

        self._desk.do(lambda: violations.declare(self._desk.workplace, day, hour), declared)

    def _answered(self) -> tuple[Constat | None, dict[str, str]]:
        if self._desk.one is None:
            return None, {}
        return known_after(
            self._desk.state.step,
            self._desk.state.form,
            self._desk.one.violation.constat,
            self._desk.workplace.clock.zone(),
        )

    def _keep(self, then: Step) -> None:
        constat, mistakes = self._answered()
        if constat is None or self._desk.id is None:
            return
        if mistakes:
            form = replace(self._desk.state.form, mistakes=mistakes)
            self._desk.show(replace(self._desk.state, form=form))
            self._desk.view.to_mistake(first_of(form, mistakes))
            return
        violation_id, known = self._desk.id, advised(constat)
        self._desk.do(
            lambda: violations.keep(self._desk.workplace, violation_id, known),
            lambda _: self._desk.read(violation_id, then),
        )
