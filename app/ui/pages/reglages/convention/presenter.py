"""Turns what the référent asks of the convention into use cases, and says how each ended."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.domain.failures import AppError, UnusableFileError
from app.domain.vie_convention import FIRST_DAY, LAST_DAY, Saisie, Sorte, proposed_end
from app.ui.asking.asked import Form, with_value
from app.ui.clock_words import parse_day
from app.ui.messages import failure_text
from app.ui.pages.reglages.convention import words
from app.ui.pages.reglages.convention.state import Asking, ChangeWords, ConventionState
from app.ui.tasks import TaskRunner
from app.ui.widgets.tones import Tone
from app.usecases.laptop import vie
from app.usecases.laptop.vie import VieNotee
from app.usecases.versions import convention_files, convention_versions
from app.usecases.versions.convention_versions import Shelved
from app.usecases.workplace import Workplace

_DAY = "Écrivez le jour, le mois et l’année, par exemple 15/03/2027."


class ConventionView(Protocol):
    """The tab, as the presenter sees it."""

    def show_state(self, state: ConventionState) -> None:
        """Show `state` and nothing else."""
        ...

    def to_start(self) -> None:
        """Put the focus back where one begins: what had it is away."""
        ...

    def to_change(self) -> None:
        """Put the focus on what another version changes."""
        ...


class ConventionPresenter:
    """One thing at a time; `changed` hears that something shown elsewhere is stale."""

    def __init__(
        self,
        view: ConventionView,
        runner: TaskRunner,
        workplace: Workplace,
        *,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._changed = changed
        self._lived: VieNotee | None = None
        self._shelved: Shelved | None = None
        self._typed: dict[str, tuple[str, ...]] = {}
        self._proposed = ""  # the last day that the program wrote into the form
        self._state = ConventionState()

    def load(self) -> None:
        """Read again where the convention stands and which versions there are."""
        self._runner.run(
            lambda: (
                vie.vie_notee(self._workplace),
                convention_versions.shelved(self._workplace),
            ),
            on_success=self._loaded,
            on_failure=self._failed,
        )

    def ask_life(self) -> None:
        """Open the form that notes a start, an avenant or a letter."""
        self._proposed = ""
        form = words.life_form({words.SORTE: (Sorte.AVENANT.value,)})
        self._show(replace(self._state, asking=Asking.VIE, form=form, change=None, message=""))

    def ask_values(self) -> None:
        """Open the form of the values that may be changed."""
        if self._shelved is None:
            return
        form = words.values_form(self._shelved.open_values)
        self._show(replace(self._state, asking=Asking.VALEURS, form=form, change=None, message=""))

    def edited(self, code: str, value: tuple[str, ...]) -> None:
        """Keep in mind what stands in the form that is open."""
        form = with_value(self._state.form, code, value)
        if self._state.asking is Asking.VIE and code in {words.SORTE, words.LE}:
            form = self._life(form)
        typed = self._state.change is not None and not self._state.change.id
        change = None if typed else self._state.change  # it said what stood in the form before
        self._show(replace(self._state, form=form, change=change))

    def submit(self) -> None:
        """Note what stands in the form, or show what other values would change."""
        if self._state.asking is Asking.VIE:
            self._note()
        elif self._state.asking is Asking.VALEURS:
            self._compare_typed()

    def give_up(self) -> None:
        """Close what is open, without keeping anything of it."""
        self._show(replace(self._state, asking=Asking.NOTHING, change=None, message=""))
        self._view.to_start()

    def close_change(self) -> None:
        """Close what another version changes; a form that is open stays, with what is typed."""
        self._show(replace(self._state, change=None))
        self._view.to_start()

    def compare(self, sha256: str) -> None:
        """Show what a version on this laptop would change."""
        if sha256 == self._workplace.convention.hash:
            self._show_change(words.kept_words(sha256))
            return
        self._runner.run(
            lambda: convention_versions.difference_with(self._workplace, sha256),
            on_success=lambda found: self._show_change(
                words.change_words(found, heading="Ce que cette version change", sha256=sha256)
            ),
            on_failure=self._failed,
        )

    def activate(self, sha256: str) -> None:
        """Put a version into force; without an id, the values that were typed (confirmed)."""
        typed = dict(self._typed)

        def work() -> None:
            chosen = sha256 or convention_versions.keep_edited(self._workplace, typed)
            convention_versions.activate(self._workplace, chosen)

        failed = self._failed if sha256 else self._refused
        self._runner.run(work, on_success=lambda _done: self._activated(), on_failure=failed)

    def take_in(self, path: Path) -> None:
        """Take in a signed file."""
        self._show(replace(self._state, working="Lecture du fichier…", message=""))
        self._runner.run(
            lambda: convention_files.take_in(self._workplace, path),
            on_success=self._taken,
            on_failure=self._failed,
        )

    def give_out(self, save: Callable[[str, bytes], Path | None]) -> None:
        """Make a file of the convention that serves; `save` asks where and writes it."""
        self._runner.run(
            lambda: convention_files.give_out(self._workplace),
            on_success=lambda made: self._given_out(made, save),
            on_failure=self._failed,
        )

    def _life(self, form: Form) -> Form:
        """Propose the last day that the convention gives, once there is the day of a letter.

        What the référent wrote there stays; what was proposed goes with the letter.
        """
        letter = parse_day(form.text(words.LE))
        ends = form.text(words.SORTE) == Sorte.FIN_ANTICIPEE.value
        if form.text(words.TERME) not in {"", self._proposed} or self._lived is None:
            return form
        proposed = None
        if ends:
            if letter is None or letter > self._workplace.clock.today():
                return form
            proposed = proposed_end(self._workplace.convention, self._lived.etat, letter)
        self._proposed = f"{proposed:%d/%m/%Y}" if proposed else ""
        return with_value(form, words.TERME, (self._proposed,))

    def _note(self) -> None:
        form = self._state.form
        sorte = Sorte(form.text(words.SORTE))
        withdrawn = sorte is Sorte.RETRAIT
        mistakes: dict[str, str] = {}
        le = parse_day(form.text(words.LE))
        terme = parse_day(form.text(words.TERME))
        if le is None:
            mistakes[words.LE] = _DAY
        elif le > self._workplace.clock.today():
            mistakes[words.LE] = "Ce jour n’est pas encore venu."
        elif le < FIRST_DAY:
            mistakes[words.LE] = "Ce jour est trop loin\u00a0: vérifiez l’année."
        if sorte is not Sorte.PRISE_EFFET and not form.text(words.REFERENCE):
            mistakes[words.REFERENCE] = (
                "Écrivez pourquoi." if withdrawn else "Écrivez la référence de ce papier."
            )
        wanted = sorte is Sorte.FIN_ANTICIPEE or bool(form.text(words.TERME))
        ending = sorte in {Sorte.AVENANT, Sorte.FIN_ANTICIPEE}
        if ending and wanted and terme is None:
            mistakes[words.TERME] = _DAY
        elif ending and le and terme and terme < le:
            mistakes[words.TERME] = "Le dernier jour vient après ce papier."
        elif ending and terme and terme > LAST_DAY:
            mistakes[words.TERME] = "Ce jour est trop loin\u00a0: vérifiez l’année."
        if mistakes or le is None:
            self._show(replace(self._state, form=replace(form, mistakes=mistakes)))
            return
        saisie = Saisie(
            sorte=sorte,
            le=le,
            reference="" if sorte is Sorte.PRISE_EFFET else form.text(words.REFERENCE),
            terme=terme if ending else None,
        )
        self._runner.run(
            lambda: vie.noter(self._workplace, saisie),
            on_success=lambda _etat: self._noted(),
            on_failure=self._failed,
        )

    def _noted(self) -> None:
        self._say(Tone.SUCCESS, "C’est noté, avec votre nom et la date.")
        self._view.to_start()
        self._changed()
        self.load()

    def _compare_typed(self) -> None:
        if self._shelved is None:
            return
        self._typed = words.typed_values(self._state.form, self._shelved.open_values)
        typed = dict(self._typed)
        self._runner.run(
            lambda: convention_versions.edited(self._workplace, typed),
            on_success=lambda found: self._show_change(
                words.change_words(found, heading="Ce que vous changez", sha256="")
            ),
            on_failure=self._refused,
        )

    def _show_change(self, change: ChangeWords) -> None:
        self._show(replace(self._state, change=change, message="", working=""))
        self._view.to_change()

    def _activated(self) -> None:
        self._say(
            Tone.SUCCESS,
            "C’est fait. Elle sert à la prochaine ouverture du poste\u00a0; ce qui est déjà "
            "enregistré garde la sienne. Si un contact a changé, prévenez l’autre partie.",
        )
        self._view.to_start()
        self.load()

    def _taken(self, sha256: str) -> None:
        self._show(
            replace(
                self._state,
                working="",
                tone=Tone.SUCCESS,
                message="La signature du Département est bonne\u00a0: cette version est gardée.",
            )
        )
        self.load()
        if sha256 != self._workplace.convention.hash:
            self.compare(sha256)

    def _given_out(
        self, made: tuple[str, bytes], save: Callable[[str, bytes], Path | None]
    ) -> None:
        try:
            path = save(*made)
        except OSError:
            said = replace(
                self._state,
                tone=Tone.DANGER,
                message="Ce fichier n’a pas pu être enregistré ici.",
            )
        else:
            if path is None:
                return
            name = f"Enregistré\u00a0: {path.name}."
            said = replace(self._state, tone=Tone.SUCCESS, message=name)
        self._show(said)  # a form that is open stays

    def _loaded(self, read: tuple[VieNotee, Shelved]) -> None:
        lived, found = read
        self._lived, self._shelved = lived, found
        place = self._workplace
        self._show(
            replace(
                self._state,
                title=f"{place.convention.departement.name}\u00a0: {place.convention.title}",
                pill=words.pill(lived.etat),
                facts=words.facts(lived.etat, place),
                dates=words.dates(lived, place),
                noted=words.noted(lived.notees, place),
                values=words.value_entries(found.values),
                others=tuple(words.version_line(one, place) for one in found.others),
                next_one=words.next_words(found),
                waiting=words.waiting_words(found),
                waiting_id=found.waiting.version.sha256 if found.waiting else "",
                may=found.may_activate,
                who_decides="" if found.may_activate else (found.referent or "le référent"),
            )
        )

    def _say(self, tone: Tone, text: str) -> None:
        self._show(
            replace(
                self._state,
                asking=Asking.NOTHING,
                change=None,
                working="",
                message=text,
                tone=tone,
            )
        )

    def _refused(self, failure: Exception) -> None:
        """Say at the value itself what the reader refuses of what was typed."""
        mistakes = words.mistake_at(failure) if isinstance(failure, UnusableFileError) else {}
        if mistakes and self._state.asking is Asking.VALEURS:
            form = replace(self._state.form, mistakes=mistakes)
            self._show(replace(self._state, form=form, change=None, message=""))
            return
        self._failed(failure)

    def _failed(self, failure: Exception) -> None:
        self._show(
            replace(self._state, working="", message=failure_text(failure), tone=Tone.DANGER)
        )
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: ConventionState) -> None:
        self._state = state
        self._view.show_state(state)
