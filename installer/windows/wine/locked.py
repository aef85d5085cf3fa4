"""Writes what a lock installs on Windows: `python locked.py LOCK OUT [NAME…]`, hashes kept.

pip reads the conditions of a lock for the machine that it runs on, whatever platform it is asked
to fetch for: here they are read for Windows. With names, only those distributions are written.
"""

import re
import sys
from pathlib import Path
from typing import Final

from packaging.markers import Marker

WINDOWS: Final = {
    "implementation_name": "cpython",
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_python_implementation": "CPython",
    "platform_system": "Windows",
    "python_full_version": "3.11.9",
    "python_version": "3.11",
    "sys_platform": "win32",
}
_ENTRY: Final = re.compile(
    r"^(\S+)==\S+?(?: ; (.+?))? \\\n((?:    --hash=\S+(?: \\)?\n)+)", re.MULTILINE
)


def for_windows(lock: str, names: frozenset[str] = frozenset()) -> str:
    """Return the entries of `lock` whose condition holds on Windows, and what they name."""
    return "".join(
        found[0].replace(f" ; {found[2]}", "") if found[2] else found[0]
        for found in _ENTRY.finditer(lock)
        if (not found[2] or Marker(found[2]).evaluate(dict(WINDOWS)))
        and (not names or found[1] in names)
    )


def main() -> int:
    """Write the file; exit 1 where a name is not locked."""
    lock, out, *names = sys.argv[1:]
    text = for_windows(Path(lock).read_text(encoding="utf-8"), frozenset(names))
    missing = [name for name in names if f"{name}==" not in text]
    if missing:
        print(f"not in {lock}: {', '.join(missing)}", file=sys.stderr)
        return 1
    Path(out).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
