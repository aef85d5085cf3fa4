r"""Read the policies where only an administrator writes: the registry, or a file of the system.

Windows: `HKLM\Software\Policies\Passerelle`, of the 64-bit view. Elsewhere a TOML file of the
administrator's, which nobody else can write: another one is not believed.
"""

import stat
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

from app.bootstrap.policies.values import UNKNOWN, policies_of
from app.domain.politiques import NO_POLICY, TABLE, Ignoree, Politiques

REGISTRY_KEY: Final = r"Software\Policies\Passerelle"
LINUX_FILE: Final = Path("/etc/passerelle/politiques.toml")
MACOS_FILE: Final = Path("/Library/Application Support/Passerelle/politiques.toml")
_LARGEST: Final = 64 * 1024
_OWNER: Final = 0  # root
_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH


class _UnusableError(ValueError):
    """Nothing of the file is followed; the text says why, and quotes nothing of it."""


def read_policies(profiles: Collection[str]) -> Politiques:
    """Return the policies of this machine; whatever is wrong there is ignored and named.

    `profiles` are the codes of the conventions that come with the program. Never raises: the
    program starts in any case.
    """
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - each system has its own way

        return from_registry(winreg, profiles)
    return from_file(MACOS_FILE if sys.platform == "darwin" else LINUX_FILE, profiles)


def from_file(path: Path, profiles: Collection[str]) -> Politiques:
    """Return what a TOML file sets; none of it where others than its owner may write it."""
    source = str(path)
    try:
        found = _table(path)
    except FileNotFoundError:
        return NO_POLICY
    except OSError:
        return _ignored(source, "ce fichier ne peut pas être lu")
    except _UnusableError as fault:
        return _ignored(source, str(fault))
    return policies_of(found, source=source, profiles=profiles)


def _table(path: Path) -> dict[str, Any]:
    with path.open("rb") as opened:
        content = opened.read(_LARGEST + 1)
    _require_trust(path)
    import tomllib  # noqa: PLC0415 - where there is such a file

    if len(content) > _LARGEST:
        raise _UnusableError("ce fichier dépasse 64 Kio")
    try:
        return tomllib.loads(content.decode())
    except tomllib.TOMLDecodeError as fault:
        raise _UnusableError(f"ce fichier TOML est mal écrit{_place(str(fault))}") from None
    except UnicodeDecodeError:
        raise _UnusableError("ce fichier n’est pas en UTF-8") from None


def from_registry(winreg: Any, profiles: Collection[str]) -> Politiques:  # noqa: ANN401 - Windows alone has the module
    """Return what the registry sets; `winreg` is the module of that name."""
    source = rf"HKLM\{REGISTRY_KEY}"
    access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
    found: dict[str, object] = {}
    unknown: list[Ignoree] = []
    names = {one.registry.lower(): one.name for one in TABLE}
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY_KEY, 0, access) as key:
            for index in range(winreg.QueryInfoKey(key)[1]):
                name, value, _type = winreg.EnumValue(key, index)
                known = names.get(str(name).lower())
                if known is None:
                    unknown.append(Ignoree(name=str(name)[:60], why=UNKNOWN))
                else:
                    found[known] = value
    except FileNotFoundError:
        return NO_POLICY
    except OSError:
        return _ignored(source, "cette clé du registre ne peut pas être lue")
    read = policies_of(found, source=source, profiles=profiles)
    return Politiques(
        **{one.name: getattr(read, one.name) for one in TABLE},
        source=source,
        ignored=(*read.ignored, *unknown),
    )


def _require_trust(path: Path) -> None:
    """Refuse a file that is not an administrator's."""
    for place in (path, path.parent):
        found = place.stat()
        if found.st_uid != _OWNER or found.st_mode & _OTHERS_WRITE:
            raise _UnusableError(
                "ce fichier ou son dossier n’appartient pas à l’administrateur (root), ou d’autres "
                "que lui peuvent l’écrire"
            )


def _place(fault: str) -> str:
    """Return the line of a fault of TOML, whose message may quote a value."""
    _, mark, rest = fault.rpartition("(at line ")
    line = rest.partition(",")[0]
    return f", ligne {line}" if mark and line.isdigit() else ""


def _ignored(source: str, why: str) -> Politiques:
    return Politiques(source=source, ignored=(Ignoree(name=source, why=why),))
