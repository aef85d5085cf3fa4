"""The list: what ends soon on top, then the rest; destroyed mandates as numbers."""

from dataclasses import dataclass, replace
from typing import Protocol

from app.domain.clock import Clock
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.identifiers import MandatId
from app.ui.dates import day_words
from app.ui.dossiers.mandates import mandate_row
from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import Fact
from app.ui.messages import failure_text
from app.ui.pages.mandats.end_words import MOTIFS
from app.ui.pages.mandats.prise.desk import Desk
from app.ui.pages.mandats.state import ListState
from app.usecases.laptop import habilitations
from app.usecases.mandats import destroying, overview
from app.usecases.mandats.overview import MandatEnListe
from app.usecases.records import Destruction


class ListView(Protocol):
    """The page, as the presenter sees it."""

    def show_state(self, state: ListState) -> None:
        """Show `state` and nothing else."""
        ...


@dataclass(frozen=True, slots=True)
class _Loaded:
    listed: list[MandatEnListe]
    destroyed: list[Destruction]


class ListPresenter:
    """Reads everything again whenever the page comes; what is past its hour is destroyed first."""

    def __init__(self, view: ListView, desk: Desk) -> None:
        self._view = view
        self._runner = desk.runner
        self._workplace = workplace = desk.place
        self._ways = desk.ways
        self._listed: list[MandatEnListe] = []
        mine = habilitations.mine(workplace)
        self._state = ListState(may_take=Acte.MANDATER in mine.actes)
        view.show_state(self._state)

    def load(self) -> None:
        """Read the mandates again."""
        place = self._workplace

        def read() -> _Loaded:
            destroying.expire(place)
            return _Loaded(overview.listing(place, everyone=True), overview.destroyed(place))

        self._runner.run(read, on_success=self._loaded, on_failure=self._failed)

    def take(self) -> None:
        """Begin a mandate."""
        self._ways.take()

    def look_for(self, text: str) -> None:
        """Look for a name or a number among the mandates that are there."""
        self._show(replace(self._state, query=text, found=self._found(text)))

    def open(self, mandat_id: str) -> None:
        """Show a mandate."""
        self._ways.open(MandatId(mandat_id))

    def _found(self, text: str) -> tuple[Row, ...]:
        wanted = text.strip().casefold()
        if not wanted:
            return ()
        return tuple(self._row(one) for one in self._listed if _bears(one, wanted))

    def _loaded(self, loaded: _Loaded) -> None:
        self._listed = listed = loaded.listed
        drafts = [one for one in listed if one.mandat.etat.can_change and one.mine]
        running = [one for one in listed if not one.mandat.etat.can_change]
        soon = [one for one in running if one.mine and one.soon]
        self._show(
            replace(
                self._state,
                found=self._found(self._state.query),
                soon=self._rows(soon),
                running=self._rows([one for one in running if one.mine and not one.soon]),
                drafts=self._rows(drafts),
                colleagues=self._rows([one for one in running if not one.mine]),
                over=tuple(_over(one, self._workplace.clock) for one in loaded.destroyed),
                loaded=True,
                problem="",
            )
        )

    def _rows(self, found: list[MandatEnListe]) -> tuple[Row, ...]:
        return tuple(self._row(one) for one in found)

    def _row(self, found: MandatEnListe) -> Row:
        return mandate_row(found, self._workplace.clock)

    def _failed(self, failure: Exception) -> None:
        self._show(replace(self._state, problem=failure_text(failure)))
        if not isinstance(failure, AppError):
            raise failure  # a bug: the crash handler reports it

    def _show(self, state: ListState) -> None:
        if state != self._state:
            self._state = state
            self._view.show_state(state)


def _bears(found: MandatEnListe, wanted: str) -> bool:
    names = found.who.casefold().split()
    reference = found.mandat.reference.casefold()
    return found.who.casefold().startswith(wanted) or any(
        word.startswith(wanted) for word in (*names, reference, reference.rpartition("-")[2])
    )


def _over(one: Destruction, clock: Clock) -> Fact:
    on = (one.ended_at or one.begun_at).astimezone(clock.zone()).date()
    how = MOTIFS.get(one.motif, "")
    return Fact(
        one.reference, f"{how}, détruit le {day_words(on)} (n°\u00a0{one.numero})".strip(", ")
    )
