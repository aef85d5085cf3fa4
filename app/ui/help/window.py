"""The guide in a window of its own: contents and search at the left, the chapter beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.documents.guide.book import Book
from app.ui.help.reader import GuideReader
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.banner import Banner
from app.ui.widgets.busy_overlay import BusyOverlay
from app.ui.widgets.buttons import secondary
from app.ui.widgets.data_list import DataList
from app.ui.widgets.flow import flow
from app.ui.widgets.layouts import column, row, sized
from app.ui.widgets.list_rows import ListRow
from app.ui.widgets.search_field import SearchField

_MOST_FOUND = 40
_NOTHING = "Rien dans le guide. Essayez un autre mot, ou un seul."


@dataclass(frozen=True, slots=True)
class Place:
    """A chapter, and a title in it."""

    chapter: str
    anchor: str = ""


class HelpWindow(QWidget):
    """Shows the guide; nothing in it is about a person, so it stays while the laptop is locked.

    Signals:
        print_asked: the key of the chapter to put on paper.
        guide_asked: the whole guide is wanted as a PDF.
        card_asked: the card of keys is wanted.
    """

    print_asked = Signal(str)
    guide_asked = Signal()
    card_asked = Signal()

    def __init__(self, book: Book, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("helpWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(480, 400)
        self._book = book
        self._past: list[Place] = []
        self._coming: list[Place] = []
        self._here: Place | None = None
        self.banner = Banner()
        self.reader = GuideReader()
        self.contents = DataList("Chapitres du guide")
        self.contents.setObjectName("guideContents")
        self.search = SearchField("&Chercher dans le guide", name="guideSearch", rows_shown=12)
        self._back = secondary("&Précédent", icon="retour", name="guideBack")
        self._forward = secondary("&Suivant", icon="suite", name="guideForward")
        self._build()
        self._connect()
        self.busy = BusyOverlay(self)
        self.contents.show_rows([_entry(one.key, one.title) for one in book.chapters])

    @property
    def here(self) -> Place | None:
        """Return the chapter on screen."""
        return self._here

    def show_chapter(self, key: str, anchor: str = "") -> None:
        """Show a chapter; « Précédent » leads back to what was read before."""
        place = Place(key, anchor)
        if self._here is not None and place != self._here:
            self._past.append(self._here)
            self._coming.clear()
        self._show(place)

    def take_focus(self) -> None:
        """Give the focus to the words."""
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:  # the search empties itself first
            self.close()
            return
        super().keyPressEvent(event)

    def _show(self, place: Place) -> None:
        self._here = place
        chapter = self._book.chapter(place.chapter)
        self.reader.show_chapter(chapter, place.anchor)
        self.setWindowTitle(f"{chapter.title} — Guide de Passerelle")
        number = [one.key for one in self._book.chapters].index(place.chapter)
        self.contents.setCurrentIndex(self.contents.model().index(number, 0))
        self._back.setEnabled(bool(self._past))
        self._forward.setEnabled(bool(self._coming))

    def _go_back(self) -> None:
        if self._past and self._here is not None:
            self._coming.append(self._here)
            self._show(self._past.pop())

    def _go_forward(self) -> None:
        if self._coming and self._here is not None:
            self._past.append(self._here)
            self._show(self._coming.pop())

    def _follow(self, link: QUrl) -> None:
        """Follow a link of the guide: another chapter, or a title of this one."""
        path, anchor = link.path(), link.fragment(QUrl.ComponentFormattingOption.FullyDecoded)
        key = path.rpartition("/")[2].removesuffix(".md")
        if not key and self._here is not None:
            key = self._here.chapter
        if self._book.has(key):
            self.show_chapter(key, anchor)

    def _find(self, query: str) -> None:
        found = self._book.search(query)[:_MOST_FOUND]
        rows = [
            ListRow(
                id=f"{chapter.key}#{anchor}",
                title=title,
                subtitle=f"{chapter.title}\u00a0: {words}" if anchor else words,
            )
            for chapter, anchor, title, words in found
        ]
        self.search.show_suggestions(rows, nothing=_NOTHING if query else "")
        self.contents.setVisible(not rows)

    def _open_found(self, found: str) -> None:
        key, _, anchor = found.partition("#")
        self.show_chapter(key, anchor)
        self.take_focus()

    def _open_entry(self, key: str) -> None:
        self.show_chapter(key)
        self.take_focus()

    def _build(self) -> None:
        prints = secondary("&Imprimer…", icon="imprimer", name="printChapter")
        prints.setAccessibleName("Imprimer ce chapitre")
        prints.clicked.connect(self._ask_print)
        whole = secondary("Guide en P&DF…", icon="enregistrer", name="wholeGuide")
        whole.setAccessibleName("Le guide entier en PDF")
        whole.clicked.connect(self.guide_asked)
        card = secondary("C&arte…", icon="imprimer", name="keysCard")
        card.setAccessibleName("Carte des touches et de la journée, sur une page")
        card.clicked.connect(self.card_asked)
        above = flow(gap=Space.S)
        for button in (self._back, self._forward, prints, whole, card):
            above.addWidget(button)
        left = sized(QWidget(), min_width=240, max_width=300)
        side = column(left, gap=Space.M)
        side.addWidget(self.search)
        side.addWidget(self.contents, 1)
        side.addStretch(0)
        right = column(gap=Space.M)
        right.addLayout(above)
        right.addWidget(self.banner)
        right.addWidget(self.reader, 1)
        outer = row(self, gap=Space.L, pad=Space.L)
        outer.addWidget(left)
        outer.addLayout(right, 1)

    def _connect(self) -> None:
        self._back.clicked.connect(self._go_back)
        self._forward.clicked.connect(self._go_forward)
        self.reader.anchorClicked.connect(self._follow)
        self.contents.opened.connect(self._open_entry)
        self.search.query_changed.connect(self._find)
        self.search.chosen.connect(self._open_found)
        keys: Sequence[tuple[str, Callable[[], object]]] = (
            ("Alt+Left", self._go_back),
            ("Alt+Right", self._go_forward),
            ("Ctrl+F", self.search.setFocus),
            ("Ctrl+P", self._ask_print),
        )
        for key, action in keys:
            self.add_key(key, action)

    def add_key(self, keys: str, action: Callable[[], object]) -> None:
        """Let a key of this window do something."""
        QShortcut(QKeySequence(keys), self).activated.connect(action)

    def _ask_print(self) -> None:
        if self._here is not None:
            self.print_asked.emit(self._here.chapter)


def _entry(key: str, title: str) -> ListRow:
    return ListRow(id=key, title=title)
