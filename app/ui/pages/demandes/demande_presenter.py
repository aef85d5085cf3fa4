"""One request: its papers, its real sending, what came of it, its end."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError
from app.domain.identifiers import DemandeId
from app.ui.asking.asked import Form, with_value
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.demandes import demande_words as words
from app.ui.pages.demandes.demande_state import Asking, RequestState
from app.ui.pages.demandes.demande_work import work_of
from app.ui.pages.demandes.reading import first_of
from app.ui.pages.demandes.registre_words import request_pill, title_of
from app.ui.tasks import ResultT, TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.droits.asked_erasing import may_erase
from app.usecases.interview.papers import ProducedPaper
from app.usecases.registers import demandes, demandes_papers, rights_files
from app.usecases.registers.demandes import Suivie
from app.usecases.registers.demandes_papers import AddressMissingError, MailFile
from app.usecases.registers.hours import DelayReasonError
from app.usecases.workplace import Workplace

_WARNING = (
    "Le courriel est enregistré dans un fichier. Il n’est pas chiffré et contient des données "
    "personnelles\u00a0: ouvrez-le dans votre messagerie, envoyez-le, puis supprimez le fichier. "
    "Notez ensuite l’heure réelle de l’envoi."
)


class RequestView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: RequestState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_mistake(self, code: str) -> None:
        """Put the focus on what is missing or wrong in the small form."""
        ...

    def to_address(self) -> None:
        """Put the focus on the address."""
        ...

    def save_mail(self, file: MailFile) -> Path | None:
        """Ask where the e-mail goes and write it there; None when nothing was written.

        Raises:
            OSError: the place cannot be written to.
        """
        ...


class RequestPresenter:
    """One action at a time."""

    def __init__(
        self,
        view: RequestView,
        runner: TaskRunner,
        workplace: Workplace,
        navigate: Navigator,
        demande_id: DemandeId,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._navigate = navigate
        self._id = demande_id
        self._one: Suivie | None = None
        self._state = RequestState()

    def load(self) -> None:
        """Read the request again."""
        place = self._workplace

        def read() -> tuple[demandes.Registre, Suivie, str, bool]:
            one = demandes.load(place, self._id)
            erases = may_erase(place, one.demande)
            return demandes.registre(place), one, demandes_papers.address(place), erases

        self._runner.run(read, on_success=self._loaded, on_failure=self._failed)

    def show_transmission(self) -> None:
        """Make the PDF for the controller and show it."""
        self._do(lambda: demandes_papers.transmission(self._workplace, self._id), self._paper)

    def show_receipt(self) -> None:
        """Make the person's receipt and show it."""
        self._do(lambda: demandes_papers.receipt(self._workplace, self._id), self._paper)

    def make_mail(self, address: str) -> None:
        """Make the e-mail and have it written where the worker wants."""
        place = self._workplace

        def work() -> MailFile:
            if not self._state.stated:
                demandes_papers.keep_address(place, address.strip())
            return demandes_papers.mail(place, self._id)

        if not self._state.stated:
            self._state = replace(self._state, address=address)  # wrong, it can be mended
        self._do(work, self._mailed)

    def ask(self, asking: Asking) -> None:
        """Open one of the small forms."""
        if self._one is not None:
            form = words.form_of(asking, self._one, self._workplace)
            self._show(replace(self._state, asking=asking, form=form, said="", problem=""))

    def give_up(self) -> None:
        """Close the small form."""
        self._show(replace(self._state, asking=Asking.NOTHING, form=Form()))

    def edit(self, code: str, value: tuple[str, ...]) -> None:
        """Take an answer of the small form."""
        self._state = replace(self._state, form=with_value(self._state.form, code, value))
        if code not in {words.DAY, words.HOUR}:
            self._show(self._state)

    def submit(self) -> None:
        """Keep what the small form says."""
        form, mistakes = self._state.form, dict[str, str]()
        work = work_of(form, self._state.asking, mistakes)
        if work is None:
            self._show(replace(self._state, form=replace(form, mistakes=mistakes)))
            self._view.to_mistake(first_of(form, mistakes))
            return
        said = {
            Asking.SENDING: "L’envoi est noté\u00a0: le délai ne court plus.",
            Asking.RECEIPT: "La réception est notée.",
            Asking.ANSWER: "La réponse est notée.",
            Asking.ACTION: "C’est noté.",
        }[self._state.asking]
        self._do(lambda: work(self._workplace, self._id), lambda _: self._done(said))

    def close(self) -> None:
        """Close the request (the page asked whether it is meant)."""
        self._do(
            lambda: demandes.close(self._workplace, self._id),
            lambda _: self._done("La demande est close."),
        )

    def open_person(self) -> None:
        """Show the record of the person."""
        if self._one is not None and self._one.demande.personne_id is not None:
            self._navigate.open_person(self._one.demande.personne_id)

    def erase(self) -> None:
        """Go on to the erasure of the person, over the request."""
        if self._one is not None and self._one.demande.personne_id is not None:
            self._navigate.open_rights(self._one.demande.personne_id, self)

    def rectify(self) -> None:
        """Show the record, where a correction is made (asked from the rights over this page)."""
        self.open_person()

    def leave(self) -> None:
        """Go back to the register."""
        self._navigate.go_back()

    def _loaded(self, found: tuple[demandes.Registre, Suivie, str, bool]) -> None:
        register, one, address, erases = found
        self._one = one
        demande, clock = one.demande, self._workplace.clock
        said, tone = words.clock_of(one, register.now, self._workplace)
        if erases:
            said, tone = words.TO_ERASE, Tone.WARNING
        self._show(
            replace(
                self._state,
                heading=title_of(demande),
                numero=f"Demande {demande.numero}",
                pill=request_pill(one, register.now),
                clock=said,
                clock_tone=tone,
                facts=words.facts_of(demande, self._workplace),
                done=words.done_of(demande, clock),
                followed=words.followed_of(demande, clock),
                nameless=not demande.personne,
                linked=demande.personne_id is not None,
                erases=erases,
                is_open=demande.is_open,
                sent=demande.transmise is not None,
                address=address,
                stated=demandes_papers.address_is_stated(self._workplace.convention),
                working=False,
                loaded=True,
            )
        )

    def _paper(self, paper: ProducedPaper) -> None:
        self._show(replace(self._state, working=False))
        self._navigate.show_paper(paper)

    def _mailed(self, file: MailFile) -> None:
        self._show(replace(self._state, working=False, address=file.to, address_mistake=""))
        try:
            path = self._view.save_mail(file)
        except OSError:
            self._show(
                replace(
                    self._state,
                    problem="Ce fichier n’a pas pu être écrit. Choisissez un autre endroit.",
                )
            )
            return
        if path is not None:
            self._do(
                lambda: rights_files.note_request_file(
                    self._workplace, self._id, path, file.content
                ),
                lambda _: self._done(_WARNING),
            )

    def _done(self, said: str) -> None:
        self._show(
            replace(
                self._state,
                asking=Asking.NOTHING,
                form=Form(),
                said=said,
                problem="",
                working=False,
            )
        )
        self._navigate.refresh_status()
        self.load()

    def _do(self, work: Callable[[], ResultT], done: Callable[[ResultT], None]) -> None:
        if self._state.working:
            return
        self._show(replace(self._state, working=True, said="", problem="", address_mistake=""))
        self._runner.run(work, on_success=done, on_failure=self._failed)

    def _failed(self, failure: Exception) -> None:
        state = replace(self._state, working=False)
        if isinstance(failure, AddressMissingError):
            self._show(replace(state, address_mistake=failure_text(failure)))
            self._view.to_address()
            return
        if isinstance(failure, DelayReasonError):  # typed later than the form was made
            asked = (*state.form.asked, words.delay_asked())
            form = replace(state.form, asked=asked, mistakes={words.DELAY: failure_text(failure)})
            self._show(replace(state, form=form))
            self._view.to_mistake(words.DELAY)
            return
        self._show(replace(state, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: RequestState) -> None:
        self._state = state
        self._view.show_state(state)
