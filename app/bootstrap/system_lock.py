"""Hears that the laptop goes to sleep, is locked, or that somebody else takes it over.

Linux: logind (sleep, « Lock », the session that is no longer the active one) on the system bus and
the screen savers of the desktops on the session bus. Who sends does not matter: the worst that a
false signal does is to lock. Another user's session that stops being active is none of ours, where
the system says which session this is.
"""

import os
import sys
from typing import Any, Final

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QObject, Signal, Slot

_LOGIND: Final = "org.freedesktop.login1"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_SAVERS: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
WM_POWERBROADCAST: Final = 0x0218
PBT_APMSUSPEND: Final = 0x0004
WM_WTSSESSION_CHANGE: Final = 0x02B1
WTS_AWAY: Final = frozenset({0x2, 0x4, 0x6, 0x7})  # disconnected (2), logoff, lock
_THIS_SESSION: Final = 0


class SystemWatch(QObject):
    """Says that nobody of this session looks at the screen any more.

    Signals:
        away: lock now.
    """

    away = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter: WindowsFilter | None = None

    def follow(self, window: int) -> None:
        """Begin to listen; `window` is the native handle of the main window (Windows)."""
        if sys.platform == "linux":
            self._follow_buses()
        elif sys.platform == "win32":
            self._follow_windows(window)

    def _follow_buses(self) -> None:
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - after the gate, Linux alone

        # Any: the stubs ask for bytes where PySide6 6.12 takes text alone
        system: Any = QDBusConnection.systemBus()
        yes = SLOT("_told(bool)")
        if system.isConnected():
            system.connect("", "", f"{_LOGIND}.Manager", "PrepareForSleep", self, yes)
            system.connect("", "", f"{_LOGIND}.Session", "Lock", self, SLOT("_now()"))
            changed = SLOT("_changed(QString,QVariantMap,QStringList)")
            path = session_path(os.environ.get("XDG_SESSION_ID", ""))
            system.connect("", path, _PROPERTIES, "PropertiesChanged", self, changed)
        if "DBUS_SESSION_BUS_ADDRESS" not in os.environ:
            return  # asking for a bus that is not there would start one
        session: Any = QDBusConnection.sessionBus()
        if session.isConnected():
            for saver in _SAVERS:
                session.connect("", "", saver, "ActiveChanged", self, yes)

    def _follow_windows(self, window: int) -> None:
        import ctypes  # noqa: PLC0415 - Windows alone

        from PySide6.QtCore import QCoreApplication  # noqa: PLC0415

        libraries: Any = ctypes
        libraries.windll.wtsapi32.WTSRegisterSessionNotification(window, _THIS_SESSION)
        self._filter = WindowsFilter(self)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self._filter)

    @Slot(bool)
    def _told(self, begins: bool) -> None:  # noqa: FBT001 - the signature of the signal
        if begins:
            self.away.emit()

    @Slot(str, "QVariantMap", "QStringList")
    def _changed(self, interface: str, values: dict[str, Any], _gone: list[str]) -> None:
        """Another session has taken the screen: somebody switched users, or to a console."""
        if interface == f"{_LOGIND}.Session" and values.get("Active") is False:
            self.away.emit()

    @Slot()
    def _now(self) -> None:
        self.away.emit()


def session_path(session_id: str) -> str:
    """Return logind's path of a session, empty (every session) when its id is not known.

    As systemd encodes it: letters and digits stay, but for a digit at the beginning.
    """
    if not session_id:
        return ""
    encoded = "".join(
        letter
        if letter.isascii() and (letter.isalpha() or (letter.isdigit() and place))
        else "".join(f"_{byte:02x}" for byte in letter.encode())
        for place, letter in enumerate(session_id)
    )
    return f"/org/freedesktop/login1/session/{encoded}"


class WindowsFilter(QAbstractNativeEventFilter):
    """Reads Windows' messages about sleep and about the session."""

    def __init__(self, watch: SystemWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: Any, message: Any) -> object:  # noqa: ANN401, N802 - Qt's
        """Look at a message and let it pass."""
        if bytes(kind) == b"windows_generic_MSG":
            from ctypes import wintypes  # noqa: PLC0415 - Windows alone

            msg = wintypes.MSG.from_address(int(message))
            if goes_away(msg.message, msg.wParam):
                self._watch.away.emit()
        return False, 0


def goes_away(message: int, parameter: int) -> bool:
    """Tell whether a Windows message says that the user goes."""
    if message == WM_POWERBROADCAST:
        return parameter == PBT_APMSUSPEND
    return message == WM_WTSSESSION_CHANGE and parameter in WTS_AWAY
