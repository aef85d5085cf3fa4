from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QToolButton,
)

from app.bootstrap.french import speak_french


def test_the_windows_of_qt_speak_french(qapp: QApplication) -> None:
    speak_french()
    assert QCoreApplication.translate("QPrintDialog", "Print") == "Imprimer"
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    text = buttons.button(QDialogButtonBox.StandardButton.Cancel).text()
    assert text.replace("&", "") == "Annuler"
    assert qapp is not None


def test_french_is_loaded_once(qapp: QApplication) -> None:
    speak_french()
    before = len(qapp.children())
    speak_french()
    assert len(qapp.children()) == before


def test_no_word_of_the_window_that_chooses_a_file_stays_english(qapp: QApplication) -> None:
    speak_french()
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.show()
    words = {label.text() for label in dialog.findChildren(QLabel)}
    words |= {button.toolTip() for button in dialog.findChildren(QToolButton)}
    dialog.close()
    assert words >= {"&Voir dans\xa0:", "Fichiers de &type\xa0:", "Dossier parent"}
    assert not {word for word in words if "Look" in word or "Files" in word}
    assert qapp is not None
