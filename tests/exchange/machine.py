"""The whole exchange at random: Hypothesis draws what happens, `judging` says what may not."""

from contextlib import ExitStack

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.exchange.by_stick import Sticks
from tests.exchange.judging import come_to_rest, judge_at_rest, judge_now
from tests.exchange.oracle import Story
from tests.exchange.stage import Stage, Trouble, staged
from tests.exchange.wire import Weather

_NEVER = 10**9
_WHICH = st.integers(0, 7)
_BYTES_UP = st.one_of(st.just(_NEVER), st.integers(0, 9000))
_BYTES_DOWN = st.one_of(st.just(_NEVER), st.integers(0, 5000))
_REQUEST = st.one_of(st.just(_NEVER), st.integers(1, 6))
_weather = st.builds(
    Weather, up=_BYTES_UP, down=_BYTES_DOWN, stays=st.booleans(), late=_REQUEST, twice=_REQUEST
)
_trouble = st.one_of(
    st.just(Trouble()),
    st.builds(Trouble, killed_at_request=st.integers(1, 6)),
    st.builds(Trouble, killed_after_answer=st.integers(1, 6)),
    st.builds(Trouble, killed_at_commit=st.integers(1, 16)),
    st.builds(Trouble, service_dies_at_commit=st.integers(1, 10)),
)
_COMMIT = st.one_of(st.just(0), st.integers(1, 8))
_AHEAD_S = st.sampled_from([0, -30, 240, -590, 590, -660, 660, 7200, -86400, 86400])
_MINUTES = st.sampled_from([1, 9, 25, 600, 4320])


class Exchange(RuleBasedStateMachine):
    """A laptop, its worker, the network, the Département, and what befalls them."""

    def __init__(self) -> None:
        super().__init__()
        self._open = ExitStack()
        self.stage: Stage = self._open.enter_context(staged())
        self.sticks = Sticks(self.stage)

    def _some(self, which: int) -> Story | None:
        standing = self.stage.oracle.standing()
        here = self.stage.laptop.seen(one.id for one in standing)
        found = [one for one in standing if here[one.id].suivi is not None]
        return found[which % len(found)] if found else None

    @rule()
    def prescribe(self) -> None:
        self.stage.prescribe()

    @rule(which=_WHICH, number=st.integers(0, 2))
    def correct_the_name(self, which: int, number: int) -> None:
        if story := self._some(which):
            self.stage.correct_name(story, f"Nom{'ABC'[number]}")

    @rule(which=_WHICH)
    def correct_the_service(self, which: int) -> None:
        if story := self._some(which):
            self.stage.correct_service(story)

    @rule(which=_WHICH)
    def withdraw(self, which: int) -> None:
        if story := self._some(which):
            self.stage.withdraw(story)

    @rule(which=_WHICH, for_good=st.integers(0, 9))
    def erase(self, which: int, for_good: int) -> None:
        if story := self._some(which):
            self.stage.erase(story, for_good=for_good == 0)

    @rule(theirs=st.booleans())
    @precondition(lambda self: self.stage.oracle.restored)
    def settle(self, theirs: bool) -> None:  # noqa: FBT001 - Hypothesis calls by name
        self.stage.settle_all(theirs=theirs)

    @rule()
    def synchronise(self) -> None:
        self.stage.synchronise()
        judge_now(self.stage)

    @rule(weather=_weather, trouble=_trouble)
    def synchronise_badly(self, weather: Weather, trouble: Trouble) -> None:
        self.stage.synchronise(weather, trouble)
        judge_now(self.stage)

    @rule(weather=_weather, trouble=_trouble)
    def synchronise_badly_again(self, weather: Weather, trouble: Trouble) -> None:
        self.synchronise_badly(weather, trouble)

    @rule()
    def kill(self) -> None:
        self.stage.laptop.kill()

    @rule(which=_WHICH)
    @precondition(lambda self: self.stage.wire.kept)
    def bring_late(self, which: int) -> None:
        self.stage.bring(which, again=False)

    @rule(which=st.integers(0, 40))
    @precondition(lambda self: self.stage.wire.seen)
    def bring_again(self, which: int) -> None:
        self.stage.bring(which, again=True)

    @rule(killed_at=_COMMIT)
    def prepare_a_stick(self, killed_at: int) -> None:
        self.sticks.prepare(killed_at=killed_at)
        judge_now(self.stage)

    @rule(which=_WHICH, then=st.booleans())
    @precondition(lambda self: self.sticks.prepared)
    def carry_a_stick(self, which: int, then: bool) -> None:  # noqa: FBT001 - as above
        self.sticks.carry(which)
        if then:
            self.sticks.answer()
        judge_now(self.stage)

    @rule()
    @precondition(lambda self: self.sticks.prepared)
    def answer_by_stick(self) -> None:
        self.sticks.answer()

    @rule(which=_WHICH, killed_at=_COMMIT)
    @precondition(lambda self: self.sticks.answers)
    def read_an_answer(self, which: int, killed_at: int) -> None:
        self.sticks.read(which, killed_at=killed_at)
        judge_now(self.stage)

    @rule(ahead_s=_AHEAD_S)
    def set_the_clock(self, ahead_s: float) -> None:
        self.stage.set_laptop_clock(ahead_s)

    @rule(minutes=_MINUTES)
    def time_passes(self, minutes: float) -> None:
        self.stage.go_on(minutes)

    @rule(which=_WHICH, accept=st.booleans())
    @precondition(lambda self: self.stage.oracle.received)
    def decide(self, which: int, accept: bool) -> None:  # noqa: FBT001 - as above
        held = sorted(self.stage.desk.kept())
        if held:
            self.stage.decide(held[which % len(held)], accept=accept)

    @rule(at_once=st.booleans())
    def revoke(self, at_once: bool) -> None:  # noqa: FBT001 - as above
        self.stage.desk.revoke()
        if at_once:
            self.stage.activate()

    @rule()
    @precondition(lambda self: self.stage.oracle.restored)
    def activate(self) -> None:
        self.stage.activate()

    @rule()
    def back_up(self) -> None:
        self.stage.back_up()

    @rule(which=_WHICH, ledger=st.booleans())
    def restore(self, which: int, ledger: bool) -> None:  # noqa: FBT001 - as above
        self.stage.restore(which, ledger=ledger)

    @rule()
    def restart_the_service(self) -> None:
        self.stage.desk.restart()

    @rule()
    def back_up_the_service(self) -> None:
        self.stage.back_up_service()

    @rule(which=_WHICH)
    def roll_the_service_back(self, which: int) -> None:
        self.stage.roll_back(which)

    def teardown(self) -> None:
        try:
            come_to_rest(self.stage)
            judge_at_rest(self.stage)
        finally:
            self._open.close()
