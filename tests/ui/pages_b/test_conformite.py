from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from app.domain.conformite import Renseignements, Rubrique
from app.ui.pages.reglages.conformite.presenter import ConformitePresenter
from app.ui.pages.reglages.conformite.state import ConformiteState, Typed
from app.ui.pages.reglages.conformite.wiring import add_conformite
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.tasks import CancelledError, InlineRunner
from app.ui.widgets.tones import Pill, Tone
from app.usecases.conformity import conformite
from app.usecases.workplace import Workplace
from tests.fast_vault import fast_vaults
from tests.ui.pages_b.conftest import Show
from tests.ui.paths import Paths
from tests.ui.workplace import LOT_ET_GARONNE, MakeWorkplace, add_colleague, as_agent

TYPED = Typed(
    representant="le Président",
    dpo="dpo@ccas.example",
    aipd_on="01/03/2026",
    aipd_par="le Président",
)


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    with fast_vaults():
        yield


@dataclass
class View:
    shown: list[ConformiteState] = field(default_factory=list[ConformiteState])

    def show_state(self, state: ConformiteState) -> None:
        self.shown.append(state)

    @property
    def state(self) -> ConformiteState:
        return self.shown[-1]


def _keep(_path: Path, _content: bytes) -> None:
    """Pretend that there is room."""


def _full(_path: Path, _content: bytes) -> None:
    raise OSError(28, "no space")


def presented(
    place: Workplace, *, full: bool = False, stop_at: int = -1
) -> tuple[ConformitePresenter, View, Paths]:
    view, paths = View(), Paths()

    def step(done: int, _total: int) -> None:
        if done == stop_at:
            raise CancelledError

    presenter = ConformitePresenter(
        view,
        (InlineRunner(), InlineRunner()),
        place,
        paths,
        begin=lambda: step,
        save=_full if full else _keep,
    )
    presenter.load()
    return presenter, view, paths


def test_what_lacks_is_said_then_no_more(workplace: Workplace) -> None:
    presenter, view, _ = presented(workplace)
    assert view.state.pill == Pill("À compléter", Tone.WARNING)
    assert not view.state.asks_responsable  # 001: the structure is the controller
    presenter.keep(TYPED)
    assert view.state.pill == Pill("Complet", Tone.SUCCESS)
    assert view.state.lacks == ()
    assert view.state.kept == TYPED
    assert conformite.state(workplace).said.aipd_on == date(2026, 3, 1)


def test_a_mistake_stands_at_its_field_and_goes_with_it(workplace: Workplace) -> None:
    presenter, view, _ = presented(workplace)
    presenter.keep(Typed(dpo="dpo@ccas", aipd_on="30/02/2026"))
    assert set(view.state.mistakes) == {Rubrique.AIPD_ON}  # a day that is none is said at once
    presenter.keep(Typed(dpo="dpo@ccas", aipd_on="23/11/2026", aipd_par="moi"))
    assert view.state.mistakes == {
        Rubrique.DPO: "Il manque une adresse de courriel entière, comme dpo@exemple.fr.",
        Rubrique.AIPD_ON: "Cette date n’est pas encore venue.",
    }
    assert view.state.about_form
    presenter.keep(TYPED)
    assert view.state.mistakes == {}


def test_papers_are_shown_data_written_and_a_stop_is_said(
    workplace: Workplace, tmp_path: Path
) -> None:
    presenter, view, paths = presented(workplace)
    presenter.show_register()
    presenter.show_assessment()
    presenter.show_file()
    assert [paper.code for paper in paths.shown] == ["registre", "aipd", "conformite"]
    assert not view.state.working
    presenter.save_data(tmp_path / "d.json")
    assert view.state.tone is Tone.SUCCESS
    presenter, view, _ = presented(workplace, full=True)
    presenter.save_data(tmp_path / "d.json")
    assert view.state.tone is Tone.DANGER
    assert "n’a pas pu être écrit" in view.state.message
    presenter, view, paths = presented(workplace, stop_at=2)
    presenter.show_file()
    assert view.state.message == "Vous avez arrêté. Rien n’a été écrit."
    assert not paths.shown


def opened(place: Workplace, show: Show) -> ReglagesPage:
    page = ReglagesPage()
    add_conformite(page, (InlineRunner(), InlineRunner()), place, Paths())
    page.tabs.show_part(page.conformite)
    show(page)
    return page


def line(page: ReglagesPage, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def test_what_is_being_typed_stays_when_one_comes_back(workplace: Workplace, show: Show) -> None:
    page = opened(workplace, show)
    line(page, "conformiteDpo").setText("dpo@cc")
    conformite.keep(workplace, Renseignements(representant="la Présidente"))
    page.tabs.show_part(page.about)
    page.tabs.show_part(page.conformite)
    assert line(page, "conformiteDpo").text() == "dpo@cc"
    assert line(page, "conformiteRepresentant").text() == "la Présidente"


def test_a_colleague_reads_and_prints_but_does_not_write(workplace: Workplace, show: Show) -> None:
    page = opened(as_agent(workplace, add_colleague(workplace)), show)
    assert not line(page, "conformiteDpo").isVisible()
    assert not page.conformite.form.keep_button.isVisible()
    shown = [one.text() for one in page.conformite.form.findChildren(QLabel) if one.isVisible()]
    assert any(words.startswith("Seul le référent") for words in shown)


def test_a_sub_processor_is_asked_for_a_contact_and_told_of_the_short_address(
    new_workplace: MakeWorkplace, show: Show
) -> None:
    page = opened(new_workplace(LOT_ET_GARONNE), show)
    assert line(page, "conformiteResponsable").isVisible()
    assert "sichardaire@albretcommunaute" in line(page, "conformiteDpo").accessibleDescription()
