"""The small fictitious pages on which the tasks of the exercise are done.

A task is known by the code that the workbook gives it; one without a page of its own is shown as
its instruction alone. Nothing typed or touched here is kept: the agent is told once, in words.
"""

from collections.abc import Mapping

from app.ui.pages.exercice.taches.base import TaskPage
from app.ui.pages.exercice.taches.justificatif import JustificatifPage
from app.ui.pages.exercice.taches.mairie import MairiePage
from app.ui.pages.exercice.taches.message import MessagePage
from app.ui.pages.exercice.taches.phrase import PhrasePage
from app.ui.pages.exercice.taches.resultats import ResultatsPage

_PAGES: Mapping[str, type[TaskPage]] = {
    "T1": PhrasePage,
    "T2": MairiePage,
    "T3": ResultatsPage,
    "T4": JustificatifPage,
    "T5": MessagePage,
}


def page_of(code: str) -> TaskPage:
    """Return a fresh page for a task."""
    return _PAGES.get(code, TaskPage)()
