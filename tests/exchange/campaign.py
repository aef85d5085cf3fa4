"""Run many schedules from a seed, in shares that can be run again alone."""

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.exchange.machine import Exchange


def run(
    number: int,
    *,
    seed_: int,
    steps: int,
    shrinks: bool = True,
    machine: type[RuleBasedStateMachine] = Exchange,
) -> None:
    """Run `number` schedules of at most `steps` steps; raises what the first bad one raises."""
    phases = (Phase.generate, Phase.shrink) if shrinks else (Phase.generate,)
    seed(seed_)(machine)
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=number,
            stateful_step_count=steps,
            phases=phases,
            database=None,
            deadline=None,
            report_multiple_bugs=False,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )
