"""Notes how the notice was given and what the person answered, purpose by purpose."""

from dataclasses import replace
from typing import Protocol

from app.documents.languages import Language
from app.domain.entretien import Canal, Consentement, Entretien, Issue, LectureNotice
from app.domain.failures import AppError
from app.domain.identifiers import EntretienId
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.notice.state import NoticeState, Purpose
from app.ui.pages.notice.words import READINGS, purposes, script
from app.ui.tasks import TaskRunner
from app.usecases.interview import paper_languages, papers, receiving
from app.usecases.workplace import Workplace


class NoticeView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: NoticeState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_first_mistake(self) -> None:
        """Put the focus where something is missing."""
        ...


class NoticePresenter:
    """Nothing is ticked beforehand, and refusing is as easy as accepting."""

    def __init__(
        self,
        view: NoticeView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        entretien_id: EntretienId,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._id = entretien_id
        convention = workplace.convention
        self._state = NoticeState(
            script=script(convention, workplace.structure),
            purposes=purposes(convention, workplace.structure),
        )

    def load(self) -> None:
        """Show the notice of this interview."""
        self._runner.run(self._read, on_success=self._loaded, on_failure=self._failed)

    def pick_reading(self, lecture: LectureNotice) -> None:
        """Note how the notice reached the person."""
        self._show(replace(self._state, reading=lecture, reading_mistake=""))

    def answer(self, purpose: Purpose, accepted: bool) -> None:  # noqa: FBT001 - a Qt signal's value
        """Note what the person answers to one purpose."""
        rows = tuple(
            replace(row, answer=accepted, mistake="") if row.purpose is purpose else row
            for row in self._state.purposes
        )
        self._show(replace(self._state, purposes=rows))

    def go_on(self) -> None:
        """Keep the answers and go on with the person, if nothing is missing."""
        if self._state.working or self._state.refused:
            return
        rows = tuple(
            replace(row, mistake="Notez la réponse de la personne." if row.answer is None else "")
            for row in self._state.purposes
        )
        lecture = self._state.reading
        missing = "" if lecture else "Dites comment la notice a été donnée."
        self._show(replace(self._state, purposes=rows, reading_mistake=missing))
        if lecture is None or any(row.mistake for row in rows):
            self._view.to_first_mistake()
            return
        self._keep(lecture)

    def end(self) -> None:
        """The person does not want to go on: nothing is kept (the agent has confirmed)."""
        self._work()
        self._runner.run(
            lambda: receiving.put_aside(self._workplace, self._id, Issue.REFUS),
            on_success=lambda _done: self._ended(),
            on_failure=self._failed,
        )

    def hold(self) -> None:
        """Put the interview on hold."""
        self._work()
        self._runner.run(
            lambda: receiving.hold(self._workplace, self._id),
            on_success=lambda _done: self._navigate.go_home(),
            on_failure=self._failed,
        )

    def leave(self) -> None:
        """Go back to Aujourd’hui; the interview stays in the tray."""
        self._navigate.go_home()

    def pick_language(self, code: str) -> None:
        """Remember the language of the person's papers for this interview."""
        self._runner.run(
            lambda: paper_languages.choose(self._workplace, self._id, code),
            on_success=lambda _done: self._show(replace(self._state, language=code)),
            on_failure=self._failed,
        )

    def print_notice(self) -> None:
        """Print the notice for the person."""
        self._navigate.print_notice(self._id)

    def _keep(self, lecture: LectureNotice) -> None:
        given = {row.purpose: row.answer is True for row in self._state.purposes}

        def keep() -> Entretien:
            consentement = Consentement(
                prescription=given[Purpose.PRESCRIPTION],
                questionnaire=given[Purpose.QUESTIONNAIRE],
                indicateurs=given.get(Purpose.INDICATEURS, False),
                recontact=given.get(Purpose.RECONTACT, False),
                lecture=lecture,
                notice_version=papers.notice_version(self._workplace),
                given_on=self._workplace.clock.today(),
            )
            return receiving.record_consent(self._workplace, self._id, consentement)

        self._work()
        self._runner.run(
            keep,
            on_success=lambda kept: self._navigate.open_interview(kept.id),
            on_failure=self._failed,
        )

    def _read(self) -> tuple[Entretien, tuple[Language, ...], str]:
        return (
            receiving.load_interview(self._workplace, self._id),
            paper_languages.offered(self._workplace),
            paper_languages.chosen(self._workplace, self._id),
        )

    def _loaded(self, read: tuple[Entretien, tuple[Language, ...], str]) -> None:
        entretien, languages, language = read
        by_phone = entretien.canal is Canal.TELEPHONE
        readings = tuple(
            lecture for lecture in READINGS if not (by_phone and lecture is LectureNotice.LUE)
        )
        given = entretien.consentement
        state = replace(
            self._state,
            by_phone=by_phone,
            readings=readings,
            languages=languages,
            language=language,
        )
        if given is not None:  # somebody came back to this step
            known = {
                Purpose.PRESCRIPTION: given.prescription,
                Purpose.QUESTIONNAIRE: given.questionnaire,
                Purpose.INDICATEURS: given.indicateurs,
                Purpose.RECONTACT: given.recontact,
            }
            rows = tuple(replace(row, answer=known[row.purpose]) for row in state.purposes)
            state = replace(state, reading=given.lecture, purposes=rows)
        self._show(state)

    def _ended(self) -> None:
        self._navigate.go_home()
        self._navigate.show_message("Entretien terminé\u00a0: rien n’a été gardé de la personne.")

    def _work(self) -> None:
        self._show(replace(self._state, working=True, problem=""))

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: NoticeState) -> None:
        self._state = state
        self._view.show_state(state)
