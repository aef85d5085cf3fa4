"""The licences of everything that the program carries: a list, a search, the text to read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from app.documents.notices import Notice
from app.ui.theme.tokens import Space
from app.ui.widgets.buttons import primary
from app.ui.widgets.data_list import DataList
from app.ui.widgets.labels import hint, section
from app.ui.widgets.layouts import column, row, sized
from app.ui.widgets.list_rows import ListRow
from app.ui.widgets.search_field import SearchField

_NOTHING = "Aucun texte ne contient ces mots."


class LicencesDialog(QDialog):
    """Shows `Notice`s; the search keeps those whose text has the words, and marks them in it."""

    def __init__(self, notices: Sequence[Notice], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("licencesDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Licences et mentions")
        self._notices = {str(place): one for place, one in enumerate(notices)}
        self.search = SearchField("&Chercher dans les licences", name="licenceSearch")
        self.found = hint("")
        self.parts = DataList("Composants")
        self.parts.setObjectName("licenceParts")
        self.text = QPlainTextEdit()
        self.text.setObjectName("licenceText")
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        close = primary("&Fermer", name="closeLicences")
        close.clicked.connect(self.accept)
        close.setAutoDefault(False)
        layout = column(self, gap=Space.M, pad=Space.XL)
        layout.addWidget(section("Licences et mentions"))
        layout.addWidget(self.search)
        layout.addWidget(self.found)
        beside = row(gap=Space.M)
        beside.addWidget(self.parts, 1)
        beside.addWidget(self.text, 2)
        layout.addLayout(beside, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        sized(self, min_width=520)
        self.resize(980, 640)
        self.search.query_changed.connect(self._look_for)
        self.parts.opened.connect(self._read)
        self.parts.left_upwards.connect(self.search.line.setFocus)
        self.parts.selectionModel().currentChanged.connect(self._show)
        self._look_for("")
        self.search.line.setFocus()

    def _look_for(self, words: str) -> None:
        wanted = words.casefold()
        kept = {key: one for key, one in self._notices.items() if wanted in one.text.casefold()}
        rows = [ListRow(id=key, title=one.name, subtitle=one.licence) for key, one in kept.items()]
        self.parts.show_rows(rows)
        self.found.setText(_counted(len(kept)))
        if kept and self.parts.selected_id() not in kept:
            self.parts.setCurrentIndex(self.parts.model().index(0, 0))
        self._show()

    def _read(self, _: str) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        notice = self._notices.get(self.parts.selected_id())
        text = notice.text if notice and self.parts.count() else ""
        if text != self.text.toPlainText():
            self.text.setPlainText(text)
        self.text.setAccessibleName(f"Licence\u00a0: {notice.name}" if notice else "Licence")
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        words = self.search.query()
        if words:
            self.text.find(words, QTextDocument.FindFlag(0))


def _counted(found: int) -> str:
    if not found:
        return _NOTHING
    return "1 composant." if found == 1 else f"{found} composants."
