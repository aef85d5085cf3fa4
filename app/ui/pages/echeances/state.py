"""What the page « Échéances » shows."""

from dataclasses import dataclass

from app.domain.echeance import Echeance
from app.ui.dossiers.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A month, or what is late; `heading` stands above its rows."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarState:
    """Everything the page shows.

    `kinds` are the filters that have something behind them, (code, words). `text` is what is
    printed: what is shown, in lines.
    """

    loaded: bool = False
    kinds: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    parts: tuple[Part, ...] = ()
    over: tuple[Row, ...] = ()
    items: tuple[Echeance, ...] = ()
    today: str = ""
    may_note: bool = False
    text: str = ""
    said: str = ""
    problem: str = ""
