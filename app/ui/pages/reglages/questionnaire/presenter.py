"""Turns what is asked of the questionnaire's versions into use cases, and says how each ended."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError
from app.questionnaire.difference.model import Difference
from app.questionnaire.difference.text import difference_text
from app.ui.messages import failure_text
from app.ui.pages.reglages.questionnaire import words
from app.ui.pages.reglages.questionnaire.state import QuestionnaireState
from app.ui.tasks import CancelFlag, CancelledError, TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.records import Source
from app.usecases.versions import questionnaire_import, questionnaire_versions
from app.usecases.versions.published_faults import last_refusal
from app.usecases.versions.questionnaire_import import Imported, Step
from app.usecases.versions.questionnaire_versions import Shelved
from app.usecases.workplace import Workplace


class QuestionnaireView(Protocol):
    """The tab, as the presenter sees it."""

    def show_state(self, state: QuestionnaireState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_result(self) -> None:
        """Put the focus where what was found begins."""
        ...

    def to_start(self) -> None:
        """Put the focus back where one begins: what had it is away."""
        ...


class QuestionnairePresenter:
    """One thing at a time. `runners` are the database's and one whose works may take seconds.

    `tell` brings a step out of that thread to `progressed`; `activated` hears that another version
    is in force.
    """

    def __init__(
        self,
        view: QuestionnaireView,
        runners: tuple[TaskRunner, TaskRunner],
        workplace: Workplace,
        *,
        tell: Callable[[Step], None],
        activated: Callable[[], None] = lambda: None,
    ) -> None:
        self._view = view
        self._runner, self._slow = runners
        self._workplace = workplace
        self._tell = tell
        self._activated = activated
        self._cancel = CancelFlag()
        self._shelved: Shelved | None = None
        self._found: Imported | None = None
        self._refused: Imported | None = None
        self._difference: Difference | None = None
        self._state = QuestionnaireState()

    def load(self) -> None:
        """Read the versions anew."""
        self._runner.run(
            lambda: (
                questionnaire_versions.shelved(self._workplace),
                last_refusal(self._workplace),
            ),
            on_success=self._loaded,
            on_failure=self._failed,
        )

    def import_file(self, path: Path) -> None:
        """Take in a workbook that somebody chose."""
        self._import(path, Source.FICHIER)

    def import_bundled(self) -> None:
        """Take in the workbook that came with the program."""
        bundled = self._shelved.bundled if self._shelved else None
        if bundled is not None:
            self._import(bundled, Source.PROGRAMME)

    def show_refused(self) -> None:
        """Show the faults of the published questionnaire that was refused."""
        if self._refused is None or self._state.working:
            return
        self._found, self._difference = self._refused, None
        check = words.check_words(self._refused)
        self._show(replace(self._state, check=check, change=None, message=""))
        self._view.to_result()

    def cancel(self) -> None:
        """Stop at the next step; nothing of the workbook is kept then."""
        if self._state.working:
            self._cancel.set()
            self._show(replace(self._state, working="Arrêt à la prochaine étape…"))

    def progressed(self, step: Step) -> None:
        """Say where the import is; said too late, it is ignored."""
        if self._state.working and not self._cancel.is_set():
            self._show(replace(self._state, working=words.STEPS[step]))

    def compare(self, sha256: str) -> None:
        """Show what a version kept here would change of the one in force."""
        if self._state.working:
            return
        self._runner.run(
            lambda: questionnaire_versions.difference_with(self._workplace, sha256),
            on_success=lambda found: self._compared(sha256, found),
            on_failure=self._failed,
        )

    def activate(self, sha256: str) -> None:
        """Put a version into force; the page has asked for confirmation."""
        if self._state.working:
            return
        self._runner.run(
            lambda: questionnaire_versions.activate(self._workplace, sha256),
            on_success=lambda _done: self._in_force(),
            on_failure=self._failed,
        )

    def close(self) -> None:
        """Put away what was found or compared."""
        self._found = self._difference = None
        self._show(replace(self._state, check=None, change=None))
        self._view.to_start()

    def check_text(self) -> str:
        """Return what the checker found, to be saved or printed."""
        return words.check_text(self._found, self._workplace) if self._found else ""

    def change_text(self) -> str:
        """Return what the version shown changes, to be saved or printed."""
        change = self._state.change
        if change is None or self._difference is None:
            return ""
        return f"{change.heading}\n\n{difference_text(self._difference)}"

    def kept(self, path: Path) -> None:
        """A text was written to a file."""
        self._say(Tone.SUCCESS, f"Enregistré\u00a0: {path.name}.")

    def not_kept(self) -> None:
        """A text could not be written where it was wanted."""
        self._say(
            Tone.DANGER,
            "Ce fichier n’a pas pu être enregistré ici. Choisissez un autre dossier.",
        )

    def _import(self, path: Path, source: Source) -> None:
        if self._state.working:
            return
        self._cancel = cancel = CancelFlag()

        def tell(step: Step) -> None:
            cancel.raise_if_set()
            self._tell(step)

        self._found = self._difference = None
        self._show(
            replace(
                self._state,
                working=words.STEPS[Step.READING],
                check=None,
                change=None,
                message="",
            )
        )
        self._slow.run(
            lambda: questionnaire_import.import_file(
                self._workplace, path, tell=tell, source=source
            ),
            on_success=self._imported,
            on_failure=self._failed,
        )

    def _imported(self, found: Imported) -> None:
        self._found, self._difference = found, found.difference
        name = f"{found.titre}, version {found.numero}" if found.titre else found.file
        change = None
        if found.difference is not None and not self._is_in_force(found.sha256):
            kept_id = found.sha256 if found.kept else ""
            change = words.change_words(found.difference, name=name, sha256=kept_id)
        self._show(replace(self._state, working="", check=words.check_words(found), change=change))
        self._view.to_result()
        self.load()

    def _is_in_force(self, sha256: str) -> bool:
        return sha256 == self._workplace.questionnaire.hash

    def _compared(self, sha256: str, difference: Difference) -> None:
        self._difference = difference
        held = self._shelved.others if self._shelved else ()
        name = next(
            (words.version_name(one.version) for one in held if one.version.sha256 == sha256), ""
        )
        change = words.change_words(difference, name=name, sha256=sha256)
        self._show(replace(self._state, check=None, change=change, message=""))
        self._view.to_result()

    def _in_force(self) -> None:
        self._found = self._difference = None
        self._show(
            replace(
                self._state,
                check=None,
                change=None,
                tone=Tone.SUCCESS,
                message="C’est fait\u00a0: les prochains entretiens se font avec cette version. "
                "Ceux qui sont commencés gardent la leur.",
            )
        )
        self._view.to_start()
        self._activated()
        self.load()

    def _loaded(self, read: tuple[Shelved, Imported | None]) -> None:
        found, self._refused = read
        self._shelved = found
        place = self._workplace
        decides = "" if found.may_activate else (found.referent or "le référent de ce poste")
        self._show(
            replace(
                self._state,
                current=words.version_line(found.current, place, current=True),
                others=tuple(words.version_line(one, place) for one in found.others),
                bundled=found.bundled is not None,
                refused=words.refused_words(self._refused),
                may_activate=found.may_activate,
                who_decides=decides,
            )
        )

    def _say(self, tone: Tone, text: str) -> None:
        self._show(replace(self._state, working="", message=text, tone=tone))

    def _failed(self, failure: Exception) -> None:
        if isinstance(failure, CancelledError):
            self._say(Tone.INFO, "Vous avez arrêté. Rien de ce classeur n’est gardé.")
            return
        self._say(Tone.DANGER, failure_text(failure))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: QuestionnaireState) -> None:
        self._state = state
        self._view.show_state(state)
