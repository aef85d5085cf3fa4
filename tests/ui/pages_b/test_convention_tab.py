"""The tab « Convention »: what is typed stays until it is kept, and each thing says its own."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.conventions.values import with_values
from app.domain.vie_convention import Sorte
from app.sync.protocol.convention_file import propose, signed, write
from app.ui.asking.asked import Form
from app.ui.pages.reglages.convention import words
from app.ui.pages.reglages.convention.presenter import ConventionPresenter
from app.ui.pages.reglages.convention.state import Asking, ConventionState
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.tasks import InlineRunner
from app.ui.theme.current import ThemeManager
from app.usecases.laptop import vie
from app.usecases.versions import convention_versions
from app.usecases.workplace import Workplace
from tests.usecases.test_convention_versions import PHONE, PROFILE, toml
from tests.usecases.test_sending import Line

PHONE_FIELD = words.field_code(PHONE)


class Shown:
    """The tab of a test: what it shows last."""

    def __init__(self) -> None:
        self.state = ConventionState()

    def show_state(self, state: ConventionState) -> None:
        self.state = state

    def to_start(self) -> None: ...

    def to_change(self) -> None: ...

    @property
    def changes(self) -> bool:
        return self.state.change is not None

    @property
    def form(self) -> Form:
        return self.state.form


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def presenter(shown: Shown, workplace: Workplace) -> ConventionPresenter:
    made = ConventionPresenter(shown, InlineRunner(), workplace)
    made.load()
    return made


def signed_file(workplace: Workplace, line: Line, folder: Path, content: bytes) -> Path:
    file = folder / "2027.passerelle-convention"
    proposed = propose(PROFILE, content, at=workplace.clock.now())
    file.write_bytes(write(signed(proposed, line.departement.root)))
    return file


def test_what_is_typed_in_the_values_outlives_a_file_and_a_look_at_what_changes(
    presenter: ConventionPresenter, shown: Shown, workplace: Workplace, line: Line, tmp_path: Path
) -> None:
    line.activate(workplace)
    presenter.ask_values()
    presenter.edited(PHONE_FIELD, ("03 68 98 50 00",))

    presenter.give_out(lambda name, _content: tmp_path / name)
    assert "Enregistré" in shown.state.message
    faulty = with_values(toml(workplace), {"departement.adresse": ()}, on=date(2026, 11, 1))
    presenter.take_in(signed_file(workplace, line, tmp_path, faulty))
    assert shown.state.working == ""
    assert "departement.adresse" in shown.state.message
    assert shown.form.mistakes == {}  # the file is wrong, not what stands in the form

    presenter.submit()
    seen = [shown.changes]
    presenter.close_change()
    assert [*seen, shown.changes] == [True, False]
    assert shown.state.asking is Asking.VALEURS
    assert shown.form.text(PHONE_FIELD) == "03 68 98 50 00"


def test_what_is_put_into_force_is_what_stands_in_the_form(
    presenter: ConventionPresenter, shown: Shown
) -> None:
    presenter.ask_values()
    presenter.edited(PHONE_FIELD, ("03 68 98 50 00",))
    presenter.submit()
    assert shown.state.change is not None
    presenter.edited(PHONE_FIELD, ("03 68 98 50 01",))
    assert shown.state.change is None  # what it said is no longer what is typed


def test_the_last_day_that_a_letter_proposes_goes_with_the_letter(
    presenter: ConventionPresenter, shown: Shown, workplace: Workplace
) -> None:
    """001 l. 231: three months after the letter; an avenant has a last day of its own, or none."""
    presenter.ask_life()
    presenter.edited(words.SORTE, (Sorte.FIN_ANTICIPEE.value,))
    presenter.edited(words.LE, ("02/11/2026",))
    assert shown.form.text(words.TERME) == "02/02/2027"
    presenter.edited(words.LE, ("03/11/2026",))
    assert shown.form.text(words.TERME) == "03/02/2027"
    presenter.edited(words.SORTE, (Sorte.AVENANT.value,))
    assert shown.form.text(words.TERME) == ""
    presenter.edited(words.SORTE, (Sorte.FIN_ANTICIPEE.value,))
    presenter.edited(words.TERME, ("31/12/2026",))  # the letter says another day
    presenter.edited(words.LE, ("02/11/2026",))
    assert shown.form.text(words.TERME) == "31/12/2026"
    presenter.edited(words.REFERENCE, ("Recommandé 1A",))
    presenter.submit()
    found = vie.etat(workplace)
    assert (found.terme is not None, f"{found.terme:%d/%m/%Y}") == (True, "31/12/2026")


def test_a_version_that_changes_sources_alone_can_be_put_into_force(
    presenter: ConventionPresenter, shown: Shown, workplace: Workplace, line: Line, tmp_path: Path
) -> None:
    """Else it would wait for a decision for ever."""
    line.activate(workplace)
    other = toml(workplace, 'source = "', 'source = "avenant no 2, ')
    presenter.take_in(signed_file(workplace, line, tmp_path, other))
    change = shown.state.change
    assert change is not None
    assert (change.entries, change.can_serve) == ((), True)
    presenter.activate(change.id)
    following = convention_versions.shelved(workplace).next_one
    assert following is not None
    assert following.version.sha256 == change.id
    presenter.ask_values()
    presenter.submit()
    assert shown.state.change is not None
    assert not shown.state.change.can_serve  # nothing was typed


def test_a_version_put_into_force_by_mistake_is_put_back_before_it_serves(
    presenter: ConventionPresenter, shown: Shown, workplace: Workplace
) -> None:
    serving = workplace.convention.hash
    assert serving not in {one.id for one in shown.state.others}
    presenter.ask_values()
    presenter.edited(PHONE_FIELD, ("03 68 98 50 00",))
    presenter.submit()
    presenter.activate("")
    assert "À la prochaine ouverture" in shown.state.next_one
    (back,) = [one for one in shown.state.others if one.id == serving]
    assert back.facts[-1] == "Sert jusqu’à la prochaine ouverture du poste"
    presenter.compare(serving)
    assert shown.state.change is not None
    assert (shown.state.change.entries, shown.state.change.can_serve) == ((), True)
    presenter.activate(serving)
    assert shown.state.next_one == ""
    assert serving not in {one.id for one in shown.state.others}


def test_what_is_half_typed_in_a_form_is_asked_about_before_the_page_is_left(
    qtbot: QtBot, themes: ThemeManager, workplace: Workplace
) -> None:
    assert themes.appearance.zoom
    page = ReglagesPage()
    qtbot.addWidget(page)
    presenter = ConventionPresenter(page.convention, InlineRunner(), workplace)
    presenter.load()
    for opened, code, value in (
        (presenter.ask_life, words.LE, "02/11/2026"),
        (presenter.ask_values, PHONE_FIELD, "03 68 98 50 00"),
    ):
        opened()
        held = [page.unkept]
        for typed in (value, "", value):
            presenter.edited(code, (typed,))
            held.append(page.unkept)
        presenter.give_up()
        assert [*held, page.unkept] == [False, True, False, True, False]
