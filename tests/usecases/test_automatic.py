from app.usecases.exchange.automatic import is_worth_a_run, let_run_by_itself, runs_by_itself
from app.usecases.workplace import Workplace
from tests.ui.workplace import new_workplace, workplace
from tests.usecases.test_sending import Line, line, prescribe

__all__ = ["line", "new_workplace", "workplace"]  # fixtures


def test_a_run_of_its_own_is_off_at_first_and_needs_something_to_send(
    workplace: Workplace, line: Line
) -> None:
    line.activate(workplace)
    prescribe(workplace)
    assert not runs_by_itself(workplace)
    assert not is_worth_a_run(workplace)
    let_run_by_itself(workplace, wanted=True)
    assert is_worth_a_run(workplace)
    line.run(workplace)
    assert not is_worth_a_run(workplace)  # nothing waits any more
    prescribe(workplace, "Maquette")
    let_run_by_itself(workplace, wanted=False)
    assert not is_worth_a_run(workplace)


def test_a_laptop_that_nobody_knows_does_not_run(workplace: Workplace) -> None:
    prescribe(workplace)
    let_run_by_itself(workplace, wanted=True)
    assert not is_worth_a_run(workplace)
