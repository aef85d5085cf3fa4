"""A file that was opened by double click reaches the program that already runs.

A socket of this user alone, named after the data folder. What comes over it is one path, bounded;
nothing is believed of it: the file is judged where any other is (docs/decisions/0057).
"""

import getpass
import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

MAX_BYTES: Final = 4096
_TAKEN: Final = b"+"
_PATIENCE_MS: Final = 3000
_END: Final = b"\n"
_MOST_AT_ONCE: Final = 4
_SHARED: Final = "/tmp"  # noqa: S108 - short, as an address must be; `_is_ours` looks whose it is


def address_of(folder: Path) -> str:
    """Return where the program that works with `folder` listens."""
    asked = f"{getpass.getuser()}\0{folder.resolve()}".encode()
    name = f"passerelle-{hashlib.sha256(asked).hexdigest()[:24]}"
    if sys.platform == "win32":
        return name  # a pipe: Qt lets this user alone open it
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    place = Path(own) if own and Path(own).is_dir() else Path(_SHARED)
    return str(place / name)


def hand_over(folder: Path, file: Path) -> bool:
    """Hand a path to the program that works with `folder`; tell whether it took it."""
    address = address_of(folder)
    path = str(file.absolute()).encode("utf-8", "surrogateescape")
    if len(path) >= MAX_BYTES or _END in path or not _is_ours(address):
        return False
    _let_it_come_forward()
    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(path + _END)
    if not socket.waitForBytesWritten(_PATIENCE_MS):
        return False
    answered = socket.bytesAvailable() > 0 or socket.waitForReadyRead(_PATIENCE_MS)
    taken = answered and socket.readAll().data() == _TAKEN
    socket.disconnectFromServer()
    return taken


class Reception(QObject):
    """Listens for paths, from `listen` to `close`."""

    def __init__(self, take: Callable[[Path], None], parent: QObject) -> None:
        super().__init__(parent)
        self._take = take
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(_MOST_AT_ONCE)
        self._server.newConnection.connect(self._came)

    def listen(self, folder: Path) -> bool:
        """Begin; call it while no other process works with the folder.

        Where the system refuses, files are opened from within the program alone.
        """
        address = address_of(folder)
        QLocalServer.removeServer(address)  # of a program that was killed
        return self._server.listen(address)

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _came(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > MAX_BYTES:
            socket.abort()
            return
        if not socket.canReadLine():
            return
        line = bytes(socket.readLine(MAX_BYTES + 1).data())
        path = Path(os.fsdecode(line.rstrip(_END)))
        if "\0" in str(path) or not path.is_absolute():
            socket.abort()
            return
        socket.write(_TAKEN)
        socket.flush()
        socket.disconnectFromServer()
        self._take(path)


def _is_ours(address: str) -> bool:
    """Tell whether the socket is this user's; another could have made one of that name."""
    if sys.platform == "win32":
        return True
    try:
        return os.lstat(address).st_uid == os.getuid()
    except OSError:
        return False


def _let_it_come_forward() -> None:
    """Let the other window come to the front: Windows asks the process that was clicked."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - each system has its own way

        ctypes.windll.user32.AllowSetForegroundWindow(-1)
