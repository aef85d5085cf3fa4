"""Types paper questionnaires: goes on by itself, says at once what is wrong, ends each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from app.documents.blank_questionnaire_outline import Item
from app.domain.entretien import Canal, Issue
from app.domain.failures import AppError
from app.domain.identifiers import EntretienId
from app.questionnaire.expressions.failures import EvaluationError
from app.ui.messages import failure_text
from app.ui.navigation import Navigator
from app.ui.pages.saisie_papier import rows as names
from app.ui.pages.saisie_papier.keeping import PaperKeeper
from app.ui.pages.saisie_papier.moving import first_to_fill, next_open, next_wrong
from app.ui.pages.saisie_papier.paper import Paper
from app.ui.pages.saisie_papier.state import Column, Entry, Mark, Row, SaisieState
from app.ui.pages.saisie_papier.words import (
    FORMULA,
    LAST,
    PERSON,
    REFUSED,
    REMOVED,
    bad_key,
    finished,
    not_ready,
)
from app.ui.tasks import TaskRunner
from app.usecases.interview import paper_questionnaire, paper_sheets, receiving
from app.usecases.interview.paper_sheets import Sheet
from app.usecases.interview.papers import ProducedPaper
from app.usecases.workplace import Workplace

_FRENCH_ROW = dict(zip("&é\"'(-è_ç", "123456789", strict=True))  # digits without Shift on AZERTY


class SaisieView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: SaisieState) -> None:
        """Show `state` and nothing else."""
        ...

    def confirm_missing(self, missing: int) -> None:
        """Ask whether a paper with questions left blank is finished all the same."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    rows: tuple[Row, ...]
    items: tuple[Item, ...]
    sheets: list[Sheet]


