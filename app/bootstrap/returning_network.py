"""Hear from the system that the network is back; nothing is asked of the network itself."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtNetwork import QNetworkInformation


class ReturningNetwork(QObject):
    """Calls `came_back` in the window's thread, once for each return of the network.

    Where the system tells nothing (no backend), nothing ever comes: the button remains.
    """

    def __init__(self, came_back: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._came_back = came_back
        self._online: bool | None = None
        if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            told = QNetworkInformation.instance()
            self.tell(told.reachability())
            told.reachabilityChanged.connect(self.tell)

    @Slot(QNetworkInformation.Reachability)
    def tell(self, reachability: QNetworkInformation.Reachability) -> None:
        """Take what the system says of the network."""
        online = reachability is QNetworkInformation.Reachability.Online
        returned = online and self._online is False
        self._online = online
        if returned:
            self._came_back()
