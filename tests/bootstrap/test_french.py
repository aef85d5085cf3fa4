from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox

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