class SaisiePresenter:
    """Holds the papers under way; closing the lid at any moment loses nothing that was kept."""

    def __init__(
        self,
        view: SaisieView,
        runner: TaskRunner,
        workplace: Workplace,
        ways: Navigator,
        at: EntretienId | None = None,
    ) -> None:
        self._view = view
        self._runner = runner
        self._workplace = workplace
        self._ways = ways
        self._at = at
        self._papers: list[Paper] = []
        self._items: tuple[Item, ...] = ()
        self._keeper = PaperKeeper(workplace, runner, self._redraw, self._failed)
        self._state = SaisieState(version=workplace.questionnaire.hash[:8])

    # -- coming, printing, leaving -------------------------------------------------------------

    def load(self) -> None:
        """Show the papers under way, each where it stands."""
        self._runner.run(self._read, on_success=self._loaded, on_failure=self._failed)

    def print_questionnaire(self) -> None:
        """Show the questionnaire to fill in by hand."""
        self._print(lambda: paper_questionnaire.blank_questionnaire(self._workplace))

    def print_notice(self) -> None:
        """Show the notice with its slip, to take along."""
        self._print(lambda: paper_questionnaire.blank_notice(self._workplace))

    def leave(self) -> None:
        """Go back to Aujourd’hui; what was typed is kept."""
        self._ways.go_home()

    # -- typing --------------------------------------------------------------------------------

    def add(self) -> None:
        """Begin another paper, of the day and the channel of the last one."""
        if self._state.working or not self._state.loaded:
            return
        place = self._workplace
        last = self._papers[-1].sheet if self._papers else None
        canal = last.taken.entretien.canal if last else Canal.SUR_PLACE
        day = last.day if last else None
        if day is not None and paper_sheets.day_problem(place, day) is not None:
            day = None
        self._work()
        self._runner.run(
            lambda: paper_sheets.open_sheet(place, canal=canal, day=day),
            on_success=self._added,
            on_failure=self._failed,
        )

    def press(self, key: str) -> None:
        """Take a key of the answer where one types; say why where nothing takes it."""
        here = self._typing()
        if here is None or here[1].entry not in names.KEYED:
            self._say_untaken()
            return
        paper, row = here
        pressed = _FRENCH_ROW.get(key, key.lower())
        code = next((one.code for one in row.keys if one.key == pressed), "")
        wrong = "" if code else bad_key(row, key)
        if wrong:
            paper.refuse(row, key, wrong)
        elif row.number:
            wrong = self._answering(paper, row, lambda: paper.pick(row, code, key))
        else:
            paper.mistyped.pop(row.name, None)
            self._keeper.take_head(paper, row, code)
        if wrong and row.number:
            self._keeper.keep_answers(paper, row)
        self._redraw(paper)
        if not wrong and row.entry is Entry.ONE:
            self._go_to(next_open(self._state, self._state.row))

    def _say_untaken(self) -> None:
        here = self._state.here
        if here is None or self._state.working:
            return
        words = here[2].words
        if here[2].open and here[0].name == names.PERSON:
            words = PERSON
        self._show(replace(self._state, problem=words, said=""))

    def write(self, text: str) -> None:
        """Take what was written in the cell where one types."""
        here = self._typing()
        if here is None or here[1].entry is not Entry.LINE:
            return
        paper, row = here
        if row.number:
            self._answering(paper, row, lambda: paper.write(row, text))
        else:
            paper.mistyped.pop(row.name, None)
            wrong = self._keeper.write_head(paper, row, text)
            if wrong:
                paper.mistyped[row.name] = (text, wrong)
        self._redraw(paper)

    def erase(self) -> None:
        """Take back what stands in the cell; the day and the channel are only replaced."""
        here = self._typing()
        if here is None:
            return
        paper, row = here
        paper.mistyped.pop(row.name, None)
        if row.number:
            self._answering(paper, row, lambda: paper.erase(row))
        elif row.name == names.MARK:
            self._keeper.write_head(paper, row, "")
        elif row.name.startswith((names.READING, names.AGREED)):
            self._keeper.take_head(paper, row, "")
        self._redraw(paper)

    # -- moving --------------------------------------------------------------------------------

    def move(self, row: int, column: int) -> None:
        """Type in another cell."""
        if (row, column) != (self._state.row, self._state.column):
            self._show(replace(self._state, row=row, column=column, said="", problem=""))

    def enter(self) -> None:
        """Go on; at the person who is still missing, look for her."""
        here = self._state.here
        if here is None:
            return
        if here[0].entry is Entry.PERSON and here[2].mark is Mark.EMPTY:
            self.open_person()
            return
        place = next_open(self._state, self._state.row)
        self._go_to(place, said=LAST if place == self._state.row else "")

    def to_next_wrong(self) -> None:
        """Go to the next cell to be corrected, in any paper."""
        if self._state.columns:
            self.move(*next_wrong(self._state))

    def open_person(self) -> None:
        """Look for the person of this paper, or correct who she is."""
        here = self._state.here
        if here is not None and here[0].entry is Entry.PERSON and here[2].open:
            self._ways.open_sheet_person(EntretienId(here[1].id))

    # -- ending --------------------------------------------------------------------------------

    def finish(self, *, blanks: bool = False) -> None:
        """Establish the diagnosis of this paper; `blanks` when what is left blank is meant."""
        here = self._state.here
        if here is None or self._state.working:
            return
        column = here[1]
        if not column.ready:
            place = first_to_fill(self._state)
            words = REFUSED if column.refused else not_ready(self._state.rows[place], column)
            self._show(replace(self._state, row=place, problem=words, said=""))
            return
        if column.missing and not blanks:
            self._view.confirm_missing(column.missing)
            return
        self._end(
            column,
            lambda: paper_sheets.finish_sheet(self._workplace, EntretienId(column.id)),
            finished(column),
        )

    def remove(self) -> None:
        """Take a paper away (the page asked): refused by the person, or begun by mistake."""
        here = self._state.here
        if here is None or self._state.working:
            return
        column = here[1]
        issue = Issue.REFUS if column.refused else Issue.ABANDON
        self._end(
            column,
            lambda: receiving.put_aside(self._workplace, EntretienId(column.id), issue),
            REMOVED,
        )

    # -- behind --------------------------------------------------------------------------------

    def _read(self) -> _Read:
        outline = paper_questionnaire.paper_outline(self._workplace)
        purposes = paper_sheets.purposes_of(self._workplace)
        return _Read(
            rows=names.rows_of(outline, purposes),
            items=outline.questions,
            sheets=paper_sheets.sheets(self._workplace),
        )

    def _loaded(self, read: _Read) -> None:
        self._items = read.items
        self._state = replace(self._state, rows=read.rows, loaded=True)
        for sheet in read.sheets:
            self._begin(sheet)
        ids = [paper.sheet.id for paper in self._papers]
        at = self._at
        self._stand(ids.index(at) if at is not None and at in ids else len(ids) - 1)

    def _begin(self, sheet: Sheet) -> None:
        """Add a paper to those typed here; one whose questionnaire cannot be computed stays out."""
        self._keeper.know(sheet)
        try:
            paper = Paper(sheet, self._state.rows, self._items, self._workplace.clock)
        except EvaluationError as fault:
            self._state = replace(self._state, problem=failure_text(fault))
        else:
            self._papers.append(paper)

    def _added(self, sheet: Sheet) -> None:
        self._begin(sheet)
        self._state = replace(self._state, working=False)
        self._stand(len(self._papers) - 1)

    def _end(self, column: Column, work: Callable[[], None], said: str) -> None:
        def ended() -> None:
            self._papers = [one for one in self._papers if one.sheet.id != column.id]
            self._state = replace(self._state, working=False, said=said)
            self._stand(min(self._state.column, len(self._papers) - 1))

        self._work()
        self._runner.run(work, on_success=lambda _done: ended(), on_failure=self._failed)

    def _stand(self, column: int) -> None:
        """Draw all papers, and stand in one of them where it goes on."""
        columns = tuple(paper.column(place) for place, paper in enumerate(self._papers, 1))
        state = replace(self._state, columns=columns, column=column)
        self._show(replace(state, row=first_to_fill(state) if columns else -1))

    def _typing(self) -> tuple[Paper, Row] | None:
        here = self._state.here
        if here is None or self._state.working or not here[2].open:
            return None
        return self._papers[self._state.column], here[0]

    def _answering(self, paper: Paper, row: Row, change: Callable[[], str]) -> str:
        """Change an answer and keep it; return what is wrong with it."""
        wrong = problem = ""
        try:
            wrong = change()
        except EvaluationError:
            problem = FORMULA
        self._state = replace(self._state, problem=problem)
        self._keeper.keep_answers(paper, row)
        return wrong

    def _go_to(self, row: int, *, said: str = "") -> None:
        self._show(replace(self._state, row=row, said=said))

    def _redraw(self, paper: Paper) -> None:
        """Draw one paper again: nothing of the others can have changed."""
        if paper not in self._papers:
            return
        place = self._papers.index(paper)
        columns = list(self._state.columns)
        columns[place] = paper.column(place + 1)
        self._show(replace(self._state, columns=tuple(columns), said=""))

    def _print(self, work: Callable[[], ProducedPaper]) -> None:
        def made(paper: ProducedPaper) -> None:
            self._show(replace(self._state, working=False))
            self._ways.show_paper(paper)

        self._work()
        self._runner.run(work, on_success=made, on_failure=self._failed)

    def _work(self) -> None:
        self._show(replace(self._state, working=True, problem="", said=""))

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, working=False, problem=failure_text(failure)))
        if not isinstance(failure, AppError | EvaluationError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: SaisieState) -> None:
        self._state = state
        self._view.show_state(state)
