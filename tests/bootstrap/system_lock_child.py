"""Hear real signals on a private bus: run under `dbus-run-session`, prints what was heard."""

import os
import subprocess
import sys

os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
os.environ["XDG_SESSION_ID"] = "1"

from PySide6.QtCore import QCoreApplication, QTimer

from app.bootstrap.system_lock import SystemWatch

SIGNALS = (
    ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "true"),
    ("/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep", "false"),
    ("/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session.Lock", ""),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "true"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "false"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "true"),
    ("/essai", "org.exemple.Fin.ActiveChanged", "true"),
)
CHANGED = "org.freedesktop.DBus.Properties.PropertiesChanged"
SESSION, OTHER = "/org/freedesktop/login1/session/_31", "/org/freedesktop/login1/session/_32"
SWITCHES = (
    (SESSION, "org.freedesktop.login1.Session", "{'Active': <false>}"),
    (SESSION, "org.freedesktop.login1.Session", "{'Active': <true>}"),
    (SESSION, "org.freedesktop.login1.Session", "{'IdleHint': <true>}"),
    (SESSION, "org.freedesktop.login1.Seat", "{'Active': <false>}"),
    (OTHER, "org.freedesktop.login1.Session", "{'Active': <false>}"),
)


def main() -> None:
    """Send each signal from another process and count what is heard of it."""
    application = QCoreApplication(sys.argv)
    heard: list[int] = []
    watch = SystemWatch()
    watch.away.connect(lambda: heard.append(1))
    watch.follow(0)
    sent: list[tuple[str, str, tuple[str, ...]]]
    sent = [(path, signal, (value,) if value else ()) for path, signal, value in SIGNALS]
    sent += [(path, CHANGED, (repr(of), values, "@as []")) for path, of, values in SWITCHES]
    for path, signal, values in sent:
        before = len(heard)
        arguments = ["--session", "--object-path", path, "--signal", signal]
        subprocess.run(["gdbus", "emit", *arguments, *values], check=True)
        QTimer.singleShot(300, application.quit)
        application.exec()
        print(signal.rpartition(".")[2], *(values[:2] or ("-",)), len(heard) - before)


main()
