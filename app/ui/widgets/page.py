"""The frame of every page: title and actions above, the body that scrolls, answers below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme.current import current_theme
from app.ui.theme.tokens import Space
from app.ui.typed import override
from app.ui.widgets.answer_bar import AnswerBar
from app.ui.widgets.banner import Banner
from app.ui.widgets.busy_overlay import BusyOverlay
from app.ui.widgets.confirm_dialog import Question
from app.ui.widgets.flow import FlowLayout, flow
from app.ui.widgets.labels import hint, title
from app.ui.widgets.layouts import column, row, sized, spaced
from app.ui.widgets.reading_order import tab_as_one_reads
from app.ui.widgets.scrolled import Scrolled
from app.ui.widgets.sight import Sight
from app.ui.widgets.state_pill import Tone

_NARROW = 620  # under it (200 % on a small screen) actions go below the title
READING_WIDTH = 860  # longer lines tire the eye; lists ask for more


class Page(QWidget):
    """A page with its title; subclasses fill `body` and add actions.

    Attributes:
        body: the column of the page's content; it scrolls when the window is small.
        banner: the place for one message about the page.
        busy: the veil for work that takes more than half a second.

    Signals:
        title_changed: the title, for the window's own title; it never holds a person's name.
    """

    title_changed = Signal(str)

    def __init__(
        self,
        heading: str,
        *,
        subtitle: str = "",
        width: int = READING_WIDTH,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.window_title = heading
        self._first: QWidget | None = None
        self._kept: list[object] = []
        self._title = title(heading)
        self._title.setObjectName("pageTitle")
        self._subtitle = hint(subtitle)
        self._subtitle.setObjectName("pageSubtitle")
        self._actions: FlowLayout = flow(gap=Space.S)
        self.banner = Banner()
        self._width = width
        self.body: QVBoxLayout = column(gap=Space.L)
        self._footer = QFrame()
        self._footer.setObjectName("pageFooter")
        self._footer.hide()
        self._answers = AnswerBar()
        self._build()
        self._subtitle.setVisible(bool(subtitle))
        self.busy = BusyOverlay(self)
        self.setAccessibleName(heading)

    @property
    def unkept(self) -> bool:
        """Tell whether something typed here is lost with the page: leaving it asks before."""
        return False

    @property
    def leaving_question(self) -> Question | None:
        """Return what is asked instead of the usual question while the page is `unkept`."""
        return None

    def show_unkept(self) -> None:
        """Put in sight what is not kept; a page of several parts shows the one that holds it."""

    def set_heading(self, heading: str, subtitle: str = "") -> None:
        """Show another title. A name may stand here: the window's title stays as it was."""
        self._title.setText(heading)
        self.setAccessibleName(heading)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_window_title(self, words: str) -> None:
        """Change the window's title; `words` name no person."""
        self.window_title = words
        self.title_changed.emit(words)

    def add_action(self, button: QWidget) -> None:
        """Add a button beside the title."""
        self._actions.addWidget(button)

    def add_answer(self, button: QWidget, *, left: bool = False) -> None:
        """Add a button to the bar below (« Retour » left, « Suivant » right)."""
        self._footer.show()
        self._answers.add(button, left=left)

    def set_first_focus(self, widget: QWidget) -> None:
        """Give the focus to `widget` whenever the page comes."""
        self._first = widget

    def take_focus(self) -> None:
        """Give the focus to the page's first place to act, and show that place."""
        target = self._first or self._next_focusable()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self._sight.hold(target, from_top=True)

    def keep(self, thing: object) -> None:
        """Keep `thing` (the presenter) alive as long as the page: a connection does not."""
        self._kept.append(thing)

    def say(self, tone: Tone, text: str) -> None:
        """Show a message at the top of the page."""
        self.banner.say(tone, text)
        if text:
            self.to_top()

    def to_top(self) -> None:
        """Scroll to the title."""
        self._sight.let_go()
        self._scroll.verticalScrollBar().setValue(0)

    def keep_in_sight(self, place: QWidget) -> None:
        """Show `place`, where the focus is, also while the page still grows."""
        self._sight.hold(place)

    def bring_into_view(self, place: QWidget) -> None:
        """Scroll until `place` can be seen, with some of what is around it."""
        self._sight.let_go()
        self._scroll.ensureWidgetVisible(place, 0, self._scroll.height() // 4)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        return tab_as_one_reads(self, forward=forward) or super().focusNextPrevChild(forward)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        theme = current_theme()
        narrow = event.size().width() < theme.px(_NARROW)
        directions = QBoxLayout.Direction
        self._head.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        spaced(self._around, gap=0, pad=Space.L if narrow else Space.XXL)
        spaced(self._answers.line, gap=Space.M, pad=Space.M, pad_x=Space.L if narrow else Space.XXL)
        super().resizeEvent(event)

    def _next_focusable(self) -> QWidget | None:
        here = self.nextInFocusChain()
        while here is not None and here is not self:
            wanted = bool(here.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if wanted and self.isAncestorOf(here) and here.isVisibleTo(self) and here.isEnabled():
                return here
            here = here.nextInFocusChain()
        return None

    def _build(self) -> None:
        outer = column(self, gap=0)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("pageScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName("Contenu de la page")
        content = Scrolled()
        content.setObjectName("pageBody")
        self._scroll.setWidget(content)
        self._sight = Sight(self._scroll)
        outer.addWidget(self._scroll, 1)
        outer.addWidget(self._footer)
        self._around = around = row(content, gap=0, pad=Space.XXL)
        middle = sized(QWidget(), max_width=self._width)
        around.addWidget(middle, 1)
        around.addStretch(0)
        inside = column(middle, gap=Space.L)
        self._head = heading = row(gap=Space.L)
        words = column(gap=Space.XS)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        heading.addLayout(words, 1)
        heading.addLayout(self._actions)
        inside.addLayout(heading)
        inside.addWidget(self.banner)
        inside.addLayout(self.body)
        inside.addStretch(1)
        self._build_footer()

    def _build_footer(self) -> None:
        """Put the answers under the content, at the same left and right edges."""
        around = row(self._footer, gap=0)
        around.addWidget(sized(self._answers, max_width=self._width + 2 * Space.XXL), 1)
        around.addStretch(0)
        spaced(self._answers.line, pad=Space.M, pad_x=Space.XXL)
