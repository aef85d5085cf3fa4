"""The network comes back: heard once, and only a laptop that is set so synchronises."""

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QApplication

from app.bootstrap.returning_network import ReturningNetwork

Reachability = QNetworkInformation.Reachability


def test_each_return_is_told_once_and_a_network_that_was_there_is_no_return(
    qapp: QApplication,
) -> None:
    came: list[None] = []
    parent = QObject()
    heard = ReturningNetwork(lambda: came.append(None), parent)
    heard.tell(Reachability.Online)
    came.clear()  # what the system of this machine said before does not matter
    heard.tell(Reachability.Online)
    assert came == []
    heard.tell(Reachability.Local)
    heard.tell(Reachability.Disconnected)
    assert came == []
    heard.tell(Reachability.Online)
    heard.tell(Reachability.Online)
    assert len(came) == 1
    assert qapp is not None
