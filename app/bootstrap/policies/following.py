"""Does after each opening what the IT department imposes, and says what changed or went wrong."""

from typing import TYPE_CHECKING, Final

from app.ui.messages import failure_text
from app.ui.widgets.tones import Tone

if TYPE_CHECKING:
    from app.bootstrap.network import ServiceConnector
    from app.bootstrap.program import Program
    from app.bootstrap.session import Session
    from app.usecases.workplace import Workplace

ACTIVATED: Final = (
    "Ce poste est activé auprès du Département, comme votre service informatique l’a prévu."
)
CONVENTION: Final = (
    "Une version de la convention est arrivée de votre service informatique\u00a0: voyez Réglages, "
    "Convention."
)


def follow_policies(
    session: "Session", program: "Program", workplace: "Workplace", connector: "ServiceConnector"
) -> None:
    """Begin, in threads; a laptop without policies, or one to practise on, has nothing to do."""
    rules = workplace.politiques
    if workplace.practice or not rules.source:
        return
    from app.usecases.laptop import imposed  # noqa: PLC0415 - where something is imposed

    def failed(failure: Exception) -> None:
        session.show_message(failure_text(failure), Tone.WARNING)

    def convention() -> None:
        program.network_runner.run(
            lambda: imposed.impose_convention(workplace),
            on_success=lambda new: session.show_message(CONVENTION) if new else None,
            on_failure=failed,
        )

    def activated(now: bool) -> None:  # noqa: FBT001 - the runner gives it
        if now:
            session.show_message(ACTIVATED)
            session.refresh_status()
        convention()

    program.network_runner.run(
        lambda: imposed.impose_backup_folder(workplace),
        on_success=lambda _: None,
        on_failure=failed,
    )
    program.network_runner.run(
        lambda: imposed.impose_activation(workplace, connector),
        on_success=activated,
        on_failure=failed,
    )
