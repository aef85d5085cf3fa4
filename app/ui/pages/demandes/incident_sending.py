"""Sends a breach: its PDF, its e-mail, the hours at which it really left, its end."""

from dataclasses import replace

from app.domain.identifiers import ViolationId
from app.ui.asking.asked import Form
from app.ui.pages.demandes import incident_words as words
from app.ui.pages.demandes.incident_desk import BreachDesk
from app.ui.pages.demandes.reading import first_of, sent_of
from app.usecases.interview.papers import ProducedPaper
from app.usecases.registers import demandes_papers, rights_files, violations, violations_papers
from app.usecases.registers.demandes_papers import MailFile

_SAVED = (
    "Le courriel est enregistré dans un fichier. Envoyez-le depuis votre messagerie, puis notez "
    "l’heure réelle de l’envoi."
)
_CLOSED = "La violation est close. Elle reste au registre cinq ans."


class BreachSender:
    """The last step of the assistant."""

    def __init__(self, desk: BreachDesk) -> None:
        self._desk = desk

    def show_paper(self) -> None:
        """Make the PDF of what is known and show it."""
        if self._desk.id is not None:
            violation_id = self._desk.id
            self._desk.do(
                lambda: violations_papers.notification(self._desk.workplace, violation_id),
                self._paper,
            )

    def make_mail(self, address: str) -> None:
        """Make the e-mail and have it written where the worker wants."""
        if self._desk.id is None:
            return
        place, violation_id = self._desk.workplace, self._desk.id

        def work() -> MailFile:
            if not self._desk.state.stated:
                demandes_papers.keep_address(place, address.strip())
            return violations_papers.mail(place, violation_id)

        if not self._desk.state.stated:
            self._desk.state = replace(self._desk.state, address=address)  # wrong, it can be mended
        self._desk.do(work, lambda file: self._mailed(violation_id, file))

    def ask_sending(self) -> None:
        """Open the form that notes the real sending."""
        if self._desk.one is not None:
            form = words.sending_form(self._desk.one, self._desk.workplace)
            self._desk.show(replace(self._desk.state, sending=form, said="", problem=""))

    def give_up(self) -> None:
        """Close that form."""
        self._desk.show(replace(self._desk.state, sending=Form()))

    def submit_sending(self) -> None:
        """Note the real sending."""
        mistakes: dict[str, str] = {}
        sent = sent_of(self._desk.state.sending, mistakes)
        if sent is None or self._desk.id is None:
            sending = replace(self._desk.state.sending, mistakes=mistakes)
            self._desk.show(replace(self._desk.state, sending=sending))
            self._desk.view.to_mistake(first_of(sending, mistakes))
            return
        violation_id = self._desk.id
        self._desk.do(
            lambda: violations.note_sending(self._desk.workplace, violation_id, sent),
            lambda _: self._desk.done("L’envoi est noté dans le registre."),
        )

    def close(self) -> None:
        """Close the breach (the page asked whether it is meant)."""
        if self._desk.id is not None:
            violation_id = self._desk.id
            self._desk.do(
                lambda: violations.close(self._desk.workplace, violation_id),
                lambda _: self._desk.done(
                    "La violation est close. Elle reste au registre cinq ans."
                ),
            )

    def _paper(self, paper: ProducedPaper) -> None:
        self._desk.show(replace(self._desk.state, working=False))
        self._desk.navigate.show_paper(paper)

    def _mailed(self, violation_id: ViolationId, file: MailFile) -> None:
        self._desk.show(
            replace(self._desk.state, working=False, address=file.to, address_mistake="")
        )
        try:
            path = self._desk.view.save_mail(file)
        except OSError:
            refused = "Ce fichier n’a pas pu être écrit. Choisissez un autre endroit."
            self._desk.show(replace(self._desk.state, problem=refused))
            return
        if path is not None:
            self._desk.do(
                lambda: rights_files.note_breach_file(self._desk.workplace, violation_id),
                lambda _: self._desk.done(_SAVED),
            )
