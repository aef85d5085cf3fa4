import threading
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from app.ui.tasks import CancelFlag, CancelledError, InlineRunner
from app.ui.threads import Runners, ThreadRunner


def _unexpected(failure: Exception) -> None:
    raise failure


def test_work_runs_elsewhere_and_its_answer_comes_back_to_the_window(qtbot: QtBot) -> None:
    runner = ThreadRunner("database")
    seen: list[tuple[threading.Thread, threading.Thread]] = []
    runner.run(
        threading.current_thread,
        on_success=lambda worker: seen.append((worker, threading.current_thread())),
        on_failure=_unexpected,
    )
    qtbot.waitUntil(lambda: bool(seen))
    worker, caller = seen[0]
    assert worker is not threading.main_thread()
    assert caller is threading.main_thread()
    runner.close()


def test_works_of_one_runner_never_overlap_and_keep_their_order(qtbot: QtBot) -> None:
    runner = ThreadRunner("database")
    inside = threading.Lock()
    order: list[int] = []

    def work(number: int) -> int:
        assert inside.acquire(blocking=False), "two works at once"
        try:
            return number
        finally:
            inside.release()

    for number in range(50):
        runner.run(partial(work, number), on_success=order.append, on_failure=_unexpected)
    qtbot.waitUntil(lambda: len(order) == 50)
    assert order == list(range(50))
    runner.close()


def test_both_runners_work_at_the_same_time(qtbot: QtBot) -> None:
    runners = Runners()
    meet = threading.Barrier(2, timeout=5)
    done: list[int] = []
    for runner in (runners.database, runners.network):
        runner.run(meet.wait, on_success=done.append, on_failure=_unexpected)
    qtbot.waitUntil(lambda: len(done) == 2)
    runners.close()


def test_a_failure_comes_back_as_itself_and_alone(qtbot: QtBot) -> None:
    runner = ThreadRunner("database")
    failure = CancelledError()
    came: list[Exception] = []

    def work() -> None:
        raise failure

    runner.run(work, on_success=lambda _: came.append(AssertionError()), on_failure=came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert came == [failure]
    runner.close()


def test_nothing_of_a_closed_runner_survives(qtbot: QtBot) -> None:
    runner = ThreadRunner("database")
    begun, may_end = threading.Event(), threading.Event()
    called: list[object] = []

    def long_work() -> None:
        begun.set()
        may_end.wait(5)

    runner.run(long_work, on_success=called.append, on_failure=called.append)
    runner.run(lambda: called.append("begun late"), on_success=print, on_failure=print)
    assert begun.wait(5)
    threading.Timer(0.05, may_end.set).start()
    runner.close()
    assert may_end.is_set(), "close() waits for the step under way"
    qtbot.waitUntil(lambda: True)
    assert called == []
    with pytest.raises(RuntimeError, match="closed"):
        runner.run(list, on_success=print, on_failure=print)


def test_what_was_asked_before_the_end_is_done_and_nobody_is_called(qtbot: QtBot) -> None:
    runner = ThreadRunner("database")
    may_go_on = threading.Event()
    done: list[str] = []
    called: list[object] = []
    runner.run(lambda: may_go_on.wait(5), on_success=called.append, on_failure=called.append)
    runner.run(lambda: done.append("kept"), on_success=called.append, on_failure=called.append)
    threading.Timer(0.05, may_go_on.set).start()
    runner.finish()
    assert done == ["kept"]
    qtbot.waitUntil(lambda: True)
    assert called == []
    with pytest.raises(RuntimeError, match="closed"):
        runner.run(list, on_success=print, on_failure=print)


def test_the_inline_runner_calls_exactly_one_callback() -> None:
    came: list[object] = []
    InlineRunner().run(lambda: 7, on_success=came.append, on_failure=came.append)
    InlineRunner().run(lambda: 1 // 0, on_success=came.append, on_failure=came.append)
    assert came[0] == 7
    assert isinstance(came[1], ZeroDivisionError)
    assert len(came) == 2


def test_a_failing_callback_is_not_taken_for_failing_work() -> None:
    came: list[Exception] = []

    def callback(_result: int) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        InlineRunner().run(lambda: 7, on_success=callback, on_failure=came.append)
    assert came == []


def test_a_flag_stops_work_between_two_steps() -> None:
    flag = CancelFlag()
    flag.raise_if_set()
    flag.set()
    assert flag.is_set()
    with pytest.raises(CancelledError):
        flag.raise_if_set()
