from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.storage.vault.failures import VaultNotWrittenError
from app.ui.pages.first_run.page import FirstRunPage
from app.ui.pages.first_run.presenter import FirstRunPorts, FirstRunPresenter
from app.ui.pages.first_run.state import (
    FirstRunForm,
    FirstRunState,
    KeyEntry,
    ProfileEntry,
    Step,
    mistakes_of,
)
from app.ui.pages.first_run.wiring import create_first_run
from app.ui.presenting import Sheet, Strength, random_groups
from app.ui.shell.window import MainWindow
from app.ui.tasks import InlineRunner
from tests.ui.frame.fakes import EasyStrength, HoldingRunner, PaperSheet

PROFILES = (
    ProfileEntry(code="lot-et-garonne", title="Lot-et-Garonne", explanation="…"),
    ProfileEntry(code="eurometropole-strasbourg", title="Strasbourg", explanation="…"),
)
FORM = FirstRunForm(
    profile="lot-et-garonne",
    structure_name="CCAS d’Illustration",
    structure_code="CCASILL",
    adresse=("1 place du Modèle", "47000 ILLUSTRATION"),
    prenom="Camille",
    nom="Exemple",
)
GOOD = "quatre canards traversent tranquillement"


@dataclass
class _View:
    shown: list[FirstRunState] = field(default_factory=list[FirstRunState])
    forgotten: int = 0

    def show_state(self, state: FirstRunState) -> None:
        self.shown.append(state)

    def show_key(self, key: KeyEntry | None, mistake: str) -> None:
        pass

    def show_strength(self, strength: Strength | None) -> None:
        pass

    def forget_secrets(self) -> None:
        self.forgotten += 1

    def step(self) -> Step:
        return self.shown[-1].step


@dataclass(frozen=True)
class _Installed:
    sheet: Sheet = field(default_factory=PaperSheet)


@dataclass
class _Program:
    made: list[tuple[FirstRunForm, str]] = field(default_factory=list[tuple[FirstRunForm, str]])
    names: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])
    events: list[str] = field(default_factory=list[str])
    disk_full: bool = False

    def create(self, form: FirstRunForm, passphrase: str) -> _Installed:
        if self.disk_full:
            raise VaultNotWrittenError
        self.made.append((form, passphrase))
        return _Installed()

    def ports(self) -> FirstRunPorts[_Installed]:
        def estimate(_passphrase: str, names: object) -> Strength:
            self.names.append(tuple(str(name) for name in names))  # type: ignore[attr-defined]
            return EasyStrength()

        return FirstRunPorts(
            profiles=PROFILES,
            create=self.create,
            read_key=lambda file: KeyEntry(file=file, name="CCAS", fingerprint="42D4 5255"),
            estimate=estimate,
            on_checked=lambda _: self.events.append("checked"),
            on_finished=lambda _: self.events.append("finished"),
            choose_groups=lambda _count: (2, 4),
        )


def _at_passphrase() -> tuple[FirstRunPresenter[_Installed], _View, _Program]:
    view, program = _View(), _Program()
    presenter = FirstRunPresenter(view, InlineRunner(), program.ports())
    for _ in range(3):
        presenter.submit(FORM)
    assert view.step() is Step.PASSPHRASE
    return presenter, view, program


def test_a_step_is_not_left_before_its_fields_are_right() -> None:
    view, program = _View(), _Program()
    presenter = FirstRunPresenter(view, InlineRunner(), program.ports())
    presenter.submit(replace(FORM, profile=""))
    assert view.shown[-1].mistakes == {"profile": "Choisissez une convention."}
    presenter.submit(FORM)
    presenter.submit(replace(FORM, structure_code="ccas", adresse=()))
    assert view.step() is Step.STRUCTURE
    assert view.shown[-1].mistakes == {
        "structure_code": "De 3 à 12 lettres capitales ou chiffres, sans espace.",
        "adresse": "L’adresse manque\u00a0: elle est imprimée sur les papiers.",
    }


def test_no_vault_is_made_without_the_key_that_is_imposed() -> None:
    view, program = _View(), _Program()
    away = [True]

    def read_key(file: Path) -> KeyEntry:
        if away[0]:
            raise VaultNotWrittenError
        return KeyEntry(file=file, name="CCAS", fingerprint="42D4 5255")

    ports = replace(
        program.ports(), read_key=read_key, key_file=Path("c.cle-publique"), key_is_imposed=True
    )
    presenter = FirstRunPresenter(view, InlineRunner(), ports)
    presenter.submit(FORM)
    presenter.submit(FORM)
    assert (view.step(), "service informatique" in view.shown[-1].problem) == (Step.STRUCTURE, True)
    away[0] = False
    presenter.submit(FORM)  # reads it again, to be compared by eye
    presenter.submit(FORM)
    assert (view.step(), view.shown[-1].problem) == (Step.AGENT, "")
    assert view.shown[-1].form.structure_key == Path("c.cle-publique")


@pytest.mark.parametrize(
    ("telephone", "courriel", "wrong"),
    [
        ("05 53 00 00 00", "accueil@ccas.example", set[str]()),
        ("+33 5 53 00 00 00", "", set[str]()),
        ("05 53", "", {"telephone"}),
        ("", "accueil", {"courriel"}),
    ],
)
def test_what_is_optional_may_be_empty_but_not_wrong(
    telephone: str, courriel: str, wrong: set[str]
) -> None:
    form = replace(FORM, telephone=telephone, courriel=courriel)
    assert set(mistakes_of(Step.STRUCTURE, form)) == wrong


