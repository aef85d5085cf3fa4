import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.bootstrap.system_lock import goes_away, session_path

CHILD = Path(__file__).with_name("system_lock_child.py")


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gdbus")), reason="no D-Bus tools here"
)
def test_sleep_and_the_locks_of_the_desktops_are_heard_on_a_real_bus() -> None:
    ran = subprocess.run(
        ["dbus-run-session", "--", sys.executable, str(CHILD)],
        cwd=CHILD.parents[2],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(CHILD.parents[2])},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert ran.stdout.splitlines() == [
        "PrepareForSleep true 1",
        "PrepareForSleep false 0",
        "Lock - 1",
        "ActiveChanged true 1",
        "ActiveChanged false 0",
        "ActiveChanged true 1",
        "ActiveChanged true 0",
        "PropertiesChanged 'org.freedesktop.login1.Session' {'Active': <false>} 1",
        "PropertiesChanged 'org.freedesktop.login1.Session' {'Active': <true>} 0",
        "PropertiesChanged 'org.freedesktop.login1.Session' {'IdleHint': <true>} 0",
        "PropertiesChanged 'org.freedesktop.login1.Seat' {'Active': <false>} 0",
        "PropertiesChanged 'org.freedesktop.login1.Session' {'Active': <false>} 0",  # another's
    ]


@pytest.mark.parametrize(
    ("session_id", "expected"),  # as `loginctl` and `busctl tree org.freedesktop.login1` show them
    [
        ("1", "/org/freedesktop/login1/session/_31"),
        ("12", "/org/freedesktop/login1/session/_312"),
        ("c2", "/org/freedesktop/login1/session/c2"),
        ("", ""),
    ],
)
def test_a_session_is_found_where_logind_keeps_it(session_id: str, expected: str) -> None:
    assert session_path(session_id) == expected


@pytest.mark.parametrize(
    ("message", "parameter", "expected"),
    [
        (0x0218, 0x0004, True),  # WM_POWERBROADCAST, PBT_APMSUSPEND
        (0x0218, 0x0012, False),  # PBT_APMRESUMEAUTOMATIC
        (0x02B1, 0x7, True),  # WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK
        (0x02B1, 0x8, False),  # WTS_SESSION_UNLOCK
        (0x02B1, 0x2, True),  # WTS_CONSOLE_DISCONNECT: another user is switched to
        (0x02B1, 0x1, False),  # WTS_CONSOLE_CONNECT
        (0x0100, 0x7, False),  # a key
    ],
)
def test_what_windows_says_of_sleep_lock_and_switch(
    message: int,
    parameter: int,
    *,
    expected: bool,
) -> None:
    assert goes_away(message, parameter) is expected
