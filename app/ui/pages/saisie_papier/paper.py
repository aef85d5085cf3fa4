"""One paper under way: what its slip says, its form session, what was mistyped.

No window and no database: `PaperKeeper` keeps what changes.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.documents.blank_questionnaire_outline import Item
from app.domain.clock import Clock
from app.domain.entretien import LectureNotice
from app.questionnaire.form.markdown import plain
from app.questionnaire.form.state import NodeState
from app.ui.pages.saisie_papier import rows as names
from app.ui.pages.saisie_papier.rows import AGREED, NO, YES
from app.ui.pages.saisie_papier.state import Cell, Column, Entry, Mark, Row
from app.ui.pages.saisie_papier.typed import TypedError, text_of, value_of
from app.ui.pages.saisie_papier.words import left_to_rank
from app.usecases.interview.answers import session_of
from app.usecases.interview.paper_sheets import Agreement, Sheet

_META = "/meta/"
_LOCKED = "Notez d’abord la notice et tous les accords du papier signé."
_REFUSED = "La personne a refusé\u00a0: rien d’autre ne se saisit. Retirez ce questionnaire."
_CLOSED = "Cette question ne se pose pas, d’après les réponses déjà données."
_NOT_OFFERED = "Cette réponse n’est pas proposée après les réponses déjà données."


class Paper:
    """A column: takes what is typed, and says what stands in each cell."""

    def __init__(
        self, sheet: Sheet, rows: Sequence[Row], items: Sequence[Item], clock: Clock
    ) -> None:
        self.sheet = sheet
        self.rows = rows
        self._items = {item.path: item for item in items}
        self._clock = clock
        self._session = session_of(sheet.taken.questionnaire, sheet.taken.answers, clock)
        self._ranks: dict[str, list[str]] = {}  # by row: an order that is not whole yet
        self.mistyped: dict[str, tuple[str, str]] = {}  # by row: what was typed, what is wrong

    # -- typing --------------------------------------------------------------------------------

    def refuse(self, row: Row, key: str, words: str) -> None:
        """Show a key that names no answer; the one answer it would have replaced is gone."""
        text = key
        if row.entry in (Entry.SEVERAL, Entry.RANK):
            given = self._ranks.get(row.name) or self._session.state(row.name).value.split()
            text = f"{_keyed(row, given)} {key}".strip()
        elif row.number:
            self._take(row, "")
        self.mistyped[row.name] = (text, words)

    def agreed(self, row: Row, code: str) -> Agreement:
        """Return the slip with one more answer; an empty code takes it back."""
        slip = self.sheet.agreement
        if row.name == names.READING:
            return replace(slip, lecture=LectureNotice(code) if code else None)
        purpose = row.name.removeprefix(AGREED)
        answers = {name: yes for name, yes in slip.answers.items() if name != purpose}
        return replace(slip, answers=answers | ({purpose: code == YES} if code else {}))

    def pick(self, row: Row, code: str, key: str) -> str:
        """Take an answer of a question; return what is wrong with it, empty when it was taken.

        Raises:
            EvaluationError: a formula cannot be computed; the answer stands all the same.
        """
        state = self._session.state(row.name)
        if state.options is not None and code not in {one.value for one in state.options}:
            self.refuse(row, key, _NOT_OFFERED)
            return _NOT_OFFERED
        if row.entry is Entry.ONE:
            self._take(row, code)
            return ""
        if row.entry is Entry.RANK:
            self._rank(row, code, len(state.options or row.keys))
            return ""
        chosen = state.value.split()
        kept = [one for one in chosen if one != code] if code in chosen else [*chosen, code]
        order = [one.code for one in row.keys]
        self._take(row, " ".join(sorted(kept, key=order.index)))
        return ""

    def _rank(self, row: Row, code: str, wanted: int) -> None:
        """Take the next answer of an order, or take it out; only a whole order is an answer.

        Source: ODK XForms, « rank »: the value holds every item of the list.
        """
        order = self._ranks.get(row.name) or self._session.state(row.name).value.split()
        order = [one for one in order if one != code] if code in order else [*order, code]
        whole = len(order) == wanted
        try:
            self._take(row, " ".join(order) if whole else "")
        finally:
            if order and not whole:
                self._ranks[row.name] = order
                self.mistyped[row.name] = (_keyed(row, order), left_to_rank(wanted - len(order)))

    def write(self, row: Row, text: str) -> str:
        """Take a line; return what is wrong with it, and then it is no answer.

        Raises:
            EvaluationError: as for `pick`.
        """
        try:
            value = value_of(self._items[row.name].answer, text)
        except TypedError as wrong:
            self._take(row, "")
            self.mistyped[row.name] = (text, str(wrong))
            return str(wrong)
        self._take(row, value)
        return ""

    def erase(self, row: Row) -> str:
        """Take an answer back; nothing can be wrong with it."""
        self._take(row, "")
        return ""

    def to_keep(self) -> dict[str, str]:
        """Return what makes the same interview again, by path."""
        kept = self._session.answers()
        return {path: value for path, value in kept.items() if _META not in path}

    def _take(self, row: Row, value: str) -> None:
        self.mistyped.pop(row.name, None)
        self._ranks.pop(row.name, None)
        self._session.now = self._clock.now()
        self._session.answer(row.name, value)

    # -- showing -------------------------------------------------------------------------------

    def column(self, place: int) -> Column:
        """Return the paper as a column, the `place`-th from 1."""
        cells = tuple(self._cell(row) for row in self.rows)
        wrong = sum(cell.mark is Mark.WRONG for cell in cells)
        missing = sum(
            cell.mark is Mark.EMPTY and row.entry is not Entry.SCREEN
            for row, cell in zip(self.rows, cells, strict=True)
            if row.number
        )
        refused = self.sheet.agreement.refused
        known = self.sheet.taken.entretien
        ready = known.consentement is not None and bool(self.sheet.who) and not wrong
        mark = self.sheet.mark.upper()
        return Column(
            id=self.sheet.id,
            title=f"Repère {mark}" if mark else f"n° {place}",
            about=_about(refused=refused, wrong=wrong, ready=ready, missing=missing),
            cells=cells,
            wrong=wrong,
            missing=missing,
            refused=refused,
            ready=ready,
        )

    def _cell(self, row: Row) -> Cell:
        if row.entry is Entry.SECTION:
            return Cell(mark=Mark.TITLE)
        if row.name in self.mistyped:
            text, words = self.mistyped[row.name]
            return Cell(text=text, mark=Mark.WRONG, words=words)
        if not row.number:
            return self._head_cell(row)
        return self._question_cell(row) if self._agreed else self._locked()

    @property
    def _agreed(self) -> bool:
        """Tell whether the slip is whole: it is kept before whatever is typed after it."""
        slip = self.sheet.agreement
        asked = [row.name.removeprefix(AGREED) for row in self.rows if _is_purpose(row)]
        return bool(slip.lecture) and not slip.refused and all(one in slip.answers for one in asked)

    def _locked(self) -> Cell:
        words = _REFUSED if self.sheet.agreement.refused else _LOCKED
        return Cell(mark=Mark.LOCKED, words=words)

    def _head_cell(self, row: Row) -> Cell:
        sheet = self.sheet
        if row.name == names.MARK:
            return _given(sheet.mark.upper())
        if row.name == names.DAY:
            return _given(f"{sheet.day:%d/%m/%Y}")
        if row.name == names.PERSON:
            return _given(sheet.who) if self._agreed else self._locked()
        return _given(_keyed(row, [self._head_code(row)]))

    def _head_code(self, row: Row) -> str:
        slip = self.sheet.agreement
        if row.name == names.CHANNEL:
            return self.sheet.taken.entretien.canal.value
        if row.name == names.READING:
            return slip.lecture.value if slip.lecture else ""
        said = slip.answers.get(row.name.removeprefix(AGREED))
        return "" if said is None else YES if said else NO

    def _question_cell(self, row: Row) -> Cell:
        state = self._state(row)
        if row.entry is Entry.SCREEN or state is None:
            return Cell(text="à l’écran", mark=Mark.CLOSED, words=row.help)
        if not self._session.node(row.name).is_relevant():
            return Cell(text="—", mark=Mark.CLOSED, words=_CLOSED)
        if state.readonly:
            return Cell(text="—", mark=Mark.CLOSED, words="Cette réponse est calculée.")
        if row.entry is Entry.LINE:
            text = text_of(self._items[row.name].answer, state.value)
        else:
            text = _keyed(row, state.value.split())
        if state.value and state.message:
            return Cell(text=text, mark=Mark.WRONG, words=_straight(state.message))
        return _given(text)

    def _state(self, row: Row) -> NodeState | None:
        try:
            return self._session.state(row.name)
        except KeyError:
            return None


def _is_purpose(row: Row) -> bool:
    return row.name.startswith(AGREED)


def _given(text: str) -> Cell:
    return Cell(text=text, mark=Mark.GIVEN if text else Mark.EMPTY)


def _keyed(row: Row, codes: Sequence[str]) -> str:
    """Return « 2 Non » for one answer, the keys alone for several."""
    if row.entry is Entry.RANK:
        keys = {one.code: one.key.upper() for one in row.keys}
        return " ".join(keys.get(code, "?") for code in codes)
    found = [one for one in row.keys if one.code in codes]
    if row.entry is Entry.SEVERAL:
        return " ".join(one.key.upper() for one in found)
    return " ".join(f"{one.key.upper()} {one.label}" for one in found)


def _about(*, refused: bool, wrong: int, ready: bool, missing: int) -> str:
    if refused:
        return "refus"
    if wrong:
        return f"{wrong}\u00a0à corriger"
    if ready and not missing:
        return "prêt"
    return f"{missing}\u00a0sans réponse" if ready else "à compléter"


def _straight(message: str) -> str:
    return plain(message).replace("'", "’")
