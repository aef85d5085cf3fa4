"""Turns the form of a new request into a line of the register."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Protocol

from app.domain.demande import CanalDemande, Demande, Droit
from app.domain.failures import AppError
from app.domain.identifiers import PersonneId
from app.ui.asking.asked import Form, with_value
from app.ui.clock_words import day_line, hour_line, parse_day, parse_hour
from app.ui.dossiers.rows import Row
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.demandes.nouvelle_state import ASKED, NO, YES, NewRequestState
from app.ui.pages.demandes.reading import DAY_MISTAKE, HOUR_MISTAKE
from app.ui.pages.demandes.ways import RegisterWays
from app.ui.tasks import TaskRunner
from app.usecases.people import persons
from app.usecases.people.persons import Found
from app.usecases.registers import demandes
from app.usecases.registers.demandes import NewDemande
from app.usecases.registers.hours import FutureHourError, SkippedHourError
from app.usecases.workplace import Workplace

_SHORTEST_SEARCH = 2
_SUGGESTED = 5


class NewRequestView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: NewRequestState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing or wrong; an empty code is the name."""
        ...


class NewRequestPresenter:
    """The person may be unknown here: her name is enough. One who is known can be tied to it."""

    def __init__(
        self,
        view: NewRequestView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        ways: RegisterWays,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._ways = ways
        self._personne_id: PersonneId | None = None
        self._found: dict[str, Found] = {}
        now = workplace.clock.now().astimezone(workplace.clock.zone())
        self._state = NewRequestState(
            form=Form(
                asked=ASKED,
                values={
                    "jour": (day_line(now),),
                    "heure": (hour_line(now),),
                    "recue_par": (workplace.agent.display_name,),
                    "doute": (NO,),
                },
            )
        )

    def start(self, personne_id: PersonneId | None) -> None:
        """Show the form, tied to a person where one is given."""
        self._show(self._state)
        if personne_id is None:
            return
        self._runner.run(
            lambda: persons.open_record(self._workplace, personne_id).personne,
            on_success=lambda found: self._tie(found.id, found.display_name),
            on_failure=self._failed,
        )

    def type_name(self, text: str) -> None:
        """Take the name as it is typed, and look for a record that bears it."""
        if text.strip() == self._state.name.strip():
            return  # a record may be tied to it already
        self._personne_id = None
        self._show(replace(self._state, name=text, name_mistake="", linked=""))
        if len(text.strip()) < _SHORTEST_SEARCH:
            self._show(replace(self._state, suggestions=()))
            return
        self._runner.run(
            lambda: persons.find(self._workplace, text, everyone=True)[:_SUGGESTED],
            on_success=lambda found: self._suggest(text, found),
            on_failure=self._not_found,
        )

    def tie_to(self, row_id: str) -> None:
        """Tie the request to a record: what is held about her joins the transmission."""
        found = self._found.get(row_id)
        if found is not None:
            self._tie(found.personne.id, found.personne.display_name)

    def untie(self) -> None:
        """The record is another person's after all."""
        self._personne_id = None
        self._show(replace(self._state, linked=""))

    def edit(self, code: str, value: tuple[str, ...]) -> None:
        """Take an answer."""
        self._state = replace(self._state, form=with_value(self._state.form, code, value))
        if code in {"droits", "canal", "mandat", "doute"}:
            self._show(self._state)

    def submit(self) -> None:
        """Note the request, if nothing is missing; then show it."""
        if self._state.working:
            return
        new, mistakes = self._read()
        name_mistake = "" if self._state.name.strip() else "Écrivez le nom de la personne."
        form = replace(self._state.form, mistakes=mistakes)
        self._show(replace(self._state, form=form, name_mistake=name_mistake, problem=""))
        if new is None or name_mistake:
            order = [one.code for one in ASKED]
            first = "" if name_mistake else min(mistakes, key=order.index)
            self._view.to_mistake(first)
            return
        self._show(replace(self._state, working=True))
        self._runner.run(
            lambda: demandes.register(self._workplace, new),
            on_success=self._noted,
            on_failure=self._failed,
        )

    def leave(self) -> None:
        """Go back without noting anything."""
        self._navigate.go_back()

    def _read(self) -> tuple[NewDemande | None, dict[str, str]]:
        form, mistakes = self._state.form, dict[str, str]()
        droits = tuple(Droit(code) for code in form.values.get("droits", ()))
        if not droits:
            mistakes["droits"] = "Choisissez au moins un droit."
        day, hour = parse_day(form.text("jour")), parse_hour(form.text("heure"))
        if day is None:
            mistakes["jour"] = DAY_MISTAKE
        if hour is None:
            mistakes["heure"] = HOUR_MISTAKE
        canal = form.text("canal")
        if not canal:
            mistakes["canal"] = "Choisissez comment la demande est arrivée."
        if mistakes or day is None or hour is None:
            return None, mistakes
        return self._new(droits, day, hour, CanalDemande(canal)), mistakes

    def _new(
        self, droits: tuple[Droit, ...], day: date, hour: time, canal: CanalDemande
    ) -> NewDemande:
        form = self._state.form
        return NewDemande(
            droits=droits,
            day=day,
            hour=hour,
            canal=canal,
            recue_par=form.text("recue_par"),
            personne=self._state.name,
            personne_id=self._personne_id,
            joindre=form.text("joindre"),
            mots=form.text("mots"),
            representant=form.text("representant"),
            representant_justifie=form.text("mandat") == YES,
            doute_identite=form.text("doute") == YES,
        )

    def _tie(self, personne_id: PersonneId, name: str) -> None:
        self._personne_id = personne_id
        self._show(replace(self._state, name=name, name_mistake="", linked=name, suggestions=()))

    def _suggest(self, text: str, found: Sequence[Found]) -> None:
        if text != self._state.name or self._personne_id is not None:
            return  # something else has been typed since
        self._found = {one.personne.id: one for one in found}
        rows = tuple(
            Row(
                id=one.personne.id,
                title=one.personne.display_name,
                about=one.personne.adresse.commune if one.mine else "Suivie par un collègue",
            )
            for one in found
        )
        self._show(replace(self._state, suggestions=rows))

    def _not_found(self, failure: Exception) -> None:
        self._show(replace(self._state, suggestions=()))
        if not isinstance(failure, AppError):
            raise failure  # a bug; an agent who may not look people up types the name

    def _noted(self, demande: Demande) -> None:
        self._ways.open_request(demande.id)
        self._navigate.show_message(
            f"La demande {demande.numero} est notée. Remettez son reçu, puis transmettez-la."
        )
        self._navigate.refresh_status()

    def _failed(self, failure: Exception) -> None:
        if isinstance(failure, FutureHourError | SkippedHourError):
            mistakes = {"heure": failure_text(failure)}
            form = replace(self._state.form, mistakes=mistakes)
            self._show(replace(self._state, form=form, working=False))
            self._view.to_mistake("heure")
            return
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: NewRequestState) -> None:
        self._state = state
        self._view.show_state(state)