def test_nothing_is_made_before_both_passphrases_agree() -> None:
    presenter, view, program = _at_passphrase()
    presenter.choose_passphrase(GOOD, "quatre canards")
    assert program.made == []
    assert view.shown[-1].mistakes["second"] == "Les deux phrases ne sont pas les mêmes."
    presenter.choose_passphrase(GOOD, GOOD)
    assert program.made == [(FORM, GOOD)]
    assert view.step() is Step.SHEET
    assert view.shown[-1].groups == ("AAAA0", "BBBB1", "CCCC2", "DDDD3")
    assert view.forgotten == 1


def test_a_full_disk_is_said_and_the_form_is_kept() -> None:
    presenter, view, program = _at_passphrase()
    program.disk_full = True
    presenter.choose_passphrase(GOOD, GOOD)
    assert view.step() is Step.PASSPHRASE
    assert "disque plein" in view.shown[-1].problem
    assert view.shown[-1].form == FORM
    program.disk_full = False
    presenter.choose_passphrase(GOOD, GOOD)
    assert view.step() is Step.SHEET


def test_two_presses_make_one_vault() -> None:
    view, program, runner = _View(), _Program(), HoldingRunner()
    presenter = FirstRunPresenter(view, runner, program.ports())
    for _ in range(3):
        presenter.submit(FORM)
    presenter.choose_passphrase(GOOD, GOOD)
    presenter.choose_passphrase(GOOD, GOOD)
    runner.finish()
    assert len(program.made) == 1


def test_the_sheet_is_checked_against_the_paper_before_the_end() -> None:
    presenter, view, program = _at_passphrase()
    presenter.choose_passphrase(GOOD, GOOD)
    presenter.sheet_kept()
    assert view.shown[-1].asked == (2, 4)
    presenter.check("BBBB1 DDDD4")
    assert program.events == []
    assert view.step() is Step.CHECK
    assert view.shown[-1].problem.startswith("Ce n’est pas ce qui est imprimé")
    presenter.back()
    assert view.step() is Step.SHEET, "the paper can be looked at again"
    presenter.sheet_kept()
    presenter.check("bbbb1 DDDD3")
    assert program.events == ["checked"]
    assert view.step() is Step.DONE
    assert view.shown[-1].groups == (), "the key is no longer in the window"
    presenter.finish()
    assert program.events == ["checked", "finished"]


def test_once_the_vault_is_made_one_cannot_go_back_to_the_forms() -> None:
    presenter, view, _ = _at_passphrase()
    presenter.choose_passphrase(GOOD, GOOD)
    presenter.back()
    assert view.step() is Step.SHEET


def test_names_count_as_easily_guessed() -> None:
    presenter, _, program = _at_passphrase()
    presenter.estimate("camille")
    assert program.names == [
        ("Camille", "Exemple", "CCAS d’Illustration", "CCASILL", *FORM.adresse)
    ]


def test_the_groups_asked_are_three_different_ones_and_not_always_the_same() -> None:
    drawn = {random_groups(13) for _ in range(60)}
    assert len(drawn) > 1
    assert all(len(set(groups)) == 3 for groups in drawn)
    assert {group for groups in drawn for group in groups} <= set(range(1, 14))


def test_the_whole_assistant_by_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    program = _Program()
    page = create_first_run(InlineRunner(), program.ports())
    window.show_gate(page)

    def press(key: Qt.Key) -> None:
        qtbot.keyClick(window.focusWidget(), key)

    def write(*lines: str) -> None:
        for line in lines:
            qtbot.keyClicks(window.focusWidget(), line)
            press(Qt.Key.Key_Tab)

    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Return)
    write("CCAS d'Illustration", "ccasill", "1 place du Modele", "", "")
    page.structure.name.line.setFocus()
    press(Qt.Key.Key_Return)
    write("Camille", "Exemple")
    press(Qt.Key.Key_Return)
    qtbot.keyClicks(window.focusWidget(), GOOD)
    page.passphrase.second.line.setFocus()
    qtbot.keyClicks(window.focusWidget(), GOOD)
    press(Qt.Key.Key_Return)
    assert program.made[0][0].structure_code == "CCASILL"
    assert program.made[0][1] == GOOD
    page.next_button.setFocus()
    press(Qt.Key.Key_Return)
    assert window.focusWidget().accessibleName() == "Groupe 2"
    write("bbbb1")
    qtbot.keyClicks(window.focusWidget(), "dddd3")
    press(Qt.Key.Key_Return)
    assert page.trail.accessibleName().startswith("Étape 5 sur 5")
    assert window.focusWidget() is page.next_button
    press(Qt.Key.Key_Return)
    assert program.events == ["checked", "finished"]


def test_the_sheet_can_be_saved_and_is_shown_once(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = FirstRunPage(choose_path=lambda _parent, name: tmp_path / name)
    window.show_gate(page)
    state = FirstRunState(
        profiles=PROFILES, step=Step.SHEET, sheet_number=2, groups=("AAAA0", "BBBB1")
    )
    page.show_state(state)
    with qtbot.waitSignal(page.sheet.kept):
        page.sheet.save_button.click()
    saved = tmp_path / "feuille-de-secours-2.pdf"
    assert saved.read_bytes().startswith(b"%PDF")
    page.show_state(replace(state, step=Step.DONE, groups=()))
    group = page.sheet.findChild(QWidget, "group-1")
    assert group is None or not group.isVisible()
