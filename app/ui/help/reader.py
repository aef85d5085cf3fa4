"""The page of the guide that is read: words, pictures as wide as the window, links to follow."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QTextBrowser

from app.documents.guide.book import Chapter
from app.documents.guide.html import html_of
from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Size, Theme
from app.ui.typed import override

_WIDEST = 760  # a picture at 100 %; lines of words end there too
_STYLE = """
h1 {{ color: {primary}; font-size: {title}px; margin-bottom: {gap}px; }}
h2 {{ color: {primary}; font-size: {section}px; margin-top: {wide}px; }}
h3 {{ color: {primary}; font-size: {body}px; margin-top: {gap}px; }}
p, li {{ line-height: 135%; }}
li {{ margin-bottom: {small_gap}px; }}
a {{ color: {primary}; }}
em {{ font-style: normal; font-weight: 600; color: {primary}; }}
code, pre {{ font-family: monospace; background-color: {soft}; }}
th {{ background-color: {soft}; text-align: left; }}
table.note td {{ background-color: {soft}; }}
p.legend {{ color: {muted}; font-size: {small}px; }}
"""


class GuideReader(QTextBrowser):
    """Shows a chapter in the colours and the size of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("guideReader")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        # always: one that came and went would change the width, thus the pictures, thus itself
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._chapter: Chapter | None = None
        self._again = QTimer(self)  # once for a whole row of sizes
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._draw_again)

    def show_chapter(self, chapter: Chapter, anchor: str = "") -> None:
        """Show a chapter, from its top or from a title in it."""
        self._chapter = chapter
        self._draw()
        self.setAccessibleName(f"Guide\u00a0: {chapter.title}")
        self.verticalScrollBar().setValue(0)
        self.moveCursor(self.textCursor().MoveOperation.Start)
        if anchor:
            self.scrollToAnchor(anchor)

    @override
    def loadResource(self, type: int, name: QUrl | str) -> object:
        if self._chapter is None:
            return None
        address = name.toString() if isinstance(name, QUrl) else name
        image = QImage(str(self._chapter.path.parent / Path(address)))
        if image.isNull():
            return image
        wide = min(self.viewport().width() - 2 * current_theme().px(24), self._px(_WIDEST))
        return image.scaledToWidth(max(wide, 120), Qt.TransformationMode.SmoothTransformation)

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._again.start(0)
        super().changeEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._again.start(0)

    def _draw_again(self) -> None:
        """Draw at another width or size; who reads stays at the same place of the chapter."""
        if self._chapter is None:
            return
        bar = self.verticalScrollBar()
        place = bar.value() / max(1, bar.maximum())
        self._draw()
        bar.setValue(round(place * bar.maximum()))

    def _draw(self) -> None:
        if self._chapter is None:
            return
        document = self.document()
        document.clear()
        document.setDefaultStyleSheet(_style(current_theme()))
        document.setDocumentMargin(current_theme().px(20))
        self.setHtml(html_of(self._chapter.blocks, lambda address: address, in_window=True))

    def _px(self, at_100: int) -> int:
        return current_theme().px(at_100)


def _style(theme: Theme) -> str:
    palette = theme.palette
    return _STYLE.format(
        primary=palette.primary,
        muted=palette.muted,
        soft=palette.surface_alt,
        title=theme.px(Size.TITLE),
        section=theme.px(Size.SECTION),
        body=theme.px(Size.BODY),
        small=theme.px(Size.SMALL),
        gap=theme.px(12),
        wide=theme.px(22),
        small_gap=theme.px(4),
    )
