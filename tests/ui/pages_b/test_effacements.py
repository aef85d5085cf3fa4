from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.domain.habilitation import Role
from app.ui.pages.reglages.effacements.tab import EffacementsTab
from app.ui.pages.reglages.effacements.wiring import add_effacements
from app.ui.pages.reglages.page import ReglagesPage
from app.ui.tasks import InlineRunner
from app.usecases.destruction import erasing
from app.usecases.laptop import habilitations
from app.usecases.people import persons
from app.usecases.records import MotifConservation
from app.usecases.workplace import Workplace
from tests.ui.accessibility import nameless
from tests.ui.pages_b.conftest import Show
from tests.ui.pages_b.reading import button, focused, go_to, press, seen
from tests.ui.paths import Paths
from tests.ui.workplace import MakeWorkplace, WallClock, add_colleague, as_agent
from tests.usecases.test_erasing import prescribed

Open = Callable[[Workplace], tuple[EffacementsTab, Paths]]


@pytest.fixture
def opened(show: Show) -> Open:
    """Put the tab on screen."""

    def put(place: Workplace) -> tuple[EffacementsTab, Paths]:
        page, paths = ReglagesPage(), Paths()
        add_effacements(page, InlineRunner(), place, paths)
        show(page)
        page.tabs.show_part(page.effacements)
        return page.effacements, paths

    return put


def rows(tab: EffacementsTab) -> list[str]:
    listed = tab.foreseen.rows
    return [str(listed.model().index(i, 0).data()) for i in range(listed.count())]


def test_nothing_is_to_come_on_a_new_laptop_and_the_rules_have_their_sources(
    workplace: Workplace, opened: Open
) -> None:
    tab, _ = opened(workplace)
    assert "Rien n’arrive à échéance dans les 90 jours." in seen(tab)
    assert "Destructions faites" not in seen(tab)
    button(tab, "retentionRules").click()
    words = seen(tab)
    for expected in (
        "4 ans, à partir de : décision du Département, sinon prescription.",
        workplace.convention.retention.source,
        "12 mois, à partir de : dernier échange avec la personne.",
        "30 jours, à partir de : dernière modification.",
        "RGPD, art. 7.1",
    ):
        assert expected.replace("\u00a0", " ") in words, expected
    assert nameless(tab) == []


def test_what_is_to_come_opens_the_record_by_keyboard(
    new_workplace: MakeWorkplace, opened: Open
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    first = prescribed(place)
    second = prescribed(place, nom="Quelconque")
    clock.at = clock.at.replace(year=2030, month=9, day=1)
    erasing.keep_longer(place, second, MotifConservation.CONTROLE, date(2031, 3, 1))
    tab, paths = opened(place)
    assert rows(tab) == [
        "Simone ZWINGELSTEIN, Le 22\u00a0novembre 2030 · durée de la convention atteinte",
        (
            "Simone QUELCONQUE, Le 1er\u00a0mars 2031 · un contrôle du Département ou d’une "
            "autorité, Conservé"
        ),
    ]
    go_to(tab, "foreseen")
    press(tab, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_Return)
    assert paths.last == ("person", first)


def test_who_may_not_look_people_up_reads_no_name(
    new_workplace: MakeWorkplace, opened: Open
) -> None:
    clock = WallClock()
    place = new_workplace(clock=clock)
    prescribed(place)
    clock.at = clock.at.replace(year=2030, month=9, day=1)
    operateur = as_agent(place, add_colleague(place))
    habilitations.assign(place, operateur.agent.id, {Role.OPERATEUR})
    tab, _ = opened(operateur)
    assert rows(tab) == []
    words = seen(tab)
    assert "ZWINGELSTEIN" not in words
    assert "Vos rôles sur ce poste ne comprennent pas les dossiers" in words
    assert "Rien n’arrive à échéance" not in words
    button(tab, "retentionRules").click()
    assert workplace_source(place) in seen(tab)


def workplace_source(place: Workplace) -> str:
    return place.convention.retention.source.replace("\u00a0", " ")


def test_a_certificate_is_shown_saved_and_checked(
    workplace: Workplace, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    erasing.erase(workplace, prescribed(workplace))
    assert persons.find(workplace, "") == []
    tab, paths = opened(workplace)
    assert nameless(tab) == []
    tab.done.rows.open_row("2026-CCASILL-D0001")
    (paper,) = paths.shown
    file = tmp_path / paper.file_name
    file.write_bytes(paper.content)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    go_to(tab, "checkCertificate")
    press(tab, Qt.Key.Key_Return)
    words = seen(tab)
    for expected in ("L’attestation est intacte", "2026-CCASILL-D0001", "Ce poste"):
        assert expected in words
    assert focused(tab).objectName() == "checkCertificate"
    file.write_bytes(paper.content.replace(b"%PDF-1.", b"%PDF-2.", 1))
    press(tab, Qt.Key.Key_Return)
    words = seen(tab)
    assert "Cette attestation a été modifiée après sa signature" in words
    assert "Ce poste" not in words
    file.unlink()
    press(tab, Qt.Key.Key_Return)
    assert "Ce fichier ne se laisse pas lire." in seen(tab)
