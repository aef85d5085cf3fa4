"""Garbage is collected in the window's thread alone.

Python collects in whichever thread happens to allocate. Where that is the database's, and the
garbage holds a widget in a cycle, Qt destroys the widget outside the thread it belongs to, and the
process ends with a segmentation fault (seen once in four thousand tests).
"""

import gc
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 50  # in which other threads make some ten thousand objects at most: 5 ms
_YOUNGEST, _ALL = 0, 2  # generations; the older ones take 10 to 30 ms
_AT_REST_S: Final = 2.0


def collect_if_due(oldest: int = _ALL) -> None:
    """Collect what Python itself would have collected by now; to be called by the window's thread.

    The oldest generation that is due with those below, as Python does; none above `oldest`.
    """
    counts, limits = gc.get_count(), gc.get_threshold()
    for generation in range(oldest, -1, -1):
        if counts[generation] > limits[generation]:
            gc.collect(generation)
            return


class Garbage(QObject):
    """Collects from `start` to `stop` in the thread of the event loop, and no other thread does.

    `untouched_s` says for how long nobody has touched the laptop: what is old is looked through
    while nobody types.
    """

    def __init__(self, untouched_s: Callable[[], float]) -> None:
        super().__init__()
        self._untouched_s = untouched_s
        self._by_itself = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self._collect)

    def start(self) -> None:
        """Take the collection over from Python."""
        self._by_itself = gc.isenabled()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give it back, if Python had it; nothing of the window is left by then."""
        self._timer.stop()
        if self._by_itself:
            gc.enable()

    def _collect(self) -> None:
        collect_if_due(_ALL if self._untouched_s() >= _AT_REST_S else _YOUNGEST)
