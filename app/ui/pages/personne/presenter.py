"""Finds the person, shows a possible double in time, keeps the record and goes on with it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from app.domain.convention import Champ
from app.domain.failures import AppError
from app.domain.identifiers import PersonneId
from app.domain.personne import Personne
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.personne import form
from app.ui.pages.personne.case import Case
from app.ui.pages.personne.filling import commune_name, communes_of, filled, with_ccas
from app.ui.pages.personne.state import Field, Logement, Mode, PersonState
from app.ui.pages.personne.words import found_row, notes_of, same_home
from app.ui.tasks import TaskRunner
from app.usecases.people import persons
from app.usecases.people.persons import Dossier, Found, Typed
from app.usecases.records import MotifAcces
from app.usecases.workplace import Workplace

_ENOUGH = 2  # letters before a search


class PersonView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: PersonState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_first_mistake(self) -> None:
        """Put the focus where something is missing or wrong."""
        ...


class PersonPresenter:
    """One person for one case. What was typed is kept when the agent goes on."""

    def __init__(
        self,
        view: PersonView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        case: Case,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._case = case
        self._query = ""
        self._known: Personne | None = None
        self._household: Personne | None = None
        self._listed: dict[str, Found] = {}
        self._asked = ("", "", "")
        self._looking = False
        convention = workplace.convention
        ages = workplace.questionnaire.guide.tranches_age
        self._blank = PersonState(
            asks_civilite=convention.allows(Champ.CIVILITE),
            ages=tuple(ages.items()) if convention.allows(Champ.TRANCHE_AGE) else (),
            reasons=convention.hors_territoire,
        )
        self._state = self._blank

    # -- looking for somebody ------------------------------------------------------------------

    def load(self) -> None:
        """Show the search, or the person of the case when the agent comes back."""
        self._runner.run(self._person_of_case, on_success=self._loaded, on_failure=self._failed)

    def search(self, text: str) -> None:
        """Look for somebody by name among mine and my colleagues'."""
        self._query = text
        if len(text) < _ENOUGH:
            self._show(replace(self._state, found=(), nothing=""))
            return
        self._runner.run(
            lambda: persons.find(self._workplace, text, everyone=True),
            on_success=lambda found: self._found(text, found),
            on_failure=self._failed,
        )

    def open_found(self, personne_id: str) -> None:
        """Go on with a known person; a colleague's record is opened because she is here."""
        listed = self._listed.get(personne_id)
        if listed is None or self._state.working:
            return
        reason = None if listed.mine else MotifAcces.ACCUEIL
        self._show(replace(self._state, working=True))
        self._runner.run(
            lambda: persons.open_record(self._workplace, PersonneId(personne_id), reason=reason),
            on_success=self._opened,
            on_failure=self._failed,
        )

    def new_person(self) -> None:
        """Enter somebody new; what was looked for is not typed again."""
        self._known = self._household = None
        values = {Field.LOGEMENT: Logement.CHEZ_ELLE.value, **form.names_in(self._query)}
        self._fill(replace(self._blank, mode=Mode.NEW, values=values))
        self._look_for_doubles()

    def same_household(self) -> None:
        """Enter somebody who lives with the person shown: same address, already filled in."""
        other = self._known
        if other is None:
            return
        self._known, self._household = None, other
        values = form.values_of(other, with_identity=False)
        note = f"Même adresse que {other.display_name}. Les deux dossiers seront liés."
        self._fill(
            replace(
                self._blank,
                mode=Mode.NEW,
                values=values,
                note=note,
                details_open=form.has_details(other.adresse),
            )
        )

    def back(self) -> None:
        """Go back to the search, or from there to Aujourd’hui."""
        if self._state.mode is Mode.SEARCH:
            self._navigate.go_home()
            return
        self._known = self._household = None
        self._show(self._blank)
        if self._query:
            self.search(self._query)

    # -- typing --------------------------------------------------------------------------------

    def edit(self, name: Field, text: str) -> None:
        """Take what was typed or picked in a field."""
        values = {**self._state.values, name: text}
        mistakes = {key: words for key, words in self._state.mistakes.items() if key is not name}
        if name is Field.CODE_POSTAL:
            values[Field.COMMUNE] = values[Field.FILTRE] = ""
        if name in (Field.CODE_POSTAL, Field.COMMUNE):
            mistakes.pop(Field.COMMUNE, None)
            mistakes.pop(Field.MOTIF, None)
        if name in (Field.LOGEMENT, Field.COMMUNE, Field.CODE_POSTAL):
            values = with_ccas(self._workplace, values, changed=name)
        self._fill(replace(self._state, values=values, mistakes=mistakes))
        if name in (Field.NOM, Field.PRENOM, Field.CODE_POSTAL, Field.COMMUNE):
            self._look_for_doubles()

    def open_details(self) -> None:
        """Show the lines that few addresses need."""
        self._show(replace(self._state, details_open=not self._state.details_open))

    def use_proposal(self, name: Field) -> None:
        """Write a line as it was proposed."""
        for warning in self._state.warnings:
            if warning.field is name and warning.proposal:
                self.edit(name, warning.proposal)
                return

    # -- going on ------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Keep the person and go on to the next step, if nothing is missing."""
        if self._state.working:
            return
        if self._state.mode is Mode.SEARCH:
            self.new_person()
            return
        mistakes = form.mistakes_of(
            self._state.values,
            communes=len(communes_of(self._workplace, self._state.values)),
            needs_reason=bool(self._state.elsewhere),
        )
        if mistakes:
            self._show(replace(self._state, mistakes=mistakes))
            self._view.to_first_mistake()
            return
        self._show(replace(self._state, working=True, problem=""))
        known = self._known
        self._runner.run(
            (lambda: self._recognise(known)) if known else self._register,
            on_success=lambda _kept: self._case.go_on(),
            on_failure=self._failed,
        )

    def hold(self) -> None:
        """Let the case wait."""
        self._runner.run(
            self._case.hold,
            on_success=lambda _done: self._navigate.go_home(),
            on_failure=self._failed,
        )

    def end(self) -> None:
        """Stop here and keep nothing (the agent has confirmed)."""
        self._runner.run(
            self._case.end,
            on_success=lambda _done: self._navigate.go_home(),
            on_failure=self._failed,
        )

    # -- behind --------------------------------------------------------------------------------

    def _person_of_case(self) -> Dossier | None:
        personne_id = self._case.current()
        if personne_id is None:
            return None
        return persons.open_record(self._workplace, personne_id, reason=MotifAcces.ACCUEIL)

    def _loaded(self, dossier: Dossier | None) -> None:
        if dossier is None:
            self._show(self._state)
        else:
            self._opened(dossier)
            self.edit(Field.MOTIF, persons.reason_of(self._workplace, dossier))  # said already

    def _found(self, text: str, found: Sequence[Found]) -> None:
        if text != self._query or self._state.mode is not Mode.SEARCH:
            return  # an answer to what was typed before
        self._listed |= {one.personne.id: one for one in found}
        rows = sorted((found_row(one) for one in found), key=lambda row: not row.mine)
        nothing = "" if rows else "Personne à ce nom ici. Vous pouvez l’enregistrer."
        self._show(replace(self._state, found=tuple(rows), nothing=nothing))

    def _opened(self, dossier: Dossier) -> None:
        personne = dossier.personne
        self._known, self._household = personne, None
        self._fill(
            replace(
                self._blank,
                mode=Mode.KNOWN,
                values=form.values_of(personne),
                name=personne.display_name,
                note=notes_of(dossier, mine=personne.owner == self._workplace.agent.id),
                details_open=form.has_details(personne.adresse),
            )
        )

    def _look_for_doubles(self) -> None:
        """Look for a double of what stands there now, one question at a time."""
        asked = (
            self._state.value(Field.NOM).strip(),
            self._state.value(Field.PRENOM).strip(),
            self._state.value(Field.COMMUNE),
        )
        if self._state.mode is not Mode.NEW or asked == self._asked:
            return
        if min(len(asked[0]), len(asked[1])) < _ENOUGH:
            self._show(replace(self._state, doubles=()))
            return
        if self._looking:
            return
        self._looking, self._asked = True, asked
        nom, prenom, code = asked
        self._runner.run(
            lambda: persons.doubles(self._workplace, nom=nom, prenom=prenom, code_insee=code),
            on_success=self._doubles_found,
            on_failure=self._failed,
        )

    def _doubles_found(self, found: Sequence[Found]) -> None:
        self._looking = False
        if self._state.mode is not Mode.NEW:
            return
        self._listed |= {one.personne.id: one for one in found}
        self._show(replace(self._state, doubles=tuple(found_row(one) for one in found)))
        self._look_for_doubles()  # more was typed meanwhile

    def _fill(self, state: PersonState) -> None:
        """Show `state` with what follows from its values: communes, territory, envelope."""
        within = self._case.within_territory
        self._show(filled(self._workplace, state, within_territory=within))

    def _register(self) -> None:
        values = self._state.values
        adresse = form.address_of(values, commune_name(self._workplace, values))
        other, foyer = self._household, ""
        if other is not None and same_home(other, adresse.voie, adresse.code_insee):
            foyer = persons.same_household(self._workplace, other)
        typed = Typed(
            civilite=values.get(Field.CIVILITE, ""),
            nom=values.get(Field.NOM, ""),
            prenom=values.get(Field.PRENOM, ""),
            tranche_age=values.get(Field.TRANCHE_AGE, ""),
            adresse=adresse,
            foyer=foyer,
            reason_elsewhere=values.get(Field.MOTIF, ""),
        )
        self._case.register(typed)

    def _recognise(self, known: Personne) -> None:
        values = self._state.values
        corrected = replace(
            known,
            nom=values.get(Field.NOM, "").strip(),
            prenom=values.get(Field.PRENOM, "").strip(),
            civilite=values.get(Field.CIVILITE, "") if self._state.asks_civilite else "",
            tranche_age=values.get(Field.TRANCHE_AGE, "") if self._state.ages else "",
            adresse=form.address_of(values, commune_name(self._workplace, values)),
        )
        if corrected != known:
            persons.correct(self._workplace, corrected)
        reason = values.get(Field.MOTIF, "")
        self._case.recognise(corrected, reason_elsewhere=reason)

    def _failed(self, failure: Exception) -> None:
        self._looking = False
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: PersonState) -> None:
        self._state = state
        self._view.show_state(state)
