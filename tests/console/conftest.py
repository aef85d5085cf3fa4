"""One browser and one busy service for all tests of a process; skipped where Chromium is absent."""

import asyncio
from collections.abc import Iterator

import pytest
from selenium.webdriver import Chrome

from tests.console import axe
from tests.console.agent import DESK, Agent
from tests.console.chromium import ABSENT, chromium, is_installed
from tests.console.workplace import Workplace
from tests.department.addresses import crawl
from tests.department.serving import served


@pytest.fixture(scope="session")
def browser() -> Iterator[Chrome]:
    if not is_installed():
        pytest.skip(ABSENT)
    with chromium() as made:
        axe.prepare(made)
        yield made


@pytest.fixture(scope="session")
def place(browser: Chrome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    del browser  # nothing is made where there is no browser
    made = Workplace.busy(tmp_path_factory.mktemp("service"))
    with served(made.departement) as (host, port):
        made.address = f"http://{host}:{port}"
        yield made
    made.departement.close()


@pytest.fixture(scope="session")
def first_day(browser: Chrome, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    del browser
    made = Workplace.empty(tmp_path_factory.mktemp("premier-jour"))
    with served(made.departement) as (host, port):
        made.address = f"http://{host}:{port}"
        yield made
    made.departement.close()


@pytest.fixture
def agent(browser: Chrome, place: Workplace) -> Agent:
    made = Agent(browser, place)
    browser.delete_all_cookies()
    made.sees_at(DESK)
    made.prefers()
    return made


@pytest.fixture(scope="session")
def addresses(place: Workplace) -> dict[str, list[str]]:
    """What an agent with every role reaches by following links, three of each page."""

    async def follow() -> dict[str, list[str]]:
        person = place.departement.browser()
        await person.sign_in()
        return await crawl(person, start=["/", "/mon-compte"])

    return asyncio.run(follow())
