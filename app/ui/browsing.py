"""Open an address in the person's browser; nothing of it is kept or said here."""

from collections.abc import Callable

Browse = Callable[[str], bool]
"""Opens an address; tells whether the system found a browser for it."""

NO_BROWSER = (
    "Aucun navigateur ne s’est ouvert sur ce poste. Rien n’est perdu\u00a0: le dossier attend. "
    "Demandez à votre référent quel navigateur sert ici."
)


def browse(address: str) -> bool:
    """Open `address` in the system's browser; call it in the window's thread."""
    from PySide6.QtCore import QUrl  # noqa: PLC0415 - with the first press, not with the window
    from PySide6.QtGui import QDesktopServices  # noqa: PLC0415

    return QDesktopServices.openUrl(QUrl(address))
