from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from app.ui.widgets.buttons import secondary
from app.ui.widgets.layouts import column, sized
from tests.screens import settle
from tests.ui.frame.fitting import letters, too_large


def test_what_is_too_large_is_found(stage: QWidget) -> None:
    area = QScrollArea()
    area.setObjectName("pageScroll")
    inside = sized(QWidget(), min_width=900)
    inside.setMinimumWidth(900)
    column(inside)
    area.setWidget(inside)
    cut = secondary("Enregistrer la correction", name="cut")
    layout = stage.layout()
    assert layout is not None
    for part in (area, cut):
        layout.addWidget(part)
    stage.setFixedWidth(300)
    settle()
    cut.setFixedWidth(100)
    settle()
    assert [line.partition(" ")[0] for line in too_large(stage)] == ["pageScroll:", "cut"]


def test_a_letter_that_stands_for_two_things_is_found(stage: QWidget) -> None:
    layout = stage.layout()
    assert layout is not None
    for words in ("&Nom", "&Nouveau", "Con&tinuer", "« R&&D »"):
        layout.addWidget(QPushButton(words))
    settle()
    assert letters(stage) == {"Alt+N": ["&Nom", "&Nouveau"], "Alt+T": ["Con&tinuer"]}
