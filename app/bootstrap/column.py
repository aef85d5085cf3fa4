"""The pages of the column on the left, and the parts of Réglages."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.bootstrap import bilan_way, carnet_way, mandate_way, permanence_way, register_way
from app.bootstrap.allowed import hidden_pages
from app.bootstrap.ends import Ends
from app.bootstrap.settings import Settings
from app.bootstrap.structure_way import entry as structures
from app.ui.pages.aujourdhui import open_aujourdhui
from app.ui.pages.personnes import open_personnes
from app.ui.pages.prescriptions import open_prescriptions
from app.ui.pages.reglages.cles.wiring import add_cles
from app.ui.pages.reglages.conformite.wiring import add_conformite
from app.ui.pages.reglages.convention.wiring import add_convention
from app.ui.pages.reglages.departement_stick import add_stick
from app.ui.pages.reglages.effacements.wiring import add_effacements
from app.ui.pages.reglages.journal.wiring import add_journal
from app.ui.pages.reglages.logiciel.wiring import add_logiciel
from app.ui.pages.reglages.papiers.wiring import add_papiers
from app.ui.pages.reglages.premiers_pas_wiring import add_steps
from app.ui.pages.reglages.questionnaire.wiring import add_questionnaire
from app.ui.pages.reglages.wiring import create_reglages
from app.ui.pages.synchroniser import open_synchroniser
from app.ui.shell.navigation import NavEntry

if TYPE_CHECKING:
    from app.bootstrap.background import Background
    from app.bootstrap.program import Program
    from app.bootstrap.session import Session

AUJOURDHUI, PERSONNES, PRESCRIPTIONS = "aujourdhui", "personnes", "prescriptions"
SYNCHRONISER, REGLAGES = "synchroniser", "reglages"
_KEYS = {SYNCHRONISER: "F5", REGLAGES: "Ctrl+,"}  # the last two, wherever a profile puts them


def entries(
    session: "Session",
    program: "Program",
    background: "Background",
    show_task: Callable[[QWidget], None],
) -> list[NavEntry]:
    """Return the pages of the column on the left, each made when it is first gone to."""
    place, runner, network = session.workplace, program.database_runner, program.network_runner
    hidden = hidden_pages(place)

    def settings() -> QWidget:
        ports = Settings(place, background.connector)
        page = create_reglages(
            (runner, network),
            ports,
            program.themes,
            structure=place.structure.name,
            idle_changed=program.window.idle.start,
            navigate=session,
        )
        add_cles(page, runner, place, session)
        add_stick(page, (runner, network), place, session)
        add_effacements(page, runner, place, session)
        add_journal(page, (runner, network), place, session)
        add_conformite(page, (runner, network), place, session)
        add_logiciel(page, (runner, network), place, session)
        add_papiers(page, runner, place, session)
        add_questionnaire(page, (runner, network), place, session)
        add_convention(page, runner, place, session)
        add_steps(page, runner, place, session)
        program.backups.add_to(page, place, session)
        Ends(program, place, session, show_task).add_to(page)
        return page

    def synchronising() -> QWidget:
        return open_synchroniser(
            place,
            runner,
            network,
            session,
            background.run_sync,
            lambda: background.follow_network(session.refresh_status),
        )

    makers: tuple[tuple[str, str, str, Callable[[], QWidget]], ...] = (
        (
            AUJOURDHUI,
            "Aujourd’hui",
            "aujourdhui",
            lambda: open_aujourdhui(place, runner, session),
        ),
        (
            PERSONNES,
            "Personnes",
            "personnes",
            lambda: open_personnes(place, runner, session),
        ),
        (
            PRESCRIPTIONS,
            "Prescriptions",
            "prescription",
            lambda: open_prescriptions(place, runner, session),
        ),
        (mandate_way.KEY, mandate_way.TITLE, mandate_way.ICON, session.mandates.page),
        (carnet_way.KEY, carnet_way.TITLE, carnet_way.ICON, session.carnets.page),
        *permanence_way.entries(place, runner, session, show_task),
        structures(place, (runner, network), session),
        bilan_way.entry(place, runner, session, show_task),
        register_way.entry(place, (runner, network), session, show_task),
        (SYNCHRONISER, "Synchroniser", "synchroniser", synchronising),
        (REGLAGES, "Réglages", "reglages", settings),
    )
    return [
        NavEntry(key=key, title=title, icon=icon, make=make, keys=_KEYS.get(key, ""))
        for key, title, icon, make in makers
        if key not in hidden
    ]
