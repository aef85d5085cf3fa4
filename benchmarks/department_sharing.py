"""Some threads take work in turn, as laptops come at once."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from typing import TypeVar

_Work = TypeVar("_Work")


def share(work: Sequence[_Work], worker: Callable[[Iterator[_Work]], None], number: int) -> None:
    """Let `number` workers, each a thread, take the work in turn; a fault of one is this one's."""
    waiting: SimpleQueue[_Work] = SimpleQueue()
    for one in work:
        waiting.put(one)
    faults: list[Exception] = []

    def run() -> None:
        try:
            worker(_taken(waiting))
        except Exception as fault:  # noqa: BLE001 - raised again below
            faults.append(fault)

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def _taken(waiting: "SimpleQueue[_Work]") -> Iterator[_Work]:
    while True:
        try:
            yield waiting.get_nowait()
        except Empty:
            return


def timed(work: Callable[[], None]) -> float:
    """Return the seconds that `work` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
