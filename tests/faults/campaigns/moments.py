"""Kill -9 at a moment drawn from a seed: in a forked child, at its n-th act or a little after.

An act is a file opened, renamed or removed, a statement sent to the database, or a commit. A draw
has a delay in microseconds: without one the child dies before the act, else while SQLite is writing
it, since the clock runs beside it.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy.engine.default import DefaultDialect

_FILES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir"}
_LONGEST_DELAY_US = 4000
_WHOLE, _FAILED = 0, 1

Say = Callable[[Any], None]
"""Tells the parent what was committed, once it was."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When to die: before the n-th act, or so many microseconds after it began."""

    act: int
    delay_us: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a child ended and what it had said until then."""

    killed: bool
    said: list[Any]
    acts: int


def draw(chance: Random, acts: int) -> Moment:
    """Draw a moment among so many acts; half of them in the middle of one."""
    delay = chance.randrange(1, _LONGEST_DELAY_US) if chance.random() < 0.5 else 0
    return Moment(chance.randrange(1, acts + 1), delay)


def run(work: Callable[[Say], None], moment: Moment | None = None) -> Ended:
    """Do `work` in a forked child that dies at `moment`, or ends.

    Raises:
        RuntimeError: the work itself failed.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(work, moment, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as lines:
        said = [json.loads(line) for line in lines if line.endswith("\n")]
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if not killed and os.waitstatus_to_exitcode(status) != _WHOLE:
        raise RuntimeError(f"the work failed by itself: {said[-1:]}")
    acts = said.pop()["acts"] if said and isinstance(said[-1], dict) else 0
    return Ended(killed=killed, said=said, acts=acts)


def _child(work: Callable[[Say], None], moment: Moment | None, pipe: int) -> None:
    def say(what: object) -> None:
        os.write(pipe, (json.dumps(what) + "\n").encode())  # one write: whole or not at all

    code = _FAILED
    try:
        acts = _Acts(moment)
        acts.watch()
        work(say)
        say({"acts": acts.count})
        code = _WHOLE
    except BaseException as error:  # noqa: BLE001 - a forked test must not go on as a second one
        say(repr(error))
    finally:
        os._exit(code)


class _Acts:
    def __init__(self, moment: Moment | None) -> None:
        self.count = 0
        self._moment = moment

    def watch(self) -> None:
        """Count what the process does from now on, for good."""

        def heard(event: str, arguments: tuple[object, ...]) -> None:
            if event in _FILES and not str(arguments[0]).endswith((".py", ".pyc")):
                self._note()

        sys.addaudithook(heard)
        for name in ("do_execute", "do_commit"):
            self._watch_driver(name)

    def _watch_driver(self, name: str) -> None:
        real = getattr(DefaultDialect, name)

        def watched(*given: object, **named: object) -> object:
            self._note()
            return real(*given, **named)

        setattr(DefaultDialect, name, watched)

    def _note(self) -> None:
        self.count += 1
        moment = self._moment
        if moment is None or self.count != moment.act:
            return
        if not moment.delay_us:
            _die()
        threading.Thread(target=_die, args=(moment.delay_us / 1e6,), daemon=True).start()


def _die(after_s: float = 0.0) -> None:
    end = time.perf_counter() + after_s
    while time.perf_counter() < end:
        pass  # a sleep would be rounded to what the system likes
    os.kill(os.getpid(), signal.SIGKILL)
