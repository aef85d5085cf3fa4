"""Reads the licences where they are asked for, and shows them."""

from collections.abc import Sequence

from app.documents.notices import Notice, read_notices
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.tasks import TaskRunner
from app.ui.widgets.tones import Tone


def show_licences(page: ReglagesPage, runner: TaskRunner) -> None:
    """Open the window of the licences over the page."""

    def shown(notices: Sequence[Notice]) -> None:
        from app.ui.pages.reglages.licences_dialog import (  # noqa: PLC0415 - seldom wanted
            LicencesDialog,
        )

        page.busy.stop()
        LicencesDialog(notices, page.window()).open()

    def failed(_: Exception) -> None:
        page.busy.stop()
        page.say(
            Tone.DANGER,
            "Les licences ne peuvent pas être lues\u00a0: le programme est incomplet. "
            "Rien d’autre n’est touché. Réinstallez-le, ou demandez à votre service informatique.",
        )

    page.busy.start("Lecture des licences…")
    runner.run(read_notices, on_success=shown, on_failure=failed)
