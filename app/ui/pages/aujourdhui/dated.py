"""What is dated, on Aujourd’hui: the permanences of the day, and the deadlines that are near.

What other parts of the page say already (requests, mandates, the impact assessment) is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.echeance import Genre
from app.domain.horaires import span_words
from app.ui.dossiers.echeances import row_of
from app.ui.dossiers.lists import RowsPart
from app.ui.dossiers.rows import Row
from app.ui.tasks import TaskRunner
from app.ui.theme.tokens import Space
from app.ui.widgets.layouts import column
from app.ui.widgets.tones import Pill, Tone
from app.usecases.echeances import calendrier
from app.usecases.permanences import lieux, tenues
from app.usecases.permanences.tenues import TenueSuivie
from app.usecases.workplace import Workplace

_SAID_ELSEWHERE = frozenset({Genre.DROITS, Genre.MANDAT, Genre.CONFORMITE})
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """The rows of the two lists, both empty when nothing is near."""

    permanences: tuple[Row, ...] = ()
    echeances: tuple[Row, ...] = ()


class DatedPart(QWidget):
    """Shows a `Dated`; away when there is nothing in it.

    Signals:
        permanence_opened, echeance_opened: the id of a row.
        changed: it came or went.
    """

    permanence_opened = Signal(str)
    echeance_opened = Signal(str)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.has_rows = False
        self.permanences = RowsPart("Permanences d’aujourd’hui", name="permanencesToday")
        self.echeances = RowsPart("Échéances", name="deadlinesSoon", rows_shown=_SHOWN)
        self.permanences.opened.connect(self.permanence_opened)
        self.echeances.opened.connect(self.echeance_opened)
        layout = column(self, gap=Space.L)
        layout.addWidget(self.permanences)
        layout.addWidget(self.echeances)

    def show_dated(self, found: Dated) -> None:
        """Show what is dated."""
        self.permanences.show_rows(found.permanences)
        self.echeances.show_rows(found.echeances)
        self.has_rows = bool(found.permanences or found.echeances)
        self.changed.emit()


def read(workplace: Workplace) -> Dated:
    """Return what is near; in a thread: it reads the database."""
    today = workplace.clock.today()
    near = [one for one in calendrier.near(workplace) if one.genre not in _SAID_ELSEWHERE]
    places = lieux.load(workplace).lieux if lieux.has_places(workplace) else ()
    latest = reversed(tenues.listed(workplace, timedelta())) if places else ()
    held = {one.lieu_id: one for one in latest if one.day == today}
    return Dated(
        permanences=tuple(
            Row(
                id=one.lieu.id,
                title=one.lieu.nom,
                about=", ".join(map(span_words, one.aujourd_hui.plages)),
                pill=_pill(held.get(one.lieu.id)),
            )
            for one in places
            if one.aujourd_hui.plages
        ),
        echeances=tuple(row_of(one, today) for one in near),
    )


def _pill(held: TenueSuivie | None) -> Pill:
    if held is None:
        return Pill("à ouvrir", Tone.INFO)
    if held.minutes is None:
        return Pill("ouverte", Tone.SUCCESS)
    return Pill("tenue", Tone.NEUTRAL)


def keep_dated(
    part: DatedPart,
    runner: TaskRunner,
    workplace: Workplace,
    failed: Callable[[Exception], None],
) -> Callable[[], None]:
    """Return what reads the part again."""

    def again() -> None:
        runner.run(lambda: read(workplace), on_success=part.show_dated, on_failure=failed)

    return again
