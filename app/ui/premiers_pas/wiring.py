"""Give a list of steps what it reads, and where its buttons lead."""

from collections.abc import Callable, Sequence
from functools import partial

from app.ui.navigation import Navigator, SettingsPart
from app.ui.premiers_pas.card import StepsCard
from app.ui.printing.memory import FILE, PrintMemory
from app.ui.tasks import TaskRunner
from app.usecases.laptop import first_steps
from app.usecases.laptop.first_steps import Pas, PremiersPas
from app.usecases.workplace import Workplace

_PARTS = {
    Pas.FEUILLE: SettingsPart.SECURITY,
    Pas.COLLEGUE: SettingsPart.AGENTS,
    Pas.DEPARTEMENT: SettingsPart.DEPARTEMENT,
    Pas.IMPRIMANTE: SettingsPart.PAPERS,
}


def keep_steps(  # noqa: PLR0913 - the card, what it reads and where it leads
    card: StepsCard,
    runner: TaskRunner,
    workplace: Workplace,
    navigate: Navigator,
    failed: Callable[[Exception], None],
    *,
    elsewhere: Callable[[], Sequence[Pas]] = tuple,
) -> Callable[[], None]:
    """Return what reads the steps again; `elsewhere` tells which the page says already."""

    def read() -> PremiersPas:
        memory = PrintMemory(workplace.vault.folder / FILE)
        return first_steps.steps(workplace, printed=bool(memory.choice("").printer))

    def load() -> None:
        runner.run(
            read,
            on_success=lambda found: card.show_steps(found, but=elsewhere()),
            on_failure=failed,
        )

    def do(work: Callable[[], None]) -> None:
        runner.run(work, on_success=lambda _: load(), on_failure=failed)

    def say_alone(alone: bool) -> None:  # noqa: FBT001 - what a signal carries
        do(lambda: first_steps.state_alone(workplace, alone=alone))

    def put_away(away: bool) -> None:  # noqa: FBT001 - as above
        do(lambda: first_steps.put_away(workplace, away=away))

    card.step_asked.connect(partial(_go, navigate))
    card.alone_said.connect(say_alone)
    card.away_asked.connect(put_away)
    return load


def _go(navigate: Navigator, pas: Pas) -> None:
    """Open the page of a step."""
    if pas in _PARTS:
        navigate.open_settings_part(_PARTS[pas])
    elif pas is Pas.SAUVEGARDE:
        navigate.open_backups()
    elif pas is Pas.CONVENTION:
        navigate.open_convention()
    elif pas is Pas.LIEUX:
        navigate.open_column("permanences")
    else:
        navigate.open_practice()
