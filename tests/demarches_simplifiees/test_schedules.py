"""Random days on a laptop and on the platform, against what must never happen.

Never shown as received what nobody deposited; never a second dossier to deposit that was not asked
for; every pair of dossiers of one prescription that people took is told.
"""

import contextlib
import os
import random
from collections import Counter

import pytest

from app.sync.gateway import Cursor, GatewayError
from app.sync.outcomes import Outcome
from app.sync.protocol.payload import Kind
from tests.demarches_simplifiees import example
from tests.demarches_simplifiees.bench import AGENT, Laptop
from tests.demarches_simplifiees.platform import Draft
from tests.sync.gateway_suite import outgoing

ITEMS = [f"01935a6e-7b00-7abc-8def-00000000000{number}" for number in range(3)]
STEPS = 25
SEEDS = int(os.environ.get("SCHEDULES", "12"))  # a long campaign: SCHEDULES=1000 pytest this file


class Schedule:
    """One run of random events; addresses are known through the laptop's ledger alone."""

    def __init__(self, laptop: Laptop, seed: int) -> None:
        self.laptop = laptop
        self.random = random.Random(seed)  # noqa: S311 - a seeded schedule
        self.revisions = dict.fromkeys(ITEMS, 1)
        self.deposited: set[str] = set()
        self.confirmed: Counter[str] = Counter()

    def step(self) -> None:
        often = [self.run] * 3 + [self.take] * 2
        people = [self.deposit, self.decide, self.hide, self.confirm, self.correct]
        world = [self.wait, self.lose, self.break_down]
        self.random.choice([*often, *people, *world])()

    def run(self) -> None:
        with contextlib.suppress(GatewayError):
            self.told()

    def told(self) -> list[str]:
        """Run once; return the items that were told to be doubles."""
        gateway = self.laptop.gateway()
        pulled = gateway.pull(Cursor())
        for item in ITEMS:
            for revision in range(1, self.revisions[item] + 1):
                kind = Kind.PRESCRIPTION if revision == 1 else Kind.CORRECTION
                one = outgoing(item, revision=revision, kind=kind, nom=f"Nom {revision}")
                (result,) = gateway.push([one])
                if result.outcome.acknowledged or result.outcome is Outcome.DEJA_DECIDEE:
                    assert item in self.deposited, "shown as received, and nobody deposited"
        return [item for item, outcome in pulled.notices if outcome is Outcome.DOUBLON]

    def take(self) -> None:
        """Open an address that the laptop knows, however old."""
        known = [one.numero for item in ITEMS for one in self.laptop.ledger.of(item) if one.jeton]
        if known:
            draft = self.laptop.platform.dossiers.get(self.random.choice(known))
            if draft is not None and draft.state == "brouillon" and not draft.hidden:
                self.laptop.platform.claim(draft.token, AGENT)

    def deposit(self) -> None:
        for draft in self._some("brouillon", owned=True):
            self.laptop.platform.deposit(draft)
            self.deposited.add(str(draft.values[example.UUID.id]))

    def decide(self) -> None:
        for draft in self._some("en_construction", owned=True):
            self.laptop.platform.decide(draft, self.random.choice(["accepte", "sans_suite"]))

    def hide(self) -> None:
        for draft in self._some(self.random.choice(["brouillon", "en_construction"]), owned=True):
            self.laptop.platform.hide(draft)

    def wait(self) -> None:
        self.laptop.platform.go_on(days=self.random.choice([0.5, 2, 6]))

    def correct(self) -> None:
        item = self.random.choice(ITEMS)
        self.revisions[item] = min(3, self.revisions[item] + 1)

    def lose(self) -> None:
        self.laptop.site.wire.loses_answers = 1

    def break_down(self) -> None:
        self.laptop.site.wire.fails_with = [None] * self.random.randrange(3) + [503]

    def confirm(self) -> None:
        """A person says that a vanished dossier is to be made again."""
        item = self.random.choice(ITEMS)
        last = self.laptop.ledger.of(item)[-1:]
        if last and last[0].etat.needs_a_person:
            self.laptop.ledger.abandon(item)
            self.confirmed[item] += 1

    def quiet(self) -> None:
        self.laptop.site.wire.fails_with = []
        self.laptop.site.wire.loses_answers = 0

    def taken(self, item: str) -> list[Draft]:
        """Return what people took of an item and the platform still shows."""
        drafts = self.laptop.drafts(item)
        return [one for one in drafts if (one.owner or one.state != "brouillon") and not one.hidden]

    def _some(self, state: str, *, owned: bool) -> list[Draft]:
        found = [
            one
            for one in self.laptop.platform.dossiers.values()
            if one.state == state and bool(one.owner) is owned and not one.hidden
        ]
        return [self.random.choice(found)] if found else []


@pytest.mark.parametrize("seed", range(SEEDS))
def test_nothing_is_doubled_in_silence_and_nothing_is_shown_that_is_not(
    laptop: Laptop, seed: int
) -> None:
    schedule = Schedule(laptop, seed)
    for _ in range(STEPS):
        schedule.step()
    schedule.quiet()
    schedule.told()
    told = schedule.told()
    for item in ITEMS:
        several = len(schedule.taken(item)) > 1
        assert several == (item in told)
        # two can only be taken when a correction replaced a draft, or a person asked for another
        assert not several or schedule.revisions[item] > 1 or schedule.confirmed[item]
        to_deposit = [
            one for one in laptop.ledger.of(item) if one.current and one.etat.value == "prerempli"
        ]
        assert len(to_deposit) <= 1
