"""Where the pages of mandates lead, within a session; imported when somebody goes there."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from app.bootstrap.program import Program
    from app.domain.identifiers import LigneId, MandatId, PersonneId
    from app.ui.navigation import Navigator
    from app.ui.pages.mandats.prise.desk import Desk
    from app.ui.pages.mandats.prise.steps import Step
    from app.usecases.mandats.ended import Ended
    from app.usecases.mandats.overview import MandatComplet
    from app.usecases.workplace import Workplace

KEY, TITLE, ICON = "mandats", "Mandats", "mandat"


class MandateWay:
    """Opens the pages of mandates as tasks (a `MandatWays`)."""

    def __init__(
        self,
        program: "Program",
        workplace: "Workplace",
        navigate: "Navigator",
        show_task: "Callable[[QWidget], None]",
        failed: "Callable[[Exception], None]",
    ) -> None:
        self._window = program.window
        self._runner = program.database_runner
        self._workplace = workplace
        self._navigate = navigate
        self._show = show_task
        self._failed = failed

    def _desk(self) -> "Desk":
        from app.ui.pages.mandats.prise.desk import Desk  # noqa: PLC0415 - not at unlocking

        return Desk(self._workplace, self._runner, self._navigate, self)

    def page(self) -> "QWidget":
        """Return the page « Mandats » of the column on the left."""
        from app.ui.pages.mandats import open_mandats  # noqa: PLC0415 - not at unlocking

        return open_mandats(self._desk())

    def take(self, personne_id: "PersonneId | None" = None) -> None:
        """Begin a mandate, with a known person or by looking for her."""
        from app.bootstrap.mandate_person import open_person  # noqa: PLC0415 - as above

        self._window.set_receiving(receiving=True)
        self._show(open_person(self._desk(), about=personne_id))

    def step(self, mandat_id: "MandatId", step: "Step") -> None:
        """Show a step of a draft."""
        from app.bootstrap.mandate_person import open_person  # noqa: PLC0415 - as above
        from app.ui.pages.mandats.prise import open_step  # noqa: PLC0415 - as above
        from app.ui.pages.mandats.prise.steps import Step as Steps  # noqa: PLC0415 - as above

        self._window.set_receiving(receiving=True)
        if step is Steps.PERSONNE:
            self._show(open_person(self._desk(), mandat_id))
        else:
            self._show(open_step(self._desk(), mandat_id, step))

    def open(self, mandat_id: "MandatId", *, said: str = "") -> None:
        """Show a mandate where it stands: the step of a draft, else its page, which says `said`."""
        from app.usecases.mandats import overview  # noqa: PLC0415 - as above

        self._runner.run(
            lambda: overview.load(self._workplace, mandat_id),
            on_success=lambda found: self._opened(found, said),
            on_failure=self._refused,
        )

    def end(self, mandat_id: "MandatId", lignes: "Sequence[LigneId]", *, by: str = "") -> None:
        """Show the end of these lines, of all when none is named."""
        from app.ui.pages.mandats import open_end  # noqa: PLC0415 - as above

        self._show(open_end(self._desk(), mandat_id, lignes, by=by))

    def ended(
        self,
        ended: "Sequence[Ended]",
        then: "MandatId | None" = None,
        *,
        printed: bool = False,
    ) -> None:
        """Show what ended, with its last papers."""
        from app.ui.pages.mandats import open_ended  # noqa: PLC0415 - as above

        page = open_ended(self._desk(), ended, then, printed=printed)
        self._show(page)

    def _refused(self, failure: Exception) -> None:
        from app.usecases.people.openings import ReasonNeededError  # noqa: PLC0415 - as above

        if isinstance(failure, ReasonNeededError) and failure.personne_id is not None:
            self._navigate.open_person(failure.personne_id)  # it asks for the reason, and notes it
        else:
            self._failed(failure)

    def _opened(self, found: "MandatComplet", said: str) -> None:
        from app.ui.pages.mandats import open_mandat  # noqa: PLC0415 - as above
        from app.ui.pages.mandats.prise import step_of  # noqa: PLC0415 - as above

        mandat = found.mandat
        if mandat.etat.can_change:
            self.step(mandat.id, step_of(mandat))
            return
        self._window.set_receiving(receiving=False)
        self._show(open_mandat(self._desk(), mandat.id))
        if said:
            self._navigate.show_message(said)
