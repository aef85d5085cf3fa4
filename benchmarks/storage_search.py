"""From a key in the search of Personnes to its list painted, among all the persons of a vault.

The real window on the real vault, letter by letter. Each key is held to what nobody can do without:
the query in plain SQL on a connection of its own (the persons by each reading of what was typed,
with what was prescribed to them), and one repaint of the page that was then shown.
"""

import time
from collections.abc import Callable
from contextlib import closing
from statistics import median
from typing import Final, cast
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.bootstrap.options import Options
from app.bootstrap.program import Program
from app.storage.cipher import RawConnection, connect
from app.storage.normalisation import normalised
from app.ui.pages.personnes.page import PersonnesPage
from app.ui.pages.personnes.state import ListState
from benchmarks.interview import TimedApplication
from benchmarks.statistics import p95, summary
from benchmarks.storage_vault import PASSPHRASE, Large
from demonstration import gestures
from demonstration.hand import Hand

LIMIT: Final = 3.0  # issue 4: « key to painted list ≤ 3 × (bare query + bare paint) »
TYPED: Final = ("belbri", "marie", "tur v", "zo", "quenman", "a", "samir gar", "xyz")
_AFTER: Final = "\U0010ffff"
_SHOWN: Final = 50
_QUERY: Final = """
SELECT p.*, count(r.id), max(r.prescribed_on) FROM (
    SELECT * FROM personnes WHERE owner = ?1 AND {0} >= ?2 AND {0} < ?2 || ?3 AND due_on > ?4
    ORDER BY {0}, {1} LIMIT 50
) p LEFT JOIN prescriptions r
    ON r.personne_id = p.id AND r.suivi <> 'annulee' AND r.due_on > ?4
GROUP BY p.id ORDER BY p.nom_norm, p.prenom_norm
"""
_BOTH: Final = """
SELECT p.*, count(r.id), max(r.prescribed_on) FROM (
    SELECT * FROM personnes WHERE owner = ?1 AND nom_norm >= ?2 AND nom_norm < ?2 || ?3
    AND prenom_norm >= ?5 AND prenom_norm < ?5 || ?3 AND due_on > ?4
    ORDER BY nom_norm, prenom_norm LIMIT 50
) p LEFT JOIN prescriptions r
    ON r.personne_id = p.id AND r.suivi <> 'annulee' AND r.due_on > ?4
GROUP BY p.id ORDER BY p.nom_norm, p.prenom_norm
"""


class Shown:
    """Learns for which text the page shows its list."""

    def __init__(self) -> None:
        self.text = ""
        self.at = 0.0
        self._show = PersonnesPage.show_state

    def __call__(self, page: PersonnesPage, state: ListState) -> None:
        """Show the state, and note what it answers."""
        self._show(page, state)
        self.text, self.at = state.query, time.perf_counter()


class Plain:
    """The same search in plain SQL, on a connection of its own."""

    def __init__(self, raw: RawConnection, owner: str, today: str) -> None:
        self._raw = raw
        self._owner = owner
        self._today = today

    def seconds(self, typed: str) -> float:
        """Search as the program does; return how long it took."""
        words = normalised(typed).split()
        started = time.perf_counter()
        found = 0
        for column, other in (("nom_norm", "prenom_norm"), ("prenom_norm", "nom_norm")):
            if found < _SHOWN:
                found += self._found(_QUERY.format(column, other), " ".join(words))
        for cut in range(1, len(words)):
            first, rest = " ".join(words[:cut]), " ".join(words[cut:])
            for nom, prenom in ((first, rest), (rest, first)):
                if found < _SHOWN:
                    found += self._found(_BOTH, nom, prenom)
        return time.perf_counter() - started

    def _found(self, sql: str, first: str, second: str = "") -> int:
        given = (self._owner, first, _AFTER, self._today)
        rows = self._raw.execute(sql, (*given, second) if second else given)
        return len(rows.fetchall())


def measure_search(large: Large) -> dict[str, object]:
    """Type names letter by letter and return the figures."""
    application = cast("TimedApplication", QApplication.instance() or TimedApplication())
    wall: list[float] = []
    query: list[float] = []
    paint: list[float] = []
    shown = Shown()
    program = Program(application, Options(data_dir=large.folder))
    with (
        closing(connect(large.database, large.key, reading=True)) as raw,
        patch.object(PersonnesPage, "show_state", _bound(shown)),
    ):
        plain = Plain(raw, large.agent, program.clock.today().isoformat())
        program.start()
        hand = Hand(program.window)
        try:
            _open_list(hand, program, application)
            for text in TYPED:
                _empty(hand, application, shown)
                for end in range(1, len(text) + 1):
                    if text[end - 1] == " ":  # what is looked for does not change
                        hand.press(Qt.Key.Key_Space)
                        continue
                    wall.append(_type(hand, application, shown, text[:end]))
                    query.append(plain.seconds(text[:end]))
                    started = time.perf_counter()
                    program.window.repaint()
                    paint.append(time.perf_counter() - started)
        finally:
            program.window.close()
    return _figures(wall, query, paint)


def _bound(shown: Shown) -> Callable[[PersonnesPage, ListState], None]:
    """Return what may stand in a class: a function is given the page, an object is not."""

    def show(page: PersonnesPage, state: ListState) -> None:
        shown(page, state)

    return show


def _figures(wall: list[float], query: list[float], paint: list[float]) -> dict[str, object]:
    bare = [asked + painted for asked, painted in zip(query, paint, strict=True)]
    ratios = [one / least for one, least in zip(wall, bare, strict=True)]
    ratio = median(ratios)
    return {
        "keys": len(wall),
        "ratio": round(ratio, 2),
        "ratio_p95": round(p95(ratios), 2),
        "limit": LIMIT,
        "within_limit": ratio <= LIMIT,
        "list": summary(wall),
        "bare_query": summary(query),
        "bare_paint": summary(paint),
    }


def _open_list(hand: Hand, program: Program, application: TimedApplication) -> None:
    gestures.unlock(hand, PASSPHRASE)
    hand.go_to("personnes")
    hand.find("searchPerson").setFocus()
    done: list[bool] = []
    program.database_runner.run(  # after all that the opening began
        lambda: None, on_success=lambda _: done.append(True), on_failure=lambda _: None
    )
    application.wait(lambda: bool(done))
    hand.settle()


def _empty(hand: Hand, application: TimedApplication, shown: Shown) -> None:
    """Empty the field, and wait for everybody to be listed again."""
    hand.find("searchPerson").setFocus()
    hand.press(Qt.Key.Key_Escape)
    application.wait(lambda: not shown.text)
    hand.settle()


def _type(hand: Hand, application: TimedApplication, shown: Shown, text: str) -> float:
    """Press the last letter of `text`; return the time until its list was painted."""
    started = time.perf_counter()
    hand.press(Qt.Key(Qt.Key.Key_A + ord(text[-1]) - ord("a")))
    application.wait(lambda: shown.text == text)
    application.processEvents()  # paints, unless the list is empty as it was
    return max(shown.at, application.painted_at) - started
