"""What happens with a fault of the program: noted without any content, and the window goes on."""

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

LOG = "passerelle.log"
MAX_BYTES = 256 * 1024
_logger = logging.getLogger("passerelle")


def handle_crashes(folder: Path, tell: Callable[[], None]) -> None:
    """Note every uncaught fault in `folder` and call `tell`, so that the user learns of it.

    The note holds the type and the places in the code, never the message nor a value: either could
    hold a name or an answer.
    """
    _close()
    _logger.setLevel(logging.INFO)
    _logger.propagate = False

    def note(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        _log_to(folder)
        _logger.error("%s", described(kind, trace))
        tell()

    sys.excepthook = note


def note_plain(folder: Path, words: str) -> None:
    """Note a fact about the program itself, which holds no content of a record nor a value."""
    _log_to(folder)
    _logger.warning("%s", words)


def described(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return a fault as its type and the places it went through."""
    frames = traceback.extract_tb(trace)
    places = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(frames)
    )
    return f"{kind.__name__} at {places}" if places else kind.__name__


def _log_to(folder: Path) -> None:
    """Open the log at the first fault: a folder without one has had none."""
    file = (folder / LOG).absolute()
    open_now = [getattr(one, "baseFilename", "") for one in _logger.handlers]
    if str(file) in open_now or not folder.is_dir():
        return
    _close()
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - it brings sockets along

    handler = RotatingFileHandler(
        file, maxBytes=MAX_BYTES, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _logger.addHandler(handler)


def _close() -> None:
    """Leave the log of another folder: practice has its own."""
    for handler in list(_logger.handlers):
        _logger.removeHandler(handler)
        handler.close()
