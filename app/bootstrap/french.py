"""Qt's own windows (printing, saving, the menu of a field) in French, on any computer."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from app.bootstrap import places

_NAME = "passerelleFrench"


def speak_french() -> None:
    """Load Qt's French once a process, whatever language the computer is set to."""
    application = QCoreApplication.instance()
    if application is None or application.findChild(QTranslator, _NAME) is not None:
        return
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ours = str(places.resources_folder() / "qt")  # words that Qt's French lacks
    # The last that is installed is asked first.
    for catalogue, folder in (("fenetres_fr", ours), ("qtbase_fr", qt)):
        translator = QTranslator(application)
        translator.setObjectName(_NAME)
        if translator.load(catalogue, folder):
            application.installTranslator(translator)
