"""Play the year: two laptops, a clock that goes from the first to the last day."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from unittest.mock import patch

from app.conventions.communes import Communes, load_communes
from app.domain.habilitation import Role
from app.domain.identifiers import AgentId
from app.usecases.laptop import opening
from app.usecases.laptop.installing import NewAgent, NewVault, install
from app.usecases.workplace import Resources, Surroundings, Workplace
from tests.fast_vault import fast_vaults
from tests.in_force import IN_FORCE
from tests.paths import RESOURCES
from tests.ui.workplace import (
    CCAS,
    CONFLENT,
    LOT_ET_GARONNE,
    PASSPHRASE,
    STRASBOURG,
    WallClock,
    copied_vault,
)
from tests.usecases.year import checks
from tests.usecases.year.laptop import NEUILLY, Laptop

EPN = "epn-normandie"
PROFILES = (LOT_ET_GARONNE, STRASBOURG, CONFLENT, NEUILLY, EPN)
YEARS = {NEUILLY: 2021}  # 003 l. 95 and 117: its carnets are of 2021 alone
LAPTOPS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What was looked at: acts done, figures shown, days of the ledger, persons erased."""

    acts: int
    figures: int
    days: int
    erased: int


def year_of(profile: str) -> int:
    """Return the year that is played under a profile."""
    return YEARS.get(profile, 2027)


def play(
    profile: str, *, acts: int, seed: int, folder: Path, every_days: int = 1, whole: bool = True
) -> Played:
    """Play a year of `acts` acts on two laptops and check it; unless `whole`, without its reports.

    Drawing a report up decides what is hidden in it, which takes half a second.

    Raises:
        AssertionError: a figure, the ledger, or the purge is not as counted apart.
    """
    year, dice = year_of(profile), Random(f"{profile}-{seed}")  # noqa: S311 - dice of a game
    with fast_vaults(), _laptops(profile, year, folder, dice) as laptops:
        first, days = date(year, 1, 4), 355
        for number in range(acts):
            at = first + timedelta(days=number * days // acts)
            laptop = dice.choice(laptops)
            for one in laptops:
                one.clock.at = datetime(at.year, at.month, at.day, 9, 12, tzinfo=UTC)
            laptop.act()
        seen = erased = looked = 0
        for laptop in laptops:
            laptop.clock.at = datetime(year + 1, 1, 2, 9, tzinfo=UTC)
            checks.counters_agree(laptop)
            if whole or laptop is laptops[0]:
                seen += checks.shown_agree(laptop, year)
            last = date(year, 12, 31)
            looked += checks.ledger_balances(laptop, first, last, every_days=every_days)
            erased += checks.purge_changes_nothing(laptop, year, reports=9 if whole else 0)
        return Played(
            acts=sum(one.oracle.acts for one in laptops),
            figures=seen,
            days=looked,
            erased=erased,
        )


@contextmanager
def _laptops(profile: str, year: int, folder: Path, dice: Random) -> Generator[list[Laptop]]:
    opened: list[Laptop] = []
    vault, agent = _vault(profile, year)
    try:
        for number in range(1, LAPTOPS + 1):
            copied = folder / f"{profile}-{number}"
            shutil.copytree(vault, copied)
            clock = WallClock(at=datetime(year, 1, 4, 9, tzinfo=UTC))
            place = _open(copied, agent, clock)
            opened.append(Laptop(place, clock, Random(dice.random()), number))  # noqa: S311
        yield opened
    finally:
        for one in opened:
            with suppress(OSError):
                one.place.close()


@cache
def _vault(profile: str, year: int) -> tuple[Path, AgentId]:
    folder = Path(mkdtemp(prefix="passerelle-annee-")) / "coffre"
    if year not in YEARS.values():  # the vault that the other tests of the process have too
        return folder, copied_vault(folder, profile).agent
    clock = WallClock(at=datetime(year, 1, 2, 9, tzinfo=UTC))
    new = NewVault(
        profile=profile,
        structure=CCAS,
        first=NewAgent(
            prenom="Camille",
            nom="Martin",
            fonction="conseillère numérique",
            roles=frozenset({Role.REFERENT, Role.PRESCRIPTEUR}),
        ),
        passphrase=PASSPHRASE,
        vie=IN_FORCE.get(profile, ()),
    )
    agent = install(folder, new, clock).agent.id
    _open(folder, agent, clock).close()
    return folder, agent


@cache
def _communes() -> Communes:
    return load_communes(RESOURCES / "territory" / "communes.csv.xz")


def _open(folder: Path, agent: AgentId, clock: WallClock) -> Workplace:
    surroundings = Surroundings(resources=Resources(folder=RESOURCES), clock=clock)
    with patch.object(opening, "load_communes", lambda _file: _communes()):
        return opening.open_workplace(folder, agent, PASSPHRASE, surroundings)
