"""Qt's own windows (printing, saving, the menu of a field) in French, on any computer."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

_NAME = "passerelleFrench"


def speak_french() -> None:
    """Load Qt's French once a process, whatever language the computer is set to."""
    application = QCoreApplication.instance()
    if application is None or application.findChild(QTranslator, _NAME) is not None:
        return
    translator = QTranslator(application)
    translator.setObjectName(_NAME)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_fr", folder):
        application.installTranslator(translator)
