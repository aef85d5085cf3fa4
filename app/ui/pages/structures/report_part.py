"""How a list was read: counts, then each line that was put right or refused."""

from PySide6.QtCore import Qt, Signal

from app.ui.dossiers.lists import as_list_row
from app.ui.dossiers.rows import Row
from app.ui.pages.structures.state import ReportState
from app.ui.widgets.buttons import primary, secondary
from app.ui.widgets.card import Card
from app.ui.widgets.data_list import DataList
from app.ui.widgets.flow import flow
from app.ui.widgets.labels import body, hint, section
from app.ui.widgets.tones import Pill, Tone

_REFUSED = Pill("Refusée", Tone.WARNING)
_TAKEN = Pill("Prise, avec une remarque", Tone.INFO)


class ReportPart(Card):
    """Shows a `ReportState`.

    Signals:
        save_asked, print_asked: the report is wanted as a table, on paper.
        close_asked: it was read.
    """

    save_asked = Signal()
    print_asked = Signal()
    close_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._heading = section("")
        self._sentence = body("")
        self._sentence.setObjectName("reportCounts")
        self._notes = body("")
        self._more = hint("")
        self.lines = DataList("Lignes avec une remarque")
        self.lines.setObjectName("reportLines")
        self.shut = primary("&Voir la liste", name="closeReport")
        self.save = secondary("&Enregistrer le rapport…", icon="enregistrer", name="saveReport")
        self.print = secondary("&Imprimer le rapport…", icon="imprimer", name="printReport")
        self.shut.clicked.connect(self.close_asked)
        self.save.clicked.connect(self.save_asked)
        self.print.clicked.connect(self.print_asked)
        buttons = flow()
        for button in (self.shut, self.save, self.print):
            buttons.addWidget(button)
        for part in (self._heading, self._sentence, self._notes):
            self.body.addWidget(part)
        self.body.addLayout(buttons)
        self.body.addWidget(self.lines)
        self.body.addWidget(self._more)

    def show_state(self, state: ReportState) -> None:
        """Show `state` and nothing else."""
        self._heading.setText(state.heading)
        self._sentence.setText(state.sentence)
        self._notes.setText("\n".join(state.notes))
        self._notes.setVisible(bool(state.notes))
        self._more.setText(state.more)
        self._more.setVisible(bool(state.more))
        rows = [
            as_list_row(
                Row(
                    id=str(at),
                    title=one.title,
                    about=one.remark,
                    pill=_REFUSED if one.refused else _TAKEN,
                )
            )
            for at, one in enumerate(state.lines)
        ]
        self.lines.show_rows(rows)
        self.lines.setVisible(bool(rows))
        self.lines.setFixedHeight(self.lines.height_of_rows(len(rows)))

    def to_start(self) -> None:
        """Put the focus where one acts."""
        self.shut.setFocus(Qt.FocusReason.OtherFocusReason)
