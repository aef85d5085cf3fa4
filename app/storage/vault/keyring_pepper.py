"""The pepper in the system's keyring: Secret Service, Windows' Credential Manager, macOS, KWallet.

A locked keyring asks its user by a window of its own, and a broken one never answers: each question
is asked in a thread that is left behind when its time is over. `keyring` is imported there, at the
first question: 0.3 s that most unlockings do not need.
"""

import contextlib
import threading
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

from app.storage.vault.pepper import PepperUnavailableError

SERVICE: Final = "Passerelle"
ANSWER_S: Final = 30.0  # somebody may be typing the keyring's own password
KEEP_S: Final = 5.0  # a new secret can wait until the next opening
_WORTHY: Final = 1  # keyring's own mark of a backend that is fit for secrets

AnswerT = TypeVar("AnswerT")


class KeyringPepper:
    """A `Pepper` kept by the system. `limit_s` is how long a question may wait."""

    def __init__(self, limit_s: float = ANSWER_S) -> None:
        self._limit_s = limit_s

    def read(self, name: str) -> bytes | None:
        """Return the secret, or None when the keyring does not know it or holds no hex."""
        found = _within(self._limit_s, lambda: _backend().get_password(SERVICE, name))
        with contextlib.suppress(ValueError):
            return bytes.fromhex(found) if found else None
        return None

    def keep(self, name: str, secret: bytes) -> None:
        """Keep the secret as 64 hexadecimal characters (Windows takes 1 280 at most)."""
        limit_s = min(self._limit_s, KEEP_S)
        _within(limit_s, lambda: _backend().set_password(SERVICE, name, secret.hex()))

    def erase(self, name: str) -> None:
        """Erase the secret, if the keyring lets it."""
        with contextlib.suppress(PepperUnavailableError):
            _within(self._limit_s, lambda: _backend().delete_password(SERVICE, name))


class _Asked(Generic[AnswerT]):
    """A question and, once its thread is through, its answer or what went wrong."""

    def __init__(self, question: Callable[[], AnswerT]) -> None:
        self._question = question
        self.answer: AnswerT | None = None
        self.failure: Exception | None = None

    def __call__(self) -> None:
        try:
            self.answer = self._question()
        except Exception as failure:  # noqa: BLE001 -- each system's keyring has errors of its own
            self.failure = failure


def _within(limit_s: float, question: Callable[[], AnswerT]) -> AnswerT | None:
    asked = _Asked(question)
    thread = threading.Thread(target=asked, name="keyring", daemon=True)
    thread.start()
    thread.join(limit_s)
    if thread.is_alive():
        raise PepperUnavailableError(locked=True)
    if asked.failure is not None:
        raise PepperUnavailableError(locked=not _is_absence(asked.failure)) from asked.failure
    return asked.answer


def _is_absence(failure: Exception) -> bool:
    from keyring.errors import NoKeyringError, PasswordDeleteError  # noqa: PLC0415 -- see above

    return isinstance(failure, (NoKeyringError, PasswordDeleteError))


def _backend() -> Any:  # noqa: ANN401 -- the libraries of each system have no common type
    """Return the system's keyring; plain files that call themselves one are refused."""
    import keyring  # noqa: PLC0415 -- 0.3 s, kept out of the unlock window's start
    from keyring.errors import NoKeyringError  # noqa: PLC0415

    found: Any = keyring.get_keyring()
    if found.priority < _WORTHY:
        raise NoKeyringError
    if type(found).__name__ == "WinVaultKeyring":
        found.persist = "local machine"  # else a domain's roaming profile carries it away
    return found
