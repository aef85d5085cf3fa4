"""Sends what is typed to the database, in the order in which it was typed."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.entretien import Canal
from app.domain.identifiers import EntretienId
from app.ui.pages.saisie_papier import rows as names
from app.ui.pages.saisie_papier.paper import Paper
from app.ui.pages.saisie_papier.state import Row
from app.ui.pages.saisie_papier.typed import TypedError, day_of
from app.ui.pages.saisie_papier.words import DAYS, MARK
from app.ui.tasks import TaskRunner
from app.usecases.interview import paper_sheets
from app.usecases.interview.interviewing import keep_answer
from app.usecases.interview.paper_sheets import Sheet
from app.usecases.workplace import Workplace


class PaperKeeper:
    """Keeps each answer in its own commit; what failed goes again with the next one.

    `changed` is called in the window's thread when a change of the head has opened or closed the
    rest of a paper.
    """

    def __init__(
        self,
        workplace: Workplace,
        runner: TaskRunner,
        changed: Callable[[Paper], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._workplace = workplace
        self._runner = runner
        self._changed = changed
        self._failed = failed
        self._kept: dict[EntretienId, dict[str, str]] = {}

    def know(self, sheet: Sheet) -> None:
        """Learn what the database holds of a paper."""
        self._kept[sheet.id] = dict(sheet.taken.answers)

    def keep_answers(self, paper: Paper, row: Row) -> None:
        """Keep what differs since the last time; `row` is where one types."""
        entretien_id = paper.sheet.id
        kept, answers = self._kept[entretien_id], paper.to_keep()
        for path in {*answers, *kept}:
            value = answers.get(path, "")
            if value != kept.get(path, ""):
                self._send(entretien_id, path, value, row.name)

    def take_head(self, paper: Paper, row: Row, code: str) -> None:
        """Keep a choice of the head: channel, notice, one purpose; an empty code takes it back."""
        place, sheet = self._workplace, paper.sheet
        if row.name == names.CHANNEL:
            canal = Canal(code)
            self._change(paper, sheet, lambda: paper_sheets.set_canal(place, sheet.id, canal))
            return
        slip = paper.agreed(row, code)
        paper.sheet = replace(sheet, agreement=slip)  # opens the rest at once
        self._change(
            paper, sheet, lambda: paper_sheets.set_agreement(place, sheet.id, slip, sheet.day)
        )

    def write_head(self, paper: Paper, row: Row, text: str) -> str:
        """Keep a line of the head; return what is wrong with it, empty when it is kept."""
        place, sheet = self._workplace, paper.sheet
        if row.name == names.MARK:
            mark = paper_sheets.mark_of(text)
            if text.strip() and not mark:
                return MARK
            paper.sheet = replace(sheet, mark=mark)
            self._change(paper, sheet, lambda: paper_sheets.set_mark(place, sheet.id, mark))
            return ""
        try:
            day = day_of(text)
        except TypedError as wrong:
            return str(wrong)
        problem = paper_sheets.day_problem(place, day)
        if problem is not None:
            return DAYS[problem]
        paper.sheet = replace(sheet, day=day)
        self._change(paper, sheet, lambda: paper_sheets.set_day(place, sheet.id, day))
        return ""

    def _send(self, entretien_id: EntretienId, path: str, value: str, position: str) -> None:
        kept = self._kept[entretien_id]
        former = kept.get(path, "")
        kept[path] = value

        def failed(failure: Exception) -> None:
            if kept.get(path) == value:
                kept[path] = former
            self._failed(failure)

        self._runner.run(
            lambda: keep_answer(self._workplace, entretien_id, path, value, position=position),
            on_success=lambda _done: None,
            on_failure=failed,
        )

    def _change(self, paper: Paper, former: Sheet, work: Callable[[], None]) -> None:
        """Keep a change of the head, then read what it opened."""

        def kept() -> Sheet:
            work()
            return paper_sheets.load_sheet(self._workplace, paper.sheet.id)

        def known(sheet: Sheet) -> None:
            paper.sheet = replace(paper.sheet, taken=sheet.taken, who=sheet.who)
            self._changed(paper)

        def failed(failure: Exception) -> None:
            paper.sheet = former  # what was not kept opens nothing
            self._changed(paper)
            self._failed(failure)

        self._runner.run(kept, on_success=known, on_failure=failed)
