"""Check each value that an IT department set: what is wrong is ignored, with the reason."""

import getpass
import platform
from collections.abc import Collection, Mapping
from pathlib import Path, PureWindowsPath
from typing import Any, Final
from urllib.parse import urlsplit

from app import __version__
from app.domain.politiques import (
    ADRESSE_SERVICE,
    CODE_ACTIVATION,
    PROFIL,
    TABLE,
    Ignoree,
    Nature,
    Politique,
    Politiques,
)

_LONGEST: Final = 400
_LONGEST_NAME: Final = 60
_YES: Final = {"oui": True, "non": False}
_LOCAL: Final = ("127.0.0.1", "localhost", "::1")
UNKNOWN: Final = f"cette règle n’existe pas dans Passerelle {__version__}"


class _WrongValueError(ValueError):
    """The value is not what the policy takes; the text says what it takes, never the value."""


def policies_of(
    found: Mapping[str, object], *, source: str, profiles: Collection[str]
) -> Politiques:
    """Return the policies that values found at `source` set, by their names of the TOML file.

    `profiles` are the codes of the conventions that come with the program.
    """
    known = {one.name: one for one in TABLE}
    taken: dict[str, Any] = {}
    ignored: list[Ignoree] = []
    for name, value in found.items():
        policy = known.get(name)
        if policy is None:
            ignored.append(Ignoree(name=name[:_LONGEST_NAME], why=UNKNOWN))
            continue
        try:
            taken[name] = _checked(policy, value, profiles)
        except _WrongValueError as fault:
            ignored.append(Ignoree(name=name, why=str(fault)))
    return Politiques(**taken, source=source, ignored=tuple(ignored))


def _checked(policy: Politique, value: object, profiles: Collection[str]) -> object:
    match policy.nature:
        case Nature.NOMBRE:
            return _number(policy, value)
        case Nature.OUI_NON:
            return _yes_or_no(value)
        case Nature.FICHIER | Nature.DOSSIER:
            return _path(_text(value))
        case Nature.TEXTE:
            return _plain(policy, _text(value), profiles)


def _number(policy: Politique, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _WrongValueError("un nombre entier est attendu")
    if not policy.lowest <= value <= policy.highest:
        raise _WrongValueError(f"un nombre de {policy.lowest} à {policy.highest} est attendu")
    return value


def _yes_or_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and value in (0, 1):  # what the registry holds
        return value == 1
    if isinstance(value, str) and value.strip().lower() in _YES:
        return _YES[value.strip().lower()]
    raise _WrongValueError("« oui » ou « non » est attendu (1 ou 0 dans le registre)")


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _WrongValueError("un texte est attendu")
    if len(value) > _LONGEST or not value.isprintable():
        raise _WrongValueError(f"un texte d’une ligne, de {_LONGEST} signes au plus, est attendu")
    return value.strip()


def _path(value: str) -> Path:
    """Return an absolute path, the names of the computer and of the user put in."""
    for mark, name in (("%COMPUTERNAME%", platform.node), ("%USERNAME%", getpass.getuser)):
        if mark in value:
            value = value.replace(mark, name())
    if not (Path(value).is_absolute() or PureWindowsPath(value).is_absolute()):
        raise _WrongValueError("un chemin complet est attendu")
    return Path(value)


def _plain(policy: Politique, value: str, profiles: Collection[str]) -> str:
    if policy is PROFIL and value not in profiles:
        known = ", ".join(sorted(profiles))
        raise _WrongValueError(f"aucune convention de ce programme n’a ce code ({known})")
    if policy is ADRESSE_SERVICE:
        return _address(value)
    if policy is CODE_ACTIVATION:
        return _code(value)
    return value


def _address(value: str) -> str:
    try:
        parts = urlsplit(value)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)
    except ValueError:
        safe = False
        parts = urlsplit("")
    if not safe or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise _WrongValueError("une adresse qui commence par https:// est attendue")
    return value.rstrip("/")


def _code(value: str) -> str:
    from app.sync.protocol.activation_code import (  # noqa: PLC0415 - where a code is imposed
        ActivationCodeError,
        parse_activation_code,
    )

    try:
        parse_activation_code(value)
    except ActivationCodeError as fault:
        where = f", au groupe {fault.group}" if fault.group else ""
        raise _WrongValueError(f"ce n’est pas un code d’activation{where}") from None
    return value
