"""Shows the agent's prescriptions by state, and one of them whole."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import PrescriptionId
from app.domain.prescription import Sens, Suivi
from app.ui.browsing import NO_BROWSER, Browse, browse
from app.ui.dossiers.limited import limited_elsewhere
from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import Fact, decision_words, suivi_pill
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.prescriptions import words
from app.ui.pages.prescriptions.form_part import FormPart, form_part
from app.ui.pages.prescriptions.state import DetailState, ListState
from app.ui.tasks import TaskRunner
from app.usecases.demarches_simplifiees import demarches
from app.usecases.interview import deciding, papers
from app.usecases.laptop.habilitations import actes
from app.usecases.people import overview
from app.usecases.people.openings import ReasonNeededError
from app.usecases.people.overview import PrescriptionDetail
from app.usecases.records import SuiviPrescription
from app.usecases.workplace import Workplace

UNDONE = "Prescription annulée."
REDONE = "Le dossier sera refait au prochain échange."


class ListView(Protocol):
    """The page of the list, as its presenter sees it."""

    def show_state(self, state: ListState) -> None:
        """Show `state` and nothing else."""
        ...


class DetailView(Protocol):
    """The page of one prescription, as its presenter sees it."""

    def show_state(self, state: DetailState) -> None:
        """Show `state` and nothing else."""
        ...


@dataclass(frozen=True, slots=True)
class _Whole:
    """A prescription in words, with the reference of the one before it."""

    detail: PrescriptionDetail
    facts: tuple[Fact, ...]
    earlier: str
    form: FormPart
    may_hand: bool  # somebody who hands carnets over


class PrescriptionsPresenter:
    """Keeps to one state, or shows them all."""

    def __init__(
        self, view: ListView, runner: TaskRunner, workplace: Workplace, navigate: Navigator
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._known: tuple[tuple[SuiviPrescription, Row], ...] = ()
        self._state = ListState()

    def load(self) -> None:
        """Read the prescriptions again."""
        self._runner.run(self._read, on_success=self._loaded, on_failure=self._failed)

    def keep_to(self, suivi: Suivi | None) -> None:
        """Show the prescriptions in one state alone; None for all."""
        self._show(replace(self._state, kept_to=suivi))

    def open(self, prescription_id: str) -> None:
        """Show one prescription."""
        self._navigate.open_prescription(PrescriptionId(prescription_id))

    def _read(self) -> tuple[tuple[SuiviPrescription, Row], ...]:
        known = overview.listing(self._workplace)
        return tuple(zip(known, words.rows_of(known, self._workplace), strict=True))

    def _loaded(self, known: tuple[tuple[SuiviPrescription, Row], ...]) -> None:
        self._known = known
        filters = words.filters_of([one for one, _ in known], self._workplace.convention)
        self._show(replace(self._state, filters=filters, loaded=True, problem=""))

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: ListState) -> None:
        rows = tuple(row for one, row in self._known if state.kept_to in {None, one.suivi})
        self._state = replace(state, rows=rows)
        self._view.show_state(self._state)


class PrescriptionPresenter:
    """Shows one prescription, and undoes it while it has not left."""

    def __init__(  # noqa: PLR0913, PLR0917 - the ports of a page, and its browser
        self,
        view: DetailView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        prescription_id: PrescriptionId,
        browse: Browse = browse,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._id = prescription_id
        self._browse = browse
        self._whole: _Whole | None = None
        self._beside: Callable[[], None] | None = None
        self._state = DetailState()

    def read_beside(self, load: Callable[[], None]) -> None:
        """Call `load` too whenever something of the prescription changed."""
        self._beside = load

    def load(self) -> None:
        """Read the prescription; a colleague's is reached through the record, with a reason."""
        self._runner.run(self._read, on_success=self._loaded, on_failure=self._refused)

    def undo(self) -> None:
        """Undo the prescription (the page asked whether it is meant)."""
        self._show(replace(self._state, working=True, problem=""))
        self._runner.run(
            lambda: deciding.undo(self._workplace, self._id),
            on_success=lambda _done: self.changed(UNDONE),
            on_failure=self._failed,
        )

    def open_dossier(self) -> None:
        """Open its dossier in the browser (the page asked whether it is meant)."""
        self._runner.run(
            lambda: demarches.open_dossier(self._workplace, self._id),
            on_success=self._show_in_browser,
            on_failure=self._failed,
        )

    def redo_dossier(self) -> None:
        """Let the next run make another dossier (the page asked whether it is meant)."""
        self._runner.run(
            lambda: demarches.send_again(self._workplace, self._id),
            on_success=lambda _done: self.changed(REDONE),
            on_failure=self._failed,
        )

    def hand_carnet(self) -> None:
        """Hand its carnet over, or see which one was."""
        self._navigate.hand_carnet(self._id)

    def open_papers(self) -> None:
        """Show its papers."""
        if self._whole is not None:
            self._navigate.open_papers(self._whole.detail.known.prescription.entretien_id)

    def show_refusal(self) -> None:
        """Make the letter of refusal and show it."""
        if self._whole is None:
            return
        entretien_id = self._whole.detail.known.prescription.entretien_id
        self._runner.run(
            lambda: papers.produce_refusal(self._workplace, entretien_id),
            on_success=self._navigate.show_paper,
            on_failure=self._failed,
        )

    def open_review(self) -> None:
        """Show the questions and answers it came out of."""
        if self._whole is not None:
            self._navigate.open_review(self._whole.detail.known.prescription.entretien_id)

    def open_person(self) -> None:
        """Show the record of the person."""
        if self._whole is not None:
            self._navigate.open_person(self._whole.detail.known.personne.id)

    def open_earlier(self) -> None:
        """Show the prescription before this one."""
        earlier = self._whole.detail.known.prescription.earlier if self._whole else None
        if earlier is not None:
            self._navigate.open_prescription(earlier)

    def leave(self) -> None:
        """Go back to where it was opened from."""
        self._navigate.go_back()

    def _read(self) -> _Whole:
        detail = overview.detail(self._workplace, self._id)
        facts = words.facts_of(detail, self._workplace)
        former = detail.known.prescription.earlier
        earlier = overview.reference_of(self._workplace, former) if former else ""
        place = self._workplace
        hands = place.convention.carnets is not None and Acte.PRESCRIRE in actes(place)
        return _Whole(detail, facts, earlier, form_part(place, detail), hands)

    def _refused(self, failure: Exception) -> None:
        if isinstance(failure, ReasonNeededError) and failure.personne_id is not None:
            self._navigate.open_person(failure.personne_id)  # it asks for the reason, and notes it
        else:
            self._failed(failure)

    def _loaded(self, whole: _Whole) -> None:
        self._whole = whole
        detail, workplace = whole.detail, self._workplace
        known = detail.known
        decision = known.decision
        self._show(
            replace(
                self._state,
                who=known.personne.display_name,
                reference=known.prescription.reference,
                pill=suivi_pill(known, workplace.convention, limited=detail.limitation is not None),
                limited=limited_elsewhere(detail.limitation, workplace.clock.zone()),
                step=max(words.step_of(known, workplace.convention), words.correction_step(detail)),
                on_its_way=known.suivi.stands and workplace.convention.sends,
                way=words.way_of(detail, workplace),
                facts=whole.facts,
                decision=decision_words(workplace.convention, decision) if decision else "",
                refused=decision is not None and decision.sens is Sens.REFUSEE,
                trouble=words.trouble_of(detail),
                form=whole.form,
                papers=words.paper_rows(detail.papers),
                history=words.history_of(detail, workplace),
                earlier=whole.earlier,
                can_undo=detail.can_undo,
                may_hand=whole.may_hand
                and known.suivi.stands
                and not (decision is not None and decision.sens is Sens.REFUSEE),
                has_left=known.suivi in {Suivi.REMISE, Suivi.ACCUSEE}
                and workplace.convention.demarche is not None,
                working=False,
            )
        )

    def _show_in_browser(self, address: str) -> None:
        if self._browse(address):
            self.load()
        else:
            self._show(replace(self._state, problem=NO_BROWSER))

    def changed(self, said: str) -> None:
        """Say what was done to the prescription, and read it again."""
        self._show(replace(self._state, said=said, problem=""))
        self._navigate.refresh_status()
        self.load()
        if self._beside is not None:
            self._beside()

    def fail(self, failure: Exception) -> None:
        """Say what could not be done."""
        self._failed(failure)

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: DetailState) -> None:
        self._state = state
        self._view.show_state(state)
